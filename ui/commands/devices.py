"""Reading cards and asking readers from a shell: `id-card`, `reader`, `chip`."""

import hashlib
import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.errors import DeviceTrouble, NotAcceptable, UsageError
from ui.commands.common import Answer, command
from ui.invocation import Invocation, settings

if TYPE_CHECKING:
    from desk.ports import ChipCard, IdCard
    from devices.id_reader.reader import SamReader

Port = Annotated[str, typer.Option("--port", help="COM3, /dev/ttyUSB0, by-id/usb-…, usb:VID:PID, hid:/dev/hidrawN")]
Baud = Annotated[int, typer.Option("--baud", help="speed of the line; 0 finds it")]
Timeout = Annotated[float, typer.Option("--timeout", min=0.1, help="seconds to wait for a card and its answers")]
Fingerprint = Annotated[bool, typer.Option("--fingerprint", help="with the fingerprints, if the card has any")]
Reader = Annotated[str, typer.Option("--reader", help="name of the PC/SC reader, or how it begins")]
NewestAddress = Annotated[bool, typer.Option("--newest-address", help="with the address after a move, if there is one")]

USUAL_START = 0.5
"""Seconds the program takes to be there; what a busy machine adds comes off the waiting, for a command ends in time."""


def add_to(app: typer.Typer) -> None:
    id_card = typer.Typer(no_args_is_help=True, help="身份证 · the identity card")
    reader = typer.Typer(no_args_is_help=True, help="身份证阅读器 · its reader")

    @command(id_card, "read", help="读一张身份证 · reads one identity card")
    def id_card_read(
        call: Invocation,
        *,
        port: Port,
        baud: Baud = 0,
        timeout: Timeout = 5.0,
        fingerprint: Fingerprint = False,
        newest_address: NewestAddress = False,
    ) -> dict[str, Any]:
        with closing(_reader(call, port, baud, timeout)) as sam:
            return card_document(sam.read(fingerprint=fingerprint, newest_address=newest_address))

    @command(reader, "status", help="安全模块好不好，号是多少 · whether the security module works, and its number")
    def reader_status(call: Invocation, *, port: Port, baud: Baud = 0, timeout: Timeout = 5.0) -> dict[str, Any]:
        with closing(_reader(call, port, baud, timeout)) as sam:
            status = sam.status()
        if not status.ready:
            raise DeviceTrouble("reader_fault", device="id_reader", status="60")
        return {"ready": True, "sam_id": list(status.sam_id or ())}

    chip = typer.Typer(no_args_is_help=True, help="社会保障卡芯片 · the card's chip")

    @command(chip, "read", help="读社保卡的公开文件 · reads the public files of a social security card")
    def chip_read(call: Invocation, *, reader: Reader, timeout: Timeout = 10.0) -> dict[str, Any]:  # noqa: ARG001
        from devices.chip.reader import PcscChipReader

        return chip_document(PcscChipReader(reader, timeout=timeout).read())

    @command(
        chip,
        "change-pin",
        help="改密码，从标准输入给旧的、新的各一行 · changes the PIN; old and new on stdin, one a line",
    )
    def chip_change_pin(call: Invocation, *, reader: Reader, timeout: Timeout = 10.0) -> Answer:  # noqa: ARG001
        from devices.chip.reader import PcscChipReader

        old, new = _two_pins()
        try:
            PcscChipReader(reader, timeout=timeout).change_pin(old, new)
        except NotAcceptable as refused:
            if refused.kind not in ("pin_wrong", "pin_blocked"):
                raise
            return _pin_refused(refused)
        return Answer({"changed": True, "tries_left": None})

    app.add_typer(id_card, name="id-card")
    app.add_typer(reader, name="reader")
    app.add_typer(chip, name="chip")


def card_document(card: "IdCard") -> dict[str, Any]:
    """A card in the words of the command line's contract; the photo as its size and digest only."""
    return {
        "document": card.document,
        "name": card.name,
        "name_latin": card.name_latin,
        "sex": card.sex,
        "nation": card.nation,
        "birth": card.birth.isoformat(),
        "address": card.address,
        "number": card.number,
        "issuer": card.issuer,
        "valid_from": card.valid_from.isoformat() if card.valid_from else None,
        "valid_to": card.valid_to.isoformat() if card.valid_to else None,
        "long_term": card.long_term,
        "travel_permit": card.travel_permit,
        "issue_count": card.issue_count,
        "country": card.country,
        "previous_number_link": card.previous_number_link,
        "authority_code": card.authority_code,
        "photo": {
            "bytes": len(card.photo),
            "sha256": hashlib.sha256(card.photo).hexdigest() if card.photo else None,
            "decoded": card.photo_bitmap is not None,
        },
        "fingerprint_bytes": len(card.fingerprint),
        "newest_address": card.newest_address,
        "warnings": list(card.warnings),
    }


def chip_document(card: "ChipCard") -> dict[str, Any]:
    """A chip in the words of the command line's contract."""
    from datetime import datetime

    return {
        "region": card.region,
        "card_number": card.card_number,
        "id_number": card.id_number,
        "name": card.name,
        "sex": card.sex,
        "nation": card.nation,
        "birth": card.birth.isoformat() if card.birth else None,
        "version": card.version,
        "issued": card.issued.isoformat() if card.issued else None,
        "valid_to": card.valid_to.isoformat() if card.valid_to else None,
        "expired": card.valid_to is not None and card.valid_to < datetime.now().astimezone().date(),
        "warnings": list(card.warnings),
    }


def _two_pins() -> tuple[str, str]:
    """The old and the new PIN: typed unseen at a terminal, two lines from anything else."""
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass("原密码："), getpass("新密码：")
    lines = [sys.stdin.readline().strip() for _ in range(2)]
    if not all(lines):
        raise UsageError("usage", problem="two_pins_on_stdin")
    return lines[0], lines[1]


def _pin_refused(refused: NotAcceptable) -> Answer:
    from ui.words import told

    happened = told(refused)
    print(f"{happened.what}\n{happened.next}", file=sys.stderr)
    error = {"kind": refused.kind, "detail": happened.what, "next": happened.next}
    left = refused.facts.get("tries_left", 0)
    return Answer({"changed": False, "tries_left": left, "error": error}, refused.exit_code)


def _reader(call: Invocation, port: str, baud: int, timeout: float) -> "SamReader":
    from devices.id_reader.reader import SamReader
    from devices.id_reader.wlt import open_decoder
    from devices.serial_ports import is_simulated

    said = settings(call)
    if said.live and is_simulated(port):
        raise DeviceTrouble("no_reader", device="id_reader", port=port, problem="simulated")
    decoder = open_decoder(said.devices.id_reader.decoder)
    late = max(0.0, _age() - USUAL_START)
    return SamReader(port, baud=baud or None, timeout=max(0.1, timeout - late), decoder=decoder)


def _age() -> float:
    """Seconds since this program was started, where the system tells (Linux); 0 elsewhere."""
    try:
        begun = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
        return float(Path("/proc/uptime").read_text().split()[0]) - begun
    except (OSError, ValueError, IndexError, AttributeError):
        return 0.0
