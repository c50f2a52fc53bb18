"""Every table with an organisation's data has row rights, and on PostgreSQL they are forced."""

from flask import Flask
from sqlalchemy import text

from server.database import Base
from server.identity.row_rights import declared
from server.identity.transaction import storage

WITHOUT_ORGANISATION = {
    "microsoft_flow": "a sign-in under way at Microsoft, whose organisation is not known yet",
    "wrapped_key": "keys, worthless without the master key",
}


def test_every_table_declares_row_rights_or_is_named_here() -> None:
    with_rights = {cls.__tablename__ for cls in declared()}
    assert with_rights.isdisjoint(WITHOUT_ORGANISATION)
    assert with_rights | WITHOUT_ORGANISATION.keys() == set(Base.metadata.tables)


def test_every_table_with_an_organisation_has_rights() -> None:
    with_organisation = {t.name for t in Base.metadata.tables.values() if "organisation_id" in t.columns}
    assert with_organisation <= {cls.__tablename__ for cls in declared()}


def test_postgresql_forces_the_rights_upon_everybody(app: Flask) -> None:
    connection = storage().bind
    if connection.dialect.name != "postgresql":
        return  # the embedded guard is tried in test_row_rights.py and test_reachable.py
    forced = connection.execute(  # type: ignore[union-attr]
        text("select relname from pg_class where relrowsecurity and relforcerowsecurity and relkind = 'r'")
    )
    assert set(forced.scalars()) == {cls.__tablename__ for cls in declared()}


def test_the_application_owns_nothing_on_postgresql(app: Flask) -> None:
    connection = storage().bind
    if connection.dialect.name != "postgresql":
        return  # an embedded file has no roles
    owned = connection.execute(  # type: ignore[union-attr]
        text("select relname from pg_class where pg_get_userbyid(relowner) = current_user")
    )
    assert owned.all() == []
    attributes = connection.execute(  # type: ignore[union-attr]
        text("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")
    ).one()
    assert tuple(attributes) == (False, False)
