"""Runs the migrations on the connection that `server.migrate` hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import TypeDecorator


def as_stored(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our own column types into migrations as what the database stores."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    return f"sa.{item.impl!r}" if item.impl.__class__.__module__.startswith("sqlalchemy") else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],
    render_as_batch=True,
    render_item=as_stored,
)
with context.begin_transaction():
    context.run_migrations()
