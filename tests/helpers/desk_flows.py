"""Seven things people do at the desk, run in a process of their own so that anything may happen to it from outside.

The process forks one child for each run: what takes long to load is loaded once. A child stops itself before it begins,
so that a tracer can take hold of it; it notes every acknowledged step in `acks`, and its printer notes every card that
physically came out in `witness`. Both are outside the store, as the paper in a clerk's hand would be.

    {"flow": "cards", "folder": "/tmp/…"}  →  {"pid": 4711}  …  {"exit": 0} or {"signal": 9}
"""

import ctypes
import gc
import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from desk_builder import SECOND, a_case, build, case_state, open_counter, reopen, serial, stocked
from pretend_printer import PretendPrinter
from walk_ins import applied, approve_all, arrive, id_card, ready

from desk.errors import CardSpoiled, DeskError, Refused
from desk.services import approvals, backup, closing, issuing, stock, submission, till
from desk.services.counter import Counter

Ack = Callable[..., None]
PAYS, MAKES, JAMS, ASKS = (f"11019919900601513{n}" for n in (6, 7, 8, 9))
PR_SET_PTRACER, ANYBODY = 0x59616D61, ctypes.c_ulong(-1)


def prepare(folder: Path) -> None:
    """The store every run begins with: stock, a case that owes a fee, two that may be made, one in review."""
    desk = build(folder)
    stocked(desk, 20)
    numbers = [
        a_case(desk, fee=2500, service="reissue", reason="lost", number=PAYS),
        a_case(desk, number=MAKES),
        a_case(desk, number=JAMS),
        a_case(desk, state="review", number=ASKS),
    ]
    (folder / "cases.json").write_text(json.dumps(numbers))
    desk.store.close()


def begin(folder: Path) -> Counter:
    """The desk over a run's store."""
    os.environ["GUITAI_KEY_DIR"] = str(folder / "keys")
    return build(folder, settled=True)


def visit(desk: Counter, folder: Path, ack: Ack) -> None:
    for name in ("李样本", "赵样例", "周㛃", "迪丽努尔·买买提", "孔样例", "张𬭎𰻞"):
        draft = arrive(desk, id_card(name), "first_issue")
        ack("draft", draft.id)
        ack("case", submission.conclude(desk, draft, f"visit {name}").number, "approved")


def money(desk: Counter, folder: Path, ack: Ack) -> None:
    number = json.loads((folder / "cases.json").read_text())[0]
    for n in range(3):
        ack("payment", till.take(desk, number, 2500, "cash", f"take {n}").receipt)
        ack("payment", till.refund(desk, number, f"refund {n}", SECOND).receipt)
    ack("payment", till.take(desk, number, 2500, "wechat", "take again").receipt)


def blanks(desk: Counter, folder: Path, ack: Ack) -> None:
    stock.receive(desk, serial(101), serial(110), SECOND, key="receive")
    ack("blank", serial(101), "in_stock")
    stock.move(desk, serial(101), serial(105), "window:03", SECOND)
    for n, after in ((102, "spoiled"), (103, "returned"), (104, "spoiled"), (106, "returned")):
        stock.adjust(desk, serial(n), after, "bent", SECOND)
        ack("blank", serial(n), after)


class WitnessPrinter(PretendPrinter):
    """Its cards are lines of a file, the ruined ones too: they stay when the desk dies."""

    def __init__(self, witness: Path, trouble: Exception | None = None) -> None:
        super().__init__(trouble)
        self._file = os.open(witness, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.on_print = lambda job: _note(self._file, job)


def cards(desk: Counter, folder: Path, ack: Ack) -> None:
    good, jams = json.loads((folder / "cases.json").read_text())[1:3]
    jam = CardSpoiled("card_spoiled", device="card_printer")
    for number, trouble, key in ((good, None, "first"), (jams, jam, "second"), (jams, None, "third")):
        reservation = issuing.reserve(desk, number, key)
        printer = WitnessPrinter(folder / "witness", trouble)
        with suppress(CardSpoiled):
            made = issuing.print_card(desk, reservation, printer, b"png", lambda step: None)
            ack("card", made.card_number, made.blank)
        if trouble:
            ack("blank", reservation.blank, "spoiled")


def evening(desk: Counter, folder: Path, ack: Ack) -> None:
    number = json.loads((folder / "cases.json").read_text())[3]
    approvals.ask(desk, "manual_identity", number, {}, "ask", case=number)
    ack("approval", "ask")
    approve_all(desk)
    ack("case", number, "approved")
    for _ in range(2):
        closed = closing.close_day(desk, desk.today(), 0, 20)
        ack("day", closed.report["digest"])
        closing.reopen(desk, desk.today(), "补", SECOND)
    closing.close_day(desk, desk.today(), 0, 20)


def backing_up(desk: Counter, folder: Path, ack: Ack) -> None:
    (folder / "backups").mkdir()
    ack("backup", backup.create(desk, folder / "backups").file.name)
    backup.restore(next((folder / "backups").glob("*.backup")), folder / "restored")
    ack("restored", "restored")


def new_hall(desk: Counter, folder: Path, ack: Ack) -> None:
    other = open_counter(desk, folder / "new")
    ack("restored", "new")
    other.store.close()


FLOWS = {
    "visit": visit,
    "money": money,
    "blanks": blanks,
    "cards": cards,
    "evening": evening,
    "backing_up": backing_up,
    "new_hall": new_hall,
}


def finish(desk: Counter, name: str, folder: Path) -> Counter:
    """After a crash: the same flow under the same keys comes to its end, and the desk goes on working."""
    for left in issuing.recover(desk):
        came_out = left.job in witnessed(folder)
        issuing.settle(desk, left.job, "good" if came_out else "untouched", None, SECOND)
    numbers = json.loads((folder / "cases.json").read_text())
    if name == "money":
        money(desk, folder, lambda *_: None)
    elif name == "blanks":
        stock.receive(desk, serial(101), serial(110), SECOND, key="receive")
    elif name == "cards":
        for number in numbers[1:3]:
            if case_state(desk, number) in ("approved", "making"):
                ready(desk, number, WitnessPrinter(folder / "witness"))
    desk = reopen(desk)
    try:
        applied(desk, "王示例")
    except Refused as refused:
        if refused.kind != "day_closed":
            raise
    return desk


def witnessed(folder: Path) -> list[str]:
    """Jobs whose card physically came out."""
    file = folder / "witness"
    return file.read_text().split() if file.exists() else []


def _note(file: int, *words: object) -> None:
    os.write(file, (" ".join(map(str, words)) + "\n").encode())


def _child(flow: str, folder: Path) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANYBODY, 0, 0, 0)
    acks = os.open(folder / "acks", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    code = 0
    os.kill(os.getpid(), signal.SIGSTOP)
    try:
        desk = begin(folder)
        FLOWS[flow](desk, folder, lambda *words: _note(acks, *words))
        desk.store.close()
    except DeskError as trouble:
        (folder / "told").write_text(str(trouble))
        code = trouble.exit_code
    except BaseException:
        (folder / "bug").write_text(traceback.format_exc())
        code = 70
    os._exit(code)


def rehearse(begin_with: Path) -> None:
    """Every flow once, in this process: what it loads and compiles is there for all that are forked."""
    for flow in FLOWS.values():
        with TemporaryDirectory() as folder:
            shutil.copytree(begin_with, folder, dirs_exist_ok=True)
            desk = begin(Path(folder))
            flow(desk, Path(folder), lambda *_: None)
            desk.store.close()
    gc.freeze()  # a child that looked through all this for garbage would copy it


def main() -> None:
    """Makes the store that runs begin with, rehearses, and serves runs."""
    prepare(Path(sys.argv[1]))
    rehearse(Path(sys.argv[1]))
    print(json.dumps({"ready": os.getpid()}), flush=True)
    for line in sys.stdin:
        wish = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _child(wish["flow"], Path(wish["folder"]))
        os.waitpid(pid, os.WUNTRACED)
        print(json.dumps({"pid": pid}), flush=True)
        _, status = os.waitpid(pid, 0)
        told = {"signal": os.WTERMSIG(status)} if os.WIFSIGNALED(status) else {"exit": os.WEXITSTATUS(status)}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
