"""核对: exactly what will be sent, where each line comes from, the signature, and the act of submitting."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.errors import DeskError
from desk.ports import Stroke
from ui.clerk.decision_rows import delivered, enrolled_as, temporary_card
from ui.clerk.endings import conclude
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.keys import offer
from ui.look import look
from ui.page import FINE, LOOK, Act, Bar, Confirmation, Deed, Screen, Verdict
from ui.parts.part import INSET, Rows, column
from ui.parts.section import Heading, HeadingRow, Section, SectionRow
from ui.parts.signature_box import SignatureBox
from ui.parts.view import View
from ui.presenter import Presenter
from ui.words import grouped, money, say, short_day, together, word
from ui.words.differing import differing
from ui.words.filling import filled
from ui.words.verdicts import codes, deed_words, lapse_words


@dataclass(frozen=True, slots=True)
class ReviewState(Screen):
    """The lines, the signature, and what stands beside it."""

    lines: tuple[Section, ...] = ()
    strokes: tuple[Stroke, ...] | None = None
    beside: tuple[Section, ...] = ()
    objected: bool = False
    signer: str = ""
    """Whose signature it is, over the box."""


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
        signed: Any = strokes

        def job() -> None:
            self.visit.decide()
            digest = submission.digest(self.visit.draft, self.visit.decision)
            self.visit.draft = intake.sign(counter, self.visit.draft, signed, digest)

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
        signed = draft.signature is not None
        who = signer_of(decision)
        if self.state.objected:
            verdict = Verdict(LOOK, _objected(who), say("问清哪一行不对，按 Esc 回去改。"))
        elif signed:
            verdict = Verdict(FINE, _signed(who), say("提交的就是下面这些字，客户屏显示同一份。"))
        else:
            read = (draft.situation.get("identity") or {}).get("read") == "chip"
            same = say("客户屏上是同一份，号码中间遮住。") if read else say("客户屏上是同一份，一字不差。")
            verdict = Verdict(LOOK, _to_sign(who), together(same, say("没有第二块屏，按 Shift F2 转给他看。")))
        primary = Act("submit", say("提交申请") if signed else say("等签名"), enabled=signed)
        self.show(
            verdict=verdict,
            lines=lines_of(draft.situation, decision),
            strokes=draft.signature,
            beside=self._beside(signed),
            signer=signature_of(who),
            bar=Bar(primary, (offer("review", "sign_again"), Act("back", say("上一步"), "Esc")), deed=self.visit.deed),
        )

    def _beside(self, signed: bool) -> tuple[Section, ...]:
        photo = self.visit.draft.situation.get("photo") or {}
        rows = []
        if signed:
            digest = str(self.visit.draft.signed or "")[:8].upper()
            rows.append(Section(say("内容指纹"), f"{digest[:4]} {digest[4:]}"))
        if photo:
            source = {"camera": say("现场拍摄"), "brought": say("自带照片"), "registry": say("登记照片")}
            rows.append(Section(say("照片"), source.get(str(photo.get("source")), "")))
        return tuple(rows)


def signer_of(decision: Mapping[str, Any]) -> str:
    """Who signs what is submitted: guardian, agent or holder; the paper names the same one."""
    return next((who for who in ("guardian", "agent") if decision.get(who)), "holder")


def signature_of(who: str) -> str:
    """What stands over the box."""
    return {"guardian": say("监护人签名"), "agent": say("代办人签名")}.get(who, say("签名"))


def _to_sign(who: str) -> str:
    words = {"guardian": say("请监护人核对并签名"), "agent": say("请代办人核对并签名")}
    return words.get(who, say("请持卡人核对并签名"))


def _signed(who: str) -> str:
    words = {"guardian": say("监护人已核对并签名"), "agent": say("代办人已核对并签名")}
    return words.get(who, say("持卡人已核对并签名"))


def _objected(who: str) -> str:
    words = {"guardian": say("监护人说内容有误"), "agent": say("代办人说内容有误")}
    return words.get(who, say("持卡人说内容有误"))


def lines_of(situation: Mapping[str, Any], decision: Mapping[str, Any]) -> tuple[Section, ...]:
    """What is submitted, line by line, with the source of each; the customer screen shows the same."""
    identity, holder = situation.get("identity") or {}, decision.get("holder") or {}
    source = say("芯片") if identity.get("read") == "chip" else say("录入")
    number = str(holder.get("number") or "")
    sex = word("sexes", holder.get("sex"))
    rows = [
        Section(say("姓名"), say("**{name}**，{sex}", name=holder.get("name", ""), sex=sex), rule=source),
        Section(say("号码"), grouped(number), rule=source),
    ]
    if identity.get("address"):
        rows.append(Section(say("住址"), str(identity["address"]), rule=source))
    for who, label in (("guardian", say("监护人")), ("agent", say("代办人"))):
        if decision.get(who):
            person = decision[who]
            relation = word("relations", person.get("relation"))
            rows.append(Section(label, filled(say("{name}[，{relation}]"), {**person, "relation": relation})))
    what = deed_words(decision)
    reason = word("service_reasons", decision.get("reason"))
    rows.append(
        Section(say("事项"), say("**{what}**，因{reason}", what=what, reason=reason) if reason else f"**{what}**")
    )
    if until := lapse_words(decision):
        rows.append(Section(say("到期"), say("{until}，卡恢复使用", until=until)))
    if decision["service"] == "correction":
        rows += _changes(situation)
    if decision["service"] == "enrolment":
        rows.append(Section(say("登记为"), enrolled_as(decision)))
    old = decision.get("old_card") or {}
    if old.get("fate") == "void_on_issue":
        rows.append(Section(say("旧卡"), say("{number}，新卡启用时作废", number=old["number"])))
    elif old.get("number"):
        void = decision["service"] == "cancel"
        words = say("{number}，复核同意后作废", number=old["number"]) if void else old["number"]
        rows.append(Section(say("现有卡"), words))
    delivery = decision.get("delivery") or {}
    ready = (decision.get("promise") or {}).get("ready_by")
    if delivery.get("mode") == "instant":
        rows.append(Section(say("领取"), say("本窗口，今天")))
    elif delivery.get("mode"):
        mode = delivery["mode"]
        rows.append(Section(say("领取"), delivered(mode, _day(ready)) if ready else word("delivery_modes", mode)))
    if decision.get("temporary_card"):
        rows.append(Section(say("临时卡"), temporary_card(decision)))
    letter = (situation.get("choices") or {}).get("mail") or {}
    if delivery.get("mode") == "mail" and letter:
        rows.append(Section(say("邮寄到"), say("{address}，{receiver}，{phone}", **letter)))
    rows += _fee_line(decision)
    contribution = decision.get("contribution")
    if contribution:
        facts = {"tier": contribution["tier"], "sum": money(contribution["monthly"])}
        rows.append(Section(say("缴费档次"), say("{tier}%，每月 {sum} 元", **facts)))
    papers = [
        word("materials", one["code"]) for one in decision["materials"] if str(one["state"]).startswith("satisfied")
    ]
    if papers:
        rows.append(Section(say("材料"), say("、").join(papers)))
    rows.append(Section(say("声明"), _declaration(decision)))
    return tuple(rows)


def _changes(situation: Mapping[str, Any]) -> list[Section]:
    """What the registry says and what it is to say, the characters that differ in bold."""
    base = (situation.get("registry") or {}).get("baseinfo") or {}
    identity = situation.get("identity") or {}
    pairs = (
        (say("姓名改为"), base.get("psn_name"), identity.get("name")),
        (say("号码改为"), base.get("certno"), identity.get("number")),
        (say("住址改为"), base.get("hsreg_addr"), identity.get("address")),
    )
    return [
        Section(label, differing(str(here), str(there)), say("登记里是 {text}", text=there))
        for label, there, here in pairs
        if here and there and here != there
    ]


def _fee_line(decision: Mapping[str, Any]) -> list[Section]:
    fee = decision.get("fee") or {}
    if not fee.get("due"):
        return [Section(say("费用"), say("免费"))] if decision.get("delivery") else []
    facts = {"due": money(fee["due"]), "waived": money(fee.get("waived", 0)), "paid": money(fee["payable"])}
    if fee.get("waived"):
        facts["waiver"] = word("waivers", fee.get("waiver"))
        return [Section(say("费用"), say("应收 {due}，减免 {waived}（{waiver}），**实收 {paid} 元**", **facts))]
    return [Section(say("费用"), say("**应收 {due} 元**", **facts))]


def _declaration(decision: Mapping[str, Any]) -> str:
    parts = [say("以上属实。")]
    if "formal_loss" in codes(decision.get("card_actions")) or decision.get("reason") == "lost":
        parts.append(say("知道正式挂失不能解挂。"))
    if lapse_words(decision):
        parts.append(say("知道到期自动失效：卡找到了来解挂，找不到来办正式挂失和补办。"))
    if "fee_waiver" in codes(decision.get("approvals")):
        due = money((decision.get("fee") or {}).get("due", 0))
        parts.append(say("减免须复核，不同意则补交 {due} 元。", due=due))
    for one in decision["materials"]:
        if one["state"] == "deferred":
            paper, day = word("materials", one["code"]), _day(one["due"]) if one.get("due") else ""
            parts.append(say("{paper} {day}前补来，补齐前不能领卡。", paper=paper, day=day))
    return together(*parts)


def _day(when: Any) -> str:
    from datetime import date

    return short_day(date.fromisoformat(when) if isinstance(when, str) else when)


class ReviewView(View):
    """The lines at the left, the signature and what goes with it at the right."""

    code = "review"
    verdict_line = False

    def __init__(self) -> None:
        super().__init__()
        self._lines = Rows(lambda: SectionRow(tight=True))
        self._head = HeadingRow(20)
        self._box = SignatureBox(240, 104, open_for_ink=True)
        self._box.signed.connect(lambda strokes: self.typed.emit("take_signature", strokes))
        self._beside = Rows(lambda: SectionRow(text=88, tight=True))
        left, right = QWidget(), QWidget()
        left.setLayout(column(self._lines, -1))
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(look().px(INSET), 0, look().px(INSET), 0)
        row.addWidget(self._box)
        row.addStretch(1)
        right.setLayout(column(self._head, inner, 8, self._beside, -1))
        right.setFixedWidth(look().px(240 + 2 * INSET))
        both = QWidget()
        across = QHBoxLayout(both)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look().px(8))
        across.addWidget(left, 1)
        across.addWidget(right)
        self.fill(both, -1)

    def render_state(self, state: ReviewState) -> None:
        """Shows lines and signature."""
        self.render_screen(state)
        self._lines.show_all(state.lines)
        self._head.show_value(Heading(state.signer, size=13))
        self._box.open_for_ink = state.strokes is None
        if not state.busy:  # what was just written stands until it is kept
            self._box.show_strokes(state.strokes)
        self._beside.show_all(state.beside)
