"""核对: exactly what will be sent, where each line comes from, the signature, and the act of submitting."""

from dataclasses import replace
from typing import Any

from desk.errors import DeskError
from ui.clerk.endings import conclude
from ui.clerk.review_rows import beside, lines_of, objected, signature_of, signed, signer_of, to_sign
from ui.clerk.review_view import ReviewState, ReviewView
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.keys import offer
from ui.page import Act, Bar, Confirmation, Deed
from ui.presenter import Presenter
from ui.words import grouped, say
from ui.words.verdicts import codes


class ReviewPresenter(Presenter):
    """Shows what will be submitted, takes the signature, and submits it once."""

    def __init__(self, desk: Desk, visit: Visit) -> None:
        super().__init__(desk, ReviewState())
        self.visit = visit

    def arrive(self) -> None:
        """The applicant reads the same lines on the customer screen; what was objected to was changed meanwhile."""
        self.state = replace(self.state, objected=False)
        submission, draft = self.desk.services.submission, self.visit.draft
        if draft.signature is not None and draft.signed != submission.digest(draft, self.visit.decision):
            self.visit.deed = Deed(say("签名后改过内容，请重新签名"), mark="plain_look")
            self.sign_again()
        self._render()

    def take_signature(self, strokes: object) -> None:
        """The applicant has signed, here or on the customer screen."""
        submission, intake, counter = self.desk.services.submission, self.desk.services.intake, self.desk.counter
        ink: Any = strokes

        def job() -> None:
            self.visit.decide()
            digest = submission.digest(self.visit.draft, self.visit.decision)
            self.visit.draft = intake.sign(counter, self.visit.draft, ink, digest)

        def kept(_: object) -> None:
            self.visit.keep(self.visit.draft, Deed(say("已签名")))
            self.show(objected=False)
            self._render()

        self.work(self.desk.lanes.desk, job, kept)

    def sign_again(self) -> None:
        """F7: another signature, please."""
        drafts, counter = self.desk.services.draft, self.desk.counter

        def job() -> None:
            self.visit.draft = drafts.save(counter, replace(self.visit.draft, signature=None, signed=None))

        self.work(self.desk.lanes.desk, job, lambda _: self._render())

    def object_to(self) -> None:
        """The applicant pressed 内容有误 on the customer screen: what was signed before counts no more."""
        self.show(objected=True)
        if self.visit.draft.signature is not None:
            self.sign_again()
        else:
            self._render()

    def submit(self) -> None:
        """Concludes the visit; what ends a card's life for good asks first."""
        question = self._question()
        if question:
            yes = Act("submit_now", say("确认提交"), "Ctrl+Return")
            no = Act("not_now", say("先不"), "Esc")
            self.show(bar=replace(self.state.bar, confirmation=Confirmation(question, yes, no)))
        else:
            self.submit_now()

    def _question(self) -> str:
        decision = self.visit.decision or {}
        actions, number = codes(decision.get("card_actions")), (decision.get("old_card") or {}).get("number", "")
        if "formal_loss" in actions:
            return say("{number} 正式挂失后不能解挂", number=number)
        return say("{number} 注销后不能恢复", number=number) if "cancel" in actions else ""

    def not_now(self) -> None:
        """Somebody thought better of it."""
        self._render()

    def submit_now(self) -> None:
        """Concludes the visit; the key makes a second press harmless."""
        services, counter, visit = self.desk.services, self.desk.counter, self.visit

        def job() -> Any:
            return conclude(services, counter, visit, self.desk.abilities)

        def concluded(case: Any) -> None:
            visit.deed = Deed(say("已受理 {number}", number=grouped(case.number)))
            visit.concluded(case)
            self.left.emit("next", None)

        self.work(self.desk.lanes.desk, job, concluded, self._refused)

    def _refused(self, error: DeskError) -> None:
        if error.kind == "signature_stale":
            self.sign_again()
        self.tell(error)

    def back(self) -> None:
        """One step back; the signature goes stale when anything changes."""
        self.left.emit("back", None)

    def _render(self) -> None:
        draft, decision = self.visit.draft, self.visit.decision
        assert decision is not None
        complete, who = draft.signature is not None, signer_of(decision)
        if self.state.objected:
            verdict = objected(who)
        elif complete:
            verdict = signed(who)
        else:
            verdict = to_sign(who, by_chip=(draft.situation.get("identity") or {}).get("read") == "chip")
        primary = Act("submit", say("提交申请") if complete else say("等签名"), enabled=complete)
        self.show(
            verdict=verdict,
            lines=lines_of(draft.situation, decision, self.desk.counter.policy.notice),
            strokes=draft.signature,
            beside=beside(draft),
            signer=signature_of(who),
            bar=Bar(primary, (offer("review", "sign_again"), Act("back", say("上一步"), "Esc")), deed=self.visit.deed),
        )


__all__ = ["ReviewPresenter", "ReviewView"]
