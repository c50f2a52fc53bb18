"""What row rights cost: `python -m benchmarks.row_rights`, the same queries without and with them.

Without: on PostgreSQL as the tables' owner with row-level security lifted, on the embedded database in a
session without its guard. The organisation, and a manager's accounts, then stand in the query by hand.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session

from benchmarks.filled import Filled, both
from benchmarks.timed import Do, medians, tell
from server.answering.model import Response
from server.database import READ_ONLY
from server.directory.model import Account, Contact
from server.tenancy.row_rights import declared
from server.tenancy.transaction import reading
from server.tenancy.viewer import Viewer

Statement = Select[tuple[object, ...]]

STATEMENTS: Mapping[str, Statement] = {
    "one account by its name": select(Account.id).where(Account.name_key == "account 0"),
    "a page of contacts": select(Contact.id).order_by(Contact.account_id, Contact.id).limit(50),
    "scores of all answers": select(Response.score, func.count()).group_by(Response.score),
    "scores by account": (
        select(Account.name, Response.score, func.count())
        .join(
            Account,
            (Account.organisation_id == Response.organisation_id) & (Account.id == Response.account_id),
        )
        .group_by(Account.name, Response.score)
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print what was found; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.row_rights", description=__doc__)
    parser.add_argument("--times", type=int, default=200, help="each query in each variant")
    options = parser.parse_args(arguments)
    with both() as databases:
        for name, filled in databases.items():
            with filled.app.app_context(), _lifted(filled) as bare:
                for whose in ("everybody", "manager"):
                    viewer: Viewer = getattr(filled, whose)
                    for what, statement in STATEMENTS.items():
                        variants = {
                            "without": _without(bare, by_hand(statement, viewer)),
                            "with": _with(viewer, statement),
                        }
                        found = medians(variants, options.times)
                        tell("row_rights", f"{name}, {whose}: {what}", found)
    return 0


def by_hand(statement: Statement, viewer: Viewer) -> Statement:
    """The statement with what the rights say written into it."""
    for cls in (Account, Contact, Response):
        if cls.__table__ in statement.get_final_froms()[0]._from_objects:
            statement = statement.where(cls.organisation_id == viewer.organisation_id)
            if not viewer.every_account:
                mine = select(Account.__table__.c.id).where(Account.__table__.c.owner_id == viewer.person_id)
                column = Account.id if cls is Account else cls.account_id
                statement = statement.where(column.in_(mine))
    return statement


def _with(viewer: Viewer, statement: Statement) -> Do:
    def do() -> None:
        with reading(viewer) as session:
            session.execute(statement).all()

    return do


def _without(open_session: Callable[[], Session], statement: Statement) -> Do:
    def do() -> None:
        with open_session() as session:
            session.execute(statement).all()

    return do


@contextmanager
def _lifted(filled: Filled) -> Iterator[Callable[[], Session]]:
    """Sessions past all rights, on the same rows."""
    if filled.owner is not filled.engine:
        with filled.owner.begin() as connection:
            for cls in declared():
                connection.execute(text(f"alter table {cls.__tablename__} no force row level security"))
    yield lambda: Session(filled.owner.execution_options(**READ_ONLY))


if __name__ == "__main__":
    sys.exit(main())
