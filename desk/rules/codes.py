"""The codes of a walk-in and of a pack, as types and as sets.

What may be said to the desk stands here once; `resources/vocabulary.toml` has the words for each, and a test holds the
two together. Codes that only come out of a decision are written where they are made.
"""

from typing import Literal, get_args

Service = Literal[
    "first_issue",
    "reissue",
    "exchange",
    "loss_report",
    "loss_lift",
    "collect",
    "activate",
    "correction",
    "enrolment",
    "subsidy",
    "cancel",
    "withdraw",
    "enquiry",
    "reimbursement",
    "day_close",
]
Reason = Literal[
    "lost",
    "human_damage",
    "quality",
    "expired",
    "upgrade",
    "info_changed",
    "photo_changed",
    "agency_error",
    "death",
    "moved_abroad",
    "transferred_out",
]
Category = Literal["employee", "flexible", "retiree", "resident", "minor", "student", "newborn"]
Trait = Literal["minor", "non_local", "special_group", "hmt", "foreign", "elderly"]
IdentityDocument = Literal[
    "resident",
    "temporary_resident",
    "first_generation",
    "household_register",
    "hmt_permit",
    "travel_permit",
    "foreign_pr_2017",
    "foreign_pr_2023",
    "passport",
    "birth_certificate",
    "none",
]
Material = Literal[
    "identity_document",
    "identity_copy",
    "guardian_identity",
    "relation_proof",
    "household_register",
    "birth_certificate",
    "marriage_certificate",
    "agent_identity",
    "mandate",
    "residence_permit",
    "contribution_proof",
    "school_enrolment",
    "school_list",
    "school_letter",
    "employer_registration_form",
    "employer_letter",
    "old_card",
    "loss_report_reference",
    "bank_account",
    "photo",
    "minimum_allowance_certificate",
    "extreme_poverty_certificate",
    "disability_certificate",
    "subsidy_application_form",
    "death_certificate",
]
Paper = Literal[
    "application_form",
    "reissue_form",
    "exchange_form",
    "enrolment_form",
    "correction_form",
    "employer_form",
    "receipt",
    "reissue_voucher",
    "batch_receipt",
    "deferral_notice",
    "one_time_notice",
    "mandate_template",
    "suspension_slip",
    "referral_slip",
    "collection_slip",
    "handover_list",
    "witness_statement",
    "loss_report_slip",
    "loss_lift_slip",
    "cancellation_slip",
    "refund_slip",
    "debit_consent",
    "subsidy_slip",
    "temporary_card",
    "mail_label",
    "daily_report",
    "stock_count",
    "spoiled_card",
    "destruction_list",
    "shift_list",
]
"""Everything the desk puts on paper and keeps."""
Channel = Literal["window", "phone", "web", "kiosk", "street", "employer", "school"]
Referral = Literal["agent_at_insured_place", "mail", "online", "bank"]
Waiver = Literal["minimum_allowance", "extreme_poverty", "severe_disability"]
BatchKind = Literal["employer", "school"]
DeliveryMode = Literal["instant", "pickup", "mail"]
Page = Literal["cover", "head", "self"]

SERVICES = frozenset(get_args(Service))
REASONS = frozenset(get_args(Reason))
CATEGORIES = frozenset(get_args(Category))
IDENTITY_DOCUMENTS = frozenset(get_args(IdentityDocument))
PAPERS = frozenset(get_args(Paper))
MATERIALS = frozenset(get_args(Material))
CHANNELS = frozenset(get_args(Channel))
BATCH_KINDS = frozenset(get_args(BatchKind))
DELIVERY_MODES = frozenset(get_args(DeliveryMode))
PAGES: tuple[str, ...] = get_args(Page)

MAKING = frozenset({"first_issue", "reissue", "exchange"})
"""The services whose end is a new card."""

REASONS_OF: dict[str, frozenset[str]] = {
    "reissue": REASONS - {"death", "moved_abroad", "transferred_out"},
    "exchange": REASONS - {"death", "moved_abroad", "transferred_out"},
    "cancel": frozenset({"death", "moved_abroad", "transferred_out"}),
}
"""The services that need a reason, and which they take (some are redirected to a neighbour)."""
