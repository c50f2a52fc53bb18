"""Every table with an organisation's data has row rights, and on PostgreSQL they are forced."""

import pytest
from flask import Flask
from sqlalchemy import text

from server.database import Base
from server.safekeeping.isolation.proof import OF_NO_ORGANISATION
from server.tenancy.row_rights import declared
from server.tenancy.transaction import reading
from server.tenancy.viewer import NOBODY

POSTGRESQL = pytest.mark.parametrize(
    "config", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
"""The embedded database has neither roles nor policies: its guard is tried in test_reachable.py."""


def test_every_table_declares_row_rights_or_is_named_here() -> None:
    with_rights = {cls.__tablename__ for cls in declared()}
    assert with_rights.isdisjoint(OF_NO_ORGANISATION)
    assert with_rights | OF_NO_ORGANISATION.keys() == set(Base.metadata.tables)


def test_every_table_with_an_organisation_has_rights() -> None:
    with_organisation = {t.name for t in Base.metadata.tables.values() if "organisation_id" in t.columns}
    assert with_organisation <= {cls.__tablename__ for cls in declared()}


@POSTGRESQL
def test_postgresql_forces_the_rights_upon_everybody(app: Flask) -> None:
    with reading(NOBODY) as session:
        forced = text("select relname from pg_class where relrowsecurity and relforcerowsecurity")
        assert set(session.scalars(forced)) == {cls.__tablename__ for cls in declared()}


@POSTGRESQL
def test_the_application_owns_nothing_and_is_no_superuser(app: Flask) -> None:
    with reading(NOBODY) as session:
        owned = text("select relname from pg_class where pg_get_userbyid(relowner) = current_user")
        assert session.scalars(owned).all() == []
        rights = text("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        assert session.scalars(rights).one() is False
