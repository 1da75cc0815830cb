"""Trying one device for real: a card read, a page printed, a picture taken, a code scanned; nothing of a person told.

Each try blocks and ends by its own deadline; it runs in the device's lane. What it answers are words for the screen.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desk.errors import DeskError, DeviceTrouble
from desk.ports import PaperOutcome, SlipCode, SlipText, Stroke
from devices.checkup import Check, check, probe_of
from ui.desk import Devices
from ui.page import FINE, LOOK, STOP
from ui.technician.check_words import how, name_of
from ui.technician.workshop import Workshop
from ui.words import say, word

PATIENCE = 5.0
"""Seconds for a person to scan a code or press a key."""
WATCHED = 1.3
"""Seconds a camera is looked at: one whose picture stands still is found out within the second."""
DARK, BRIGHT_PERSON, BRIGHT_PAPER = 20, 90, 98
"""Per cent of full brightness between which a person, or a white sheet that fills the picture, can be made out."""
SLOWEST_PEN = 25
"""Points a second below which a name looks like a polygon."""

Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class About:
    """What a test page says of the place."""

    hall: str
    time: str
    live: bool
    address: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """How a try went: a mark, what happened, what it means; `picture` is a frame as PNG, shown and forgotten."""

    mark: str
    words: str
    second: str = ""
    picture: bytes = b""


WORDS = {
    "id_reader": "试读一张",
    "card_printer": "问一次状态",
    "receipt_printer": "打一张测试条",
    "document_printer": "打一张测试页",
    "camera": "试拍一张",
    "document_camera": "试拍一张",
    "chip": "试读一张卡",
    "scanner": "试扫一个码",
    "evaluator": "试评一次",
    "registry": "问一次",
    "card_service": "问一次",
    "queue": "问一次",
    "signature": "试签一笔",
}
"""What the button says, by device."""


def try_fitted(name: str, about: About, shop: Workshop, devices: Devices, section: Any, *, stop: Stop) -> Tried:
    """Tries a device as it is fitted, or by another section beside it: only saving changes what the desk uses.

    Raises DeskError.
    """
    if section is None or section == getattr(shop.said, name):
        try:
            return try_one(name, shop.cabinet, lambda: devices.get(name), stop, about)
        except DeskError:
            devices.drop(name)  # it is opened afresh at its next use
            raise
    devices.drop(name)
    other, opened = shop.other(replace(shop.said, **{name: section})), []

    def open_it() -> Any:
        opened.append(other.openers()[name]())
        return opened[-1]

    try:
        return try_one(name, other, open_it, stop, about)
    finally:
        for thing in opened:
            if hasattr(thing, "close"):
                thing.close()


def try_one(name: str, cabinet: Any, opened: Callable[[], Any], stop: Stop, about: About) -> Tried:
    """Tries a device. `about` has the hall's name and time for what is printed. Raises DeskError."""
    tries: dict[str, Callable[[], Tried]] = {
        "id_reader": lambda: _read(opened()),
        "camera": lambda: _look(opened(), BRIGHT_PERSON),
        "document_camera": lambda: _look(opened(), BRIGHT_PAPER),
        "receipt_printer": lambda: _slip(opened(), about),
        "document_printer": lambda: _page(opened(), about),
        "chip": lambda: _chip(opened()),
        "scanner": lambda: _scan(opened(), stop),
        "evaluator": lambda: _rate(opened() if cabinet.settings.evaluator.address != "screen" else None, stop),
    }
    if name in tries:
        return tries[name]()
    return of_check(check(name, probe_of(name, cabinet.settings, opened, live=about.live)))


def of_check(one: Check) -> Tried:
    """A check as a try: for what cannot be tried without using something up."""
    if one.trouble is not None:
        raise one.trouble
    happened = how(one)
    return Tried(one.state, say("{name}：{what}", name=name_of(one.name), what=happened.what), happened.next)


def _read(reader: Any) -> Tried:
    status = reader.status()
    if not status.ready:
        raise DeviceTrouble("reader_fault", device="id_reader", status="60")
    card = reader.read()
    if not card.photo:
        return Tried(LOOK, say("读到一张证件，没有照片"), say("换一张证件再试。"))
    decoded = say("照片已解码") if card.photo_bitmap else say("照片未解码")
    second = say("文字完整，照片 {n} 字节，{decoded}。内容不在这里显示。", n=len(card.photo), decoded=decoded)
    return Tried(FINE, say("读到一张证件"), second)


def _look(camera: Any, bright: int) -> Tried:
    """Looks for a while; above `bright` per cent a picture is too bright."""
    from importlib import import_module

    cv2 = import_module("cv2")
    camera.frame()
    begun = time.monotonic()
    count = 0
    while time.monotonic() < begun + WATCHED:
        frame, count = camera.frame(), count + 1
    rate = count / (time.monotonic() - begun)
    height, width = frame.shape[:2]
    small = cv2.resize(frame, (round(270 * width / height), 270), interpolation=cv2.INTER_AREA)
    brightness = round(float(frame.mean()) / 2.55)
    facts = {"width": width, "height": height, "brightness": brightness, "rate": round(rate)}
    words = say("拍到了，{width}×{height}", **facts)
    second = say("亮度 {brightness}%，每秒 {rate} 幅。画面不保存。", **facts)
    if brightness < DARK:
        second = say("太暗：{second}", second=second)
    elif brightness > bright:
        second = say("太亮：{second}", second=second)
    picture = bytes(cv2.imencode(".png", small)[1].tobytes())
    return Tried(FINE if DARK <= brightness <= bright else LOOK, words, second, picture)


def _slip(printer: Any, about: About) -> Tried:
    from printing.test_page import RARE_NAMES

    outcome = printer.print_slip(
        [
            SlipText("测试条", align="center", size=2, bold=True),
            SlipText(f"{about.hall}\n{about.time}"),
            SlipText(say("生僻字 {names}", names=RARE_NAMES)),
            SlipText("0123456789 ABCDEF 25.00 元"),
            SlipCode("GUITAI TEST SLIP"),
        ]
    )
    return _printed(outcome)


def _page(printer: Any, about: About) -> Tried:
    from printing.looks import Heading
    from printing.test_page import TestPageWords, test_page

    heading = Heading("测试页", about.hall, practice=not about.live)
    pdf = test_page(TestPageWords(heading, (("打印机", about.address), ("时间", about.time)), about.hall))
    return _printed(printer.print_pdf("test-page", pdf))


def _printed(outcome: PaperOutcome) -> Tried:
    if outcome is PaperOutcome.PRINTED:
        return Tried(FINE, say("打印机说印好了"), say("看纸上：字、线、码都清楚，四边没有切掉，就好了。"))
    if outcome is PaperOutcome.PAPER_OUT:
        return Tried(STOP, say("没有纸了，可能印了一半"), say("装好纸，再试一次。"))
    if outcome is PaperOutcome.CANCELLED:
        return Tried(STOP, say("打印被取消了"), say("看打印机面板和队列，再试一次。"))
    return Tried(LOOK, say("发出去了，打印机没有说印好没有"), say("看纸出来没有；出来了就能用，只是以后每次都要人看。"))


def _chip(reader: Any) -> Tried:
    card = reader.read()
    warnings = say("、").join(word("card_warnings", one) for one in card.warnings)
    second = say("文件都读得出，卡的版本 {version}。内容不在这里显示。", version=card.version)
    return Tried(LOOK if warnings else FINE, say("读到一张社保卡"), warnings or second)


def _scan(scanner: Any, stop: Stop) -> Tried:
    until = time.monotonic() + PATIENCE
    scan = scanner.read(lambda: stop() or time.monotonic() > until)
    if scan is None:
        return Tried(LOOK, say("{n} 秒里没有扫到码", n=round(PATIENCE)), say("按试扫，再扫任意一个码。"))
    words = say("扫到一个码，{n} 个字", n=len(scan.text))
    return Tried(FINE, words, say("码的种类：{kind}。内容不在这里显示。", kind=scan.symbology or say("没有说")))


def _rate(box: Any, stop: Stop) -> Tried:
    if box is None:
        return Tried(FINE, say("评价用第二块屏"), say("办完一件时，第二块屏上会出五个选项。"))
    level = box.ask("TEST", PATIENCE, stop)
    if level is None:
        return Tried(LOOK, say("{n} 秒里没有人按", n=round(PATIENCE)), say("灯亮后按任意一个键。"))
    return Tried(FINE, say("按到了第 {n} 级", n=level), say("五个键都按一遍更好。"))


def signed_so(strokes: Sequence[Stroke]) -> Tried:
    """How a try at the pad went: how many points a second, and whether the pen tells how hard it presses."""
    points = [point for stroke in strokes for point in stroke.points]
    seconds = sum(stroke.points[-1][3] - stroke.points[0][3] for stroke in strokes) / 1000
    rate = round(len(points) / max(seconds, 0.001))
    words = say("签到了，{strokes} 笔，{points} 个点", strokes=len(strokes), points=len(points))
    if rate < SLOWEST_PEN:
        return Tried(LOOK, words, say("每秒只有 {rate} 个点，签名会有棱角：换一个 USB 口，或换一支笔。", rate=rate))
    pressed = len({point[2] for point in points}) > 1
    how_hard = say("有压感") if pressed else say("没有压感，鼠标和手指都是这样")
    return Tried(FINE, words, say("{pressure}。线在笔尖下面就好；签的不保存。", pressure=how_hard))
