"""领卡: the card's face, four things to be done before it changes hands, and the old card's fate.

The person is read a second time; the rules decide `collect` at that moment. The card is enabled before it is given.
"""

from dataclasses import replace
from typing import Any

from desk.errors import DeskError
from ui.clerk.handover_rows import THINGS, face_is_wrong, facts_of, thing_row
from ui.clerk.handover_standing import Standing, primary, verdict
from ui.clerk.handover_view import HandoverState, HandoverView
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.keys import offer
from ui.page import LOOK, Act, Bar, Confirmation, Deed, Verdict
from ui.parts.action_bar import offer_more
from ui.second_hand import SecondHand
from ui.words import say, told, word


class HandoverPresenter(SecondHand):
    """Checks who collects, has the face, the password and the signature done, and gives the card."""

    def __init__(self, desk: Desk, visit: Visit) -> None:
        super().__init__(desk, HandoverState())
        self.visit = visit
        self._check: Any = None
        self._stranger: Any = None
        """A card that is not the holder's, while it was not said that its owner collects for them."""
        self._done: dict[str, str] = {}
        self._key = desk.counter.new_key()

    @property
    def _case(self) -> Any:
        return self._check.case if self._check is not None else self.visit.about or self.visit.case

    @property
    def _old_card(self) -> str:
        """The number of the card that goes when the new one is given; empty for a first issue."""
        return str((self._case.decision.get("old_card") or {}).get("number") or "")

    @property
    def _who(self) -> str:
        """Whoever stands here: holder, guardian or agent; the holder while nobody was identified."""
        who: str = self._check.collector["who"] if self._check is not None else "holder"
        return who

    @property
    def wants_card(self) -> bool:
        """Nobody was identified yet: a card on the reader says who collects."""
        return self._check is None

    def arrive(self) -> None:
        """A collection whose papers were just completed is checked again; otherwise the card is awaited.

        One that was set aside awaits the card too: who stands here now is not who was read then.
        """
        self._ensure_face()
        if self.visit.about is not None and self.visit.draft is not None and not self.visit.resumed:
            self._identify(lambda: self.visit.draft)
        else:
            self._render()

    def _ensure_face(self) -> None:
        case, papers = self._case, self.desk.papers
        if self.visit.face is not None or papers is None or case.card is None:
            return

        def made(face: bytes) -> None:
            self.visit.face = face
            self._render()

        job = lambda: papers.face(case.number, case.card.number, case.card.valid_to)  # noqa: E731 - one line for a lane
        self.work(self.desk.lanes.paper, job, made, lambda _: None, busy=False)

    # ── the four things ──

    def take_card(self, card: Any) -> bool:
        """The second reading: the holder's own card, the guardian's or the agent's.

        Whoever was read is not exchanged for somebody else by the way: a made card lies here.
        """
        if self._check is not None and self._check.may:
            if card.number.upper() not in self._shown(self.visit.draft):
                second = say("先把这张卡交完；要先接待别人，按 Esc 搁置，再放一次。")
                self.show(verdict=Verdict(LOOK, say("{name}不是来领这张卡的人", name=_name_on(card)), second))
            return True
        before, self._stranger = self.visit.draft if self.visit.resumed else None, None
        if before is not None and card.number.upper() in self._shown(before):
            self.visit.resumed = False
            self._identify(lambda: before)  # the same person again: the papers that were shown then still count
        elif card.number.upper() == self._case.id_number or self._check is not None:
            self._collect_by(card)
        else:
            self._stranger = card
            self._render()
        return True

    def for_another(self) -> None:
        """Whoever laid this card down collects for the holder: a guardian, an agent."""
        self._collect_by(self._stranger)

    def _collect_by(self, card: Any) -> None:
        handover, counter, number = self.desk.services.handover, self.desk.counter, self._case.number
        applied, self._stranger, self.visit.resumed = self._applied_by(card), None, False
        if applied is not None:
            self._identify(lambda: handover.start_for_agent(counter, number, applied))
        else:
            self._identify(lambda: handover.start(counter, number, card))

    def _applied_by(self, card: Any) -> Any:
        """This very visit's application, where the same agent made it: what they showed a moment ago counts."""
        draft = self.visit.draft if self.visit.about is None and self._check is None else None
        agent = (draft.situation.get("agent") or {}) if draft is not None else {}
        return draft if str(agent.get("number", "")).upper() == card.number.upper() else None

    @staticmethod
    def _shown(draft: Any) -> set[str]:
        """The numbers of everybody whose document was shown for this collection."""
        people = (draft.situation.get(who) or {} for who in ("identity", "guardian", "agent"))
        return {str(one["number"]).upper() for one in people if one}

    def without_card(self) -> None:
        """More: whoever stands here is the holder and has no card with them; the rules say whether that will do."""
        handover, counter, number = self.desk.services.handover, self.desk.counter, self._case.number
        self._identify(lambda: handover.start(counter, number))

    def _identify(self, draft_of: Any) -> None:
        handover, counter = self.desk.services.handover, self.desk.counter
        scanner = self.desk.abilities["scanner"]
        self.work(
            self.desk.lanes.desk, lambda: handover.identify(counter, draft_of(), scanner=scanner), self._identified
        )

    def _identified(self, check: Any) -> None:
        self._check = check
        self.visit.draft = check.draft
        if check.may:
            self._done["identity"] = self._time()
            if check.draft.signature is not None:
                self._done.setdefault("signature", say("已签"))
        self.visit.changed.emit()
        self._render()

    def do_thing(self, code: object) -> None:
        """Space on a row: the face was compared, the password is set."""
        thing = str(code)
        if thing in ("identity", "signature") or self._check is None:
            return
        self._done[thing] = self._time()
        self._render()

    def take_back(self, code: object = None) -> None:
        """Delete: the last thing that was said to be done is not."""
        done = [thing for thing in self._done if thing not in ("identity", "signature")]
        thing = str(code or (done[-1] if done else ""))
        if thing in done:
            del self._done[thing]
            self._render()

    def take_signature(self, strokes: object) -> None:
        """The collector signed, here or on the customer screen."""
        if self._check is None:
            return
        intake, submission, counter = self.desk.services.intake, self.desk.services.submission, self.desk.counter
        check, signed = self._check, strokes

        def job() -> Any:
            return intake.sign(counter, check.draft, signed, submission.digest(check.draft, check.decision))

        def kept(draft: Any) -> None:
            self._check = replace(check, draft=draft)
            self._done["signature"] = self._time()
            self._render()

        self.work(self.desk.lanes.desk, job, kept)

    def object_to(self) -> None:
        """The collector pressed 卡面有误 on the customer screen."""
        self._done.pop("face", None)
        self._render()
        second = say("问清哪里不对。真有错，按 F7；看错了，按空格。")
        self.show(verdict=Verdict(LOOK, face_is_wrong(self._who), second))

    def release(self) -> None:
        """A second person agrees: the vault, a witness."""
        approvals, handover, counter = self.desk.services.approvals, self.desk.services.handover, self.desk.counter
        check = self._check
        second = self._credential()

        def job() -> Any:
            for what in check.approvals:
                key = f"{check.draft.id}-{what}"[:64]
                question = approvals.ask(counter, what, check.case.number, {}, key, case=check.case.number)
                approvals.decide(counter, question.id, "approved", "", second)
            return handover.identify(counter, check.draft)

        self.work(self.desk.lanes.desk, job, self._identified, self._second_refused)

    # ── what Enter does ──

    def give(self) -> None:
        """Gives the card; where an old one is void by that, it asks first."""
        if not self._old_card:
            self.give_now()
            return
        question = Confirmation(
            say("新卡启用时旧卡 {number} 作废，不能恢复", number=self._old_card),
            yes=Act("give_now", say("确认交卡"), "Ctrl+Return"),
            no=Act("not_now", say("先不"), "Esc"),
        )
        self.show(bar=replace(self.state.bar, confirmation=question))

    def not_now(self) -> None:
        """The clerk thought better of it."""
        self._render()

    def give_now(self) -> None:
        """Enables the card and hands it over; harmless to press again."""
        handover, counter, check = self.desk.services.handover, self.desk.counter, self._check
        confirmed = [thing for thing in check.open if thing in self._done]
        password = "password" in self._done

        def job() -> Any:
            return handover.hand_over(counter, check.draft, self._key, confirmed=confirmed, password_set=password)

        def given(case: Any) -> None:
            self.visit.deed = Deed(say("已交卡，已启用，{time}", time=self._time()))
            self.visit.draft = None
            self.visit.concluded(case)
            self.left.emit("next", None)

        self.work(self.desk.lanes.registry, job, given, self._not_given)

    def _not_given(self, error: DeskError) -> None:
        happened = told(error)
        second = say("{what}。{next}", what=happened.what, next=happened.next)
        self.show(verdict=Verdict(LOOK, say("卡先别交，还没启用"), second))
        self.show(bar=replace(self.state.bar, primary=Act("give_now", say("再试启用"))))

    def add_papers(self) -> None:
        """Something is missing: the papers of this collection."""
        self.left.emit("collect_papers", self._check)

    def face_wrong(self) -> None:
        """F7: the face is wrong; another card needs a supervisor."""
        self.left.emit("face_wrong", None)

    def forget(self) -> None:
        """Nobody collects today: what was shown and signed for it is removed, the card keeps its slot."""
        drafts, counter, draft = self.desk.services.draft, self.desk.counter, self.visit.draft
        if draft is None or self._check is None:
            self.back()
            return

        def gone(_: object) -> None:
            self.visit.draft, self.visit.deed = None, Deed(say("这次没有领，卡仍待领"))
            self.left.emit("done", None)

        self.work(self.desk.lanes.desk, lambda: drafts.throw_away(counter, draft), gone)

    def back(self) -> None:
        """The card goes back to its slot; the case stays ready."""
        self.left.emit("aside", None)

    # ── the state ──

    def _time(self) -> str:
        return f"{self.desk.now():%H:%M:%S}"

    def _wanted(self) -> list[str]:
        extra = list(self._check.open) if self._check is not None else []
        return [thing for thing in (*THINGS, *extra) if not (thing == "password" and self._who == "agent")]

    def _standing(self) -> Standing:
        check, wanted = self._check, self._wanted()
        return Standing(
            stranger=_name_on(self._stranger) if self._stranger is not None else "",
            reader_down="id_reader" in self.desk.down,
            decision=check.decision if check is not None else None,
            may=check is not None and check.may,
            approvals=tuple(check.approvals) if check is not None else (),
            signed_by_second=self._signed_by_second,
            missing=tuple(thing for thing in wanted if thing not in self._done),
            sets_password="password" in wanted,
            old_card=bool(self._old_card),
        )

    def _render(self) -> None:
        standing, check, second = self._standing(), self._check, None
        if standing.wants_second:
            what = say("、").join(word("approvals", one) for one in standing.approvals)
            self.second_title = say("须第二人：{what}", what=what)
            second = self._second()
        self.show(
            verdict=verdict(standing),
            face=self.visit.face,
            things=tuple(
                thing_row(one, self._done.get(one, ""), self._who, identified=standing.may) for one in self._wanted()
            ),
            facts=facts_of(self._case, self._old_card),
            strokes=check.draft.signature if check is not None else None,
            signing=standing.may and "signature" in standing.missing,
            second=second,
            bar=Bar(
                primary(standing),
                (offer("handover", "face_wrong"), offer_more()),
                (
                    Act("without_card", say("没带身份证")),
                    Act("forget", say("这次不领了")),
                    Act("back", say("搁置"), "Esc"),
                ),
                self.visit.deed,
            ),
        )


def _name_on(card: Any) -> str:
    """A foreigner's card may have no Chinese name."""
    return str(card.name or card.name_latin)


__all__ = ["HandoverPresenter", "HandoverView"]
