"""Microsoft's authentication context and consent"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # Written out: both databases take a check with a new column, Alembic only by copying the table.
    op.execute(
        "alter table organisation add column microsoft_context varchar "
        "constraint ck_organisation_microsoft_context_known check (microsoft_context like 'c%')"
    )
    op.create_table(
        "microsoft_consent",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("token_fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "outcome in ('granted', 'refused')", name=op.f("ck_microsoft_consent_outcome_known")
        ),
        sa.CheckConstraint(
            "(outcome is null) = (decided_at is null)", name=op.f("ck_microsoft_consent_outcome_whole")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_microsoft_consent_organisation_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "asked_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_microsoft_consent_person_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_microsoft_consent")),
        sa.UniqueConstraint("token_fingerprint", name=op.f("uq_microsoft_consent_token_fingerprint")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("microsoft_consent")
    op.drop_column("organisation", "microsoft_context")
