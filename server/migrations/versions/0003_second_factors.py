"""Second factors, mailed links, and what sign-ins are known by"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # Written out: both databases take a check with a new column, Alembic only by copying the table.
    op.execute(
        "alter table organisation add column second_factor_of varchar not null default 'admins' "
        "constraint ck_organisation_second_factor_of_known "
        "check (second_factor_of in ('nobody', 'admins', 'everybody'))"
    )
    op.add_column(
        "organisation",
        sa.Column("microsoft_second_factor", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("sign_in", sa.Column("program", sa.LargeBinary(), nullable=True))
    _of_a_person(
        "authenticator",
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.UniqueConstraint(
            "organisation_id", "person_id", name=op.f("uq_authenticator_organisation_id_person_id")
        ),
    )
    _of_a_person(
        "passkey",
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    _of_a_person(
        "recovery_code",
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
    )
    _of_a_person(
        "mailed_link",
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("token_fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("purpose in ('invitation', 'reset')", name=op.f("ck_mailed_link_purpose_known")),
        sa.UniqueConstraint("token_fingerprint", name=op.f("uq_mailed_link_token_fingerprint")),
    )
    op.create_table(
        "refused_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meant_for", sa.LargeBinary(), nullable=False),
        sa.Column("client", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_attempt")),
    )
    with op.batch_alter_table("refused_attempt") as table:
        table.create_index(op.f("ix_refused_attempt_meant_for"), ["meant_for"])
        table.create_index(op.f("ix_refused_attempt_at"), ["at"])


def _of_a_person(name: str, *more: sa.schema.SchemaItem) -> None:
    """A table whose rows belong to one person of one organisation."""
    op.create_table(
        name,
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        *more,
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f(f"fk_{name}_organisation_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f(f"fk_{name}_person_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f(f"pk_{name}")),
    )


def downgrade() -> None:
    """Undo."""
    for table in ("refused_attempt", "mailed_link", "recovery_code", "passkey", "authenticator"):
        op.drop_table(table)
    op.drop_column("sign_in", "program")
    op.drop_column("organisation", "microsoft_second_factor")
    op.drop_column("organisation", "second_factor_of")
