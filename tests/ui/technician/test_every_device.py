"""Find, pick, try, save, for every device: through the technician's window, on the real wires and against real peers.

The print scheduler, the IPP printer and the card service are the real programs; the other devices are simulators, each
a process of its own. What is broken is broken there, never in the desk.
"""

import os
from pathlib import Path

import pytest
from boxes import Boxes
from pcsc_service import READER, PcscService, use
from print_servers import CupsTestServer, IppTestPrinter, Servers, free_port, servers  # noqa: F401
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from whole_desk import whole_desk

from desk.settings import (
    ChipReaderSettings,
    DeviceSettings,
    DocumentPrinterSettings,
    EvaluatorSettings,
    IdReaderSettings,
    ReceiptPrinterSettings,
    ScannerSettings,
    Settings,
    read_settings,
)
from devices.chip.reader import PcscChipReader
from devices.document_printer import IppDocumentPrinter
from devices.practice import practice_cards
from devices.simulators.page import write_page
from ui.technician import trying

HOLDER = practice_cards()["110199199009099013"]
RECEIPT = "1101990001202603160300171"


@pytest.fixture(scope="module")
def chip(tmp_path_factory):
    """A real card service with a simulated card of 张𬭎𰻞 in it."""
    before, folder = os.environ.get("PCSCLITE_CSOCK_NAME"), tmp_path_factory.mktemp("chip")
    service = PcscService()
    use(service)
    with service.card("--link", folder / "chip", "--data-dir", folder) as card:
        card.tell("insert", person=HOLDER)
        yield card
    service.stop()
    os.environ.pop("PCSCLITE_CSOCK_NAME") if before is None else os.environ.update(PCSCLITE_CSOCK_NAME=before)


@pytest.fixture(scope="module")
def press(servers: Servers) -> IppTestPrinter:  # noqa: F811
    return IppTestPrinter(servers, "hall", formats="application/pdf,image/pwg-raster")


@pytest.fixture(scope="module")
def boxes(tmp_path_factory):
    folder, port = tmp_path_factory.mktemp("boxes"), free_port()
    with Boxes(
        folder,
        receipt_printer=("--listen", f"127.0.0.1:{port}", "--out", folder / "slips"),
        scanner=("--link", folder / "scanner"),
        evaluator=("--link", folder / "evaluator"),
    ) as boxes:
        yield boxes


@pytest.fixture(scope="module")
def desk(tmp_path_factory, qapp, chip, press, boxes):
    said = DeviceSettings(
        id_reader=IdReaderSettings(timeout=1.5),
        receipt_printer=ReceiptPrinterSettings(f"tcp://{boxes.where('receipt_printer')}"),
        document_printer=DocumentPrinterSettings(press.uri),
        chip=ChipReaderSettings(READER),
        scanner=ScannerSettings(boxes.where("scanner")),
        evaluator=EvaluatorSettings(f"serial:{boxes.where('evaluator')}"),
    )
    folder = tmp_path_factory.mktemp("every")
    with pytest.MonkeyPatch.context() as quick, whole_desk(folder, "0305", Settings(devices=said)) as desk:
        quick.setattr(trying, "PATIENCE", 2.0)
        quick.setitem(IppDocumentPrinter.__init__.__kwdefaults__, "paper_within", 0.5)
        quick.setitem(PcscChipReader.__init__.__kwdefaults__, "timeout", 2.0)
        yield desk


@pytest.fixture(autouse=True)
def mended(desk, boxes, press, chip, request):
    """Every test begins with everything plugged in and well."""
    yield
    broken = getattr(request.node, "callspec", None) and request.node.callspec.params.get("code")
    bench = desk.bench
    for simulator in (bench.id_reader, bench.card_printer, bench.camera, chip):
        simulator.tell("clear")
    bench.id_reader.tell("replug")
    bench.camera.tell("replug")
    bench.lift()
    for name in ("receipt_printer", "scanner", "evaluator"):
        boxes.plug_in(name)
        boxes.tell(name, "clear")
    boxes.tell("receipt_printer", "load_paper")
    boxes.tell("receipt_printer", "close_cover")
    if broken == "chip":
        chip.tell("remove")  # a card that says nothing holds its reader
        insert(desk, chip)
    desk.until(Path(boxes.where("evaluator")).exists)  # a box whose wire was cut is back a moment later
    press.mode("print")
    if desk.state.setting:
        desk.press("Esc")


def insert(desk, chip):
    """Puts the card in and waits until the card service has seen it."""
    chip.tell("insert", person=HOLDER)
    desk.until(lambda: chip.tell("state")["seen"])


def pick(desk, code):
    desk.ask("select", code)
    idle(desk)


def idle(desk):
    desk.until(lambda: not desk.presenter._bench.busy, 30)


def try_it(desk, code, hand=lambda: None):
    """F5, what a hand does meanwhile, and what the verdict says in the end."""
    pick(desk, code)
    desk.presenter._bench.tried.pop(code, None)
    desk.press("F5")
    hand()
    desk.until(lambda: code in desk.presenter._bench.tried, 30)
    return desk.state.verdict


def marks(desk):
    return {one.code: one.mark for one in desk.state.devices}


def wire(desk):
    return [cells.words[3] for cells in desk.state.wire]


# ── every device well ──


def test_a_card_is_read_at_the_id_reader(desk):
    verdict = try_it(desk, "id_reader", lambda: desk.bench.lay("110199198503127011"))
    assert (verdict.mark, verdict.sentence) == ("fine", "读到一张证件")
    assert {"读文字和照片", "90 正常"} <= set(wire(desk))


def test_the_card_printer_is_asked_and_no_blank_used(desk):
    before = desk.bench.card_printer.tell("state")["hopper"]
    verdict = try_it(desk, "card_printer")
    assert (verdict.mark, desk.bench.card_printer.tell("state")["hopper"]) == ("fine", before)
    assert "问色带还剩几张" in wire(desk)


def test_a_slip_comes_out_of_the_receipt_printer(desk, boxes):
    verdict = try_it(desk, "receipt_printer")
    assert (verdict.mark, verdict.sentence) == ("fine", "打印机说印好了")
    slip = sorted((boxes.folder / "slips").glob("slip-*.txt"))[-1].read_text(encoding="utf-8")
    assert "测试条" in slip
    assert "样本市医疗保障服务大厅" in slip


def test_a_page_comes_out_of_the_document_printer(desk, press):
    verdict = try_it(desk, "document_printer")
    assert (verdict.mark, verdict.sentence) == ("fine", "打印机说印好了")
    assert press.printed()[-1].startswith(b"%PDF")
    assert {"问打印机怎样了", "0000 正常"} <= set(wire(desk))


@pytest.mark.parametrize("code", ["camera", "document_camera"])
def test_a_camera_shows_what_it_sees(desk, code):
    verdict = try_it(desk, code)
    assert verdict.mark in ("fine", "look")  # a white page is bright
    assert verdict.sentence.startswith("拍到了，")
    assert desk.state.picture


def test_a_chip_is_read_and_nothing_of_its_holder_shown(desk):
    verdict = try_it(desk, "chip")
    assert (verdict.mark, verdict.sentence) == ("fine", "读到一张社保卡")
    assert {"读记录", "9000 正常"} <= set(wire(desk))
    assert not [word for word in (HOLDER["name"], HOLDER["number"]) if word in repr(desk.state)]


def test_a_code_is_scanned_and_not_shown(desk, boxes):
    verdict = try_it(desk, "scanner", lambda: boxes.tell("scanner", "scan", text=RECEIPT, aim="C1"))
    assert (verdict.mark, verdict.sentence) == ("fine", "扫到一个码，25 个字")
    assert "code128" in verdict.second
    log = (desk.workplace.ground.folder / "logs" / "scanner.log").read_text(encoding="utf-8")
    assert RECEIPT not in repr(desk.state) + log
    assert RECEIPT.encode().hex(" ").upper() not in log


def test_a_key_is_pressed_on_the_rating_box(desk, boxes):
    asked = boxes.saw("evaluator").count("asked")

    def finger():
        desk.until(lambda: boxes.saw("evaluator").count("asked") > asked)
        boxes.tell("evaluator", "press", level=4, wait=0)

    verdict = try_it(desk, "evaluator", finger)
    assert (verdict.mark, verdict.sentence) == ("fine", "按到了第 4 级")
    assert wire(desk)[-1] == "内容不显示" or "02" in repr(desk.state.wire)


def test_a_signature_is_tried_with_whatever_is_at_hand_and_not_kept(desk):
    def hand():
        desk.until(lambda: desk.state.pad)
        box = desk.workplace.counter.screens.view._pad._box
        left, middle = QPoint(30, 100), QPoint(300, 60)
        QTest.mousePress(box, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, left)
        for step in range(1, 41):
            QTest.mouseMove(box, left + (middle - left) * (step / 40))
        QTest.mouseRelease(box, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)

    verdict = try_it(desk, "signature", hand)
    assert verdict.sentence.startswith("签到了，1 笔，")
    assert (verdict.mark, verdict.second.partition("。")[0]) == ("fine", "没有压感，鼠标和手指都是这样")
    pick(desk, "chip")
    assert not desk.workplace.counter.screens.view._pad.isVisible()


# ── every device broken: what happened, what is safe, what to do ──

BROKEN = [
    ("id_reader", "unplug", ("没有插身份证阅读器", "身份证阅读器的线断了"), "请插好"),
    ("id_reader", "silent", "身份证阅读器没有按时回答", "看电源和线"),
    ("id_reader", "self_test", "阅读器内部出错（状态 60）", "请拔下再插上"),
    ("id_reader", "no_card", "没有找到身份证", "请把身份证平放在阅读器上"),
    ("card_printer", "empty", "停了：卡箱空了", "没有用掉纸和卡。按领卡登记把空白卡装进卡箱"),
    ("card_printer", "no_ribbon", "停了：", "色带"),
    ("card_printer", "silent", "停了：", "线"),
    ("receipt_printer", "no_paper", "没有纸了", "装好纸"),
    ("receipt_printer", "cover", "停了：盖子开着", "没有用掉纸和卡。合上盖子"),
    ("receipt_printer", "gone", "找不到回执机", "请看电源和线"),
    ("document_printer", "no_paper", "没有纸了", "装好纸"),
    ("document_printer", "off", "找不到打印机", "请看电源和线"),
    ("document_printer", "jam", "发出去了，打印机没有说印好没有", "看纸出来没有"),
    ("camera", "unplug", "找不到摄像头", "请插好摄像头"),
    ("camera", "black", "摄像头的画面全黑", "请看镜头盖和灯"),
    ("camera", "frozen", "摄像头的画面不动了", "请拔下再插上"),
    ("document_camera", "no_picture", "高拍仪没有画面", "请看图片目录是否还在"),
    ("chip", "no_card", ("社保卡读卡器里没有卡", "没读完：社保卡拔出来了"), "插到底"),
    ("chip", "mute", "社保卡读卡器没有按时做完", "请取出卡重新插"),
    ("chip", "no_application", "读卡器里的卡不是社会保障卡", "请核对是哪里发的卡"),
    ("scanner", "gone", "找不到扫码枪", "请看电源和线"),
    ("scanner", "garbage", "扫码枪的回答看不懂", "请技术员核对型号和设置"),
    ("scanner", "nobody", "2 秒里没有扫到码", "再扫任意一个码"),
    ("evaluator", "gone", "评价器的线断了", "请插好线"),
    ("evaluator", "cut", "评价器的线断了", "请插好线"),
    ("evaluator", "nobody", "2 秒里没有人按", "灯亮后按任意一个键"),
]
"""Device, what is broken, how the sentence begins (two ways where the moment decides), what the second line asks."""

DOWN = ("unplug", "silent", "self_test", "empty", "no_ribbon", "cover", "gone", "off", "black", "frozen", "no_picture")


@pytest.fixture
def break_it(desk, boxes, press, chip):
    bench = desk.bench

    def fault(simulator, name, **how):
        return lambda: simulator.tell("fault", name=name, **how)

    def bad_code():
        boxes.tell("scanner", "fault", name="garbage", next=1)
        return lambda: boxes.tell("scanner", "scan", text="张样本", encoding="gb18030")

    pages = Path(desk.workplace._cabinet.settings.document_camera.source)

    def no_pages():
        for page in pages.iterdir():
            page.unlink()

    ways = {
        ("id_reader", "unplug"): lambda: bench.id_reader.tell("unplug"),
        ("id_reader", "silent"): fault(bench.id_reader, "no_answer"),
        ("id_reader", "self_test"): fault(bench.id_reader, "sw@60"),
        ("card_printer", "empty"): lambda: bench.card_printer.tell("load", blanks=-60),
        ("card_printer", "no_ribbon"): lambda: bench.card_printer.tell("new_ribbon", prints=0),
        ("card_printer", "silent"): fault(bench.card_printer, "swallow@all"),
        ("receipt_printer", "no_paper"): lambda: boxes.tell("receipt_printer", "fault", name="paper_out"),
        ("receipt_printer", "cover"): lambda: boxes.tell("receipt_printer", "open_cover"),
        ("receipt_printer", "gone"): lambda: boxes.pull_out("receipt_printer"),
        ("document_printer", "no_paper"): lambda: press.mode("empty"),
        ("document_printer", "off"): press.switch_off,
        ("document_printer", "jam"): lambda: press.mode("jam"),
        ("camera", "unplug"): lambda: bench.camera.tell("unplug"),
        ("camera", "black"): fault(bench.camera, "black"),
        ("camera", "frozen"): fault(bench.camera, "frozen"),
        ("document_camera", "no_picture"): no_pages,
        ("chip", "no_card"): lambda: chip.tell("remove"),
        ("chip", "mute"): fault(chip, "mute"),
        ("chip", "no_application"): fault(chip, "no_application"),
        ("scanner", "gone"): lambda: boxes.pull_out("scanner"),
        ("scanner", "garbage"): bad_code,
        ("evaluator", "gone"): lambda: boxes.pull_out("evaluator"),
        ("evaluator", "cut"): lambda: boxes.tell("evaluator", "fault", name="unplug", next=1),
    }
    yield lambda code, how: ways.get((code, how), lambda: None)()
    bench.card_printer.tell("new_ribbon")
    bench.card_printer.tell("load", blanks=60 - bench.card_printer.tell("state")["hopper"])
    write_page(pages / "page.png")
    if press.process.poll() is not None:
        press.switch_on()


@pytest.mark.parametrize(("code", "how", "what", "do"), BROKEN)
def test_whatever_is_broken_is_said_with_what_is_safe_and_what_to_do(desk, break_it, code, how, what, do):
    hand = break_it(code, how)
    verdict = try_it(desk, code, hand if callable(hand) else lambda: None)
    assert verdict.sentence.startswith(what)
    assert verdict.mark == ("look" if how in ("nobody", "jam") else "stop")
    assert do in verdict.second
    idle(desk)
    if how in DOWN:  # the list, and with it the light, says the same as the verdict
        assert marks(desk)[code] == "stop"
    assert desk.state.bar.primary.enabled  # and it can be tried again at once


# ── find, pick, try, save ──


@pytest.fixture(scope="module")
def cups(servers: Servers, press):  # noqa: F811
    """A real print scheduler with one queue, where this machine's queues are looked for."""
    scheduler = CupsTestServer(servers)
    scheduler.queue("hall-a4", press.uri)
    with pytest.MonkeyPatch.context() as here:
        here.setenv("CUPS_SERVER", f"localhost:{scheduler.port}")
        yield scheduler


def find(desk, code):
    pick(desk, code)
    desk.press("F7")
    desk.until(lambda: desk.state.setting and not desk.state.looking)
    return [cells.words[2] for cells in desk.state.found]


def test_a_print_queue_is_found_picked_tried_and_saved(desk, cups, press):
    printed, file = len(press.printed()), desk.workplace.ground.folder / "guitai.toml"
    assert find(desk, "document_printer") == ["hall-a4"]
    desk.press("1")
    assert next(key.value for key in desk.state.keys if key.key == "queue") == "hall-a4"
    desk.press("F5")
    desk.until(lambda: desk.state.bar.primary.code == "save" and desk.state.bar.primary.enabled)
    assert desk.state.verdict.sentence == "打印机说印好了"
    assert len(press.printed()) == printed + 1
    desk.press("Ctrl+Return")
    desk.until(lambda: not desk.state.setting)
    idle(desk)
    assert read_settings(file).devices.document_printer.queue == "hall-a4"
    assert next(one for one in desk.state.devices if one.code == "document_printer").mark == "fine"


def test_a_card_printer_behind_a_queue_is_offered_and_asked(desk, cups):
    address = f"ipp://localhost:{cups.port}/printers/hall-a4"
    assert address in find(desk, "card_printer")
    desk.ask("typed", f"address={address}")
    desk.press("F5")
    desk.until(lambda: "card_printer" in desk.presenter._bench.tried)
    assert desk.state.verdict.mark == "fine"


def test_the_readers_of_the_card_service_are_found(desk):
    assert READER in find(desk, "chip")


def test_a_port_that_is_plugged_in_is_found_by_its_link(desk, boxes):
    find(desk, "scanner")
    desk.ask("typed", f"port={boxes.where('scanner')}")
    desk.ask("typed", "suffix=LF")  # another setting than the desk's own: opened beside it
    desk.press("F5")
    trigger = QTimer(interval=300)  # again and again: what comes before the port is open is lost
    trigger.timeout.connect(lambda: boxes.tell("scanner", "scan", text=RECEIPT))
    trigger.start()
    desk.until(lambda: "scanner" in desk.presenter._bench.tried)
    trigger.stop()
    assert desk.state.verdict.sentence == "扫到一个码，25 个字"
