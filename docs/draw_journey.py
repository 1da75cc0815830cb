"""Draws the transition tables of the rules into docs/journey.md: `python -m docs.draw_journey`."""

from enum import StrEnum
from pathlib import Path

from desk.rules.card_life import BLANK, CARD, PRINT_JOB
from desk.rules.journey import ROAD
from desk.rules.reference import vocabulary
from desk.rules.road import Road

PAGE = Path(__file__).with_name("journey.md")

HEAD = """# What may follow what

Drawn from the tables in `desk/rules/journey.py` and `desk/rules/card_life.py` by `python -m docs.draw_journey`; a test
fails when this page is older than they are. Every step has the deed that takes it.
"""


def page() -> str:
    """The whole page as text."""
    return "\n".join(
        [
            HEAD,
            _chapter("A case", ROAD, "case_states"),
            _sources(),
            _chapter("A blank", BLANK, "blank_states"),
            _chapter("A print job", PRINT_JOB, "print_job_states"),
            _chapter("A card", CARD, "card_states"),
        ]
    )


def _chapter(title: str, road: Road[StrEnum], words: str) -> str:
    names = vocabulary()[words]
    lines = [f"## {title}", "", "```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{names[state]["zh"]} {state}" as {state}' for state in road.states]
    lines += [f"    [*] --> {road.states[0]}"]
    lines += [f"    {step.source} --> {step.target}: {step.act}" for step in road]
    lines += [f"    {state} --> [*]" for state in road.ends()]
    return "\n".join([*lines, "```", ""])


def _sources() -> str:
    """The two flow diagrams of the sources, node by node, on the road (M-085, M-086)."""
    rows = [
        ("online exchange A–D", "登录平台，选择服务，填写个人信息，上传证件材料", "draft"),
        ("E", "确认提交", "accepted"),
        ("F", "等待审核与制卡", "review, approved, making"),
        ("standard exchange A, B", "发现损坏或遗失，选择线上或线下", "draft"),
        ("C", "是否为异地", "draft, else referred"),
        ("D", "委托代办或邮寄服务", "referred, with the channels of the policy"),
        ("E, F", "前往窗口，准备材料并提交申请", "accepted"),
        ("G", "等待审核与制卡", "review, approved, making"),
        ("H", "领取新卡", "ready, collected (or mailed)"),
        ("I", "激活新卡并更新医保账户信息", "active"),
    ]
    lines = ["The flow diagrams of the sources on this road:", "", "| node | 中文 | state |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {node} | {words} | {state} |" for node, words, state in rows), ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
