"""What a closed day keeps for ever; ways of payment that were put right; reasons of any length.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SHORT_SO_FAR = (("days", "explanation"), ("shifts", "explanation"), ("approvals", "reason"), ("blank_moves", "reason"))


def upgrade() -> None:
    op.add_column("days", sa.Column("cases", sa.LargeBinary(), nullable=True))
    op.create_table(
        "way_corrections",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("before", sa.String(length=40), nullable=False),
        sa.Column("after", sa.String(length=40), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200).with_variant(sa.Text(), "postgresql"), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("counter", sa.String(length=8), nullable=False),
        sa.CheckConstraint("before <> after", name=op.f("ck_way_corrections_differs")),
        sa.ForeignKeyConstraint(
            ["hall", "receipt"],
            ["payments.hall", "payments.receipt"],
            name=op.f("fk_way_corrections_hall_receipt_payments"),
        ),
        sa.PrimaryKeyConstraint("hall", "receipt", "seq", name=op.f("pk_way_corrections")),
    )
    op.create_index("ix_way_corrections_day", "way_corrections", ["hall", "day"], unique=False)
    if op.get_bind().dialect.name == "postgresql":  # an embedded store never counted the characters
        for table, column in SHORT_SO_FAR:
            op.alter_column(table, column, type_=sa.Text())
