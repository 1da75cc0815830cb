"""The journal in rows and sentences: one line for each entry, a whole entry, and what the list is narrowed to."""

from datetime import date

from desk.services.trail import TROUBLED, Line, Look, Whole
from ui.page import LOOK, STOP
from ui.parts.section import Section
from ui.parts.table import Cells
from ui.words import day, grouped, say, weekday, word
from ui.words.journal import GROUPS, subject_words, what_happened
from ui.words.journal_facts import fact_rows


def code_of(line: Line) -> str:
    """What a row is called: chain and number."""
    return f"{line.chain}-{line.seq}"


def row_of(line: Line, *, here: bool) -> Cells:
    """One entry as a sentence: when, at which window, who, what came of it, about which case."""
    words = (
        f"{line.at:%m-%d %H:%M:%S}",
        line.chain,
        who_words(line),
        "",
        what_happened(line.what, line.result, line.facts),
        subject_words(line.what, line.subject),
    )
    mark = STOP if line.result == "broken" else LOOK if line.result in TROUBLED else ""
    return Cells(words, code_of(line), selected=here, pressable=True, mark=mark, mark_at=3)


def who_words(line: Line) -> str:
    """Who did it, with the role they had; some things the desk does by itself."""
    return say("{who} {role}", who=line.by, role=word("roles", line.role)) if line.by else say("柜台自己")


def narrowed_words(asked: Look) -> str:
    """What the list is narrowed to; empty for the whole journal."""
    wanted, person = asked.wanted, asked.subjects is not None and not asked.wanted.subject
    told = (
        _days(wanted.first, wanted.last),
        say("{n} 号窗口", n=wanted.window) if wanted.window else "",
        say("第 {n} 条以前", n=wanted.seq) if wanted.seq else "",
        say("工号 {who}", who=wanted.operator) if wanted.operator else "",
        say(GROUPS[wanted.group]) if wanted.group else "",
        say("只看没办成的") if wanted.troubled else "",
        grouped(wanted.subject) if wanted.subject else "",
        say("一个人的") if person else "",
    )
    return say("，").join(part for part in told if part)


def _days(first: date | None, last: date | None) -> str:
    if first and last and first != last:
        return say("{first} 到 {last}", first=day(first), last=day(last))
    if first:
        return day(first) if last else say("{day} 起", day=day(first))
    return say("到 {day}", day=day(last)) if last else ""


def entry_title(entry: Whole) -> str:
    """A whole entry's name: its window and number."""
    return say("{window} 号窗口第 {n} 条", window=entry.line.chain, n=entry.line.seq)


def entry_rows(entry: Whole) -> tuple[Section, ...]:
    """A whole entry: what it says, and what holds it in its chain."""
    line = entry.line
    at = say("{day} {weekday} {time}", day=day(line.at), weekday=weekday(line.at), time=f"{line.at:%H:%M:%S}")
    hint = say("与回执、日报上印着的同一号逐字相同，查一遍又完好，这一条和以前的就没有改过")
    rows = (
        Section(say("时间"), at),
        Section(say("谁"), who_words(line)),
        Section(say("做了什么"), what_happened(line.what, line.result, line.facts)),
        Section(say("关于"), subject_words(line.what, line.subject)),
        Section(say("另记"), "\n".join(fact_rows(line.what, line.facts))),
        Section(say("锚点"), entry.anchor, hint),
        Section(say("前一条"), entry.before or say("没有，这是这个窗口的第一条")),
        Section(say("校验码"), " ".join(entry.mac[at : at + 8] for at in range(0, len(entry.mac), 8))),
    )
    return tuple(row for row in rows if row.words)
