"""Five keys: asked, pressed, not pressed, pressed by somebody else."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from desk.errors import DeviceTrouble
from desk.ports import Evaluator
from devices import web
from devices.evaluator import open_evaluator
from devices.simulators.launch import Simulator


def never() -> bool:
    return False


@pytest.fixture(params=["serial", "http"])
def box(request: pytest.FixtureRequest, tmp_path: Path):
    """Starts a simulated box on either profile, and the desk's driver for it."""
    running: list[tuple[Simulator, Evaluator]] = []
    witness = tmp_path / "witness.jsonl"

    def begin(*faults: str) -> tuple[Simulator, Evaluator]:
        words = ["--link", tmp_path / "box"]
        if request.param == "http":
            words = ["--listen", "127.0.0.1:0", "--out", tmp_path / "out"]
        told = [word for fault in faults for word in ("--fault", fault)]
        simulator = Simulator("evaluator", *words, "--witness", witness, "--data-dir", tmp_path, *told)
        address = simulator.where if request.param == "http" else f"serial:{simulator.where}"
        driver = open_evaluator(address)
        assert driver is not None
        running.append((simulator, driver))
        return running[-1]

    begin.saw = lambda: [json.loads(line)["saw"] for line in witness.read_text().splitlines()]
    yield begin
    for simulator, driver in running:
        driver.close()
        simulator.close()


@pytest.mark.parametrize("level", [1, 3, 5])
def test_the_level_pressed_is_told(box, level):
    simulator, evaluator = box()
    finger = threading.Thread(target=simulator.tell, args=("press",), kwargs={"level": level})
    finger.start()
    assert evaluator.ask("A023", 5, never) == level
    finger.join()


def test_nobody_has_to_press(box):
    _, evaluator = box()
    began = time.monotonic()
    assert evaluator.ask("A023", 0.4, never) is None
    assert time.monotonic() - began < 2


def test_a_question_can_be_called_off(box):
    _, evaluator = box()
    ends = time.monotonic() + 0.3
    assert evaluator.ask("A023", 30, lambda: time.monotonic() > ends) is None
    assert time.monotonic() - ends < 2
    until = time.monotonic() + 3
    while box.saw()[-1] != "dark":
        assert time.monotonic() < until


def test_a_key_pressed_before_the_question_belongs_to_nobody(box):
    simulator, evaluator = box()
    assert evaluator.ask("A022", 0.3, never) is None
    simulator.tell("press", level=1, wait=0)
    assert evaluator.ask("A023", 0.5, never) is None


def test_a_dead_key_is_no_rating(box):
    simulator, evaluator = box("silent")
    finger = threading.Thread(target=simulator.tell, args=("press",), kwargs={"level": 5})
    finger.start()
    assert evaluator.ask("A023", 0.6, never) is None
    finger.join()


def test_a_box_that_is_not_there_is_a_fault_of_the_evaluator():
    for address in ("serial:/nowhere/tty", "http://127.0.0.1:9/ratings"):
        evaluator = open_evaluator(address)
        assert evaluator is not None
        with pytest.raises(DeviceTrouble) as absent:
            evaluator.ask("A023", 1, never)
        assert (absent.value.kind, absent.value.facts["device"]) == ("device_fault", "evaluator")


def test_the_second_screen_is_the_desks_own_window():
    assert open_evaluator("screen") is None


def test_an_address_that_is_none_is_refused():
    with pytest.raises(DeviceTrouble):
        open_evaluator("box:1")


def test_noise_before_the_key_is_not_a_rating(tmp_path):
    with Simulator(
        "evaluator", "--link", tmp_path / "box", "--data-dir", tmp_path, "--fault", "garbage*1"
    ) as simulator:
        evaluator = open_evaluator(f"serial:{simulator.where}")
        finger = threading.Thread(target=simulator.tell, args=("press",), kwargs={"level": 4})
        finger.start()
        assert evaluator.ask("A023", 5, never) == 4
        finger.join()
        evaluator.close()


def test_a_busy_service_is_told(tmp_path):
    words = ("--listen", "127.0.0.1:0", "--out", tmp_path / "out", "--data-dir", tmp_path, "--fault", "busy*1")
    with Simulator("evaluator", *words) as simulator:
        with pytest.raises(DeviceTrouble) as busy:
            open_evaluator(simulator.where).ask("A023", 1, never)
        assert busy.value.kind == "transport"


def test_a_box_that_is_there_is_found_to_be_and_answers_nonsense_without_ending(tmp_path):
    with Simulator(
        "evaluator", "--listen", "127.0.0.1:0", "--out", tmp_path / "out", "--data-dir", tmp_path
    ) as simulator:
        evaluator = open_evaluator(simulator.where)
        evaluator.standing()
        for verb, path, body in (("POST", "", b"["), ("GET", "/9", None), ("DELETE", "/x", None), ("GET", "/0", None)):
            asked = web.ask(verb, simulator.where + path, device="d", missing="m", within=3, longest=99, content=body)
            assert asked[0] in (400, 404)
        assert evaluator.ask("A023", 0.3, never) is None


def test_a_box_pulled_out_in_the_middle_is_told_and_works_again(tmp_path):
    with Simulator("evaluator", "--link", tmp_path / "box", "--data-dir", tmp_path, "--fault", "unplug*1") as simulator:
        evaluator = open_evaluator(f"serial:{simulator.where}")
        with pytest.raises(DeviceTrouble) as gone:
            evaluator.ask("A023", 3, never)
        assert gone.value.kind == "transport"
        until = time.monotonic() + 5
        while True:
            try:
                assert evaluator.ask("A023", 0.2, never) is None
                break
            except DeviceTrouble:
                assert time.monotonic() < until
        evaluator.close()


def test_a_box_that_calls_the_question_off_by_itself_is_no_trouble():
    class Box(BaseHTTPRequestHandler):
        def answer(self, status: int, body: bytes) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.answer(200, b'{"id": 7}')

        def do_GET(self) -> None:
            self.answer(200, b'{"state": "waiting", "level": null}')

        def do_DELETE(self) -> None:
            self.answer(404, b"")

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Box) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert open_evaluator(f"http://127.0.0.1:{server.server_port}").ask("A023", 0.3, never) is None
        server.shutdown()
