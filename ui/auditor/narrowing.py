"""筛选: what the journal is narrowed to. Which kind of thing first, then days, window, somebody, a case or a person."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from desk.services.trail import Look, Wanted
from ui.desk import Desk
from ui.forms.form import Asked, FormPresenter, FormView, options
from ui.page import Act, Bar, Verdict
from ui.words import day, say
from ui.words.journal import GROUPS

EVERYTHING = "everything"
DAYS = {"first": "从哪天", "last": "到哪天"}
ANCHOR = re.compile(r"([0-9A-Z]{1,8})-([1-9][0-9]{0,8})(-[A-Z2-7]{10})?")
"""An entry's window and number as papers carry them, with ten letters or without."""
PERSON = re.compile(r"[1-9][0-9]{13,16}[0-9X]|[A-Z]{3}[0-9]{12}")


class NarrowingPresenter(FormPresenter):
    """Fills a question in; `about` is the journal's page, which asks it."""

    def __init__(self, desk: Desk, about: Any) -> None:
        super().__init__(desk, about)
        wanted: Wanted = about.wanted
        self.choice = wanted.group or EVERYTHING
        self._troubled = wanted.troubled
        self._texts = {
            "first": day(wanted.first) if wanted.first else "",
            "last": day(wanted.last) if wanted.last else "",
            "window": wanted.window,
            "operator": wanted.operator,
            "subject": wanted.subject,
        }
        self._wrong: dict[str, str] = {}

    def fill(self, value: tuple[str, object]) -> None:
        """A field holds something else: nothing is said about it before it is asked."""
        self._wrong.pop(value[0], None)
        super().fill(value)

    def back(self) -> None:
        """To the kinds of entries first, then to the journal as it was."""
        if not self.choice:
            self.about.keep()
        super().back()

    def other_way(self) -> None:
        """F7: only what did not come off, or all of it."""
        self._troubled = not self._troubled
        self._render()

    def take(self) -> None:
        """Asks the journal."""
        wanted = self._wanted()
        if self._wrong:
            self._render()
            self._go_to_field(next(iter(self._wrong)))
            return
        trail, counter = self.desk.services.trail, self.desk.counter
        purpose = self._text("purpose") if wanted.person else ""

        anchor = ANCHOR.fullmatch(self._compact)
        on_paper = self._compact if anchor and anchor[3] else ""

        def settled(asked: Look) -> None:
            self.about.ask(asked, on_paper)
            self.left.emit("form_done", None)

        self.work(self.desk.lanes.desk, lambda: trail.ask(counter, wanted, purpose), settled)

    def _wanted(self) -> Wanted:
        """What is typed, as a question; what cannot be one is told under its field."""
        if anchor := ANCHOR.fullmatch(self._compact):
            return Wanted(window=anchor[1], seq=int(anchor[2]))
        first, last = (self._day(name) for name in DAYS)
        if first and last and first > last:
            self._wrong["last"] = say("比起始那天早")
        window, typed = self._text("window"), self._text("subject")
        person = self._compact if self._about_person else ""
        if person and not self._text("purpose"):
            self._wrong["purpose"] = say("按人查要写为什么，会记入日志")
        return Wanted(
            first,
            last,
            window=window.zfill(2) if window.isdigit() else window,
            operator=self._text("operator"),
            group="" if self.choice in ("", EVERYTHING) else self.choice,
            troubled=self._troubled,
            subject="" if person else typed,
            person=person,
        )

    def _day(self, name: str) -> date | None:
        typed = self._text(name)
        if not typed:
            return None
        try:
            return date.fromisoformat(typed)  # 2026-03-16, and 20260316 as well
        except ValueError:
            self._wrong[name] = say("日期写成 2026-03-16 这样")
            return None

    @property
    def _compact(self) -> str:
        """The number as it is compared: without spaces, in capitals."""
        return "".join(self._text("subject").split()).upper()

    @property
    def _about_person(self) -> bool:
        return PERSON.fullmatch(self._compact) is not None

    def _render(self) -> None:
        kinds = {EVERYTHING: say("全部")} | {code: say(words) for code, words in GROUPS.items()}
        fields = [self._asked(name, say(words), width=160, hint="2026-03-16") for name, words in DAYS.items()]
        fields += [
            self._asked("window", say("窗口"), width=96, numbers=True),
            self._asked("operator", say("谁做的"), width=160, hint=say("工号")),
            self._asked("subject", say("号码"), hint=say("受理号、纸上的锚点、空白卡号，或一个人的身份号码")),
        ]
        if self._about_person:
            fields.append(self._asked("purpose", say("为什么"), hint=say("例如信访编号；会记入日志")))
        only = say("办成没办成都看") if self._troubled else say("只看没办成的")
        self.show(
            verdict=Verdict("", say("筛选日志"), self._second_line()),
            choices_title=say("看什么"),
            choices=options(kinds, self.choice),
            fields=tuple(fields) if self.choice else (),
            bar=Bar(
                Act("take", say("看日志"), enabled=bool(self.choice)),
                (Act("other_way", only, "F7"), self._away()),
                (),
                self.deed,
            ),
        )

    def _second_line(self) -> str:
        return (
            say("只看没办成的：被拒、出错、没有应答、未定。")
            if self._troubled
            else say("不填的不筛。一次筛选记一条日志。")
        )

    def _asked(self, name: str, words: str, **more: Any) -> Asked:
        return replace(self._field(name, words, **more), problem=self._wrong.get(name, ""))


class NarrowingView(FormView):
    """Fields under the kind that was chosen."""
