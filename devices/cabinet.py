"""The only door to the real things: opens what the settings name, each at its first use.

A thing whose address is empty is not fitted and opens as None. Nothing is touched before it is asked for: opening the
cabinet costs nothing, and one broken thing never keeps another from opening.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from desk.ports import Camera, CardPrinter, ChipReader, DocumentPrinter, Evaluator, IdReader, Scanner, SlipPrinter
from desk.settings import DeviceSettings
from devices.id_reader.watch import Trace

LookOn = Callable[[str], Callable[[Trace], None] | None]


class Cabinet:
    """The peripherals of one window."""

    def __init__(
        self,
        settings: DeviceSettings,
        rare_fonts: tuple[Path, ...] = (),
        look_on: LookOn = lambda _name: None,
        *,
        live: bool = False,
    ) -> None:
        """`look_on` gives, for a device's name, who is told what goes over its wire (nobody, unless asked).

        In a `live` hall no simulator serves real people: opening one raises DeviceTrouble(device_fault, simulated).
        """
        self.settings = settings
        self.live = live
        self.look_on = look_on
        self._rare_fonts = rare_fonts

    def openers(self) -> dict[str, Callable[[], object]]:
        """How each thing that is fitted is opened, by its name in the settings."""
        said = self.settings
        fitted = {
            "id_reader": said.id_reader.port,
            "card_printer": said.card_printer.address,
            "receipt_printer": said.receipt_printer.address,
            "document_printer": said.document_printer.queue,
            "camera": said.camera.source,
            "document_camera": said.document_camera.source,
        }
        named: dict[str, Callable[[], object]] = {
            name: getattr(self, name) for name, address in fitted.items() if address
        }
        if said.chip.reader:
            named["chip"] = self.chip_reader
        if said.scanner.port:
            named["scanner"] = self.scanner
        if said.evaluator.address != "screen":
            named["evaluator"] = self.evaluator
        return {name: partial(self._opened, name, opener) for name, opener in named.items()}

    def _opened(self, name: str, opener: Callable[[], object]) -> object:
        if self.live:
            from devices.checkup import address_of, refuse_simulated

            refuse_simulated(name, address_of(name, self.settings))
        return opener()

    def like(self, settings: DeviceSettings) -> "Cabinet":
        """A cabinet of other things, with the same fonts and lookers-on."""
        return Cabinet(settings, self._rare_fonts, self.look_on, live=self.live)

    def id_reader(self) -> IdReader | None:
        """The ID card reader, with a vendor's photo decoder where one is fitted."""
        from devices.id_reader.reader import SamReader
        from devices.id_reader.wlt import open_decoder

        said = self.settings.id_reader
        if not said.port:
            return None
        decoder = open_decoder(said.decoder) if said.decoder else None
        trace = self.look_on("id_reader")
        return SamReader(said.port, baud=said.baud or None, timeout=said.timeout, decoder=decoder, trace=trace)

    def card_printer(self) -> CardPrinter | None:
        """The card printer, by control channel or by spool, as its address says."""
        from devices.card_printer.printer import open_card_printer

        address = self.settings.card_printer.address
        return open_card_printer(address, trace=self.look_on("card_printer")) if address else None

    def receipt_printer(self) -> SlipPrinter | None:
        """The 80 mm printer; rare characters are drawn with the given fonts."""
        from devices.receipt_printer import open_receipt_printer

        address, trace = self.settings.receipt_printer.address, self.look_on("receipt_printer")
        return open_receipt_printer(address, self._rare_fonts, trace=trace) if address else None

    def document_printer(self) -> DocumentPrinter | None:
        """The queue for A4 and A5 papers."""
        from devices.document_printer import open_document_printer

        queue = self.settings.document_printer.queue
        return open_document_printer(queue, trace=self.look_on("document_printer")) if queue else None

    def camera(self) -> Camera | None:
        """The portrait camera, running from now on: open it when the photo step begins, close it when it ends."""
        return _camera(self.settings.camera.source, "camera")

    def document_camera(self) -> Camera | None:
        """The camera that looks down on papers."""
        return _camera(self.settings.document_camera.source, "document_camera")

    def chip_reader(self) -> ChipReader | None:
        """The PC/SC reader for social security cards."""
        from devices.chip.reader import PcscChipReader

        name = self.settings.chip.reader
        return PcscChipReader(name, trace=self.look_on("chip")) if name else None

    def scanner(self) -> Scanner | None:
        """The barcode scanner on a port of its own; one that types is no device."""
        from devices.scanner import open_scanner

        said = self.settings.scanner
        return open_scanner(said.port, said.suffix, trace=self.look_on("scanner")) if said.port else None

    def evaluator(self) -> Evaluator | None:
        """The box an applicant rates the service at; None where the second screen does it."""
        from devices.evaluator import open_evaluator

        return open_evaluator(self.settings.evaluator.address, trace=self.look_on("evaluator"))


def _camera(source: str, device: str) -> Camera | None:
    from devices.camera import open_camera

    return open_camera(source, device) if source else None
