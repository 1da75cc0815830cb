"""docs/queue.md is what a maker of queue machines builds from: it says what the driver really asks and believes."""

import json
import re
from pathlib import Path

import pytest

from desk.links.queue_system import ACTS, KINDS, REFUSALS, STATES, RemoteQueue
from desk.services.queue import PRIORITY_REASONS
from devices.simulators.queue import FAULTS

PAGE = (Path(__file__).parents[3] / "docs" / "queue.md").read_text(encoding="utf-8")
EXAMPLES = [json.loads(one) for one in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]


@pytest.mark.parametrize("word", [*ACTS, *REFUSALS, *KINDS, *STATES, *PRIORITY_REASONS, *FAULTS, "list"])
def test_every_word_of_the_wire_stands_on_the_page(word):
    assert f"`{word}`" in PAGE


def test_every_example_answer_is_believed_and_belongs_to_its_question(wire_to):
    queue = RemoteQueue(wire_to("http://127.0.0.1:9"), "1101990001")
    answers = 0
    for asked, answer in zip(EXAMPLES[::2], EXAMPLES[1::2], strict=True):
        assert asked["msgid"] == answer["msgid"]
        for told in [*answer.get("waiting", ()), *filter(None, [answer.get("ticket")])]:
            assert queue._ticket(told).number == told["number"]
            answers += 1
    assert answers == 2
