"""Microsoft's authentication context"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # Written out: both databases take a check with a new column, Alembic only by copying the table.
    op.execute(
        "alter table organisation add column microsoft_context varchar "
        "constraint ck_organisation_microsoft_context_known check (microsoft_context like 'c%')"
    )


def downgrade() -> None:
    """Undo."""
    op.drop_column("organisation", "microsoft_context")
