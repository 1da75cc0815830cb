"""Every table in one place, for those who need them all: migrations, copies, backups, tests."""

from desk.records.accounts import Account, Attempts
from desk.records.approvals import Approval
from desk.records.base import Base
from desk.records.batches import Batch, BatchLine
from desk.records.cases import Case, Deferral, Step
from desk.records.commands import Command
from desk.records.days import Day
from desk.records.drafts import DraftRow
from desk.records.facts import StoreFact
from desk.records.insured import Insured, InsuredCard, RegistryMessage
from desk.records.journal import Anchor, JournalEntry
from desk.records.making import Card, PrintJob
from desk.records.money import Payment, Shift, WayCorrection
from desk.records.names import NameToken
from desk.records.numbers import Number
from desk.records.papers import Paper, Picture, PictureBytes
from desk.records.queue import Rating, Ticket
from desk.records.stock import Blank, BlankMove, StockBalance, StockCount, StockReceipt
from desk.records.tasks import Task

__all__ = [
    "Account", "Anchor", "Approval", "Attempts", "Base", "Batch", "BatchLine", "Blank", "BlankMove", "Card", "Case",
    "Command", "Day", "Deferral", "DraftRow", "Insured", "InsuredCard", "JournalEntry", "NameToken", "Number", "Paper",
    "Payment", "Picture", "PictureBytes", "PrintJob", "Rating", "RegistryMessage", "Shift", "Step", "StockBalance",
    "StockCount", "StockReceipt", "StoreFact", "Task", "Ticket", "WayCorrection",
]  # fmt: skip
