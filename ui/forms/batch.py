"""单位批量: an employer or a school hands in a list, or fetches its people's cards; its agent's card is read first.

kind ──> the agent's card ──> name, phone, papers, people ──> taken in and asked about | given away, signed
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from desk.errors import DeskError, Refused, UsageError
from ui.clerk.paper_run import print_of_hall
from ui.clerk.person import masked
from ui.desk import Desk
from ui.forms.batch_rows import came_of, ended, listed, paper_rows
from ui.forms.form import FormPresenter, FormView, options
from ui.page import BUSY, FINE, LOOK, STOP, Act, Bar, Verdict
from ui.parts.action_bar import offer_more
from ui.parts.file_question import Place
from ui.parts.part import INSET
from ui.parts.section import Section
from ui.parts.table import Column
from ui.words import say, told, word
from ui.words.verdicts import reason_sentence

KINDS = ("employer", "school")
JOBS = ("first_issue", "collect")


class BatchPresenter(FormPresenter):
    """Collects what a batch needs, then has it taken in or given away as a whole."""

    def __init__(self, desk: Desk, about: Any = None) -> None:
        super().__init__(desk, about)
        self._agent: dict[str, Any] | None = None
        self._papers: dict[str, bool] = {}
        self._people: list[tuple[str, str]] = []
        self._cases: dict[str, Any] = {}
        """What is known of the cases whose cards are fetched; None for a number that is no case's."""
        self._strokes: Any = None
        self._batch: Any = None
        self._progress: tuple[int, int] | None = None

    @property
    def _kind(self) -> str:
        return self.choice.partition(":")[0]

    @property
    def _job(self) -> str:
        return self.choice.partition(":")[2]

    # ── what is told and brought ──

    def choose(self, code: object) -> None:
        """The kind of batch first; afterwards a paper that lies here or does not."""
        if not self.choice or not code:
            super().choose(code)
        else:
            self._papers[str(code)] = not self._papers[str(code)]
            self._render()
            if all(self._papers.values()):
                self._go_to_field("who")

    def take_card(self, card: Any) -> bool:
        """The agent's own card; the rules then say which papers the batch needs."""
        if not self.choice or self._batch is not None:
            return bool(self.choice)
        from desk.services.situation import document_of

        self._agent = document_of(card) | {"relation": "staff"}
        self.work(self.desk.lanes.desk, self._needed, self._told_papers)
        return True

    def _needed(self) -> list[str]:
        book, counter = self.desk.services.batch_book, self.desk.counter
        try:
            decision = book.decided(counter, book.given(counter, self._job, self._bearer(), []))
        except Refused as refused:
            decision = refused.facts["decision"]
        return [one["code"] for one in decision["materials"] if one["code"] != "agent_identity"]

    def _told_papers(self, codes: Sequence[str]) -> None:
        self._papers = {code: self._papers.get(code, False) for code in codes}
        self._render()

    def _bearer(self) -> Any:
        from desk.services.batch_book import Bearer

        here = [{"code": code, "form": "original"} for code, is_here in self._papers.items() if is_here]
        phone = {"phone": self._text("phone")} if self._text("phone") else {}
        return Bearer(self._kind, self._text("who"), {**(self._agent or {}), **phone}, here)

    def scanned(self, code: object) -> None:
        """A receipt of somebody on the list."""
        self._texts["number"] = str(code)
        self._add()

    def _add(self) -> None:
        number = "".join(self._text("number").split()).upper()
        if number not in [known for _, known in self._people]:
            self._people.append((self._text("person"), number))
        self._forget("person", "number")
        self._look_up()
        self._go_to_field("number" if self._job == "collect" else "person")

    def _look_up(self) -> None:
        """Whose cards are to be handed over: nobody gives a number away without having seen the name."""
        self._render()
        search, counter = self.desk.services.search, self.desk.counter
        unseen = [number for _, number in self._people if number not in self._cases]
        if self._job != "collect" or not unseen:
            return

        def job() -> dict[str, Any]:
            found = {}
            for number in unseen:
                with suppress(UsageError):
                    found[number] = search.show(counter, number)
            return dict.fromkeys(unseen) | found

        def seen(cases: dict[str, Any]) -> None:
            self._cases |= cases
            self._render()

        self.work(self.desk.lanes.desk, job, seen, busy=False)

    def open(self, number: object) -> None:
        """A row that was pressed is taken off the list."""
        self._people = [one for one in self._people if one[1] != number]
        self._render()

    def from_file(self) -> None:
        """The list as a table."""
        self.ask_for_file(say("名单"), say("表格 (*.csv *.xlsx)"), Place.DocumentsLocation, self.take_file)

    def take_file(self, name: object) -> None:
        """Everybody of that file."""

        def job() -> list[tuple[str, str]]:
            from desk.links.people_list import read_people

            return read_people(Path(str(name)))

        def read(people: list[tuple[str, str]]) -> None:
            self._people += people
            self._look_up()

        self.work(self.desk.lanes.desk, job, read)

    def take_signature(self, strokes: object) -> None:
        """The agent signs for the cards."""
        self._strokes = strokes
        self._render()

    def back(self) -> None:
        """A batch that is through is left; before that, one step back."""
        if self._batch is not None:
            self.choice = ""
        super().back()

    # ── what is done ──

    def take(self) -> None:
        """One more person, or the whole batch."""
        if self._text("number"):
            self._add()
        elif self._job == "first_issue":
            self._take_in()
        else:
            self._give()

    def _take_in(self) -> None:
        batch, counter, key = self.desk.services.batch, self.desk.counter, self._key
        bearer, people = self._bearer(), list(self._people)

        def taken(view: Any) -> None:
            self._show_batch(view)
            self.again()

        self.work(self.desk.lanes.desk, lambda: batch.take_in(counter, bearer, people, key), taken, self._refused)

    def again(self) -> None:
        """F5: asks the registry about everybody who was not answered yet."""
        if self._batch is None:
            return
        batch, counter, number = self.desk.services.batch, self.desk.counter, self._batch.id

        def verified(view: Any) -> None:
            self._batch = view
            self._print("batch_receipt")  # only now it is known who is taken
            self._render()

        self.show(verdict=Verdict(BUSY, say("正在逐人问参保登记")))
        self.work(self.desk.lanes.registry, lambda: batch.verify(counter, number), verified)

    def _give(self) -> None:
        handover, counter, key = self.desk.services.batch_handover, self.desk.counter, self._key
        bearer, receipts, strokes = self._bearer(), [number for _, number in self._people], self._strokes

        def given(view: Any) -> None:
            self._show_batch(view)
            self._print("handover_list")
            self._render()

        job = lambda: handover.hand_over(counter, bearer, receipts, strokes, key)  # noqa: E731 - one line for a lane
        self.work(self.desk.lanes.desk, job, given, self._refused)

    def _show_batch(self, view: Any) -> None:
        self._batch = view
        self._say(say("{batch}，{n} 人", batch=view.id, n=len(view.taken)))

    def _print(self, paper: str) -> None:
        papers, view = self.desk.papers, self._batch
        if papers is not None:
            self.work(self.desk.lanes.paper, lambda: papers.batch(paper, view), lambda _: None, busy=False)

    def _refused(self, error: DeskError) -> None:
        decision: Any = error.facts.get("decision")
        if not decision:
            self.tell(error)
            return
        self._render()
        words = say("；").join(reason_sentence(one) for one in decision["reasons"])
        self.show(verdict=Verdict(STOP, words or told(error).what, say("补齐以后整批一起办。")))

    def print_again(self) -> None:
        """F8: its list once more; before there is one, an empty form for the employer to complete."""
        if self._batch is None:
            print_of_hall(self.desk, "employer_form", name=self._text("who"))
            self._say(say("空白登记表已送打印"))
        else:
            self._print("batch_receipt" if self._job == "first_issue" else "handover_list")
            self._say(say("清单已送打印"))
        self._render()

    # ── the state ──

    def _render(self) -> None:
        if not self.choice:
            self._render_kinds()
        elif self._batch is not None:
            self._render_batch()
        else:
            self._render_intake()

    def _render_kinds(self) -> None:
        jobs = {"first_issue": "{who}批量申领", "collect": "{who}批量领卡"}
        words = {f"{kind}:{job}": say(jobs[job], who=word("channels", kind)) for kind in KINDS for job in JOBS}
        self.show(
            verdict=Verdict("", say("哪一种")),
            choices_title=say("单位或学校"),
            choices=options(words, ""),
            sections=(),
            fields=(),
            rows_title="",
            rows=(),
            signing=False,
            strokes=None,
            bar=Bar(None, (self._away(),)),
        )

    def _render_intake(self) -> None:
        agent, collecting = self._agent, self._job == "collect"
        lacking = [code for code, here in self._papers.items() if not here]
        fields = [self._field("who", say("单位")), self._field("phone", say("电话"), width=240, numbers=True)]
        if not collecting:
            fields.append(self._field("person", say("姓名"), width=240))
        fields.append(self._field("number", say("受理号") if collecting else say("身份证"), width=320))
        rows = []
        if agent:
            rows.append(Section(say("经办人"), f"{agent['name']} {masked(agent['number'])}"))
        if agent is None:
            verdict = Verdict("", say("请放经办人的身份证"))
        elif lacking:
            words = say("、").join(word("materials", code) for code in lacking)
            verdict = Verdict(LOOK, say("还缺{papers}", papers=words), say("收到了按数字键勾上。"))
        else:
            second = say("一个一个输入，或者从名单文件读：.csv、.xlsx，第一行是列名，要有“姓名”和“身份证号”。")
            if collecting:
                second = say("一个一个扫回执，或者从名单文件读：.csv、.xlsx，第一行是列名，要有“姓名”和“受理号”。")
            count = len(self._people)
            verdict = Verdict(FINE if count else "", say("{n} 人", n=count) if count else say("请填单位和名单"), second)
        form = (Act("print_again", say("空白登记表"), "F8"),) if self.choice == "employer:first_issue" else ()
        acts = (offer_more(), *form, self._away())
        self.show(
            verdict=verdict,
            sections=tuple(rows),
            choices_title=say("整批的材料") if self._papers else "",
            choices=tuple(paper_rows(self._papers)),
            fields=tuple(fields) if agent else (),
            rows_title=say("名单") if self._people else "",
            rows=tuple(listed(who, number, self._cases) for who, number in self._people),
            signing=collecting and bool(agent) and self._strokes is None,
            strokes=self._strokes,
            bar=Bar(self._primary(collecting), acts, (Act("from_file", say("从名单文件读")),), self.deed),
        )

    def _primary(self, collecting: bool) -> Act:
        count = len(self._people)
        if self._agent is None:
            return Act("take", say("等身份证"), enabled=False)
        if self._text("number"):
            return Act("take", say("加到名单"))
        if not (count and self._text("who")):
            return Act("take", say("先填单位和名单"), enabled=False)
        if collecting and self._strokes is None:
            return Act("take", say("等经办人签名"), enabled=False)
        return Act("take", say("交出 {n} 张卡", n=count) if collecting else say("受理 {n} 人", n=count))

    def _render_batch(self) -> None:
        view, applying = self._batch, self._job == "first_issue"
        silent = applying and any(row.state == "accepted" for row in view.rows)
        self.show(
            verdict=came_of(view, applying=applying),
            sections=(Section(say("批次号"), view.id), Section(say("单位"), view.name)),
            choices_title="",
            choices=(),
            fields=(),
            rows_title=say("名单"),
            rows=tuple(map(ended, view.rows)),
            signing=False,
            strokes=None,
            bar=Bar(
                Act("again", say("再问参保登记"), "F5") if silent else Act("back", say("完成"), "Esc"),
                (Act("print_again", say("再打印清单"), "F8"),),
                (),
                self.deed,
            ),
        )


class BatchView(FormView):
    """The papers, the fields, and the list."""

    @staticmethod
    def columns() -> tuple[Column, ...]:
        """Of the table."""
        return (
            Column(say("姓名"), INSET, width=140),
            Column(say("号码"), 160, width=230),
            Column(say("怎样"), 400, width=130),
            Column(say("受理号或原因"), 540),
        )
