"""IPP on the wire (RFC 8010): requests as bytes, answers from bytes.

    version │ operation or status │ request id │ 01 operation attributes │ 02 job attributes │ 03 │ document

Answers are read with every length checked; collections are skipped.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NEWEST, OLDEST = (2, 0), (1, 1)
"""Versions: what is spoken at first, and what every printer of this century understands."""

INTEGER, BOOLEAN, ENUM = 0x21, 0x22, 0x23
NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
"""Value tags."""

Attribute = tuple[int, str, Sequence[Any]]
"""One attribute of a request: value tag, name, values."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A printer's answer: its status and its groups of attributes, the operation's first, then one for each object."""

    status: int
    groups: Sequence[Mapping[str, Sequence[Any]]]

    def first(self, name: str, otherwise: Any = None) -> Any:
        """The first value of an attribute."""
        return next(iter(self.all(name)), otherwise)

    def all(self, name: str) -> tuple[Any, ...]:
        """Every value of an attribute, in the first group that has it."""
        return next((tuple(group[name]) for group in self.groups if name in group), ())


def request(
    operation: int,
    number: int,
    about: Sequence[Attribute],
    job: Sequence[Attribute] = (),
    version: tuple[int, int] = NEWEST,
) -> bytes:
    """A request without its document."""
    groups = b"\x01" + b"".join(_attribute(*one) for one in about)
    if job:
        groups += b"\x02" + b"".join(_attribute(*one) for one in job)
    return struct.pack(">BBHI", *version, operation, number) + groups + b"\x03"


def _attribute(tag: int, name: str, values: Sequence[Any]) -> bytes:
    written = b""
    for value in values:
        if tag in (INTEGER, ENUM):
            data = struct.pack(">i", value)
        elif tag == BOOLEAN:
            data = bytes([bool(value)])
        else:
            data = str(value).encode("utf-8")
        label = b"" if written else name.encode("ascii")
        written += struct.pack(">BH", tag, len(label)) + label + struct.pack(">H", len(data)) + data
    return written


def answer(data: bytes) -> Answer:
    """Reads an answer. Raises ValueError for what is none."""
    if len(data) < 9:
        raise ValueError("too short")
    (status,) = struct.unpack(">H", data[2:4])
    groups: list[dict[str, list[Any]]] = []
    name, deep = "", 0
    for tag, label, value in _values(data):
        if tag < 0x10:
            groups.append({})
        elif tag == 0x34:
            deep += 1
        elif tag == 0x37:
            deep -= 1
        elif deep == 0 and groups:
            name = label or name
            groups[-1].setdefault(name, []).append(_value(tag, value))
    return Answer(status, groups)


def _values(data: bytes) -> Iterator[tuple[int, str, bytes]]:
    """Tag, name (empty for a further value) and bytes of every value; a group's beginning has only its tag."""
    place = 8
    while place < len(data):
        tag = data[place]
        place += 1
        if tag == 0x03:
            return
        if tag < 0x10:
            yield tag, "", b""
            continue
        label, place = _counted(data, place)
        value, place = _counted(data, place)
        yield tag, label.decode("ascii", "replace"), value
    raise ValueError("no end")


def _counted(data: bytes, place: int) -> tuple[bytes, int]:
    if place + 2 > len(data):
        raise ValueError("cut off")
    end = place + 2 + int.from_bytes(data[place : place + 2], "big")
    if end > len(data):
        raise ValueError("cut off")
    return data[place + 2 : end], end


def _value(tag: int, value: bytes) -> Any:
    if tag in (INTEGER, ENUM):
        return int.from_bytes(value, "big", signed=True) if len(value) == 4 else None
    if tag == BOOLEAN:
        return value == b"\x01"
    return value.decode("utf-8", "replace") if 0x40 <= tag < 0x60 else value
