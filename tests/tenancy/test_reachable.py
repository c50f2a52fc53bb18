"""What the embedded guard lets pass, and what it refuses: both sides, form by form."""

import pytest
from sqlalchemy import (
    ClauseElement,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.orm import aliased

from server.directory.model import Account, Contact
from server.tenancy import row_rights
from server.tenancy.reachable import unreachable_part

OTHER = aliased(Account)
TABLE = Account.__table__
TABLE_ALIAS = TABLE.alias()
SUBQUERY = select(Contact.account_id).where(Contact.language == "da").subquery()
CTE = select(Account.id, Account.name).cte()
PROTECTED = {cls.__table__ for cls in row_rights.declared()}

LEGAL = {
    "an entity": select(Account),
    "a column": select(Account.name),
    "a count": select(func.count()).select_from(Account),
    "a count of a column": select(func.count(Account.id)),
    "an alias": select(OTHER.name).where(OTHER.segment == "x"),
    "a count over an alias": select(func.count()).select_from(OTHER),
    "a join by relationship": select(Contact.id).join(Contact.account),
    "a join by condition": select(Contact.id).join(Account, Account.id == Contact.account_id),
    "an outer join": select(Account.id).outerjoin(Contact, Contact.account_id == Account.id),
    "an exists": select(Account.id).where(exists().where(Contact.account_id == Account.id)),
    "a has": select(Contact).where(Contact.account.has(name="x")),
    "an in": select(Account).where(Account.id.in_(select(Contact.account_id))),
    "a subquery": select(SUBQUERY.c.account_id),
    "a cte": select(CTE.c.name),
    "a scalar subquery": select(
        Account.id,
        select(func.count(Contact.id)).where(Contact.account_id == Account.id).scalar_subquery(),
    ),
    "a union": select(Account.id).union(select(Contact.id)),
    "an update": update(Account).values(name="x"),
    "a delete": delete(Account),
    "an insert": insert(Account),
}

FORBIDDEN = {
    "text": text("select * from account"),
    "a literal column": select(literal_column("(select name from account limit 1)")),
    "a table": select(TABLE),
    "a table's column": select(TABLE.c.name),
    "a table's alias": select(TABLE_ALIAS.c.name),
    "a table's alias beside the entity": select(Account.id, TABLE_ALIAS.c.name),
    "a count over a table": select(func.count()).select_from(TABLE),
    "a count over an alias": select(func.count()).select_from(TABLE_ALIAS),
    "a table in a scalar subquery": select(
        Contact.id, select(func.count()).select_from(TABLE).scalar_subquery()
    ),
    "a table in an in": select(Account).where(Account.id.in_(select(TABLE.c.id))),
    "a table in an exists": select(Account.id).where(exists().where(TABLE_ALIAS.c.id == Account.id)),
    "a table in a join": select(Contact.id).join(TABLE, TABLE.c.id == Contact.account_id),
    "a table in a cte": select(select(TABLE.c.id).cte().c.id),
    "a table in a union": select(Account.id).union(select(TABLE.c.id)),
    "an update of a table": update(TABLE).values(name="x"),
    "an update by a table": update(Account).where(Account.id.in_(select(TABLE.c.id))).values(name="x"),
    "a delete from a table": delete(TABLE),
    "an insert into a table": insert(TABLE),
}


@pytest.mark.parametrize("form", LEGAL)
def test_statements_by_mapped_classes_pass(form: str) -> None:
    assert unreachable_part(LEGAL[form], PROTECTED) is None


@pytest.mark.parametrize("form", FORBIDDEN)
def test_statements_past_the_classes_are_refused(form: str) -> None:
    statement: ClauseElement = FORBIDDEN[form]
    assert unreachable_part(statement, PROTECTED)
