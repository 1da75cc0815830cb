"""判定: coverage, the card held, what may be done, the fee, the dates, and what is still to do."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer

from desk.errors import DeskError
from ui.clerk.case_flow import ACCEPTED, goes_on_at
from ui.clerk.decision_acts import more, open_case, primary
from ui.clerk.decision_rows import (
    MOST_DIGITS,
    above,
    asked_for,
    asks_what_for,
    below,
    fee,
    options,
    thought_of_first,
)
from ui.clerk.decision_view import DecisionState, DecisionView
from ui.clerk.visit import Visit, decided
from ui.desk import Desk
from ui.page import BUSY, FINE, HERE, LOOK, Act, Bar, Confirmation, Deed, Problem, Verdict
from ui.parts.action_bar import offer_more
from ui.presenter import Presenter
from ui.words import minute, say
from ui.words.verdicts import codes, verdict_of

PHONE = re.compile(r"\+?\d[\d -]{5,18}\d")
WAY_OUT = 3
"""Seconds of silence after which the way round the registry is offered."""


class DecisionPresenter(Presenter):
    """Asks registry and rules, lets the clerk choose what is done, and says what happens on Enter."""

    def __init__(self, desk: Desk, visit: Visit) -> None:
        super().__init__(desk, DecisionState())
        self.visit = visit
        self._asked_seconds = 0
        self._closed = False
        """Today was closed: nothing is collected from anybody that could not be handed in."""
        self._seconds = QTimer(self)
        self._seconds.setInterval(1000)
        self._seconds.timeout.connect(self._still_asking)

    # ── what runs ──

    def arrive(self) -> None:
        """Asks the registry, unless this visit was decided already."""
        if self.visit.decision is not None:
            self._render()
        else:
            self.again()

    def leave(self) -> None:
        """The seconds stop."""
        self._seconds.stop()
        super().leave()

    def again(self) -> None:
        """F5: asks registry and card register once more."""
        self._asked_seconds = 0
        self._seconds.start()
        self.show(verdict=Verdict(BUSY, say("正在问参保登记")), bar=Bar(secondaries=(self._aside(),)))
        self.work(self.desk.lanes.registry, self._check, self._checked, self._not_checked)

    def _check(self) -> Any:
        reception, counter, self.visit.asked_at = self.desk.services.reception, self.desk.counter, self.desk.now()
        self._closed = self.desk.services.days.closed_by(counter) is not None
        draft = reception.check(counter, self.visit.draft)
        possible = reception.possible(counter, draft, **self.desk.abilities)
        if draft.situation.get("service") is None:
            first = thought_of_first(possible)
            of_a_lost_card = first["reason"] == "lost" or first["service"] in ("loss_report", "loss_lift")
            self.visit.guessed = of_a_lost_card and first["outcome"] in ACCEPTED
            draft = reception.choose(counter, draft, first["service"], first["reason"], loss=first.get("loss"))
        return draft, possible, *decided(self.desk, draft)

    def _checked(self, answer: Any) -> None:
        self._seconds.stop()
        draft, self.visit.possible, self.visit.decision, self.visit.expected = answer
        self.visit.keep(draft)
        self._render()
        resumed, self.visit.resumed = self.visit.resumed, False
        step = goes_on_at(draft, self.visit.decision or {}) if resumed else "decide"
        if step != "decide" and not self._closed:
            self.left.emit("step", step)

    def _not_checked(self, error: DeskError) -> None:
        self._seconds.stop()
        self.tell(error)
        self.show(bar=Bar(primary=Act("again", say("再问一次"), "F5"), secondaries=(self._aside(),)))

    def _still_asking(self) -> None:
        self._asked_seconds += 1
        second = say("已问 {n} 秒", n=self._asked_seconds)
        if self._asked_seconds >= WAY_OUT:
            second = say("已问 {n} 秒；没有应答就可以先收件待核验", n=self._asked_seconds)
        self.show(verdict=Verdict(BUSY, say("正在问参保登记"), second))

    def choose(self, index: object) -> None:
        """Another of the things the person may have."""
        number = int(str(index))
        if number >= len(self.visit.possible):
            return
        wish, self.visit.guessed = self.visit.possible[number], False
        reception, counter = self.desk.services.reception, self.desk.counter
        self._keep(
            lambda draft: reception.choose(counter, draft, wish["service"], wish["reason"], loss=wish.get("loss"))
        )

    def show_all(self) -> None:
        """0: the whole menu; once more: the digits go to its next nine lines, and from the last ones back."""
        page = self.state.page + 1 if self.state.whole else 0
        self.show(whole=True, page=page if page * MOST_DIGITS < len(self.visit.possible) else 0)
        self._render()

    def delivery(self, mode: object) -> None:
        """How the card comes to the person."""
        intake, counter = self.desk.services.intake, self.desk.counter
        self._keep(lambda draft: intake.choose_delivery(counter, draft, str(mode)))

    def address(self, value: tuple[str, str, str]) -> None:
        """Where a card is sent: receiver, address, phone."""
        receiver, address, phone = value
        if phone and not PHONE.fullmatch(phone):
            self.show(problems=(Problem("phone", say("“{text}”不是电话号码", text=phone)),))
            return
        self.show(problems=())
        intake, counter = self.desk.services.intake, self.desk.counter
        letter = {"receiver": receiver, "address": address, "phone": phone}
        self._keep(lambda draft: intake.choose_delivery(counter, draft, "mail", **letter))

    def tier(self, value: object) -> None:
        """The contribution base of a flexible employee."""
        intake, counter = self.desk.services.intake, self.desk.counter
        self._keep(lambda draft: intake.choose_tier(counter, draft, int(str(value))))

    def temporary_card(self, wanted: object) -> None:
        """A temporary card until the formal one is there."""
        intake, counter = self.desk.services.intake, self.desk.counter
        self._keep(lambda draft: intake.choose_temporary_card(counter, draft, wanted == "yes"))

    def declared(self, category: object) -> None:
        """The category of someone who is not enrolled yet."""
        intake, counter = self.desk.services.intake, self.desk.counter
        self._keep(lambda draft: intake.set_applicant(counter, draft, declared=str(category)))

    def _keep(self, change: Callable[[Any], Any]) -> None:
        def job() -> Any:
            draft = change(self.visit.draft)
            return draft, self.visit.possible, *decided(self.desk, draft)

        self.work(self.desk.lanes.desk, job, self._checked)

    # ── what Enter does ──

    def go_on(self) -> None:
        """The next step, or the notice where nothing can be mended."""
        self.left.emit("next", None)

    def see_open_case(self) -> None:
        """Nothing is begun beside a case that is under way; nothing is done to that one either before it is seen."""
        drafts, counter, draft = self.desk.services.draft, self.desk.counter, self.visit.draft
        number = open_case(self.visit.decision or {})

        def gone(_: object) -> None:
            self.visit.draft = None
            self.left.emit("find", number)

        self.work(self.desk.lanes.desk, lambda: drafts.throw_away(counter, draft, "superseded"), gone)

    def report_loss(self) -> None:
        """A formal report cannot be lifted: asks first."""
        number = ((self.visit.decision or {}).get("old_card") or {}).get("number", "")
        question = Confirmation(
            say("{number} 正式挂失后不能解挂", number=number),
            yes=Act("report_loss_now", say("确认挂失"), "Ctrl+Return"),
            no=Act("not_now", say("先不"), "Esc"),
        )
        self.show(bar=replace(self.state.bar, confirmation=question))

    def not_now(self) -> None:
        """The clerk thought better of it."""
        self._render()

    def report_loss_now(self) -> None:
        """Reports the old card lost for good, and goes on with what was chosen."""
        loss, counter = self.desk.services.loss, self.desk.counter

        def job() -> Any:
            draft = loss.report_first(counter, self.visit.draft)
            return draft, self.visit.possible, *decided(self.desk, draft)

        number = ((self.visit.decision or {}).get("old_card") or {}).get("number", "")

        def reported(answer: Any) -> None:
            self.visit.deed = Deed(say("{number} 已正式挂失", number=number))
            self._checked(answer)
            self.left.emit("next", None)

        self.work(self.desk.lanes.registry, job, reported)

    def throw_away(self) -> None:
        """The person goes: what was captured is removed, so it asks first."""
        question = Confirmation(
            say("收的材料和照片一起删除"),
            yes=Act("throw_away_now", say("确认不办"), "Ctrl+Return"),
            no=Act("not_now", say("先不"), "Esc"),
        )
        self.show(bar=replace(self.state.bar, confirmation=question))

    def throw_away_now(self) -> None:
        """Removes the draft, and is ready for the next one."""
        drafts, counter, draft = self.desk.services.draft, self.desk.counter, self.visit.draft

        def gone(_: object) -> None:
            self.visit.draft, self.visit.deed = None, Deed(say("已删除，没有办"))
            self.left.emit("done", None)

        self.work(self.desk.lanes.desk, lambda: drafts.throw_away(counter, draft), gone)

    def take_unverified(self) -> None:
        """F7 while the registry is silent: the papers are taken in, and it is asked again later."""
        if (self.visit.decision or {}).get("outcome") == "pending_verification":
            self.left.emit("next", None)

    def back(self) -> None:
        """Esc on the first step sets the visit aside."""
        self.left.emit("aside", None)

    # ── the state ──

    def _render(self) -> None:
        decision, draft, closed = self.visit.decision, self.visit.draft, self._closed
        tiers = self.desk.counter.policy.contribution.tiers
        assert decision is not None
        odd, down = draft.card_text.get("warnings") or (), "card_printer" in self.desk.down
        self.show(
            verdict=self._verdict(decision),
            above=above(decision, draft.situation, self._asked_at(), self.desk.counter.policy),
            options=options(self.visit.possible, decision, draft.situation, self._page(), closed=closed),
            fee=fee(decision),
            below=below(decision, self.visit.expected or decision, odd, closed=closed, printer_down=down),
            asks_address=(decision.get("delivery") or {}).get("mode") == "mail",
            letter=self._letter(),
            bar=Bar(
                primary(decision, self._letter(), closed=closed),
                (offer_more(), self._aside()),
                more(decision, self.visit.expected or decision, draft.situation, tiers, closed=closed),
                self.visit.deed,
            ),
            discreet=bool(decision.get("discreet")),
        )

    def _verdict(self, decision: Mapping[str, Any]) -> Verdict:
        """As decided; where nothing but papers is missing nobody was asked for them yet, and nothing is refused."""
        if self._closed:
            return Verdict(
                LOOK, say("今天已日结，这件今天不能受理"), say("下一个工作日再办；今天要办，请主管重开日结。")
            )
        if self.visit.guessed:
            return asks_what_for(decision)
        hoped = {**(self.visit.expected or decision), "prerequisites": decision["prerequisites"]}
        found = asked_for(hoped) or verdict_of(hoped)
        lacks_address = found.mark == FINE and "mail_address" in codes(hoped["prerequisites"])
        return Verdict(HERE, say("请填邮寄地址"), found.second) if lacks_address else found

    def _asked_at(self) -> str:
        return minute(self.visit.asked_at or self.desk.now())

    def _letter(self) -> tuple[str, str, str]:
        """Where a letter goes: as it was typed, else to the holder's own address."""
        situation = self.visit.draft.situation
        typed = (situation.get("choices") or {}).get("mail") or {}
        identity, applicant = situation.get("identity") or {}, situation["applicant"]
        known = {
            "receiver": identity.get("name") or applicant["name"],
            "address": identity.get("address"),
            "phone": applicant.get("phone"),
        }
        receiver, address, phone = (str(typed.get(key) or known[key] or "") for key in ("receiver", "address", "phone"))
        return receiver, address, phone

    def _page(self) -> int | None:
        return self.state.page if self.state.whole else None

    @staticmethod
    def _aside() -> Act:
        return Act("back", say("搁置"), "Esc")


__all__ = ["DecisionPresenter", "DecisionView"]
