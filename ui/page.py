"""What every screen's state says to the frame around it: the verdict, what Enter does, who is at the window.

All values are frozen and hold words ready to be shown; nothing here knows Qt. A presenter makes them, the frame and the
parts draw them.
"""

from dataclasses import dataclass, field

FINE, LOOK, STOP = "fine", "look", "stop"
"""The three states; each has a word, a shape and a colour."""
TODO, HERE, DONE, BUSY, DASH, CLOCK, NONE = "todo", "here", "done", "busy", "dash", "clock", "none"
"""Further marks: ring, ring with a point, grey tick, half ring, dash, clock, not fitted."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One sentence that a tired person understands, and one line under it."""

    mark: str
    sentence: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Something the person can do now. `code` is the presenter's method, `key` a key of `ui.keys`.

    An act that cannot be done yet keeps its place; its words then say why.
    """

    code: str
    words: str
    key: str = ""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Deed:
    """The last thing done, at the left of the action bar; `undo` is the act that takes it back."""

    words: str
    mark: str = DONE
    undo: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """An act that cannot be taken back: one sentence, and two answers. Only Ctrl Enter says yes."""

    sentence: str
    yes: Act
    no: Act


@dataclass(frozen=True, slots=True)
class Bar:
    """The action bar."""

    primary: Act | None = None
    secondaries: tuple[Act, ...] = ()
    more: tuple[Act, ...] = ()
    deed: Deed | None = None
    confirmation: Confirmation | None = None


@dataclass(frozen=True, slots=True)
class RailItem:
    """A step of the case or a place of the desk. `mark` for a step, `icon` for a place."""

    code: str
    words: str
    mark: str = ""
    icon: str = ""
    result: str = ""
    here: bool = False
    reachable: bool = False


@dataclass(frozen=True, slots=True)
class Rail:
    """Which window, which ticket, and the steps or places under it."""

    window: str
    title: str
    items: tuple[RailItem, ...] = ()
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what is read beside it; a second line where the first is not enough."""

    label: str
    value: str
    right: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """The person card: always the same place, always the same order."""

    name: str
    about: str = ""
    birth: str = ""
    number: str = ""
    full_number: str = ""
    chips: tuple[str, ...] = ()
    photo: bytes | None = None
    facts: tuple[Fact, ...] = ()
    papers_title: str = ""
    papers: tuple[Fact, ...] = ()
    alert: Fact | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands in the person card's place when nobody is at the window."""

    title: str
    count: str = ""
    rows: tuple["ListingRow", ...] = ()


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One line of a listing: when, who, what, and how it stands."""

    time: str
    name: str
    what: str
    mark: str
    state: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Light:
    """A device's light: fine, look, stop, busy or none, with its name and one word."""

    code: str
    name: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The status strip."""

    lights: tuple[Light, ...] = ()
    date: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend on this page and the field it is in."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Side:
    """What the side pane of a wide window shows: a picture, or lines."""

    title: str
    picture: bytes = b""
    lines: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """The part of every screen's state that the frame shows. Screens' states inherit from it."""

    verdict: Verdict | None = None
    bar: Bar = field(default_factory=Bar)
    busy: bool = False
    """Something runs that must not be started twice: no act is taken until it has ended."""
    problems: tuple[Problem, ...] = ()
    side: Side | None = None
    discreet: bool = False
    """The customer screen shows its neutral words only."""
