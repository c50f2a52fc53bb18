"""Keys by version"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply: every key that is there is the first version of its name."""
    with op.batch_alter_table("wrapped_key", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.drop_constraint(batch_op.f("pk_wrapped_key"), type_="primary")
        batch_op.create_primary_key(batch_op.f("pk_wrapped_key"), ["name", "version"])
    with op.batch_alter_table("wrapped_key", schema=None) as batch_op:
        batch_op.alter_column("version", existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    """Undo, which is possible as long as no key has two versions."""
    with op.batch_alter_table("wrapped_key", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("pk_wrapped_key"), type_="primary")
        batch_op.create_primary_key(batch_op.f("pk_wrapped_key"), ["name"])
        batch_op.drop_column("version")
