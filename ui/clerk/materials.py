"""材料: one row for each paper, what it lacks, and what ending now would mean."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desk.errors import DeskError, DeviceTrouble
from ui.clerk.decision_rows import asked_for
from ui.clerk.frames import page_of
from ui.clerk.materials_view import MaterialsState, MaterialsView
from ui.clerk.paper_acts import EXTRA, more
from ui.clerk.paper_rows import PERSON_OF, REGISTER_PAGES, PaperRows, lay_down
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.page import FINE, LOOK, Act, Bar, Deed, Problem, Side, Verdict
from ui.parts.action_bar import offer_more
from ui.parts.pages_strip import Pages
from ui.presenter import Presenter
from ui.words import say, told, word
from ui.words.verdicts import codes, verdict_of

WITH_EXPIRY = frozenset({"residence_permit", "mandate", *EXTRA})


class MaterialsPresenter(Presenter):
    """Ticks and scans papers; the rules say after each what is still missing."""

    def __init__(self, desk: Desk, visit: Visit) -> None:
        super().__init__(desk, MaterialsState())
        self.visit = visit
        self._trouble: DeskError | None = None

    def arrive(self) -> None:
        """The first paper that lacks something is in hand."""
        self._render(self._rows().first_open())

    # ── papers ──

    def here(self, code: object) -> None:
        """Another row has the focus."""
        if code != self.state.here:
            self._render(str(code))

    def scan(self, code: object = None) -> None:
        """Space: scans the next page of a paper, or ticks it by hand where nothing is fitted to scan with."""
        paper = str(code or self.state.here)
        if not paper:
            self.show(pages=Pages((), say("材料齐了，不用再拍"), say("还要留影像，先按那一行的数字。")))
            return
        if paper in PERSON_OF:
            self._tell_to_lay_down(paper)
            return
        self._take_in(paper, self._rows().lying(paper), self._rows().wanted_page(paper))

    do_row = scan

    def prove(self, code: object) -> None:
        """Another paper than the usual one lies there and shows how the two are related."""
        self._take_in(self.state.here, str(code), None)

    def _take_in(self, row: str, lying: str, page: str | None) -> None:
        """Scans the paper that lies there for a row, or ticks it where nothing is fitted to scan with."""
        if not self.desk.abilities["scanner"]:
            self._tick(lying)
            return

        def job() -> Any:
            return self._kept(lying, page_of(self.desk.devices.get("document_camera").frame()), page)

        self.work(self.desk.lanes.document_camera, job, lambda _: self._done(row), self._not_scanned)

    def untick(self, code: object = None) -> None:
        """Delete: takes the last page back, or the paper."""
        paper = str(code or self.state.here)
        if not paper:
            return
        lying = self._rows().lying(paper)
        intake, counter = self.desk.services.intake, self.desk.counter

        def job() -> None:
            self.visit.draft = intake.drop_page(counter, self.visit.draft, lying)
            self.visit.decide()

        self.work(
            self.desk.lanes.desk,
            job,
            lambda _: self._done(paper, say("已收回：{paper}", paper=word("materials", paper))),
        )

    undo = untick

    def copy_only(self) -> None:
        """Only a copy was brought."""
        self._tick(self.state.here, form="copy")

    def by_hand(self) -> None:
        """Ticks without a picture, though there is a scanner."""
        self._tick(self.state.here)

    def add(self, code: object) -> None:
        """A paper that nobody demanded: it may waive the fee."""
        self._tick(str(code))

    def tier(self, value: object) -> None:
        """The contribution base of a flexible employee who enrols."""
        intake, here, base = self.desk.services.intake, self.state.here, int(str(value))

        def job() -> None:
            self.visit.draft = intake.choose_tier(self.desk.counter, self.visit.draft, base)
            self.visit.decide()

        self.work(self.desk.lanes.desk, job, lambda _: self._done(here, say("缴费档次 {n}%", n=base)))

    def level(self, value: object) -> None:
        """The level on a disability certificate."""
        self._tick(self.state.here, level=int(str(value)))

    def bank(self, value: object) -> None:
        """The bank of a settlement account."""
        self._tick(self.state.here, bank=str(value))

    def expiry(self, text: object) -> None:
        """The last day of a paper, typed as 2026-06-30 or 20260630; it stays in hand, so that the day is seen."""
        typed = "".join(one for one in str(text) if one.isdigit())
        if len(typed) < 8:
            return
        try:
            last = date(int(typed[:4]), int(typed[4:6]), int(typed[6:8]))
        except ValueError:
            self.show(problems=(Problem("expiry", say("{text} 不是日期", text=str(text))),))
            return
        if self.state.here == "mandate":
            self._take_mandate(last, signed=True)
        else:
            self._tick(self._rows().lying(self.state.here), stays=True, valid_to=last)

    def unsigned(self) -> None:
        """The mandate was not signed by the holder."""
        self._take_mandate(self.desk.now().date(), signed=False)

    def _take_mandate(self, last: date, *, signed: bool) -> None:
        """A mandate as it was read: good for what this visit is about, to its last day."""
        decision, intake, today = self.visit.decision or {}, self.desk.services.intake, self.desk.now().date()
        scope = {str(decision.get("service")), "collect"}
        scope |= {"loss_report"} if decision.get("reason") == "lost" else set()
        facts: dict[str, Any] = {"valid_from": min(today, last), "valid_to": last, "signed": signed}
        taken = lambda: intake.set_mandate(self.desk.counter, self.visit.draft, sorted(scope), **facts)  # noqa: E731
        self._keep(taken, "mandate", stays=signed)

    def relation(self, value: object) -> None:
        """How the guardian or agent is related."""
        situation = self.visit.draft.situation
        who = "guardian" if "guardian" in situation else "agent"
        known = {key: value for key, value in situation[who].items() if key != "relation"}
        self._set(who, known, str(value), self.state.here)

    def take_card(self, card: Any) -> bool:
        """An identity card was laid down: the holder's, the guardian's or the agent's, when one is wanted."""
        if self._rows().state_of("identity_document") == "missing" and self.visit.is_about(card.number.upper()):
            intake, counter = self.desk.services.intake, self.desk.counter
            self._keep(lambda: intake.set_identity(counter, self.visit.draft, card), "identity_document")
            return True
        for paper, who in (("guardian_identity", "guardian"), ("agent_identity", "agent")):
            if self._rows().state_of(paper) == "missing":
                parent = self.desk.services.intake.PARENT.get(card.sex, "guardian")
                relation = parent if who == "guardian" else "other"
                self._set(who, card, relation, paper)
                return True
        return False

    def _set(self, who: str, person: Any, relation: str, paper: str) -> None:
        setter = getattr(self.desk.services.intake, f"set_{who}")
        self._keep(lambda: setter(self.desk.counter, self.visit.draft, person, relation), paper)

    def _tick(self, paper: str, *, stays: bool = False, **facts: Any) -> None:
        intake = self.desk.services.intake
        brought: Sequence[Mapping[str, Any]] = self.visit.draft.situation.get("materials", ())
        before = next((one for one in brought if one["code"] == paper), {})
        kept = {key: value for key, value in before.items() if key != "code"} | facts
        if paper == "household_register" and "pages" not in kept:
            kept["pages"] = list(REGISTER_PAGES)
        self._keep(lambda: intake.tick(self.desk.counter, self.visit.draft, paper, **kept), paper, stays=stays)

    def _kept(self, paper: str, jpeg: bytes, page: str | None) -> None:
        intake = self.desk.services.intake
        self.visit.draft = intake.keep_page(self.desk.counter, self.visit.draft, paper, jpeg, page)
        self.visit.decide()

    def _keep(self, change: Any, paper: str, *, stays: bool = False) -> None:
        def job() -> None:
            self.visit.draft = change()
            self.visit.decide()

        self.work(self.desk.lanes.desk, job, lambda _: self._done(paper, stays=stays))

    def _done(self, paper: str, words: str = "", *, stays: bool = False) -> None:
        self._trouble = None
        lacks = self._rows().state_of(paper) == "missing"
        taken = say("{paper}已拍，还没齐", paper=word("materials", paper))
        words = words or (taken if lacks else say("{paper}已收", paper=word("materials", paper)))
        self.visit.keep(self.visit.draft, Deed(words, undo="undo" if self._rows().material(paper) else ""))
        here = paper if lacks or stays else self._rows().first_open() or paper
        self._render(here)

    def _not_scanned(self, error: DeskError) -> None:
        if isinstance(error, DeviceTrouble):
            self.desk.down.add("document_camera")
        self._trouble = error
        self._render(self.state.here)

    def _tell_to_lay_down(self, paper: str) -> None:
        self.show(pages=Pages((), lay_down(paper), say("读出后自动打勾")))

    def _rows(self) -> PaperRows:
        assert self.visit.decision is not None
        return PaperRows(self.visit.decision, self.visit.draft)

    # ── what Enter does ──

    def go_on(self) -> None:
        """Photo, review, or the notice."""
        self.left.emit("next", None)

    def back(self) -> None:
        """Back to the decision; to the hand-over where a collection asked for papers: nothing was decided before."""
        if self.visit.about is not None:
            self.left.emit("step", "handover")
        else:
            self.left.emit("back", None)

    # ── the state ──

    def _render(self, here: str) -> None:
        decision = self.visit.decision
        assert decision is not None
        rows = self._rows()
        mandate = (self.visit.draft.situation.get("agent") or {}).get("mandate") or {}
        newest = next((one.jpeg for one in reversed(self.visit.draft.pages) if one.code == here), None)
        asks = here in WITH_EXPIRY and bool(rows.material(here))
        expiry = str((mandate if here == "mandate" else rows.material(here)).get("valid_to") or "") if asks else ""
        passed = bool(expiry) and expiry < self.desk.now().date().isoformat()
        again = Problem("expiry", say("{day} 已经过了；输错了就在这里重输", day=expiry))
        self.show(
            verdict=self._verdict(decision),
            entries=rows.entries(),
            here=here,
            pages=rows.pages(here),
            asks_expiry=asks,
            expiry=expiry,
            problems=(again,) if passed else (),
            side=Side(word("materials", here), newest) if newest else None,
            bar=Bar(
                self._primary(decision),
                (offer_more(), Act("back", say("上一步"), "Esc")),
                more(rows, here, self.desk.counter.policy.contribution.tiers, scanner=self.desk.abilities["scanner"]),
                self.visit.deed,
            ),
        )

    def _verdict(self, decision: Mapping[str, Any]) -> Verdict:
        if self._trouble is not None:
            happened = told(self._trouble)
            return Verdict(LOOK, happened.what, say("可以按空格手工勾，行里写“未留影像”。"))
        open_ones = [one for one in decision["materials"] if one["state"] == "missing"]
        if "choose_base_tier" in codes(decision.get("prerequisites")) and not open_ones:
            why = say("自己缴费的人，按哪一档由他选：按 F10，或请他在客户屏上点。")
            owes = any(one["state"] == "deferred" for one in decision["materials"])
            return Verdict(LOOK, say("还要选缴费档次") if owes else say("材料收好了，还要选缴费档次"), why)
        if decision["outcome"] in ("accept", "pending_verification") and not open_ones:
            return Verdict(FINE, say("材料齐了"), say("每一样都看过、收下了。"))
        return asked_for(decision) or verdict_of(decision)

    def _primary(self, decision: Mapping[str, Any]) -> Act:
        outcome = decision["outcome"]
        if "choose_base_tier" in codes(decision.get("prerequisites")):
            return Act("go_on", say("先选缴费档次，F10"), enabled=False)
        if outcome == "accept_deferred":
            return Act("go_on", say("容缺受理并继续"))
        if outcome in ("accept", "pending_verification"):
            photo = (decision.get("photo") or {}).get("required") and not (decision.get("photo") or {}).get("ok")
            onwards = say("继续领卡") if decision["service"] == "collect" else say("继续核对")
            return Act("go_on", say("继续拍照") if photo else onwards)
        if outcome == "refuse_notice":
            return Act("go_on", say("打印一次性告知单"))
        return Act("go_on", say("打印暂缓告知单") if outcome == "hold" else say("打印转办告知单"))


__all__ = ["MaterialsPresenter", "MaterialsView"]
