"""Indexes for what was found by reading whole tables: answers by day and by draft, a till's payments, printings.

Revision ID: 0002
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_approvals_subject", "approvals", ["hall", "subject"], unique=False)
    op.create_index("ix_approvals_day", "approvals", ["hall", "decided_at"], unique=False)
    op.create_index("ix_payments_shift", "payments", ["hall", "shift"], unique=False)
    op.create_index("ix_print_jobs_paper", "print_jobs", ["hall", "paper"], unique=False)
