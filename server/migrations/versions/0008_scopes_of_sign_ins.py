"""Scopes of sign-ins"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply: sign-ins that are running may do what the pane may; a browser signs in anew for more."""
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        little = '["ask", "read scores"]'
        batch_op.add_column(sa.Column("scopes", sa.JSON(), nullable=False, server_default=little))
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.alter_column("scopes", existing_type=sa.JSON(), server_default=None)


def downgrade() -> None:
    """Undo."""
    op.drop_column("sign_in", "scopes")
