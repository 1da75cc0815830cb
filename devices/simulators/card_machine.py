"""The inside of a simulated card printer: hopper, ribbon, one card under way, and what becomes of it.

    hopper ──feed──▶ contact station ──▶ print head ──burn y m c k o──▶ exit
                            │                 │ jam: the card comes out half burnt
                            └────── reject ───┴──▶ reject box

1. A blank leaves the hopper once and ends in exactly one place: exit, reject box, jammed out, or still inside.
2. Every move is written to `machine.json` before anybody is told: a killed simulator starts again with the card inside.
3. The witness file says what happened, also where the answer on the wire says otherwise.
"""

import json
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from devices.simulators.control import Fault, Faults, Witness, made_of

FAULTS = (
    "feeder_empty", "double_feed", "jam", "ribbon_break", "cover_open_mid", "reject_full", "power_cut_mid",
    "ok_without_card", "delayed_print", "reply_lost", "swallow", "late", "no_nul", "garbage", "decimal_comma",
)  # fmt: skip
"""jam@feed or @panel; ribbon_break, cover_open_mid, power_cut_mid @panel; reply_lost, swallow, late @step or @all."""

SHARES = {"feed": 0.10, "y": 0.22, "m": 0.22, "c": 0.22, "k": 0.08, "o": 0.08, "eject": 0.08}
"""Which part of a card's seconds each step takes."""

LONG, SHORT = 1016, 648
REJECT_BOX = 30


class PowerCut(Exception):
    """The printer lost its power in the middle of a card."""


@dataclass(slots=True)
class Standing:
    """What outlasts a power cut. `card` is "", contact, head or jammed; `burnt` the panels that are on it."""

    hopper: int = 100
    ribbon: int = 300
    cards: int = 0
    panels: int = 0
    rejected: int = 0
    spoiled: int = 0
    printed: int = 0
    card: str = ""
    burnt: str = ""
    at_exit: bool = False


@dataclass(slots=True)
class Job:
    """What the host has sent since `Ss`: lost with the power."""

    panels: dict[str, NDArray[np.float64]] = field(default_factory=dict)
    waiting: str = ""
    half: str = ""


class Machine:
    """The mechanics; every method answers with the text that goes out on the wire."""

    def __init__(
        self, out: Path, witness: Witness, faults: Faults, *, seconds: float, sheet: tuple[int, int], bezel: bool
    ) -> None:
        self.out, self.witness, self.faults, self.sheet, self.bezel = out, witness, faults, sheet, bezel
        self.seconds = seconds
        self.job: Job | None = None
        self.host_handles_errors = self.keep_inside = False
        self.ribbon_loaded = self.cover_closed = True
        self.trouble = ""
        self.ghost = 0
        self.arrived = self._until = 0.0
        out.mkdir(parents=True, exist_ok=True)
        self._file = out / "machine.json"
        self.now = made_of(self._file, lambda kept: Standing(**kept)) if self._file.exists() else Standing()

    # ── the card's way ──────────────────────────────────────────────────────────────────────────────────────────

    def feed(self) -> str:
        if not self.cover_closed:
            return "COVER OPEN"
        if self.trouble == "CARD JAM":
            return self.trouble
        if self.now.card:
            self.now.card = "contact"
            return self._keep("OK")
        if self.now.hopper == 0 or self.faults.strike("feeder_empty"):
            return "FEEDER EMPTY"
        if self.faults.strike("ok_without_card"):
            self.witness.saw("empty_pick")
            self.now.card, self.now.burnt, self.ghost = "contact", "", -1
            return "OK"
        self._pass_time("feed")
        two = self.now.hopper > 1 and self.faults.strike("double_feed")
        self.ghost = 1 if two else 0
        self.now.hopper -= 1 + self.ghost
        self.now.card, self.now.burnt = "contact", ""
        self.witness.saw("fed", cards=1 + self.ghost, hopper=self.now.hopper)
        if self.faults.strike("jam", fits=lambda fault: fault.at == "feed"):
            self.now.card, self.trouble = "jammed", "CARD JAM"
            self.witness.saw("jammed", panel="feed")
        return self._keep(self.trouble or "OK")

    def burn(self, name: str) -> str:
        """Burns one downloaded panel into the card at the head."""
        assert self.job is not None
        if not self.now.card and (answer := self.feed()) != "OK":
            return answer
        self.now.card = "head"
        self._keep("")
        if not self.cover_closed or self._due("cover_open_mid", name):
            self.cover_closed, self.trouble, self.job.half = False, "COVER OPEN", name
            self.witness.saw("cover_opened", panel=name)
            return self._keep(self.trouble)
        if self.now.ribbon == 0 or not self.ribbon_loaded or self._due("ribbon_break", name):
            self.ribbon_loaded, self.trouble, self.job.half = False, "ERROR RIBBON", name
            self.witness.saw("ribbon_broke", panel=name)
            return self._keep(self.trouble)
        if self._due("power_cut_mid", name):
            self.now.burnt += name
            self.witness.saw("power_cut", panel=name)
            self.power_cut()
            raise PowerCut
        if self._due("jam", name):
            self.job.half = name
            return self._jam(name)
        self._pass_time(name)
        if self.ghost >= 0:
            self.now.burnt += name
            self.now.panels += 1
        return self._keep("OK")

    def finish(self) -> str:
        """Brings the burnt card to the exit, or keeps it inside where that was asked for."""
        job, self.job = self.job, None
        if self.ghost < 0:
            self.witness.saw("nothing_printed")
            self.now.card, self.ghost = "", 0
            return self._keep("OK")
        if not self.now.card:
            return "ERROR"
        if job is not None and job.panels:
            self.now.printed += 1
            self.now.cards += 1 + self.ghost
            self.now.ribbon -= 1
            name = f"card-{self.now.printed:04}.png"
            self._render(job).save(self.out / name)
            self.witness.saw("printed", picture=name, counter=self.now.cards)
            if self.ghost:
                self.witness.saw("blank_came_along", counter=self.now.cards)
                self.ghost = 0
        if self.keep_inside:
            self.now.card = "head"
            return self._keep("OK")
        self._pass_time("eject")
        self.now.card, self.now.at_exit, self.keep_inside = "", self.bezel, False
        self.witness.saw("ejected", burnt=self.now.burnt)
        return self._keep("OK")

    def reject(self) -> str:
        if not self.now.card:
            return "ERROR"
        if not self.cover_closed or self.trouble == "CARD JAM":
            return "CARD JAM" if self.cover_closed else "COVER OPEN"
        if self.now.rejected >= REJECT_BOX or self.faults.strike("reject_full"):
            self.witness.saw("reject_box_full")
            return "HOPPER FULL"
        self._pass_time("eject")
        if self.now.burnt or (self.job and self.job.half):
            self._keep_spoiled()
        self.now.card, self.now.rejected, self.job, self.trouble = "", self.now.rejected + 1, None, ""
        self.witness.saw("rejected", burnt=self.now.burnt, box=self.now.rejected)
        return self._keep("OK")

    def power_cut(self) -> None:
        """Forgets what the host sent and set; the card stays where it is."""
        self.job = None
        self.host_handles_errors = self.keep_inside = False
        self.trouble = ""
        self._keep("")

    # ── what people do to it ────────────────────────────────────────────────────────────────────────────────────

    def open_up(self) -> dict[str, object]:
        """Somebody opens the cover, takes out whatever is inside, mends the ribbon and closes the cover."""
        found, self.now.card, self.trouble, self.job = self.now.card, "", "", None
        self.cover_closed = self.ribbon_loaded = True
        self.witness.saw("cleared_by_hand", card=found, burnt=self.now.burnt)
        self._keep("")
        return {"card": found, "burnt": self.now.burnt}

    def clear_status(self) -> str:
        """Forgets a jam whose card is out, as the host's `Scs` does; a card that is stuck stays stuck."""
        if self.now.card != "jammed" and self.cover_closed and self.ribbon_loaded:
            self.trouble = ""
        self.job = None
        return "OK"

    def close_cover(self) -> None:
        """Somebody closes the cover without looking inside."""
        self.cover_closed, self.trouble = True, ""
        self.witness.saw("cover_closed")

    def load(self, blanks: int) -> None:
        self.now.hopper += blanks
        self.witness.saw("loaded", blanks=blanks, hopper=self.now.hopper)
        self._keep("")

    def new_ribbon(self, prints: int = 300) -> None:
        self.now.ribbon, self.ribbon_loaded, self.trouble = prints, True, ""
        self._keep("")

    def take(self) -> None:
        """Somebody takes the card that lies at the exit."""
        self.now.at_exit = False
        self._keep("")

    def state(self) -> dict[str, object]:
        return {**asdict(self.now), "cover_closed": self.cover_closed, "trouble": self.trouble}

    # ── inside ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _due(self, name: str, panel: str) -> Fault | None:
        return self.faults.strike(name, fits=lambda fault: fault.at in (panel, None if panel == "m" else panel))

    def _jam(self, panel: str) -> str:
        """The half burnt card comes out. A printer that mends itself then takes another blank and prints again."""
        assert self.job is not None
        self.witness.saw("jammed", panel=panel)
        self._keep_spoiled()
        self.now.card, self.now.burnt = "", ""
        if self.host_handles_errors:
            self.trouble = "CARD JAM"
            return self._keep(self.trouble)
        job = self.job
        self.witness.saw("printing_again_by_itself")
        if (answer := self.feed()) != "OK":
            return answer
        job.half = ""
        for name in [name for name in job.panels if name != job.waiting]:
            if (answer := self.burn(name)) != "OK":
                return answer
        return "OK"

    def _keep_spoiled(self) -> None:
        self.now.spoiled += 1
        self.now.cards += 1
        name = None
        if self.job is not None:
            name = f"spoiled-{self.now.spoiled:04}.png"
            self._render(self.job).save(self.out / name)
        self.witness.saw("spoiled", picture=name, burnt=self.now.burnt, counter=self.now.cards)

    def _render(self, job: Job) -> Image.Image:
        """Dye on white: yellow, magenta and cyan take light away, black resin lies on top; a half panel is cut off."""
        light = np.full((SHORT, LONG, 3), 255.0)
        for name, channel in (("y", 2), ("m", 1), ("c", 0), ("k", None)):
            if name not in job.panels or (name not in self.now.burnt and name != job.half):
                continue
            lines = job.panels[name].copy()
            if name == job.half:
                lines[len(lines) // 2 :] = 0
            picture = lines.T[::-1]
            if channel is None:
                light[picture > 0] = 0
            else:
                light[:, :, channel] -= picture
        return Image.fromarray(light.round().clip(0, 255).astype(np.uint8))

    def _pass_time(self, step: str) -> None:
        """Until the step would be over on a machine that begins when the command has arrived."""
        self._until = max(self._until, self.arrived) + self.seconds * SHARES[step]
        time.sleep(max(0.0, self._until - time.monotonic()))

    def _keep(self, answer: str) -> str:
        fresh = self._file.with_name(f"machine.{threading.get_ident()}")
        fresh.write_text(json.dumps(asdict(self.now)))
        fresh.replace(self._file)
        return answer
