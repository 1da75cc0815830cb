"""What the workbench shows: the devices with their states; of the one picked its figures, its wire, its settings."""

from dataclasses import dataclass

from ui.page import Fact, Screen, Verdict
from ui.parts.table import Cells


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """One device of the list: its name, where it is, one word for how it is."""

    code: str
    name: str
    where: str
    words: str
    mark: str
    icon: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One key of a device's section: its label, the value typed, what it is for, what is wrong with it."""

    key: str
    label: str
    value: str
    about: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class WorkbenchState(Screen):
    """`setting`: the right side shows what could be fitted and the keys instead of the wire."""

    devices: tuple[DeviceLine, ...] = ()
    count: str = ""
    figures: tuple[Fact, ...] = ()
    wire: tuple[Cells, ...] = ()
    has_wire: bool = False
    paused: bool = False
    advice: Verdict | None = None
    picture: bytes = b""
    pad: int = 0
    """There is a pad to sign on; every try has another number, and an empty pad."""
    lines: tuple[Cells, ...] = ()
    """What the check-up said of the store, the rules and the fonts, for the row 本机."""
    setting: bool = False
    looking: bool = False
    found: tuple[Cells, ...] = ()
    keys: tuple[KeyLine, ...] = ()
