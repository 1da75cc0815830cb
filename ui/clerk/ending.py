"""The end of a visit: what became of it, which papers were printed, what happens next; and the rating, if given.

The rating is asked for on the customer screen. Nothing of it is shown here before it is sent, and nothing after.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer

from desk.errors import DeskError
from ui.clerk.endings import finish
from ui.clerk.found_rows import wrong_way
from ui.clerk.paper_run import due_now, print_papers
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.keys import offer
from ui.lane import Errand
from ui.page import BUSY, FINE, HERE, LOOK, STOP, Act, Bar, Deed, Screen, Verdict
from ui.parts.part import Rows
from ui.parts.section import Section, SectionRow
from ui.parts.view import View
from ui.presenter import Presenter
from ui.words import day, grouped, money, number_word, say, short_day, told, word
from ui.words.verdicts import deed_words, lapse_words, reason_sentence

RATING_SECONDS = 30
CARD_STATES = ("making", "ready", "mailed", "collected", "active")
"""What is said then is true of the card, not of the person."""
RATED_STATES = ("accepted", "review", "approved", "making", "ready", "mailed", "collected", "active", "closed")


@dataclass(frozen=True, slots=True)
class EndingState(Screen):
    """The rows, and how long the rating still waits."""

    rows: tuple[Section, ...] = ()
    rating: bool = False
    seconds: int = 0
    rated: bool = False
    """For the customer screen's thanks; this screen shows nothing of it."""


class EndingPresenter(Presenter):
    """Ends what can be ended, prints what is due, waits for the rating, and makes room for the next."""

    def __init__(self, desk: Desk, visit: Visit) -> None:
        super().__init__(desk, EndingState())
        self.visit = visit
        self._key = desk.counter.new_key()
        self._trouble: DeskError | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._second_passed)
        visit.changed.connect(self._shown_again)

    def arrive(self) -> None:
        """Does what is left to be done, then prints."""
        case = self.visit.case
        if case.next in ("finish", "send_to_centre"):
            self.again()
        else:
            self._finished(case)

    def leave(self) -> None:
        """The rating is no longer waited for."""
        self._timer.stop()
        super().leave()

    def again(self) -> None:
        """F5: tries once more what an outside system did not answer."""
        services, counter, case, key = self.desk.services, self.desk.counter, self.visit.case, self._key
        self.show(verdict=Verdict(BUSY, say("正在办，请稍候")), bar=Bar())
        self.work(self.desk.lanes.registry, lambda: finish(services, counter, case, key), self._finished, self._not_yet)

    def _finished(self, case: Any) -> None:
        self._trouble = None
        state = say("已转制卡中心") if case.state == "making" else word("case_states", case.state)
        state = say("已受理") if case.service == "subsidy" and case.state == "closed" else state
        of_card = case.state in CARD_STATES
        words = say("{name}的卡{state}", name=case.name, state=state) if of_card else f"{case.name} {state}"
        self.visit.deed = Deed(words)
        self.visit.concluded(case)
        print_papers(self.desk, self.visit, due_now(self.visit), self.visit.changed.emit)
        rating = case.state in RATED_STATES and case.channel == "window" and not self.state.rated
        rating = rating and not self._to_activate
        self.show(rating=rating, seconds=RATING_SECONDS if rating else 0)
        if rating:
            self._timer.start()
            self._ask_evaluator(case)
        self._render()

    def _ask_evaluator(self, case: Any) -> None:
        """The box beside the window asks as well, where one is fitted; what breaks there keeps nobody waiting."""
        devices, errand = self.desk.devices, Errand()
        if not devices.fitted("evaluator"):
            return

        def job() -> int | None:
            level: int | None = devices.get("evaluator").ask(
                case.ticket or case.number, RATING_SECONDS, errand.given_up
            )
            return level

        def pressed(level: int | None) -> None:
            self.desk.down.discard("evaluator")
            if level is not None and self.state.rating:
                self._keep(level, "evaluator")

        def broke(_: DeskError) -> None:
            self.desk.down.add("evaluator")
            self.desk.lanes.evaluator.run(lambda: devices.drop("evaluator"), lambda _: None, lambda _: None)

        self.work(self.desk.lanes.evaluator, job, pressed, broke, busy=False, errand=errand)

    def _not_yet(self, error: DeskError) -> None:
        self._trouble = error
        self._render()

    def _shown_again(self) -> None:
        """A paper came out, perhaps one that another screen sent."""
        if not self.state.busy:
            self._render()

    def rate(self, level: object) -> None:
        """The customer screen sends a rating; nobody at the counter learns it."""
        self._keep(int(str(level)), "screen")

    def _keep(self, level: int, source: str) -> None:
        rating, counter, number = self.desk.services.rating, self.desk.counter, self.visit.case.number

        def kept(_: object) -> None:
            self._timer.stop()
            self.show(rating=False, seconds=0, rated=True)
            self._render()

        self.work(self.desk.lanes.desk, lambda: rating.keep(counter, number, level, source=source), kept, busy=False)

    def _second_passed(self) -> None:
        left = self.state.seconds - 1
        if left <= 0:
            self._timer.stop()
        self.show(seconds=max(left, 0), rating=self.state.rating and left > 0)
        self._render()

    def password_set(self) -> None:
        """The holder has set the password of a card that was fetched for them: it is in use from now on."""
        activation, counter, number = self.desk.services.activation, self.desk.counter, self.visit.case.number
        self.work(self.desk.lanes.desk, lambda: activation.confirm_password(counter, number), self._finished)

    def next_ticket(self) -> None:
        """The next one, please."""
        self._close("call")

    def close(self) -> None:
        """Back to the reception, without calling anybody."""
        self._close("done")

    back = close

    def print_again(self) -> None:
        """F8: the papers once more, marked 补打."""
        kinds = list(self.visit.printed)
        self.visit.deed = Deed(say("{papers}已送补打", papers=say("、").join(word("documents", one) for one in kinds)))
        print_papers(self.desk, self.visit, kinds, self.visit.changed.emit, copy=True)

    def _close(self, where: str) -> None:
        self._timer.stop()
        case, services, counter = self.visit.case, self.desk.services, self.desk.counter
        if case.state == "active":
            job = lambda: services.activation.finish(counter, case.number, "not_rated")  # noqa: E731 - one line for a lane
            self.work(self.desk.lanes.desk, job, lambda _: self.left.emit(where, None))
        else:
            self.left.emit(where, None)

    def _render(self) -> None:
        self.show(
            verdict=self._verdict(),
            rows=self._rows(),
            bar=Bar(
                self._primary(),
                (Act("print_again", say("补打"), "F8"), Act("close", say("完成"), "Esc")),
                (offer("ending", "preview", say("看纸样")), *wrong_way(self.visit.case)),
                deed=self.visit.deed,
            ),
        )

    @property
    def _to_activate(self) -> bool:
        """The holder stands here with a card that somebody else fetched: it waits for their password."""
        case, card = self.visit.case, self.visit.card
        return bool(case.next == "activate" and card is not None and card.number.upper() == case.id_number)

    def _primary(self) -> Act:
        if self._trouble:
            return Act("again", say("再试"), "F5")
        if self._to_activate:
            return Act("password_set", say("密码已设，启用"))
        return Act("next_ticket", say("下一位"), "F9")

    def _verdict(self) -> Verdict:
        if self._trouble is not None:
            happened = told(self._trouble)
            return Verdict(LOOK, happened.what, happened.next)
        case = self.visit.case
        if self._to_activate:
            return Verdict(HERE, say("卡已领走，还没有启用"), say("请持卡人拿着卡，在密码键盘上设密码。"))
        second = {
            "declined": say("补齐后凭这张单再来，接着办，不再加要求。"),
            "suspended": say("那件事办好后，这一件接着办，材料不用再交。"),
            "pending_verification": say("参保登记恢复后用同一编号再问，不会重复受理。"),
        }.get(case.state, "")
        if case.state == "declined":
            return Verdict(STOP, say("现在不能受理，已一次告知"), second)
        if case.state == "rejected":
            no = next((one for one in reversed(case.approvals) if one.decision == "declined"), None)
            why = say("{who} 写的原因：{reason}", who=no.decided_by, reason=no.reason) if no is not None else ""
            return Verdict(STOP, say("复核没有同意，这件不能办"), why)
        if case.state == "referred":
            return Verdict(STOP, say("已告知到哪里办"), second)
        if case.state == "suspended":
            return Verdict(LOOK, say("暂缓，已登记"), second)
        if case.state == "pending_verification":
            return Verdict(LOOK, say("已收件，待核验"), second)
        if case.state == "review":
            return Verdict(LOOK, say("已受理，等第二人复核"), say("复核后由系统接着办。"))
        if case.state == "making" and case.promise.ready_by:
            by_post = (case.decision.get("delivery") or {}).get("mode") == "mail"
            by = short_day(case.promise.ready_by)
            words = say("已受理，{day}前寄出", day=by) if by_post else say("已受理，{day}起领卡", day=by)
            return Verdict(FINE, words, self._rating_line())
        if case.state in ("active", "collected"):
            return Verdict(FINE, say("已交卡"), self._rating_line())
        done = say("{what}已办好", what=deed_words(case.decision))
        if case.service == "subsidy":  # what was asked for is granted elsewhere, later
            done = say("{what}已受理", what=word("services", case.service))
        return Verdict(FINE, done if case.state == "closed" else say("已受理，回执在打印"), self._rating_line())

    def _rating_line(self) -> str:
        return say("请持卡人评价，还有 {n} 秒；不评也可以。", n=self.state.seconds) if self.state.rating else ""

    def _rows(self) -> tuple[Section, ...]:
        case = self.visit.case
        rows = [Section(number_word(case.number), grouped(case.number))]
        reasons = case.decision.get("reasons") or ()
        if reasons and case.state in ("declined", "suspended", "referred"):
            rows += [Section(say("原因") if at == 0 else "", reason_sentence(one)) for at, one in enumerate(reasons)]
        if case.state == "closed" and (ends := lapse_words(case.decision)):
            words = say("{until}，卡恢复使用", until=ends)
            rows.append(Section(say("到期"), words, say("卡找到了来解挂；找不到，来办正式挂失和补办。")))
        if case.service == "subsidy" and case.promise.review_by:
            words = say("{day}前，由经办机构审核", day=short_day(case.promise.review_by))
            rows.append(Section(say("办结"), words, say("申请表盖章交给他，凭上面的受理号查结果。")))
        if case.owes:
            owed = say("、").join(
                say("{paper} {day}前", paper=word("materials", one.code), day=short_day(one.due))
                for one in case.owes
                if one.cured_at is None
            )
            if owed:
                rows.append(Section(say("后补"), owed, say("补齐前不能领卡")))
        if case.state == "making":
            rows.append(self._at_the_centre(case))
        if (counts := (case.decision.get("temporary_card") or {}).get("valid_to")) and case.card is None:
            words = say("打出来盖章交给他，有效至 {day}", day=day(date.fromisoformat(counts)))
            rows.append(Section(say("临时卡"), words, say("领正式卡时收回。")))
        if case.card is not None:
            number, until = case.card.number, case.card.valid_to
            words = say("**{number}**，长期有效", number=number)
            if until is not None:
                words = say("**{number}**，有效期至 {day}", number=number, day=day(until))
            rows.append(Section(say("新卡"), words))
        old = (case.decision.get("old_card") or {}).get("number")
        if old and case.card is not None and case.state in ("collected", "active", "closed"):
            rows.append(Section(say("旧卡"), say("{number}，已作废", number=old)))
        if case.fee.paid:
            rows.append(Section(say("费用"), say("已收 {sum} 元", sum=money(case.fee.paid))))
        printed = say("，").join(f"{word('documents', kind)} {state}" for kind, state in self.visit.printed.items())
        if printed:
            rows.append(Section(say("纸张"), printed))
        return tuple(rows)

    @staticmethod
    def _at_the_centre(case: Any) -> Section:
        """Who makes the card, how it comes, and why it was not made here today."""
        by_post = (case.decision.get("delivery") or {}).get("mode") == "mail"
        words = say("由制卡中心制，制好寄给持卡人") if by_post else say("由制卡中心制，制好送到本厅")
        owes = any(one.cured_at is None for one in case.owes)
        return Section(say("制卡"), words, say("材料还没有交齐，今天不能当场制卡。") if owes else "")


class EndingView(View):
    """Sections, nothing to fill in."""

    code = "ending"

    def __init__(self) -> None:
        super().__init__()
        self._rows = Rows(SectionRow)
        self.fill(self._rows, -1)

    def render_state(self, state: EndingState) -> None:
        """Shows the rows."""
        self.render_screen(state)
        self._rows.show_all(state.rows)
