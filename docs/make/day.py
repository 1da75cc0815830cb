"""The day the pictures are taken on: everything a clerk, a supervisor and a technician see, as it comes up."""

from sitting import AUDITOR, SUPERVISOR, TECHNICIAN, Sitting

from ui.demo.people import (
    ABSENT,
    AGENT,
    DOTTED,
    EMPLOYEE,
    JAMMED,
    LACKING,
    LOST_PAID,
    LOST_WAIVED,
    RARE,
    STUDENT,
    STUDENTS_FATHER,
    Comer,
)

ELDERLY = "110199195103301494"
STUDENT_COMES = Comer(STUDENT, "first_issue", brings=("relation_proof",), guardian=STUDENTS_FATHER)
WAIVED = Comer(LOST_WAIVED, "reissue", "lost")


def the_day(sit: Sitting) -> None:
    """From the first number to the closed day."""
    morning(sit)
    desk_work(sit)
    sit.change_to(SUPERVISOR, "lock")
    supervision(sit)
    sit.change_to(TECHNICIAN)
    workshop(sit)
    sit.change_to(AUDITOR)
    audit(sit)


def morning(sit: Sitting) -> None:
    """Everybody who comes to the window."""
    hands, tour = sit.hands, sit.tour
    tour.receive(Comer(EMPLOYEE, "first_issue"))
    tour.receive(Comer(DOTTED, "first_issue", leaves_card=True))
    tour.receive(STUDENT_COMES)
    tour.receive(Comer(LACKING, "first_issue"))
    sit.queue_up()
    sit.keep("waiting")
    sit.hall_display()
    sit.dissolve_queue()
    tour.receive(Comer(RARE, "first_issue"))
    tour.receive(Comer(ELDERLY, "first_issue"))
    tour.receive(Comer(LOST_PAID, "reissue", "lost"))
    tour.receive(Comer(JAMMED, "first_issue", fault="jam@m"))
    tour.receive(Comer(ABSENT, "first_issue", leaves_card=True))
    sit.go_to("to_collect")
    hands.wait("the first card", lambda: bool(hands.state.stages) and bool(hands.state.journal))
    sit.keep("to-collect")
    sit.form("vault")
    sit.go_to("reception")
    hands.lift()
    tour.receive(Comer(ABSENT, "collect", agent=AGENT, brings=("mandate",)))
    tour.until(WAIVED, "approval")
    sit.keep("approval")
    sit.form("withdrawal")
    hands.press("Esc")
    sit.form("hand_on", picture="hand-on")
    hands.press("Esc")
    hands.lift()
    hands.press("Esc")
    hands.wait("the reception", lambda: hands.screen == "reception" and hands.settled())


def desk_work(sit: Sitting) -> None:
    """What a clerk does beside the visits."""
    hands = sit.hands
    hands.press("F1")
    sit.keep("keys")
    hands.press("Esc", "F10")
    sit.keep("more")
    hands.press("Esc")
    for name, choice in (
        ("enquiry", 1),
        ("batch", 0),
        ("ticket", 0),
        ("queueing", 2),
        ("centre", 1),
        ("to_do", 0),
    ):
        sit.form(name, choice, picture=name.replace("_", "-"))
        sit.go_to("reception")
    sit.form("looks")
    sit.go_to("reception")
    sit.form("batch", 1, picture="batch-list")
    sit.go_to("reception")
    sit.find("110199199009099013")
    sit.keep("search")
    sit.find(LOST_PAID)
    sit.form("payment_way", picture="payment-way")
    hands.press("Esc")
    sit.find(STUDENT)
    hands.press("Ctrl+Return", "Return")
    hands.wait("pictured", lambda: hands.settled() and hands.state.side is not None)
    sit.keep("promised")
    hands.press("Esc")
    sit.back_from_the_centre()
    sit.find(DOTTED)
    hands.press("Ctrl+Return")
    sit.loaded()
    sit.keep("posting")
    sit.go_to("reception")
    sit.go_to("closing")
    hands.type_into("cards", str(hands.workplace.counter.presenter.expected_blanks))
    hands.type_into("cash_2000", "1")
    hands.type_into("cash_500", "1")
    hands.press("Ctrl+Return")
    sit.keep("closing")


def supervision(sit: Sitting) -> None:
    """What only a supervisor sees."""
    hands = sit.hands
    sit.go_to("approvals")
    hands.wait("the question", lambda: bool(hands.state.rows))
    sit.keep("approvals")
    sit.go_to("today")
    sit.keep("today")
    sit.form("stock")
    sit.go_to("today")
    sit.form("stock", 1, picture="stock-delivery")
    sit.go_to("today")
    sit.form("accounts")
    sit.go_to("today")
    sit.form("accounts", 1, picture="accounts-add")
    sit.go_to("today")
    hands.workplace.counter.do("form", "uncollected")
    sit.loaded()
    sit.keep("uncollected")
    sit.go_to("today")


def workshop(sit: Sitting) -> None:
    """What a technician sees."""
    hands = sit.hands
    hands.wait("every light", lambda: all(one.mark != "busy" for one in hands.state.devices))
    sit.keep("technician")
    hands.press("F7")
    sit.loaded()
    sit.keep("settings")


def audit(sit: Sitting) -> None:
    """What an auditor sees."""
    hands = sit.hands
    hands.wait("the journal", lambda: bool(hands.state.rows) and hands.settled())
    hands.press("Shift+F5")
    hands.wait("the check", lambda: hands.state.verdict is not None)
    sit.loaded()
    sit.keep("journal")
    hands.press("Return")
    hands.wait("the entry", lambda: bool(hands.state.entry) and hands.settled())
    sit.keep("journal-entry")
    hands.press("Esc", "F7")
    sit.loaded()
    sit.keep("journal-narrowed")
