"""Which screens there are: the places of the rail and who may go there, and how each screen is made.

Presenter and view of a screen are imported when it is first shown.
"""

from importlib import import_module
from typing import Any, NamedTuple


class Place(NamedTuple):
    """One place of the rail."""

    code: str
    words: str
    icon: str
    key: str
    roles: frozenset[str]


CLERKS = frozenset({"clerk", "supervisor"})
EVERYBODY = frozenset({"clerk", "supervisor", "technician", "auditor"})

PLACES = (
    Place("reception", "接待", "id", "F9", CLERKS),
    Place("journal", "日志", "history", "", frozenset({"auditor"})),
    Place("find", "查找", "search", "F3", frozenset({"clerk", "supervisor", "auditor"})),
    Place("to_collect", "待领", "archive", "", CLERKS),
    Place("approvals", "复核", "shield-check", "", CLERKS),
    Place("today", "今日", "chart-bar", "", frozenset({"clerk", "supervisor", "auditor"})),
    Place("closing", "日结", "list-check", "", CLERKS),
    Place("devices", "设备", "plug-connected", "", EVERYBODY),
)

SCREENS = {
    "reception": ("ui.clerk.waiting", "Waiting"),
    "decide": ("ui.clerk.decision", "Decision"),
    "materials": ("ui.clerk.materials", "Materials"),
    "photo": ("ui.clerk.photo", "Photo"),
    "review": ("ui.clerk.review", "Review"),
    "payment": ("ui.clerk.payment", "Payment"),
    "approval": ("ui.clerk.approval", "Approval"),
    "issuing": ("ui.clerk.issuing", "Issuing"),
    "jam": ("ui.clerk.jam", "Jam"),
    "face_wrong": ("ui.clerk.face_wrong", "FaceWrong"),
    "handover": ("ui.clerk.handover", "Handover"),
    "rating": ("ui.clerk.ending", "Ending"),
    "find": ("ui.clerk.search", "Search"),
    "to_collect": ("ui.clerk.search", "ToCollect"),
    "approvals": ("ui.supervisor.approvals", "Approvals"),
    "today": ("ui.supervisor.today", "Today"),
    "closing": ("ui.supervisor.closing", "Closing"),
    "devices": ("ui.technician.workbench", "Workbench"),
    "journal": ("ui.auditor.journal", "Journal"),
}
FORMS = {
    "stock": ("ui.forms.stock", "Stock"),
    "centre": ("ui.forms.centre", "Centre"),
    "batch": ("ui.forms.batch", "Batch"),
    "enquiry": ("ui.forms.enquiry", "Enquiry"),
    "balance": ("ui.forms.enquiry", "Balance"),
    "withdrawal": ("ui.forms.withdrawal", "Withdrawal"),
    "payment_way": ("ui.forms.payment_way", "PaymentWay"),
    "posting": ("ui.forms.posting", "Posting"),
    "vault": ("ui.forms.vault", "Vault"),
    "promised": ("ui.forms.promised", "Promised"),
    "hand_on": ("ui.forms.hand_on", "HandOn"),
    "ticket": ("ui.forms.ticket", "Ticket"),
    "queueing": ("ui.forms.queueing", "Queueing"),
    "to_do": ("ui.forms.to_do", "ToDo"),
    "reopening": ("ui.forms.reopening", "Reopening"),
    "accounts": ("ui.forms.accounts", "Accounts"),
    "uncollected": ("ui.supervisor.uncollected", "Uncollected"),
    "looks": ("ui.forms.looks", "Looks"),
    "preview": ("ui.forms.preview", "Preview"),
    "narrowing": ("ui.auditor.narrowing", "Narrowing"),
}
"""Screens beside a visit; each is opened with what it is about."""
ABOUT_TROUBLE = frozenset({"jam", "face_wrong"})


def screen_of(name: str, desk: Any, visit: Any, value: object = None) -> tuple[Any, Any]:
    """A screen's presenter and view."""
    module_name, words = SCREENS.get(name) or FORMS[name]
    module = import_module(module_name)
    presenter_class, view_class = getattr(module, f"{words}Presenter"), getattr(module, f"{words}View")
    if name in FORMS:
        presenter = presenter_class(desk, value)
    elif name in ABOUT_TROUBLE:
        presenter = presenter_class(desk, visit, value)
    elif visit is not None and name in STEP_NAMES:
        presenter = presenter_class(desk, visit)
    else:
        presenter = presenter_class(desk)
    view = view_class(lambda: desk.now().date()) if name == "reception" else view_class()
    if name in FORMS and visit is None:
        view.wide = True  # nobody is at the window: no card stands beside it
    return presenter, view


STEP_NAMES = frozenset(
    {"decide", "materials", "photo", "review", "payment", "approval", "issuing", "handover", "rating"}
)
