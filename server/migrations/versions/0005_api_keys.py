"""API keys and approved networks"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "api_key",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("networks", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("successor_of_id", sa.Uuid(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_id", sa.Uuid(), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_from", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_api_key_organisation_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "made_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_api_key_person_made_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "revoked_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_api_key_person_revoked_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "successor_of_id"],
            ["api_key.organisation_id", "api_key.id"],
            name=op.f("fk_api_key_api_key_organisation_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_api_key_public_id")),
        sa.UniqueConstraint(
            "organisation_id", "successor_of_id", name=op.f("uq_api_key_organisation_id_successor_of_id")
        ),
    )
    op.create_table(
        "network",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cidr", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("decision in ('approved', 'refused')", name=op.f("ck_network_decision_known")),
        sa.CheckConstraint(
            "(decision is null) = (decided_at is null)", name=op.f("ck_network_decision_whole")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_network_organisation_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "asked_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_network_person_asked_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "decided_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_network_person_decided_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ended_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_network_person_ended_by_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_network")),
    )
    op.create_table(
        "network_restriction",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("turned_on_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("turned_on_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_network_restriction_organisation_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "turned_on_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_network_restriction_person_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_network_restriction")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("network_restriction")
    op.drop_table("network")
    op.drop_table("api_key")
