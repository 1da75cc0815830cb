"""The counter at work: leads from place to place and from step to step, and tells the window what to show.

Definitions
    place   one of the rail's entries while nobody is at the window: 接待, 查找, 待领, 复核, 今日, 日结, 设备
    step    one screen of the visit that is open
    screen  a presenter with its view; made when it is first needed, so that nothing is loaded before the first paint

Whoever leaves a visit leaves a saved draft or a case behind, never nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.arrivals import Arrivals
from ui.clerk import case_flow
from ui.clerk.beginnings import Beginning, parked_words
from ui.clerk.calling import Calling
from ui.clerk.endings import conclude
from ui.clerk.paper_run import due_now, print_papers
from ui.clerk.rules_sheet import rules_sheet
from ui.clerk.visit import Visit
from ui.counter_window import CounterWindow
from ui.desk import Desk
from ui.frame import Frame
from ui.page import STOP, Deed, Screen, Verdict
from ui.parts.sheet import Sheet
from ui.places import ABOUT_TROUBLE, PLACES
from ui.presenter import Presenter
from ui.scan_watch import DeskWatch, number_in
from ui.screens import Screens
from ui.words import say, told

TICK = 1000
OF_A_NUMBER = ("recall", "skip", "answered")
"""What is done to whoever was called; to nobody otherwise."""
SCREENS_OWN = ("take_back", "undo", "other_way", "print_again", "pause")
"""Acts of the general table that only some screens know."""
MENDED_AT = {"day": "closing"}
"""Lights of things that are no devices, and the place where they are put right."""


class CounterPresenter(QObject):
    """Owns the visit and the screens; the window only shows and asks."""

    visit_changed = Signal(object)
    """The visit on the customer screen: a Visit, or None for the neutral words."""
    screen_changed = Signal(str, object)
    """Which step or place is up now, and its presenter."""
    lock_asked = Signal()

    def __init__(self, desk: Desk, window: CounterWindow) -> None:
        super().__init__()
        self.desk = desk
        self.window = window
        self.visit: Visit | None = None
        self.place = "reception"
        self._last: Deed | None = None
        """What became of the visit that was just left: told at the place that came up after it, until that is left."""
        self.screens = Screens(desk, window, self._show, self._left)
        self.frame = Frame(desk, window)
        desk.calling = Calling(desk, self.visit_changed)
        self.watch = DeskWatch(desk)
        self.watch.scanned.connect(self.do)
        self.arrivals = Arrivals(desk, self.watch, self)
        self.arrivals.begins.connect(self._begun)
        window.asked.connect(self.do)
        window.can = self.can
        window.number_shown.connect(self._number_shown)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK)
        self._clock.timeout.connect(self.frame.tick)

    def start(self) -> None:
        """Somebody signed in: the first place of their role comes up."""
        role = self.desk.counter.operator.role
        self.screens.forget_all()
        self.watch.watch()
        self._clock.start()
        self.frame.tick()
        self.go_to(next(place.code for place in PLACES if role in place.roles))

    def stop(self) -> None:
        """Before locking or closing: whatever is open is saved already."""
        self.watch.stop()
        self._clock.stop()
        if self.presenter is not None:
            self.presenter.leave()

    @property
    def presenter(self) -> Presenter | None:
        """Whoever leads the screen that is up; None before the first one."""
        return self.screens.presenter

    @property
    def screen(self) -> str:
        """The name of the step or place that is up."""
        return self.screens.key[0]

    # ── what is asked ──

    def do(self, act: str, value: object = None) -> None:
        """An act past the press guard: the screen's own first, then the counter's."""
        act, _, told_with_it = act.partition(":")
        value = told_with_it or value
        if act == "go_to" and value is not None:
            self._rail_pressed(str(value))
            return
        if self.presenter is not None and self.presenter.do(act, value):
            return
        what = str(value)
        trouble, mended = self.desk.troubles.get(what), partial(self.go_to, MENDED_AT.get(what, "devices"))
        own: dict[str, Callable[[], None]] = {
            "find": partial(self.go_to, "find"),
            "photo": lambda: self._to_step("photo") if self._reachable("photo") else None,
            "lock": self.lock_asked.emit,
            "again": self.watch.read_now,
            "next_ticket": self._next_ticket,
            "show_rule": self._show_rule,
            "test_all": partial(self.go_to, "devices"),
            "fix_device": partial(self.fail, trouble) if trouble else mended,
            "call_technician": self._call_technician,
            "preview": lambda: self._show_screen("preview", self.visit),
            "scanned": partial(self.scanned, what),
            "form": lambda: self._show_screen(what, self.visit),
        }
        if act in own:
            own[act]()

    def can(self, act: str) -> bool:
        """Whether an act does anything on the screen that is up."""
        if act in OF_A_NUMBER and self.screen == "reception":
            return bool(self.desk.calling.number is not None)
        wanted = {
            "show_rule": self.visit is not None and self.visit.decision is not None,
            "preview": self.visit is not None,
            "photo": self._reachable("photo"),
        }
        presenter = self.presenter
        own = presenter is not None and not hasattr(Presenter, act) and hasattr(presenter, act)
        return own or wanted.get(act, act not in SCREENS_OWN)

    def _reachable(self, step: str) -> bool:
        return self.visit is not None and any(
            one.code == step and one.reachable for one in self.window.rail.shown.items
        )

    def _rail_pressed(self, code: str) -> None:
        if self.visit is None:
            self.go_to(code)
        elif code in case_flow.BEFORE and not self.visit.submitted:
            self._to_step(code)

    # ── places ──

    def go_to(self, place: str, value: object = None, *, deed: Deed | None = None) -> None:
        """A place of the rail, with the `deed` to tell there; an open visit is set aside first, and named instead."""
        role = self.desk.counter.operator.role
        mine = [one.code for one in PLACES if role in one.roles]
        place = mine[0] if place == "reception" and place not in mine else place  # an auditor has none to go back to
        if place not in mine:
            return
        self.screens.made(place, self.visit)  # first: a screen that cannot be made leaves all as it was
        parked = parked_words(self.visit)
        if self.visit is not None:
            self._set_aside()
        self.place, self._last = place, Deed(parked) if parked else replace(deed, undo="") if deed else None
        self._show_screen(place, value)

    def scanned(self, text: str) -> None:
        """A number was scanned anywhere: that case is opened."""
        self.go_to("find")
        if self.presenter is not None:
            self.presenter.do("find_text", number_in(text))

    # ── a visit begins ──

    def _begun(self, beginning: Beginning) -> None:
        self.visit = visit = beginning.visit
        self.screens.drop_steps()
        visit.changed.connect(self._show_frame)
        self.visit_changed.emit(visit)
        if beginning.owing is not None:
            visit.step = beginning.step
            self._show_screen("promised", beginning.owing)
        else:
            self._to_step(beginning.step, beginning.card)

    # ── steps ──

    def _to_step(self, step: str, card: Any = None) -> None:
        assert self.visit is not None
        step = "rating" if step == "done" else step
        self.visit.step = step
        self._show_screen(step)
        if self.presenter and card is not None and hasattr(self.presenter, "take_card"):
            self.presenter.take_card(card)

    def _left(self, where: str, value: Any) -> None:
        """A screen is done with: where to."""
        anywhere: dict[str, Callable[[], None]] = {
            "greeted": lambda: self.arrivals.greeted(*value),
            "resumed": lambda: self.arrivals.resumed(value),
            "case": lambda: self.arrivals.open_case(value),
            "place": lambda: self.go_to(str(value)),
            "find": lambda: self.scanned(str(value)),
            "form": lambda: self._show_screen(*value),
            "form_done": lambda: self._to_step(self.visit.step) if self.visit else self.go_to(self.place),
            "kept": lambda: self._kept(value),
            "watch": self.watch.read_now,
            "hold_reader": self.watch.stop,
            "watch_again": self.watch.watch,
            "aside": lambda: self.go_to("reception"),
            "done": lambda: self._end(call=False),
            "call": lambda: self._end(call=True),
        }
        if where in anywhere or self.visit is None:
            anywhere.get(where, lambda: self.go_to("reception"))()
        else:
            self._left_step(self.visit, where, value)

    def _left_step(self, visit: Visit, where: str, value: Any) -> None:
        if where == "next":
            self._next(visit)
        elif where == "step":
            self._to_step(value)
        elif where == "back":
            self._to_step(case_flow.before(visit.step, visit.decision, visit.case) or "decide")
        elif where in ABOUT_TROUBLE:
            self._show_screen(where, value)
        elif where == "make_again":
            self.screens.forget("issuing")
            self._to_step("issuing")
        elif where == "collect_papers":
            visit.draft, visit.decision, visit.key = value.draft, value.decision, self.desk.counter.new_key()
            visit.about, visit.case = value.case, None
            self._to_step("materials")

    def _next(self, visit: Visit) -> None:
        step = case_flow.following(visit.step, visit.decision, visit.case)
        if step == "withdrawal":
            self._show_screen("withdrawal", visit)
            return
        if step in ("notice", "conclude"):
            self._conclude(visit)
            return
        if visit.case is not None and visit.case.fee.owed == 0:
            print_papers(self.desk, visit, due_now(visit), visit.changed.emit)
        self._to_step(step)

    def _conclude(self, visit: Visit) -> None:
        """The visit ends without a signature: a notice, a referral, a hold, an enquiry."""
        assert self.presenter is not None
        services, counter, abilities = self.desk.services, self.desk.counter, self.desk.abilities

        def concluded(case: Any) -> None:
            visit.concluded(case)
            step = case_flow.STEP_OF_NEXT.get(case.next, "done")
            self._to_step("done" if step == "decide" else step)  # what can be taken up again is over for this visit

        self.presenter.work(self.desk.lanes.desk, lambda: conclude(services, counter, visit, abilities), concluded)

    def _set_aside(self) -> None:
        visit, self.visit = self.visit, None
        drafts, counter = self.desk.services.draft, self.desk.counter
        self.visit_changed.emit(None)
        if visit is not None and visit.draft is not None and visit.case is None:
            draft = visit.draft
            self.desk.lanes.desk.run(lambda: drafts.set_aside(counter, draft), lambda _: None, lambda _: None)

    def _kept(self, deed: Deed) -> None:
        """What somebody brought for a case is filed: this is all they came for."""
        if self.visit is None:
            self.go_to(self.place, deed=deed)
            return
        draft, services, counter = self.visit.draft, self.desk.services, self.desk.counter
        self.visit.deed, self.visit.draft = deed, None
        self.desk.lanes.desk.run(
            lambda: services.draft.throw_away(counter, draft, "superseded"), lambda _: None, lambda _: None
        )
        self._end(call=False)

    def _end(self, *, call: bool) -> None:
        visit, self.visit = self.visit, None
        self.desk.calling.ends()
        self.visit_changed.emit(None)
        self.go_to("reception", deed=visit.deed if visit is not None else None)
        if call and self.presenter is not None and visit is not None:
            self.presenter.do("next_ticket")

    # ── what the window shows ──

    def _show_screen(self, name: str, value: object = None) -> None:
        presenter = self.screens.bring_up(name, self.visit, value)
        self._show_frame()
        self.screen_changed.emit(name, presenter)
        presenter.arrive()
        if presenter is self.presenter:
            self._show(presenter.state)
            self.screens.view.arrive()
        if self.visit is None:
            self.screens.drop_steps()

    def _show(self, state: Screen) -> None:
        if self.sender() not in (None, self.presenter) or self.screens.view is None:
            return
        if self._last is not None and self.screen == self.place and state.bar.deed is None:
            state = replace(state, bar=replace(state.bar, deed=self._last))
        self.screens.view.render_state(state)
        self.window.show_screen(state, self.screens.key)
        self.window.show_beside(self._rules())
        if self.visit is None:
            self.frame.show_aside(self.place, state)

    def _show_frame(self) -> None:
        self.frame.show(self.visit, self.place, self.presenter.state if self.presenter else None)

    # ── what any screen can do ──

    def _next_ticket(self) -> None:
        self.go_to("reception")
        if self.presenter is not None:
            self.presenter.do("next_ticket")

    def _number_shown(self, on: bool) -> None:
        visit = self.visit
        if on and visit is not None and visit.case is not None:
            search, counter, number = self.desk.services.search, self.desk.counter, visit.case.number
            self.desk.lanes.desk.run(lambda: search.reveal(counter, number, "F4"), lambda _: None, lambda _: None)

    def _show_rule(self) -> None:
        rules = self._rules()
        if rules is not None:
            self.window.show_sheet(rules)

    def _rules(self) -> Sheet | None:
        decision = self.visit.decision if self.visit is not None else None
        here = getattr(self.presenter.state, "here", "") if self.presenter is not None else ""
        return rules_sheet(decision, self.desk.counter.policy, here) if decision is not None else None

    def _call_technician(self) -> None:
        if self.presenter is not None:
            words = say("已记下，请叫技术员到 {window} 号窗口", window=self.desk.settings.hall.counter.lstrip("0"))
            self.presenter.show(bar=replace(self.presenter.state.bar, deed=Deed(words, mark="plain_look")))

    def fail(self, error: BaseException) -> None:
        """An own bug: told calmly in the verdict of whatever is up."""
        happened = told(error)
        if self.presenter is not None:
            self.presenter.show(verdict=Verdict(STOP, happened.what, happened.next), busy=False)
