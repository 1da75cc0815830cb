"""Whatever the clerk has up, every word on the customer screen is a phrase of its own or a line this person signs."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from desk_builder import a_case
from ui_desk import card, furnished, seat
from ui_walk import Walk
from walk_ins import id_card

from desk.services import queue
from ui.customer.page import aloud, hidden
from ui.customer.presenter import CustomerPresenter
from ui.customer.window import CustomerWindow
from ui.parts.ink import Ink, plain
from ui.words import grouped, speak

LI = card("110199198503127011", "李样本")
LOST = card("110199197104023368", "周样本", sex="female", birth=date(1971, 4, 2))
PAYS = card("110199196910107334", "郑样例", birth=date(1969, 10, 10))
STUDENT = card("440399201105201150", "赵示范", birth=date(2011, 5, 20))
FATHER = card("440399198409095276", "赵样例", birth=date(1984, 9, 9))
UNINSURED = id_card("金样例")
LACKING = card("53019919900203715X", "蒋示范", birth=date(1990, 2, 3))
SOURCE = Path(__file__).parents[3] / "ui" / "customer"
CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")


def phrases():
    """Every sentence in the source of the customer screen, its facts open; what is only glue between facts is none."""
    nodes = (node for file in SOURCE.glob("*.py") for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    sentences = (re.escape(one.rstrip("。")) + "。?" for one in texts if CHINESE.search(one))
    return re.compile("|".join(re.sub(r"\\\{\w+\\\}", r"[^，。：]{1,12}", one) for one in sentences))


OWN = phrases()


class Watcher:
    """Looks at every page that comes up: what is drawn, what is told to a screen reader, what would be read aloud."""

    def __init__(self, qtbot, ui, monkeypatch):
        self.ui, self.drawn, self.kinds, self.strange = ui, [], set(), []
        self.presenter = CustomerPresenter(ui.desk, ui.counter)
        self.window = CustomerWindow(practice=True)
        qtbot.addWidget(self.window)
        self.presenter.changed.connect(self.look)
        for name, at in (("text", 3), ("paragraph", 4)):
            monkeypatch.setattr(Ink, name, self._noting(getattr(Ink, name), at))
        self.window.show()
        ui.window.activateWindow()
        qtbot.waitUntil(ui.window.isActiveWindow)

    def _noting(self, draw, at):
        def noted(*words, **more):
            self.drawn.append(plain(str(words[at])))
            return draw(*words, **more)

        return noted

    def look(self, state):
        self.window.render_state(state)
        self.drawn.clear()
        self.window.grab()
        self.kinds.add(state.kind)
        allowed = self._lines()
        words = [*self.drawn, *self.window.accessibleName().split(), *re.split("[。：]", aloud(state))]
        said = {one for one in words if one.strip() and not OWN.fullmatch(one)}
        self.strange += [(self.ui.screen, one) for one in said if not any(one in line for line in allowed)]

    def _lines(self):
        """What this person signs: the clerk's own lines, the number hidden; at the hand-over name and card."""
        visit = self.ui.counter.visit
        if visit is None:
            return []
        lines = []
        if visit.decision is not None and visit.draft is not None and self.presenter.state.kind == "review":
            lines += [one for row in self.ui.state.lines for one in (row.label, row.words)]
            number = visit.decision["holder"]["number"]
            lines += [hidden(number), grouped(number), f"{number[:3]} 隐去 {number[-4:]}"]
        case = visit.about or visit.case
        if case is not None and self.presenter.state.kind == "sign":
            lines += [case.name, "领卡", case.card.number if case.card else ""]
        spaced = [re.sub(r"\d{5,}", lambda digits: " ".join(digits.group()), plain(one)) for one in lines]
        return [*map(plain, lines), *spaced]


@pytest.fixture
def watcher(qtbot, tmp_path, monkeypatch):
    made = Watcher(qtbot, seat(qtbot, furnished(tmp_path)), monkeypatch)
    yield made
    made.ui.counter.stop()


def test_no_word_of_the_clerk_s_reaches_the_customer_screen_on_any_step_of_any_visit(watcher):
    ui = watcher.ui
    a_case(ui.desk.counter, state="approved", name="别人样本", number="110199198801011239")
    queue.take(ui.desk.counter, "priority", reason="disabled")
    ui.lay(LACKING)  # somebody who was sent for a paper; their case lies aside while the others are served
    ui.press("Esc")
    Walk(ui, LI).begin().to_the_end()
    Walk(ui, LOST).begin().to_the_end()
    Walk(ui, PAYS, wish=("exchange", "human_damage"), brings=("old_card",)).begin().until("handover")
    ui.counter.go_to("reception")
    Walk(ui, STUDENT, guardian=FATHER, brings=("relation_proof",)).begin().until("review")
    ui.press("Esc", "Esc", "Esc", "Esc")
    ui.lay(UNINSURED)
    for place in ("find", "to_collect", "approvals", "today", "closing", "devices", "reception"):
        ui.counter.go_to(place)
    assert watcher.strange == []
    assert {"welcome", "neutral", "review", "face", "password", "sign", "rating"} <= watcher.kinds


def test_in_english_as_well_every_word_has_been_translated(watcher):
    speak("en")
    try:
        Walk(watcher.ui, LI).begin().until("review")
        shown = " ".join(watcher.drawn)
        assert "Please check" in shown
        chinese = {one for one in watcher.drawn if CHINESE.search(one)}
        assert all("样本" in one or "测试区" in one for one in chinese), chinese
    finally:
        speak("zh")
