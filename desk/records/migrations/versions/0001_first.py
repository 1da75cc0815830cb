"""The first schema.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("password", sa.String(length=160), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.Column("earlier", sa.String(length=1000), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("hall", "name", name=op.f("pk_accounts")),
    )
    op.create_table(
        "anchors",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("chain", sa.String(length=8), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("text", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("hall", "chain", "seq", name=op.f("pk_anchors")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "approvals",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("case", sa.String(length=32), nullable=True),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.String(32), nullable=False),
        sa.Column("counter", sa.String(length=8), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.Column("decided_by", sa.String(length=40), nullable=True),
        sa.Column("decided_at", sa.String(32), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint("(decision IS NULL) = (decided_by IS NULL)", name=op.f("ck_approvals_decided")),
        sa.CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name=op.f("ck_approvals_two_people")),
        sa.PrimaryKeyConstraint("hall", "id", name=op.f("pk_approvals")),
    )
    op.create_index("ix_approvals_case", "approvals", ["hall", "case"], unique=False)
    op.create_index("ix_approvals_waiting", "approvals", ["hall", "decision", "asked_at"], unique=False)
    op.create_table(
        "attempts",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("station", sa.String(length=80), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("hall", "name", "station", name=op.f("pk_attempts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "batches",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("sent_at", sa.String(32), nullable=True),
        sa.Column("received_at", sa.String(32), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("hall", "id", name=op.f("pk_batches")),
    )
    op.create_table(
        "cases",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("moment", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("id_key", sa.LargeBinary(), nullable=True),
        sa.Column("holder", sa.LargeBinary(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=True),
        sa.Column("traits", sa.JSON(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("counter", sa.String(length=8), nullable=False),
        sa.Column("clerk", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("policy", sa.String(length=40), nullable=False),
        sa.Column("policy_version", sa.String(length=40), nullable=False),
        sa.Column("accepted_at", sa.String(32), nullable=True),
        sa.Column("closed_at", sa.String(32), nullable=True),
        sa.Column("ticket", sa.String(length=16), nullable=True),
        sa.Column("fee_due", sa.Integer(), nullable=False),
        sa.Column("fee_waived", sa.Integer(), nullable=False),
        sa.Column("waiver", sa.String(length=40), nullable=True),
        sa.Column("delivery", sa.String(length=40), nullable=True),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.Column("ready_by", sa.Date(), nullable=True),
        sa.Column("ready_at", sa.String(32), nullable=True),
        sa.Column("blank", sa.String(length=24), nullable=True),
        sa.Column("card", sa.String(length=9), nullable=True),
        sa.Column("message_id", sa.String(length=40), nullable=True),
        sa.Column("linked", sa.String(length=32), nullable=True),
        sa.Column("signed", sa.String(length=64), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("situation", sa.LargeBinary(), nullable=False),
        sa.Column("decision", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "number", name=op.f("pk_cases")),
    )
    op.create_index("ix_cases_day", "cases", ["hall", "day", "state"], unique=False)
    op.create_index("ix_cases_id_key", "cases", ["hall", "id_key"], unique=False)
    op.create_index("ix_cases_moment", "cases", ["hall", "moment"], unique=False)
    op.create_index("ix_cases_state", "cases", ["hall", "state", "day"], unique=False)
    op.create_index(
        "uq_cases_under_way",
        "cases",
        ["hall", "id_key"],
        unique=True,
        sqlite_where=sa.text(
            "service IN ('first_issue', 'reissue', 'exchange') AND state IN "
            "('suspended', 'accepted', 'review', 'returned', 'approved', 'making', 'ready', 'mailed')"
        ),
        postgresql_where=sa.text(
            "service IN ('first_issue', 'reissue', 'exchange') AND state IN "
            "('suspended', 'accepted', 'review', 'returned', 'approved', 'making', 'ready', 'mailed')"
        ),
    )
    op.create_table(
        "commands",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("hall", "key", name=op.f("pk_commands")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "days",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("closed_at", sa.String(32), nullable=False),
        sa.Column("closed_by", sa.String(length=40), nullable=False),
        sa.Column("second", sa.String(length=40), nullable=True),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("cash_counted", sa.Integer(), nullable=False),
        sa.Column("cash_expected", sa.Integer(), nullable=False),
        sa.Column("explanation", sa.String(length=200), nullable=True),
        sa.Column("reopened_at", sa.String(32), nullable=True),
        sa.Column("reopened_by", sa.String(length=40), nullable=True),
        sa.Column("reopened_second", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("hall", "day", "edition", name=op.f("pk_days")),
    )
    op.create_table(
        "drafts",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("counter", sa.String(length=8), nullable=False),
        sa.Column("opened_at", sa.String(32), nullable=False),
        sa.Column("saved_at", sa.String(32), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("ticket", sa.String(length=16), nullable=True),
        sa.Column("case", sa.String(length=32), nullable=True),
        sa.Column("id_key", sa.LargeBinary(), nullable=True),
        sa.Column("aside", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "id", name=op.f("pk_drafts")),
    )
    op.create_index("ix_drafts_id_key", "drafts", ["hall", "id_key"], unique=False)
    op.create_table(
        "insured",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("id_key", sa.LargeBinary(), nullable=False),
        sa.Column("psn_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("imported_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("hall", "id_key", name=op.f("pk_insured")),
    )
    op.create_index("uq_insured_psn_key", "insured", ["hall", "psn_key"], unique=True)
    op.create_table(
        "insured_cards",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("id_key", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("since", sa.String(32), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "id_key", "number", name=op.f("pk_insured_cards")),
    )
    op.create_table(
        "journal",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("chain", sa.String(length=8), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "chain", "seq", name=op.f("pk_journal")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_journal_subject", "journal", ["hall", "subject"], unique=False)
    op.create_table(
        "name_tokens",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("token", sa.LargeBinary(length=8), nullable=False),
        sa.Column("moment", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("hall", "token", "moment", "case", name=op.f("pk_name_tokens")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "numbers",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "kind", "day", name=op.f("pk_numbers")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "papers",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("case", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("duplicate", sa.Boolean(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("hall", "id", name=op.f("pk_papers")),
    )
    op.create_index("ix_papers_case", "papers", ["hall", "case", "kind"], unique=False)
    op.create_index("ix_papers_made_at", "papers", ["hall", "made_at"], unique=False)
    op.create_table(
        "pictures",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("case", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("taken_at", sa.String(32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("hall", "id", name=op.f("pk_pictures")),
    )
    op.create_index("ix_pictures_case", "pictures", ["hall", "case", "kind"], unique=False)
    op.create_table(
        "print_jobs",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("case", sa.String(length=32), nullable=True),
        sa.Column("issue", sa.Integer(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=64), nullable=True),
        sa.Column("blank", sa.String(length=24), nullable=True),
        sa.Column("card", sa.String(length=9), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("counter", sa.String(length=8), nullable=False),
        sa.Column("printer", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("intent_at", sa.String(32), nullable=False),
        sa.Column("sent_at", sa.String(32), nullable=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("counter_before", sa.Integer(), nullable=True),
        sa.Column("counter_after", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=80), nullable=True),
        sa.Column("settled_by", sa.String(length=40), nullable=True),
        sa.Column("settled_second", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("hall", "id", name=op.f("pk_print_jobs")),
    )
    op.create_index("ix_print_jobs_case", "print_jobs", ["hall", "case"], unique=False)
    op.create_index("ix_print_jobs_day", "print_jobs", ["hall", "day"], unique=False)
    op.create_index("ix_print_jobs_state", "print_jobs", ["hall", "state", "kind"], unique=False)
    op.create_index(
        "uq_print_jobs_one_card",
        "print_jobs",
        ["hall", "case", "issue"],
        unique=True,
        sqlite_where=sa.text("kind = 'card' AND state IN ('intent', 'sent', 'printed', 'unknown')"),
        postgresql_where=sa.text("kind = 'card' AND state IN ('intent', 'sent', 'printed', 'unknown')"),
    )
    op.create_table(
        "ratings",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("case", sa.String(length=32), nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("counter", sa.String(length=8), nullable=False),
        sa.Column("clerk", sa.String(length=40), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_ratings_level")),
        sa.PrimaryKeyConstraint("hall", "case", "edition", name=op.f("pk_ratings")),
    )
    op.create_index("ix_ratings_day", "ratings", ["hall", "day"], unique=False)
    op.create_table(
        "registry_answers",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("hall", "message_id", name=op.f("pk_registry_answers")),
    )
    op.create_table(
        "shifts",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("counter", sa.String(length=8), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.String(32), nullable=False),
        sa.Column("float_cash", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.String(32), nullable=True),
        sa.Column("expected", sa.Integer(), nullable=True),
        sa.Column("counted", sa.Integer(), nullable=True),
        sa.Column("explanation", sa.String(length=200), nullable=True),
        sa.Column("taken_by", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("hall", "id", name=op.f("pk_shifts")),
    )
    op.create_index("ix_shifts_open", "shifts", ["hall", "operator", "closed_at"], unique=False)
    op.create_table(
        "stock_balance",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("in_stock", sa.Integer(), nullable=False),
        sa.Column("reserved", sa.Integer(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("spoiled", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "in_stock >= 0 AND reserved >= 0 AND issued >= 0 AND spoiled >= 0 AND unknown >= 0 AND returned >= 0",
            name=op.f("ck_stock_balance_none_negative"),
        ),
        sa.CheckConstraint(
            "received = in_stock + reserved + issued + spoiled + unknown + returned",
            name=op.f("ck_stock_balance_equation"),
        ),
        sa.PrimaryKeyConstraint("hall", name=op.f("pk_stock_balance")),
    )
    op.create_table(
        "stock_counts",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("opening", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("spoiled", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("hall", "day", "seq", name=op.f("pk_stock_counts")),
    )
    op.create_table(
        "stock_receipts",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("first", sa.String(length=24), nullable=False),
        sa.Column("last", sa.String(length=24), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("second", sa.String(length=40), nullable=False),
        sa.CheckConstraint("count > 0", name=op.f("ck_stock_receipts_count")),
        sa.CheckConstraint('second <> "by"', name=op.f("ck_stock_receipts_two_people")),
        sa.PrimaryKeyConstraint("hall", "id", name=op.f("pk_stock_receipts")),
    )
    op.create_table(
        "store_facts",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_store_facts")),
    )
    op.create_table(
        "tasks",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("occasion", sa.String(length=40), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("owner", sa.String(length=40), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("done_at", sa.String(32), nullable=True),
        sa.Column("done_by", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("hall", "id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("hall", "kind", "subject", "occasion", name=op.f("uq_tasks_hall_kind_subject_occasion")),
    )
    op.create_index("ix_tasks_open", "tasks", ["hall", "done_at", "due"], unique=False)
    op.create_table(
        "tickets",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("booked_for", sa.String(length=5), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.String(length=40), nullable=False),
        sa.Column("taken_at", sa.String(32), nullable=False),
        sa.Column("called_at", sa.String(32), nullable=True),
        sa.Column("begun_at", sa.String(32), nullable=True),
        sa.Column("ended_at", sa.String(32), nullable=True),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("counter", sa.String(length=8), nullable=True),
        sa.Column("operator", sa.String(length=40), nullable=True),
        sa.Column("id_key", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("hall", "day", "number", name=op.f("pk_tickets")),
    )
    op.create_index("ix_tickets_waiting", "tickets", ["hall", "day", "state", "rank"], unique=False)
    op.create_table(
        "batch_lines",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("batch", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hall", "batch"], ["batches.hall", "batches.id"], name=op.f("fk_batch_lines_hall_batch")
        ),
        sa.PrimaryKeyConstraint("hall", "batch", "seq", name=op.f("pk_batch_lines")),
    )
    op.create_table(
        "blanks",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("serial", sa.String(length=24), nullable=False),
        sa.Column("receipt", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("case", sa.String(length=32), nullable=True),
        sa.Column("job", sa.String(length=64), nullable=True),
        sa.Column("since", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["hall", "receipt"], ["stock_receipts.hall", "stock_receipts.id"], name=op.f("fk_blanks_hall_receipt")
        ),
        sa.PrimaryKeyConstraint("hall", "serial", name=op.f("pk_blanks")),
    )
    op.create_index("ix_blanks_state", "blanks", ["hall", "state", "place", "serial"], unique=False)
    op.create_table(
        "cards",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("number", sa.String(length=9), nullable=False),
        sa.Column("case", sa.String(length=32), nullable=False),
        sa.Column("blank", sa.String(length=24), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("issued_at", sa.String(32), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["hall", "case"], ["cases.hall", "cases.number"], name=op.f("fk_cards_hall_case")),
        sa.PrimaryKeyConstraint("hall", "number", name=op.f("pk_cards")),
    )
    op.create_index("ix_cards_case", "cards", ["hall", "case"], unique=False)
    op.create_table(
        "deferrals",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("case", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("cured_at", sa.String(32), nullable=True),
        sa.Column("cured_by", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["hall", "case"], ["cases.hall", "cases.number"], name=op.f("fk_deferrals_hall_case")),
        sa.PrimaryKeyConstraint("hall", "case", "code", name=op.f("pk_deferrals")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_deferrals_due", "deferrals", ["hall", "cured_at", "due"], unique=False)
    op.create_table(
        "payments",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("case", sa.String(length=32), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("second", sa.String(length=40), nullable=True),
        sa.Column("counter", sa.String(length=8), nullable=False),
        sa.Column("shift", sa.String(length=64), nullable=True),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_payments_amount")),
        sa.CheckConstraint(
            'amount > 0 OR (second IS NOT NULL AND second <> "by")', name=op.f("ck_payments_refund_two_people")
        ),
        sa.ForeignKeyConstraint(["hall", "case"], ["cases.hall", "cases.number"], name=op.f("fk_payments_hall_case")),
        sa.PrimaryKeyConstraint("hall", "receipt", name=op.f("pk_payments")),
    )
    op.create_index("ix_payments_case", "payments", ["hall", "case"], unique=False)
    op.create_index("ix_payments_day", "payments", ["hall", "day"], unique=False)
    op.create_table(
        "picture_bytes",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hall", "id"], ["pictures.hall", "pictures.id"], name=op.f("fk_picture_bytes_hall_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hall", "id", name=op.f("pk_picture_bytes")),
    )
    op.create_table(
        "steps",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("case", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("before", sa.String(length=40), nullable=False),
        sa.Column("after", sa.String(length=40), nullable=False),
        sa.Column("second", sa.String(length=40), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["hall", "case"], ["cases.hall", "cases.number"], name=op.f("fk_steps_hall_case")),
        sa.PrimaryKeyConstraint("hall", "case", "seq", name=op.f("pk_steps")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_steps_at", "steps", ["hall", "at"], unique=False)
    op.create_table(
        "blank_moves",
        sa.Column("hall", sa.String(length=10), nullable=False),
        sa.Column("serial", sa.String(length=24), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("second", sa.String(length=40), nullable=True),
        sa.Column("before", sa.String(length=40), nullable=False),
        sa.Column("after", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("case", sa.String(length=32), nullable=True),
        sa.Column("job", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["hall", "serial"], ["blanks.hall", "blanks.serial"], name=op.f("fk_blank_moves_hall_serial")
        ),
        sa.PrimaryKeyConstraint("hall", "serial", "seq", name=op.f("pk_blank_moves")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_blank_moves_day", "blank_moves", ["hall", "day"], unique=False)
