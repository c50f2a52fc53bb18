"""Teams, and filters on the accounts that somebody sees"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("person", sa.Column("team", sa.String(), nullable=True))
    op.add_column("person", sa.Column("filtered", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "account_filter",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.CheckConstraint("field in ('country', 'segment')", name=op.f("ck_account_filter_field_known")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_account_filter_person_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_account_filter_organisation_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_account_filter")),
        sa.UniqueConstraint(
            "organisation_id",
            "person_id",
            "field",
            "value",
            name=op.f("uq_account_filter_organisation_id_person_id_field_value"),
        ),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("account_filter")
    op.drop_column("person", "filtered")
    op.drop_column("person", "team")
