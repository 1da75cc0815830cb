"""Every screen of the desk once, with something on it, as scenes: walked through a real window on a real store.

    scenes = gallery(folder, qtbot).scenes

Devices are pretended and every job is done at once, so the whole walk takes seconds.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import shiboken6
from desk_builder import AUDITOR, CLERK, SUPERVISOR
from pretend_printer import PretendPrinter
from stage import Page, Scene, scene_of
from ui_desk import Seat, card, furnished, seat, settle
from ui_walk import Walk

from desk.errors import CardSpoiled
from desk.services import queue
from ui.customer.page import Moment, page_of
from ui.hall.presenter import BigCall, HallLine, HallState
from ui.session import Session
from ui.words import say

EMPLOYEE = card("110199198503127011", "李样本")
LOST = card("110199197104023368", "周样本", sex="female", birth=date(1971, 4, 2))
PAYS = card("110199196910107334", "郑样例", birth=date(1969, 10, 10))
STUDENT = card("440399201105201150", "赵示范", birth=date(2011, 5, 20))
FATHER = card("440399198409095276", "赵样例", birth=date(1984, 9, 9))
LACKING = card("53019919900203715X", "蒋示范", birth=date(1990, 2, 3))
VISIT = ("decide", "materials", "photo", "review", "issuing", "handover", "rating")
AT_THE_WINDOW = ("enquiry", "batch", "ticket", "queueing", "centre", "to_do")
SUPERVISORS = ("to_do", "stock", "centre", "accounts", "reopening")
OPENED = ("posting", "vault")
"""Forms about one case, opened from its row: in the tour of the pictures, not here."""


class Gallery:
    """Keeps what the window shows under a name."""

    def __init__(self, ui: Seat) -> None:
        self.ui, self.scenes, self.pages = ui, list[Scene](), list[Page]()

    def keep(self, name: str) -> None:
        """The window as it is now, and what the customer screen says meanwhile."""
        ui = self.ui
        settle()
        self.scenes.append(scene_of(name, ui.window, ui.state))
        page = page_of(Moment(ui.screen, ui.state, ui.counter.visit, say("{n} 号窗口", n=3), speaks=True))
        if page.kind not in {known.state.kind for known in self.pages}:
            self.pages += [Page(page.kind, page), Page(f"{page.kind}-large", replace(page, large=True))]

    def hall(self) -> None:
        """The hall's display with one call, with two, and with none."""
        lines = (HallLine("1", "A003"), HallLine("2", "", paused=True), HallLine("3", "Y001", fresh=True))
        calm = HallState(
            say("样本市医疗保障服务大厅（样张）"), "09:31", "03-16", lines=lines, waiting=say("等候 {n} 人", n=4)
        )
        first, second = BigCall("Y001", "3"), BigCall("A0123", "12")
        for name, calls in (("hall", ()), ("hall-call", (first,)), ("hall-calls", (first, second))):
            self.pages.append(Page(name, replace(calm, calls=calls)))
        self.pages.append(Page("hall-lost", replace(calm, lost=True)))

    def visits(self) -> None:
        """One person from the card to the rating; others as far as there is something new to see."""
        ui, walk = self.ui, Walk(self.ui, EMPLOYEE).begin()
        for screen in VISIT:
            walk.until(screen)
            if screen == "photo":
                ui.counter.presenter._next_frame()
            self.keep(screen)
            if screen == "decide":
                ui.counter.do("form:balance")
                self.keep("balance")
                ui.press("Esc")
            if screen == "issuing":
                ui.press("Ctrl+Return", "F7")
                self.keep("face_wrong")
                ui.press("Esc")
        ui.press("Esc")
        walk = Walk(ui, LOST).begin()
        self.keep("loss")
        ui.press("Shift+F1")
        self.keep("rule")
        ui.press("Esc", "Return")
        self.keep("confirmation")
        ui.press("Return")
        walk.until("approval")
        self.keep("approval")
        for form in ("withdrawal", "hand_on"):
            ui.counter.do(f"form:{form}")
            self.keep(form)
            ui.press("Esc")
        ui.press("Esc")
        Walk(ui, PAYS, wish=("reissue", "lost")).begin().until("payment")
        self.keep("payment")
        ui.press("Esc")
        walk = Walk(ui, STUDENT, guardian=FATHER, brings=("relation_proof",)).begin().until("materials")
        self.keep("materials-lacking")
        walk.until("photo")
        ui.press("Esc")
        self.keep("deferral")
        ui.counter.go_to("reception")
        Walk(ui, LACKING).begin()
        self.keep("refusal")
        ui.counter.go_to("reception")

    def jam(self) -> None:
        """The printer spoils a card."""
        ui = self.ui
        ui.printer.trouble = CardSpoiled("card_spoiled", device="card_printer", reason="jam")
        Walk(ui, card("110199199303039038", "钱样本", birth=date(1993, 3, 3))).begin().until("jam")
        self.keep("jam")
        ui.press("Esc")

    def places(self) -> None:
        """The clerk's places, what is beside the visits, and the sheets."""
        ui = self.ui
        for kind, reason in (("ordinary", None), ("priority", "elderly"), ("priority", "disabled"), ("booked", None)):
            queue.take(ui.desk.counter, kind, reason=reason, booked_for="09:30" if kind == "booked" else None)
        ui.counter.go_to("reception")
        self.keep("reception")
        for key, name in (("F1", "keys"), ("F10", "more")):
            ui.press(key)
            self.keep(name)
            ui.press("Esc")
        for place in ("find", "to_collect", "closing", "today"):
            ui.counter.go_to(place)
            if place == "find":
                ui.counter.presenter.do("find_text", EMPLOYEE.number)
            self.keep(place)
        self._forms(AT_THE_WINDOW, "reception")
        ui.counter.go_to("reception")
        ui.counter.do("form:looks")
        self.keep("looks")

    def audit(self) -> None:
        """What only an auditor sees."""
        ui = self.ui
        ui.sit_down(AUDITOR)
        self.keep("journal")
        ui.press("Shift+F5")
        self.keep("journal-checked")
        ui.press("Return")
        self.keep("journal-entry")
        ui.press("Esc", "F7")
        ui.counter.presenter.do("fill", ("subject", EMPLOYEE.number))
        self.keep("narrowing")

    def supervision(self) -> None:
        """What only a supervisor sees."""
        ui = self.ui
        ui.sit_down(SUPERVISOR)
        for place in ("approvals", "today", "closing"):
            ui.counter.go_to(place)
            self.keep(f"supervisor-{place}")
        self._forms(SUPERVISORS, "today")

    def _forms(self, names: tuple[str, ...], place: str) -> None:
        ui = self.ui
        for name in names:
            ui.counter.go_to(place)
            ui.counter.do(f"form:{name}")
            self.keep(name)
            if ui.state.choices:
                ui.counter.presenter.do("choose", ui.state.choices[0].code)
                self.keep(f"{name}-chosen")

    def covers(self) -> None:
        """The lock, and somebody else who signs in."""
        ui = self.ui
        ui.counter.go_to("reception")
        ui.desk.counter = ui.supervising()
        session = Session(ui.desk, ui.window, ui.counter)
        session.lock()
        self.keep("lock")
        session.sign_in.do("switch_user")
        self.keep("switch")
        session.sign_in.do("name", CLERK.name)
        session.sign_in.do("password", "wrong")
        session.sign_in.do("enter")
        self.keep("wrong-password")
        session.end()


def gallery(folder: Path, bot: Any) -> Gallery:
    """All scenes and pages, in the language spoken now."""
    ui = seat(bot, furnished(folder), printer=PretendPrinter(), practice=True)
    made = Gallery(ui)
    for step in (made.visits, made.jam, made.places, made.audit, made.supervision, made.covers, made.hall):
        step()
    ui.counter.stop()
    ui.window.close()
    shiboken6.delete(ui.window)  # a window that stays would be dressed anew with every look
    return made
