"""设备: every device of the window with its state; for the one picked its wire, a real try, and its settings.

    looking on ──F5──▶ tried           F7 ──▶ setting: what could be fitted, the keys
        ▲                                        │ F5 try these  ──▶ well: Enter saves, ill: says why
        └───────────────── Esc, saved ◀──────────┘

Invariants
    1. The reader is asked for the desk's sake or for the technician's, never both; the scanner likewise (`turns`).
    2. Nothing of a person is shown, kept or copied here; what a camera sees is shown once and forgotten.
    3. A setting that is tried is opened beside the desk's own; only saving changes what the desk uses.
"""

from dataclasses import fields, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from desk.errors import DeskError, DeviceTrouble, UsageError
from devices.cabinet import Cabinet
from devices.checkup import ADDRESS_KEY, STOP, Check, address_of
from ui import incident
from ui.desk import Desk
from ui.page import FINE, Deed, Problem
from ui.parts.table import Cells
from ui.presenter import Presenter
from ui.technician import bench_rows as rows
from ui.technician.bench import Bench, house_lines
from ui.technician.bench_state import WorkbenchState
from ui.technician.bench_view import WorkbenchView
from ui.technician.check_words import document, name_of
from ui.technician.checking import ORDER, Checking
from ui.technician.device_log import as_text
from ui.technician.house import OUTSIDE
from ui.technician.trying import About, Tried, signed_so, try_fitted
from ui.technician.turns import Turns
from ui.technician.workshop import Workshop, section_from
from ui.words import say

__all__ = ["WorkbenchPresenter", "WorkbenchView"]

LOOK_AGAIN = 250
SHOWN = 10
"""Lines of the wire that stand in the window; the rest is in the log."""
WIRED = ("id_reader", "card_printer", "receipt_printer", "document_printer", "evaluator", "chip", "scanner")


class WorkbenchPresenter(Presenter):
    """Leads the workbench."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, WorkbenchState())
        self._shop: Workshop = desk.workshop or Workshop(Cabinet(desk.settings.devices), None, None, desk.now)
        self._bench = Bench(self._shop, desk.settings.links)
        self._turns = Turns(self, self._bench.busy)
        self._checking = Checking(self, self._bench, self._turns, self._render)
        self._seen = -1
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_AGAIN)
        self._timer.timeout.connect(self._look_on)

    @property
    def _may_set(self) -> bool:
        """A clerk tries the devices; what they are opened by is changed by whoever answers for them."""
        return self.desk.counter.operator.role in ("technician", "supervisor")

    # ── coming and going ──

    def arrive(self) -> None:
        """Whatever was never checked is checked, once the screen stands."""
        self._timer.start()
        self._render()
        self._checking.begin()

    def leave(self) -> None:
        """Nothing is looked at any more, and the reader is the desk's again."""
        self._timer.stop()
        self._checking.stop()
        super().leave()
        self._turns.leave()

    # ── what the technician does ──

    def select(self, code: object) -> None:
        """Another device."""
        if str(code) in ORDER and str(code) != self._bench.here:
            self._bench.here = str(code)
            self._leave_setting()

    def try_one(self) -> None:
        """F5: tries the device, or the settings that are being made for it."""
        name = self._bench.here
        if name in self._bench.busy:
            return
        if name == "signature":
            self._bench.tried.pop(name, None)
            self._bench.pad += 1
            self._render()
            return
        if name in ("house", *OUTSIDE):
            self._bench.tried.pop(name, None)
            self._checking.ask(name)
            self._render()
            return
        section = self._section() if self.state.setting else None
        if self.state.setting and section is None:
            return
        self._bench.tried.pop(name, None)
        job = partial(try_fitted, name, self._about(name, section), self._shop, self.desk.devices, section)
        self._turns.take(name, job, partial(self._tried_out, name, section))
        self._render()

    def take_signature(self, strokes: Any) -> None:
        """Somebody has signed on the pad; how it was signed is told, and nothing is kept."""
        self._bench.tried["signature"] = signed_so(strokes)
        self._render()

    def test_all(self) -> None:
        """Shift F5: checks everything."""
        self._bench.tried.clear()
        for name in ORDER:
            self._checking.ask(name)
        self._render()

    def other_way(self) -> None:
        """F7: what could be fitted here, and the device's keys."""
        name = self._bench.here
        if self.state.setting:
            self._leave_setting()
            return
        if name not in ADDRESS_KEY:
            return
        if not self._may_set:
            self._bench.deed = Deed(say("设备的设置由技术员或主管改"), mark="plain_look")
            self._render()
            return
        section = getattr(self._shop.said, name)
        self._bench.typed = {one.name: str(getattr(section, one.name)) for one in fields(section)}
        self._bench.draft_tried = None
        self.show(setting=True, looking=True, found=(), problems=())
        self._render()
        from devices.finding import candidates

        live = self.desk.settings.live
        self.work(self._turns.lane(name, finding=True), lambda: candidates(name, live=live), self._came, busy=False)

    def pick(self, address: object) -> None:
        """One of the things found becomes the device's address."""
        self.typed(f"{ADDRESS_KEY[self._bench.here]}={address}")

    def typed(self, told_with_it: object) -> None:
        """A key's value as it is typed: key=value."""
        key, _, value = str(told_with_it).partition("=")
        if self._bench.typed.get(key) != value:
            self._bench.typed[key] = value
            self._bench.draft_tried = None
            self._bench.tried.pop(self._bench.here, None)
            self._render()

    def save(self) -> None:
        """Writes the settings file and opens the device by it from now on."""
        name, section = self._bench.here, self._section()
        if section is None or not self.state.setting:
            return

        def saved(had_one: bool) -> None:
            shop, devices = self._shop, self.desk.devices
            shop.fit(name, section)
            devices.refit(shop.openers())
            shop.logs[name].note("fitted")
            words = say("{name}的设置已存", name=name_of(name))
            if had_one:
                words = say("{name}的设置已存，上一份留作 guitai.toml.bak", name=name_of(name))
            self._bench.deed = Deed(words, mark=FINE)
            self._turns.take(name, lambda: devices.drop(name), lambda _: self._checking.ask(name))
            self._leave_setting()

        self.work(self.desk.lanes.desk, lambda: self._shop.save(name, section), saved, self._not_saved, busy=False)

    def back(self) -> None:
        """Esc: leaves the settings as they were."""
        if self.state.setting:
            self._leave_setting()

    def pause_trace(self) -> None:
        """Space: the lines stand still; nothing is lost meanwhile."""
        self.show(paused=not self.state.paused)
        self._seen = -1
        self._render()

    def copy_trace(self) -> None:
        """Ctrl C: the whole log onto the clipboard."""
        lines = self._log().lines()
        QGuiApplication.clipboard().setText("\n".join(map(as_text, lines)))
        self._bench.deed = Deed(say("已复制 {n} 行", n=len(lines)))
        self._render()

    def save_trace(self) -> None:
        """Ctrl S: the support bundle."""
        from ui.technician.bundle import write_bundle

        shop, at = self._shop, self.desk.now()
        if shop.folder is None:
            return
        file = shop.folder / "support" / f"guitai-support-{at:%Y%m%d-%H%M%S}.zip"
        checks = [document(one) for one in (*self._bench.checks.values(), *self._bench.house)]
        whole = partial(
            write_bundle,
            file,
            settings=replace(self.desk.settings, devices=shop.said),
            checks=checks,
            logs=shop.log_folder,
            incidents=incident.folder(),
            at=at,
        )

        def saved(_: object) -> None:
            self._bench.deed = Deed(say("支持包已存：support/{file}，里面没有个人信息", file=file.name), mark=FINE)
            self._render()

        self.work(self.desk.lanes.desk, whole, saved, busy=False)

    def not_read(self, _error: DeskError) -> None:
        """A card that the desk could not read: the wire tells more than the error."""
        self._render()

    # ── tries ──

    def _tried_out(self, name: str, section: Any, outcome: Tried | DeskError) -> None:
        self._bench.tried[name] = outcome
        if self.state.setting:
            well = isinstance(outcome, Tried) and outcome.mark != STOP
            self._bench.draft_tried = section if well else None
        elif isinstance(outcome, DeviceTrouble):  # a card that is not there is no fault of the reader's
            self._checking.note(name, Check(name, STOP, outcome.kind, outcome.facts, outcome))
        elif isinstance(outcome, Tried):
            self._checking.ask(name)
        self._render()

    def _about(self, name: str, section: Any) -> About:
        hall, said = self.desk.settings.hall, self._shop.said
        if section is not None:
            said = replace(said, **{name: section})
        address = address_of(name, said)
        return About(hall.name, f"{self.desk.now():%Y-%m-%d %H:%M}", self.desk.settings.live, address)

    # ── settings ──

    def _section(self) -> Any:
        """The section as typed; None when a value is off, and then the problems stand on the screen."""
        try:
            section = section_from(self._bench.here, getattr(self._shop.said, self._bench.here), self._bench.typed)
        except UsageError as off:
            self._not_saved(off)
            return None
        self.show(problems=())
        return section

    def _not_saved(self, error: DeskError) -> None:
        mistakes: Any = error.facts.get("mistakes", ())
        problems = tuple(Problem(one.key.rpartition(".")[2], rows.wrong(one)) for one in mistakes)
        self.show(problems=problems)
        self._render()
        if not problems:
            self.tell(error)

    def _came(self, found: list[Any]) -> None:
        key = ADDRESS_KEY[self._bench.here]
        cells = tuple(
            Cells(
                (str(n), one.label or one.address, one.address),
                one.address,
                self._bench.typed.get(key) == one.address,
                True,
            )
            for n, one in enumerate(found, 1)
        )
        self.show(looking=False, found=cells)
        self._render()

    def _leave_setting(self) -> None:
        self._bench.typed, self._bench.draft_tried, self._bench.pad = {}, None, 0
        self._bench.tried.pop(self._bench.here, None)
        self._seen = -1
        self.show(setting=False, looking=False, found=(), keys=(), problems=(), paused=False)
        self._render()

    # ── the state ──

    def _log(self) -> Any:
        return self._shop.logs.get(self._bench.here) or self._shop.logs["id_reader"]

    def _look_on(self) -> None:
        if not self.state.paused and self._bench.here in WIRED and self._log().changes != self._seen:
            self._render()

    def _render(self) -> None:
        bench = self._bench
        name, wired = bench.here, bench.here in WIRED and not self.state.setting
        lines = self._log().lines() if wired else ()
        tried = self._bench.tried.get(name)
        changes: dict[str, Any] = {}
        if wired and not self.state.paused:
            self._seen = self._log().changes
            newest = lines[-SHOWN:]
            advice = rows.advice(newest) if name == "id_reader" else None
            changes = {"wire": rows.wire_cells(newest), "advice": advice}
        elif not wired:
            changes = {"wire": (), "advice": None}
        at = self._bench.checked_at.get(name)
        one = self._bench.checks.get(name)
        checked = rows.checked_words(at, bool(one and one.ok))
        figures = rows.figures(self._log(), self.desk.now().date(), checked) if name == "id_reader" else ()
        key = ADDRESS_KEY.get(name, "")
        self.show(
            devices=tuple(bench.line(code) for code in ORDER),
            count=say("{n} 项", n=len(ORDER)),
            figures=() if self.state.setting else figures,
            has_wire=wired,
            pad=bench.pad,
            picture=tried.picture if isinstance(tried, Tried) else b"",
            lines=tuple(line for one in bench.house for line in house_lines(one)) if name == "house" else (),
            found=tuple(replace(one, selected=one.code == self._bench.typed.get(key)) for one in self.state.found),
            keys=bench.keys(self.state.problems) if self.state.setting else (),
            verdict=bench.verdict(self.state.problems if self.state.setting else ()),
            bar=bench.bar(setting=self.state.setting, may_set=self._may_set),
            **changes,
        )
