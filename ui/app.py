"""Wires the desk: names every real thing in the building once, in the open.

    store opened in the desk lane ──┐
    practice bench started           ├──> somebody may sign in ──> rules read, cases settled ──> the counter at work
    (practice only, its own lane) ───┘    (live)

The window is painted before this module is imported (`ui.start`); what is heavy is imported in lanes while it stands,
and what signing in does not need only after that may begin: it is there before a password is typed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desk.errors import DeskError
from desk.ports import Clock
from desk.settings import Settings
from ui.ahead import TO_SIGN_IN, TO_WORK, for_the_day, import_all
from ui.clock import HallClock
from ui.counter_window import CounterWindow
from ui.desk import Desk, Devices, Lanes
from ui.invocation import Invocation
from ui.lane import AnyLane, Lane, PatientLane
from ui.opening import Opening
from ui.tidying import Tidying
from ui.words import vocabulary


class WhenNeeded:
    """Something that is made by whoever first asks anything of it, in the lane where they ask."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = cache(make)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._make(), name)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a workplace stands on: where its data is, what the settings say, what time it is, and where papers go."""

    call: Invocation
    folder: Path
    settings: Settings
    clock: Clock
    papers: Path
    practice_operator: str = "0312"


class Workplace(QObject):
    """One window at work, from the first paint to the last."""

    stands = Signal()
    """Store, rules and devices are there."""
    at_work = Signal()
    """Store and devices are there, somebody is signed in, the first screen is up."""

    def __init__(self, ground: Ground, *, bench: Callable[[], Any] | None = None) -> None:
        super().__init__()
        self.ground = ground
        self.window = CounterWindow(practice=not ground.settings.live)
        self.counter: Any = None
        self.customer: Any = None
        self.session: Any = None
        self.caretaker: Any = None
        self._cabinet: Any = None
        self._bench = bench
        self._started: Any = None
        self._ready: set[str] = set()
        self._trying: set[str] = set()
        self._store: Any = None
        self._last_entry: Any = None
        self._practice_lane = Lane("practice", self)
        self._tidying = Tidying(self)
        self.desk = Desk(
            ground.settings,
            ground.clock,
            Lanes(**{name: (PatientLane if name == "paper" else Lane)(name, self) for name in Lanes.__slots__}),
            Devices({}),
            studio=self._studio,
        )
        on_server = bool(ground.call.db_url or ground.settings.store.server)
        self._opening = Opening(self.window, lambda: not on_server and not (ground.folder / "store").exists())
        self._opening.again.connect(self.open)

    # ── opening ──

    def open(self) -> None:
        """Opens store and devices beside each other; the window stands meanwhile. Called again, tries again."""
        self._opening.show_busy()
        self._tidying.hold()
        if self.session is not None:
            self._prepare()
            return
        self._try("store", self.desk.lanes.desk, self._open_store)
        self._try("devices", self._practice_lane, self._open_devices)

    def _try(self, what: str, lane: AnyLane, job: Callable[[], Any]) -> None:
        """Once at a time, and not again what is open already."""
        if what in self._ready or what in self._trying:
            return
        self._trying.add(what)

        def failed(error: DeskError) -> None:
            self._trying.discard(what)
            self._opening.show_trouble(error)

        lane.run(job, partial(self._opened, what), failed)

    def _open_store(self) -> Any:
        from desk.records.opening import open_store
        from desk.services.counter import NOBODY, Counter

        ground, words = self.ground, self._opening.passphrase
        if self._store is None:
            self._store = open_store(
                ground.folder,
                ground.settings.store,
                ground.call.db_url,
                clock=ground.clock,
                hall=ground.settings.hall.number,
                passphrase=words,
            )
        import_module("desk.services.accounts")
        none_yet: Any = None  # enough to sign in at; nobody gets further before `_settle` has made a whole one
        counter = Counter(self._store, ground.settings, none_yet, none_yet, ground.clock, none_yet, none_yet, NOBODY)
        with self._store.reading() as session:  # before anybody signs in, which is an entry too
            self._last_entry = import_module("desk.records.journal").newest_at(session, counter.hall, counter.station)
        return counter

    def _settle(self) -> Any:
        from desk.services import issuing
        from ui.assembly import assemble, made_ready

        ground = self.ground
        counter = made_ready(assemble(ground.folder, ground.settings, self._store, ground.clock))
        if not ground.settings.live:
            import_module("desk.services.practice").furnish(counter)
        issuing.recover(counter)
        import_all(TO_WORK)
        vocabulary()
        return counter

    def _open_devices(self) -> Any:
        from devices.cabinet import Cabinet
        from printing.font_files import files

        devices = self.ground.settings.devices
        if self._bench is not None and self._started is None:
            self._started = self._bench()
        if self._started is not None:
            devices = self._started.devices(devices)
        self._cabinet = Cabinet(devices, files(), live=self.ground.settings.live)
        import_all(TO_SIGN_IN)
        return self._cabinet

    def _opened(self, what: str, made: Any) -> None:
        if what == "store":
            self.desk.counter = made
        else:
            from ui.technician.workshop import Workshop

            call, folder = self.ground.call, self.ground.folder
            settings_file, now = call.config or folder / "guitai.toml", self.ground.clock.now
            self.desk.workshop = Workshop(self._cabinet, folder, settings_file, now)
            self.desk.devices = Devices(self.desk.workshop.openers())
            nobody_waits = lambda _: None  # noqa: E731 - the watch tells what is wrong with a reader
            self.desk.lanes.id_reader.run(partial(self.desk.devices.get, "id_reader"), nobody_waits, nobody_waits)
        self._trying.discard(what)
        self._ready.add(what)
        if len(self._ready) == 2:
            self._begin()

    def _begin(self) -> None:
        from ui.session import Session

        self.session = Session(self.desk, self.window)
        if not self.ground.settings.live:
            self._prepare()
            return
        self.session.begin()
        self.desk.lanes.desk.run(lambda: None, lambda _: self._prepare(), self._cannot_prepare)  # once that is answered

    def _prepare(self) -> None:
        """In the same lane as signing in, which therefore waits for it."""
        self.desk.lanes.desk.run(self._settle, self._prepared, self._cannot_prepare)

    def _prepared(self, counter: Any) -> None:
        from ui.caretaker import Caretaker
        from ui.counter import CounterPresenter
        from ui.customer.front import CustomerFront
        from ui.fault_book import FaultBook
        from ui.monitors import Monitors
        from ui.practice import PracticePeople

        self.desk.counter = counter
        self._opening.end()
        self.desk.papers = WhenNeeded(self._papers)
        FaultBook(self.desk)
        self.counter = CounterPresenter(self.desk, self.window)
        self.counter.screen_changed.connect(self._warm)
        monitors = Monitors(self.ground.folder / "monitors.json")
        self.customer = CustomerFront(self.desk, self.window, self.counter, monitors)
        self.session.covered.connect(self.customer.cover)
        self.session.began.connect(self.at_work)
        self.session.lead(self.counter)
        self.caretaker = Caretaker(
            self.desk,
            lambda: self.session.working,
            self.ground.folder / "tables",
            parent=self,
            last_entry=self._last_entry,
        )
        self.caretaker.dismissed.connect(self.session.dismiss)
        self.caretaker.left_over.connect(self.counter.arrivals.open_case)
        self.session.began.connect(self.caretaker.begin)
        if self._started is not None:
            self._people = PracticePeople(self.window, self._practice_lane, lambda: self._started, counter.today)
        if self.window.covering is None:
            self.session.begin(self._practice_operator())
        self._tidying.begin()
        self.stands.emit()

    def _cannot_prepare(self, error: DeskError) -> None:
        self.session.sign_in.leave()
        self.window.cover(None)
        self._opening.show_trouble(error)

    def _practice_operator(self) -> Any:
        """Practice signs in by itself; in a live hall somebody has to say who they are."""
        from desk.services.accounts import PRACTICE_OPERATORS
        from desk.services.counter import Operator

        name = self.ground.practice_operator
        return None if self.ground.settings.live else Operator(name, PRACTICE_OPERATORS[name])

    def _warm(self, screen: str) -> None:
        """The day's screens, papers and photo are got ready in lanes once the first screen is left."""
        if screen == "reception":
            return
        self.counter.screen_changed.disconnect(self._warm)
        nobody_waits = lambda _: None  # noqa: E731 - for both
        self.desk.lanes.paper.run(self._load_the_day, nobody_waits, nobody_waits)
        if self.desk.devices.fitted("camera"):
            self.desk.lanes.camera.run(self._studio, nobody_waits, nobody_waits)

    def fail(self, bug: DeskError) -> None:
        """Tells one of our own bugs on whatever is up: a screen of the counter, or the opening before there is one."""
        if self.counter is not None:
            self.counter.fail(bug)
        else:
            self._opening.show_trouble(bug)

    # ── what is there ──

    @property
    def bench(self) -> Any:
        """The practice bench, once it stands; None in live mode."""
        return self._started

    def _studio(self) -> Any:
        from desk.rules.photo_standard import standard_of
        from devices.photo.studio import PhotoStudio

        return PhotoStudio(standard_of(self.desk.counter.policy.photo))

    def _papers(self) -> Any:
        from ui.papers.window import WindowPapers

        tables = self.ground.folder / "tables"
        return WindowPapers(lambda: self.desk.counter, self._paper_printer, tables, self._roll_printer)

    def _load_the_day(self) -> None:
        for_the_day()
        self._tidying.keep()

    def _roll_printer(self) -> Any:
        return self.desk.devices.get("receipt_printer") if self.desk.devices.fitted("receipt_printer") else None

    def _paper_printer(self) -> Any:
        if self.desk.devices.fitted("document_printer"):
            return self.desk.devices.get("document_printer")
        if self.ground.settings.live:
            return None
        from devices.practice import PaperTray

        return PaperTray(self.ground.papers)

    # ── the end ──

    def close(self) -> None:
        """Ends screens, lanes, devices, simulators and store, in this order; calling twice is harmless."""
        if self.counter is not None:
            self.caretaker.end()
            self.counter.stop()
            self.customer.close()
        self.desk.lanes.close()
        if self.session is not None:
            self.session.end()
        self._practice_lane.close()
        self._tidying.end()
        self.desk.devices.close()
        if self._started is not None:
            self._started.close()
            self._started = None
        if self._store is not None:
            self._store.close()
            self._store = None


def workplace(call: Invocation, said: Settings, folder: Path) -> Workplace:
    """The workplace as these settings name it, over the data in `folder`."""
    return Workplace(Ground(call, folder, said, HallClock(), folder / "papers"), bench=_practice(said, folder))


def _practice(said: Settings, folder: Path) -> Callable[[], Any] | None:
    if said.live:
        return None

    def bench() -> Any:
        from devices.practice import PracticeBench

        return PracticeBench(folder / "practice")

    return bench
