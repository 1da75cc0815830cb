"""What can go wrong at a counter, as facts.

A `DeskError` is something the person at the screen can act on: it names its kind and carries facts.
`ui/words.py` alone turns it into a sentence. Any other exception is our own bug.

Kinds and exit codes are the command line's contract.
"""

from typing import ClassVar


class DeskError(Exception):
    """Something the clerk, the supervisor or the technician can act on.

    `kind` is stable and machine-readable; `facts` holds what happened, without personal data.
    """

    exit_code: ClassVar[int] = 70

    def __init__(self, kind: str, **facts: object) -> None:
        super().__init__(kind, facts)
        self.kind = kind
        self.facts = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.kind} ({told})" if told else self.kind


class UsageError(DeskError):
    """The call's words are off: an unknown code, a date that is none, a file that is not there."""

    exit_code = 2


class DeviceTrouble(DeskError):
    """A device is absent, silent or faulty; `facts["device"]` names it.

    Kinds: no_reader, transport, reader_fault, reader_unauthorised, unsupported, no_printer, printer_not_ready,
    no_camera, no_chip_reader, device_fault.
    """

    exit_code = 3


class NotAcceptable(DeskError):
    """The card, photo or paper in the device cannot be taken.

    Kinds: no_card, card_moved, card_suspect, wrong_card, data, photo_not_acceptable, not_genuine,
    pin_wrong, pin_blocked, glyph_missing, does_not_fit.
    """

    exit_code = 4


class CardSpoiled(DeviceTrouble):
    """The printer says that the blank inside it is ruined; it must be counted as spoiled."""


class OutcomeUnknown(DeviceTrouble):
    """The printer was told to print and nobody knows whether a card came out; a person has to look."""


class Refused(DeskError):
    """The rules refuse; `facts["decision"]` may hold the whole decision."""

    exit_code = 5


class StoreTrouble(DeskError):
    """The store is damaged, locked, read-only, full or of another version.

    Kinds: store_locked, store_damaged, store_read_only, store_full, store_newer, store_missing_key, store_replaced,
    store_other_mode, store_gone, store_needs_owner, role_elsewhere, journal_broken.
    """

    exit_code = 6


class NotPermitted(DeskError):
    """Role, second person or password.

    Kinds: role, second_person, same_person, wrong_password, throttled, account_disabled, credential_needed.
    """

    exit_code = 7


class OutsideSilent(DeskError):
    """An outside system does not answer: registry, card service, database server, print spooler."""

    exit_code = 8
