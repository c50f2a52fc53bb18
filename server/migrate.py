"""Brings a database to the present shape: tables, row rights, and the keys that Rapport itself needs."""

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from server import models
from server.audit import trail
from server.audit.trail import Happening
from server.config import Config
from server.database import READ_ONLY, Base, open_embedded, open_postgresql
from server.keyfile import ConfigProblem
from server.masters import MasterKeys
from server.security.key_ring import KeyRing
from server.tenancy.append_only import install_triggers
from server.tenancy.organisation import Organisation
from server.tenancy.row_rights import install_policies

RAPPORTS_KEYS = ("sign-in", "links", "cookies", trail.KEY)
"""Keys of Rapport itself: the index of addresses at sign-in, personal links, cookies, and audit trails."""


def open_database(config: Config) -> Engine:
    """The database for the application's own work."""
    if config.database_url:
        return open_postgresql(config.database_url)
    return open_embedded(config.home / "rapport.db", config.master_key)


def migrate(config: Config) -> None:
    """Apply what is missing, as the tables' owner. Running it again changes nothing.

    Raises:
        ConfigProblem: when the owner of a PostgreSQL database isn't set.
    """
    if config.database_url and not config.database_owner_url:
        raise ConfigProblem(
            "RAPPORT_DATABASE_OWNER is missing: the role that owns the tables and migrates them."
        )
    engine = (
        open_postgresql(config.database_owner_url) if config.database_owner_url else open_database(config)
    )
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "head")
        if config.database_url:
            role = make_url(config.database_url).username
            install_policies(connection, models.metadata, str(role))
        else:
            install_triggers(connection)
        _make_keys(connection, config.master_key)
    engine.dispose()


def alembic_config(connection: Connection) -> AlembicConfig:
    """Alembic, told to work on `connection`."""
    config = AlembicConfig()
    config.set_main_option("script_location", "server:migrations")
    config.attributes.update(connection=connection, metadata=Base.metadata)
    return config


def is_current(engine: Engine) -> bool:
    """Whether every migration has been applied."""
    with engine.connect().execution_options(**READ_ONLY) as connection:
        applied = MigrationContext.configure(connection).get_current_heads()
        return set(applied) == set(ScriptDirectory.from_config(alembic_config(connection)).get_heads())


def _make_keys(connection: Connection, master_key: MasterKeys) -> None:
    ring = KeyRing(master_key)
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        for name in RAPPORTS_KEYS:
            missing = not ring.has(session, name)
            if missing:
                ring.make(session, name)
            ring.get(session, name)  # tells at once when the master key is the wrong one
            if missing and name == trail.KEY:
                _begin_trails(session, ring)
        session.commit()


def _begin_trails(session: Session, ring: KeyRing) -> None:
    """Organisations that are older than audit trails begin theirs now, once."""
    if session.get_bind().dialect.name == "postgresql":  # where row rights bind the owner as well
        session.execute(select(func.set_config("rapport.everything", "on", True)))
    secrets = trail.derived(ring.get(session, trail.KEY))
    for organisation_id in session.scalars(select(Organisation.id)).all():
        trail.begin(session, secrets, organisation_id, Happening.TRAIL_BEGUN)
