"""What an organisation's rows are at a moment, to see that nothing of them has changed."""

import hashlib
from uuid import UUID

from server.database import Base
from server.tenancy.transaction import reading
from server.tenancy.viewer import Reason, everything

NOTED = frozenset({"sign_in", "audit_entry", "audit_head"})
"""Where trying to get in leaves traces of its own: sign-ins are made for it, and noted."""


def digest(organisation_id: UUID, but: frozenset[str] = frozenset()) -> dict[str, str]:
    """A fingerprint of this organisation's rows in each table, as they stand, sealed."""
    with reading(everything(Reason.BACKUP)) as session:
        connection = session.connection()
        found = {}
        for table in Base.metadata.sorted_tables:
            if table.name in but:
                continue
            rows = connection.exec_driver_sql(f'select * from "{table.name}"')
            mine = sorted(text for row in rows if organisation_id.hex in (text := _as_text(row)))
            found[table.name] = hashlib.sha256("\n".join(mine).encode()).hexdigest()
        return found


def _as_text(row: object) -> str:
    """Every value; ids without hyphens, since the databases write them differently."""
    return repr(tuple(row)).replace("-", "")
