"""Reading cards and asking readers from a shell: `id-card`, `reader`."""

import hashlib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.errors import DeviceTrouble
from ui.commands.common import Invocation, command

if TYPE_CHECKING:
    from desk.ports import IdCard
    from devices.id_reader.reader import SamReader

Port = Annotated[str, typer.Option("--port", help="COM3, /dev/ttyUSB0, by-id/usb-…, usb:VID:PID, hid:/dev/hidrawN")]
Baud = Annotated[int, typer.Option("--baud", help="speed of the line; 0 finds it")]
Timeout = Annotated[float, typer.Option("--timeout", min=0.1, help="seconds to wait for a card and its answers")]
Fingerprint = Annotated[bool, typer.Option("--fingerprint", help="with the fingerprints, if the card has any")]
NewestAddress = Annotated[bool, typer.Option("--newest-address", help="with the address after a move, if there is one")]


def add_to(app: typer.Typer) -> None:
    id_card = typer.Typer(no_args_is_help=True, help="身份证")
    reader = typer.Typer(no_args_is_help=True, help="身份证阅读器")

    @command(id_card, "read", help="reads one identity card")
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

    @command(reader, "status", help="whether the security module works, and its number")
    def reader_status(call: Invocation, *, port: Port, baud: Baud = 0, timeout: Timeout = 5.0) -> dict[str, Any]:
        with closing(_reader(call, port, baud, timeout)) as sam:
            status = sam.status()
        if not status.ready:
            raise DeviceTrouble("reader_fault", device="id_reader", status="60")
        return {"ready": True, "sam_id": list(status.sam_id or ())}

    app.add_typer(id_card, name="id-card")
    app.add_typer(reader, name="reader")


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


def _reader(call: Invocation, port: str, baud: int, timeout: float) -> "SamReader":
    from devices.id_reader.reader import SamReader
    from devices.id_reader.wlt import WltDecoder
    from devices.serial_ports import is_simulated

    settings = _settings(call)
    if settings.live and is_simulated(port):
        raise DeviceTrouble("no_reader", device="id_reader", port=port, problem="simulated")
    decoder = settings.devices.id_reader.decoder
    return SamReader(
        port,
        baud=baud or None,
        timeout=timeout,
        decoder=WltDecoder([decoder]) if decoder else None,
    )


def _settings(call: Invocation) -> Any:
    import platformdirs

    from desk.settings import read_settings

    folder = call.data_dir or Path(platformdirs.user_data_dir("guitai", appauthor=False))
    return read_settings(call.config or folder / "guitai.toml")
