"""制卡出事: what is safe, what is undecided, what to do; and three answers that only somebody who looked can give.

spoiled   the printer itself says the card is ruined: the blank is written off, another one is drawn
unknown   nobody knows: the clerk and a supervisor look, and say 印坏了, 完好 or 找不到卡
"""

from collections.abc import Mapping
from typing import Any

from desk.errors import CardSpoiled, DeskError
from ui.clerk.frames import page_of
from ui.clerk.jam_view import ANSWERS, JamState, JamView
from ui.clerk.paper_run import print_of_hall
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.keys import offer
from ui.page import FINE, LOOK, STOP, Act, Bar, Deed, Fact, Side, Verdict
from ui.parts.action_bar import offer_more
from ui.parts.block import Block
from ui.second_hand import SecondHand
from ui.words import money, say, told

MOST_SPOILED = 2


class JamPresenter(SecondHand):
    """Leads from a card nobody can vouch for to one that is written off or good."""

    def __init__(self, desk: Desk, visit: Visit, trouble: DeskError | None) -> None:
        super().__init__(desk, JamState())
        self.visit = visit
        self._trouble = trouble
        self._known = isinstance(trouble, CardSpoiled)
        self._since = f"{desk.now():%H:%M:%S}"
        self._job: Any = None
        self._stock: Mapping[str, int] = {}
        self._picture: bytes | None = None
        self.second_title = say("主管一起看过")

    def arrive(self) -> None:
        """Looks up the job, the blank and the stock."""
        self.show(verdict=Verdict(STOP, self._sentence(), say("正在看记录")))
        counter, number = self.desk.counter, self.visit.case.number
        services = self.desk.services

        def job() -> Any:
            jobs = [one for one in services.issuing.unsettled(counter) if one.case == number and one.kind == "card"]
            stock = services.stock.report(counter).document()
            return services.search.show(counter, number), (jobs or [None])[-1], stock

        self.work(self.desk.lanes.desk, job, self._found)

    def _found(self, answer: Any) -> None:
        case, self._job, stock = answer
        self._stock = {name: value for name, value in stock.items() if isinstance(value, int)}
        self._known = self._job is None
        self.visit.results["issuing"] = say("废卡") if self._known else say("未定")
        self.visit.aside_facts = (say("空白卡"), self._stock_facts())
        self.visit.concluded(case)
        if self._known and isinstance(self._trouble, CardSpoiled):
            made = [one for one in case.print_jobs if one.kind == "card"]  # papers are printed meanwhile
            print_of_hall(self.desk, "spoiled_card", serial=made[-1].blank)
            self.visit.deed = Deed(say("废卡登记单在打印"))
        self._render()

    # ── what the person does ──

    def answer(self, value: object) -> None:
        """What the card looks like now."""
        self.show(chosen=str(value))
        self._render()

    def picture(self) -> None:
        """Space: a picture of the card under the document camera."""
        devices = self.desk.devices

        def job() -> bytes:
            return page_of(devices.get("document_camera").frame())

        def taken(jpeg: bytes) -> None:
            self._picture = jpeg
            self.visit.deed = Deed(say("照片留好了"))
            self.show(pictured=True, side=Side(say("这张卡"), jpeg))
            self._render()

        self.work(self.desk.lanes.document_camera, job, taken, self._no_picture)

    def _no_picture(self, error: DeskError) -> None:
        """Without a camera the answer counts all the same; the record says that there is no picture."""
        self._problem = ""
        self.show(pictured=True)
        self.visit.deed = Deed(told(error).what, mark="plain_look")
        self._render()

    def settle(self) -> None:
        """Writes down what two people saw."""
        services, counter, job, answer = self.desk.services, self.desk.counter, self._job, self.state.chosen
        second, picture, number = self._credential(), self._picture, self.visit.case.number

        def act() -> Any:
            services.issuing.settle(counter, job.job, answer, picture, second)
            return services.search.show(counter, number)

        self.work(self.desk.lanes.desk, act, self._settled, self._second_refused)

    def _settled(self, case: Any) -> None:
        words = {
            "good": say("确认完好"),
            "spoiled": say("已记废卡，剪角入袋；登记单在打印"),
            "not_found": say("已记找不到，登记单在打印"),
        }
        self.visit.deed = Deed(words[self.state.chosen])
        self.visit.results["issuing"] = str(self._job.blank)[-8:] if self.state.chosen == "good" else say("废卡")
        if self.state.chosen != "good":
            print_of_hall(self.desk, "spoiled_card", serial=self._job.blank)
        self.visit.aside_facts = None
        self.visit.concluded(case)
        self.left.emit("next", None)

    def make_again(self) -> None:
        """Another blank for the same case and the same fee."""
        self.visit.aside_facts = None
        self.left.emit("make_again", None)

    def to_centre(self) -> None:
        """After the second ruined blank the card centre makes the card."""
        services, counter, number = self.desk.services, self.desk.counter, self.visit.case.number

        def act() -> Any:
            services.issuing.to_centre(counter, number)
            return services.search.show(counter, number)

        def sent(case: Any) -> None:
            self.visit.aside_facts = None
            self.visit.sent_to_centre(case)
            self.left.emit("next", None)

        self.work(self.desk.lanes.desk, act, sent)

    def back(self) -> None:
        """The case keeps; the window prints no card until it is settled."""
        self.left.emit("aside", None)

    # ── the state ──

    def _sentence(self) -> str:
        if self._known:
            return say("卡卡了，半印的卡已退出")
        return say("不知道卡印出来没有")

    def _render(self) -> None:
        why = told(self._trouble).what.rstrip("。") if self._trouble is not None else say("上次没有办完")
        second = say("{why}，{time}。不会自动重印。", why=why, time=self._since)
        if why == self._sentence():
            second = say("{time} 起没有回音。不会自动重印。", time=self._since)
        asked = None
        ready = self.state.chosen and (self.state.chosen != "spoiled" or self.state.pictured)
        if not self._known and ready:
            asked = self._second()
        acts = (offer_more(), offer("jam", "call_technician"))
        self.show(
            verdict=Verdict(STOP, self._sentence(), second),
            blocks=self._blocks(),
            answers=() if self._known else self._answers(),
            consequence="" if self._known else self._consequence(),
            second=asked,
            bar=Bar(self._primary(), acts, (Act("back", say("搁置"), "Esc"),), self.visit.deed),
        )

    def _blocks(self) -> tuple[Block, ...]:
        case = self.visit.case
        safe = []
        if case.fee.paid:
            safe.append((FINE, say("{sum} 元已入账，重制**不再收费**", sum=money(case.fee.paid))))
        old = (case.decision.get("old_card") or {}).get("number")
        if old:
            safe.append((FINE, say("旧卡 {number} **没有作废**", number=old)))
        safe += [
            (FINE, say("参保登记和卡管**没有收到**新卡的通知")),
            (FINE, say("申请仍在“制卡”，回执有效")),
        ]
        blocks = [Block(say("安全"), tuple(safe))]
        if self._job is not None:
            words = say("空白卡 **{blank}**：您看过之前，不算废卡也不算好卡", blank=self._job.blank)
            blocks.append(Block(say("未定"), ((LOOK, words),)))
        if self._known:
            todo = [say("拿走退出的卡；没有退出来，打开前盖取"), say("剪角放进废卡袋，两人销毁")]
        else:
            picture = say("把卡放到高拍仪下，按 [[{key}]] 留一张照片", key=say("空格"))
            todo = [say("打开前盖，取出卡片，合上盖子"), picture, say("选它现在的样子")]
        numbered = tuple((str(number), words) for number, words in enumerate(todo, 1))
        blocks.append(Block(say("要做"), numbered, line=False))
        return tuple(blocks)

    def _answers(self) -> tuple[Act, ...]:
        words = {"spoiled": say("印坏了"), "good": say("完好"), "not_found": say("找不到卡")}
        return tuple(Act(code, words[code], str(number)) for number, code in enumerate(ANSWERS, 1))

    def _consequence(self) -> str:
        return {
            "spoiled": say("印坏：记废卡、剪角入袋，两人销毁。再卡一次，就转制卡中心并发临时卡。"),
            "good": say("完好：这张卡就是要交的卡，不再印。"),
            "not_found": say("找不到：按废卡记，在机器里找到了再销毁。"),
        }.get(self.state.chosen, "")

    def _primary(self) -> Act:
        spoiled = sum(1 for one in self.visit.case.print_jobs if one.kind == "card" and one.state == "spoiled")
        if self._known:
            if spoiled >= MOST_SPOILED:
                return Act("to_centre", say("转制卡中心"))
            return Act("make_again", say("重新制卡"))
        words = {"spoiled": say("记废卡并重制"), "good": say("确认完好"), "not_found": say("先记找不到")}
        if not self.state.chosen:
            return Act("settle", say("先选它现在的样子"), enabled=False)
        if self.state.chosen == "spoiled" and not self.state.pictured:
            return offer("jam", "picture", say("先留一张照片"))
        if not self._signed_by_second:
            return Act("settle", say("等主管输入口令"), enabled=False)
        return Act("settle", words[self.state.chosen])

    def _stock_facts(self) -> tuple[Fact, ...]:
        words = {
            "received": say("领入"),
            "issued": say("已发"),
            "spoiled": say("废卡"),
            "unknown": say("未定"),
            "in_hand": say("盒中应有"),
        }
        facts = []
        for code, label in words.items():
            if code in self._stock:
                value = self._stock[code]
                minus = "" if code in ("received", "in_hand") else "− "
                facts.append(Fact(label, "", f"{minus}{value}", LOOK if code == "unknown" and value else ""))
        return tuple(facts)


__all__ = ["JamPresenter", "JamView"]
