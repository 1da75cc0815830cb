"""制卡: the steps of making with their times, the face, and what a power cut would mean at this moment.

asked ─> reserve ─> print ─┬─> good card: the clerk looks at the face and says so ─> hand-over
                           ├─> printer not ready: nothing consumed, try again
                           └─> spoiled or unknown: the jam page
"""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer

from desk.errors import CardSpoiled, DeskError, OutcomeUnknown
from ui.clerk.found_rows import wrong_way
from ui.clerk.issuing_view import IssuingState, IssuingView
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.keys import offer
from ui.page import BUSY, FINE, LOOK, STOP, TODO, Act, Bar, Confirmation, Deed, Verdict
from ui.parts.action_bar import offer_more
from ui.parts.entry_row import Entry
from ui.presenter import Presenter
from ui.words import say, told

STEPS = ("reserve", "print", "eject", "look", "enable")
TOLD = {"feed": "reserve", "print": "print", "eject": "eject"}
"""The printer's words for its steps, in ours."""


class IssuingPresenter(Presenter):
    """Reserves a blank, prints one card, and asks for its face to be looked at."""

    def __init__(self, desk: Desk, visit: Visit) -> None:
        super().__init__(desk, IssuingState())
        self.visit = visit
        self._reservation: Any = None
        self._issued: Any = None
        self._begun: dict[str, datetime] = {}
        self._mean = desk.seconds_per_card
        self._timer = QTimer(self)
        self._timer.setInterval(500)
        self._timer.timeout.connect(self._render)

    def arrive(self) -> None:
        """A blank is used up for good, so it asks first; a card that is under way or made is shown."""
        if self.visit.case.next == "settle":
            self.left.emit("jam", None)
        elif self._begun or self._issued is not None:
            self._render()
        else:
            self.ask()

    def leave(self) -> None:
        """The clock stops; a card under way goes on in its lane and is written down there."""
        self._timer.stop()

    def ask(self) -> None:
        """Whether a blank is to be used now."""
        question = Confirmation(
            say("制卡用掉 1 张空白卡，不能退回"),
            yes=Act("make", say("确认制卡"), "Ctrl+Return"),
            no=Act("not_now", say("先不"), "Esc"),
        )
        self._show_ready(question)

    def not_now(self) -> None:
        """Not yet: the case keeps its place, and nothing was used."""
        self._show_ready(None)

    def _show_ready(self, question: Confirmation | None) -> None:
        acts = (offer_more(), Act("back", say("搁置"), "Esc"))
        asked = say("先不制就按 Esc：还可以转制卡中心，或撤回申请。")
        also = say("更多里还可以转制卡中心，或撤回申请。")
        self.show(
            verdict=Verdict(LOOK, say("可以制这张卡"), asked if question else also),
            steps=tuple(self._entry(step) for step in STEPS),
            begun=False,
            bar=Bar(Act("ask", say("制卡")), acts, self._others(), self.visit.deed, question),
        )

    def _others(self) -> tuple[Act, ...]:
        ways = wrong_way(self.visit.case)
        return *ways, Act("form:withdrawal", say("撤回申请")), Act("to_centre", say("转制卡中心"))

    def make(self) -> None:
        """Reserves a blank and sends the card."""
        issuing, counter, case = self.desk.services.issuing, self.desk.counter, self.visit.case
        self._begun, self._reservation, key = {"reserve": self.desk.now()}, None, counter.new_key()
        self._timer.start()
        self._render()
        tell = self.desk.lanes.card_printer.hop(self._progressed)
        reserved = self.desk.lanes.card_printer.hop(self._reserved)

        def job() -> Any:
            reservation = issuing.reserve(counter, case.number, key)
            papers = self.desk.papers
            assert papers is not None
            face = papers.face(case.number, reservation.card_number, reservation.valid_to)
            reserved(reservation, face)
            printer = self.desk.devices.get("card_printer")
            return issuing.print_card(counter, reservation, printer, face, tell)

        self.work(self.desk.lanes.card_printer, job, self._made, self._failed)

    def _reserved(self, reservation: Any, face: bytes) -> None:
        self._reservation = reservation
        self.visit.face = face
        self.show(face=face)
        self._render()

    def _progressed(self, step: str) -> None:
        if step in TOLD:
            self._begun[TOLD[step]] = self.desk.now()
            self._render()

    def _made(self, issued: Any) -> None:
        self._timer.stop()
        self.desk.down.discard("card_printer")
        self._issued = issued
        self.desk.last_card_seconds = self._elapsed()  # the next one will take about as long
        self._begun["look"] = self.desk.now()
        self.visit.results["issuing"] = str(issued.blank)[-8:]
        self.visit.changed.emit()
        self.show(made=True)
        self._render()

    def _failed(self, error: DeskError) -> None:
        self._timer.stop()
        self._begun = {}
        if isinstance(error, CardSpoiled | OutcomeUnknown):
            self._reservation = None  # that blank and its number are gone, whatever is found
            self.show(face=None)
            self.left.emit("jam", error)
            return
        if error.kind in ("no_printer", "printer_not_ready", "transport", "device_fault"):
            self.desk.down.add("card_printer")
            self.desk.told["card_printer"] = ("stop", say("停了") if error.kind == "printer_not_ready" else say("断线"))
            self.desk.devices.drop("card_printer")
        happened = told(error)
        acts = (offer_more(), Act("back", say("搁置"), "Esc"))
        self.show(
            verdict=Verdict(STOP, happened.what, happened.next),
            steps=tuple(self._entry(step) for step in STEPS),
            begun=False,
            bar=Bar(Act("make", say("再试"), "F5"), acts, self._others(), self.visit.deed),
        )

    again = make

    def confirm(self) -> None:
        """The face is good: on to the hand-over."""
        issuing, counter, issued = self.desk.services.issuing, self.desk.counter, self._issued

        def job() -> Any:
            issuing.confirm(counter, issued.job, True)
            return self.desk.services.search.show(counter, issued.case)

        def good(case: Any) -> None:
            self.visit.deed = Deed(say("卡面由柜员确认完好，{time}", time=f"{self.desk.now():%H:%M:%S}"))
            self.visit.concluded(case)
            self.left.emit("next", None)

        self.work(self.desk.lanes.desk, job, good)

    def face_wrong(self) -> None:
        """F7: the face is wrong; a supervisor has to agree to another card."""
        if self._issued is not None:
            self.left.emit("face_wrong", self._issued)

    def to_centre(self) -> None:
        """The card centre makes this card."""
        issuing, counter, number = self.desk.services.issuing, self.desk.counter, self.visit.case.number

        def job() -> Any:
            issuing.to_centre(counter, number)
            return self.desk.services.search.show(counter, number)

        def sent(case: Any) -> None:
            self.visit.sent_to_centre(case)
            self.left.emit("next", None)

        self.work(self.desk.lanes.desk, job, sent)

    def back(self) -> None:
        """Set aside; never while a card is in the printer."""
        self.left.emit("aside", None)

    # ── the state ──

    def _elapsed(self) -> float:
        return (self.desk.now() - self._begun["reserve"]).total_seconds() if self._begun else 0.0

    def _render(self) -> None:
        if self._issued is not None:
            primary = Act("confirm", say("卡面完好"))
            verdict = Verdict(FINE, say("卡出来了，请看卡面"), say("姓名、号码、照片都清楚，没有划痕，就按 Enter。"))
        else:
            primary = Act("confirm", say("正在制卡"), enabled=False)
            verdict = self._busy_verdict()
        acts = (offer("issuing", "face_wrong"), offer_more()) if self._issued is not None else (offer_more(),)
        self.show(
            verdict=verdict,
            steps=tuple(self._entry(step) for step in STEPS),
            begun=True,
            progress=1.0 if self._issued else min(0.97, self._elapsed() / self._mean),
            bar=Bar(primary, acts, deed=self.visit.deed),
        )

    def _busy_verdict(self) -> Verdict:
        passed = self._elapsed()
        left = max(1, round(self._mean - passed))
        if passed > 2 * self._mean:
            wait = round(2 * self._mean + 30 - passed)
            sentence = say("比平时久，再等 {n} 秒会停", n=wait) if wait > 0 else say("比平时久，正在停")
            return Verdict(LOOK, sentence, say("卡出来前不要开盖。"))
        words = {"print": say("正在打印卡面"), "eject": say("正在出卡")}
        doing = next((words[one] for one in ("eject", "print") if one in self._begun), say("正在制卡"))
        return Verdict(
            BUSY, say("{doing}，约还要 {n} 秒", doing=doing, n=left), say("卡出来前不要开盖。每一步先记下再做。")
        )

    def _entry(self, step: str) -> Entry:
        names = {
            "reserve": (
                say("占用空白卡"),
                say("序列号 {blank}", blank=self._reservation.blank) if self._reservation else "",
            ),
            "print": (say("打印卡面"), say("彩色一面，约 {n} 秒", n=round(self._mean))),
            "eject": (say("出卡"), ""),
            "look": (say("您看卡面是否完好"), say("必须由人确认")),
            "enable": (say("登记启用"), say("好卡在手才发出")),
        }
        name, second = names[step]
        begun = [one for one in STEPS if one in self._begun]
        here = bool(begun) and step == begun[-1]
        done = step in self._begun and not here
        time = f"{self._begun[step]:%H:%M:%S}" if done else ""
        if here and step != "look":
            time = say("{n} 秒", n=int((self.desk.now() - self._begun[step]).total_seconds()))
        mark = FINE if done else (LOOK if step == "look" else BUSY) if here else TODO
        return Entry(name, mark, second, right=time, code=step, selected=here, quiet=not (done or here))


__all__ = ["IssuingPresenter", "IssuingView"]
