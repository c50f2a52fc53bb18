"""The audit trail, and operators' approvals"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What may not be changed is refused by what `rapport migrate` installs afterwards."""
    op.create_table(
        "audit_entry",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("happening", sa.String(), nullable=False),
        sa.Column("about_kind", sa.String(), nullable=True),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("personal", sa.LargeBinary(), nullable=True),
        sa.Column("personal_digest", sa.LargeBinary(), nullable=True),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "actor_kind in ('person', 'operator', 'rapport')", name=op.f("ck_audit_entry_actor_known")
        ),
        sa.CheckConstraint(
            "(about_kind is null) = (about_id is null)", name=op.f("ck_audit_entry_about_whole")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_audit_entry_organisation_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "number", name=op.f("pk_audit_entry")),
    )
    op.create_table(
        "audit_head",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_audit_head_organisation_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "operator_approval",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_name", sa.LargeBinary(), nullable=False),
        sa.Column("operator_email", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("approved_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "scope in ('look', 'export', 'change')", name=op.f("ck_operator_approval_scope_known")
        ),
        sa.CheckConstraint("ends_at > made_at", name=op.f("ck_operator_approval_ends_later")),
        sa.CheckConstraint(
            "(ended_at is null) = (ended_by_id is null)", name=op.f("ck_operator_approval_ended_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "approved_by_id"],
            ["person.organisation_id", "person.id"],
            name="fk_operator_approval_person_approved_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ended_by_id"],
            ["person.organisation_id", "person.id"],
            name="fk_operator_approval_person_ended_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_operator_approval_organisation_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_operator_approval")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("operator_approval")
    op.drop_table("audit_head")
    op.drop_table("audit_entry")
