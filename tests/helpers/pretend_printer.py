"""Printers for tests that print at once, or end as they are told, and keep what they were given."""

from collections.abc import Callable

from desk.ports import CardPosition, PaperOutcome, PrinterAbilities, PrinterStatus, Progress


class PretendPrinter:
    """Implements `desk.ports.CardPrinter`; the real drivers against the simulator have tests of their own."""

    abilities = PrinterAbilities(can_position=False, can_verify=False, counts_cards=True, name="pretend")

    def __init__(self, trouble: Exception | None = None) -> None:
        self.trouble = trouble
        self.jobs: list[str] = []
        self.on_print: Callable[[str], None] = lambda job: None

    def status(self) -> PrinterStatus:
        return PrinterStatus("ready", CardPosition.NONE, 200, 250, "some", "empty", len(self.jobs))

    def print(self, job: str, front: bytes, progress: Progress) -> None:
        progress("feed")
        self.on_print(job)
        if self.trouble is not None:
            raise self.trouble
        self.jobs.append(job)
        progress("eject")

    def feed_to_contact(self) -> None: ...

    def eject(self) -> None: ...

    def reject(self, reason: str) -> None: ...

    def close(self) -> None: ...


class PaperTray:
    """Implements `desk.ports.DocumentPrinter`: keeps every job, and ends each as `outcome` says."""

    def __init__(self, outcome: PaperOutcome = PaperOutcome.PRINTED) -> None:
        self.outcome = outcome
        self.jobs: list[tuple[str, bytes, int]] = []

    def print_pdf(self, name: str, pdf: bytes, copies: int = 1) -> PaperOutcome:
        self.jobs.append((name, pdf, copies))
        return self.outcome

    def close(self) -> None: ...
