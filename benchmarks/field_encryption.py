"""What sealing fields costs: `python -m benchmarks.field_encryption`, contacts sealed and as plain text.

Two tables like that of the contacts, one with sealed columns and one with plain text, hold the same
rows. Both are read and written through the same connection; opening and sealing is all that differs.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from sqlalchemy import Column, Connection, Engine, LargeBinary, MetaData, Table, Text, Uuid, insert, select

from benchmarks.filled import both, contact
from benchmarks.timed import Do, medians, tell
from server.security import keys
from server.security.keys import DataKey
from server.security.sealed import SealedText

ROWS = 5000
LISTS = {"a page of 50": 50, "a list of 1,000": 1000}
INSERTED = 200

_metadata = MetaData()


def _table(name: str, *types: object) -> Table:
    ids = [Column("id", Uuid, primary_key=True), Column("organisation_id", Uuid, index=True)]
    texts = [Column(c, t) for c, t in zip(("name", "email"), types, strict=True)]
    return Table(name, _metadata, *ids, *texts, Column("email_index", LargeBinary))


TABLES: Mapping[str, Table] = {
    "plain": _table("benchmark_plain", Text(), Text()),
    "sealed": _table("benchmark_sealed", SealedText("contact.name"), SealedText("contact.email")),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print what was found; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.field_encryption", description=__doc__)
    parser.add_argument("--times", type=int, default=100, help="each reading and writing in each variant")
    options = parser.parse_args(arguments)
    with both() as databases, keys.in_hand(DataKey(bytes(32))):
        for name, filled in databases.items():
            owner: Engine = filled.owner
            with owner.begin() as connection:
                _metadata.create_all(connection)
                for table in TABLES.values():
                    connection.execute(insert(table), _rows(ROWS))
                for what, rows in LISTS.items():
                    variants = {kind: _reading(connection, table, rows) for kind, table in TABLES.items()}
                    tell("field_encryption", f"{name}: {what}", medians(variants, options.times))
                writes = {kind: _writing(connection, table) for kind, table in TABLES.items()}
                tell("field_encryption", f"{name}: {INSERTED} inserted", medians(writes, options.times))
    return 0


def _rows(count: int) -> list[dict[str, object]]:
    return [
        {"id": uuid4(), "organisation_id": UUID(int=1), **contact(f"Contact {number}")}
        for number in range(count)
    ]


def _reading(connection: Connection, table: Table, rows: int) -> Do:
    statement = select(table.c.id, table.c.name, table.c.email).limit(rows)
    return lambda: connection.execute(statement).all()


def _writing(connection: Connection, table: Table) -> Do:
    """In a savepoint that is rolled back, so that the table stays as it is."""

    def do() -> None:
        with connection.begin_nested() as tried:
            connection.execute(insert(table), _rows(INSERTED))
            tried.rollback()

    return do


if __name__ == "__main__":
    sys.exit(main())
