"""The rows of the materials page: how each paper stands, from the decision and what lies on the desk."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ui.page import DASH, FINE, LOOK, STOP
from ui.parts.entry_row import Entry
from ui.parts.pages_strip import Pages, PageShot
from ui.words import say, short_day, word
from ui.words.verdicts import reason_sentence, rule_name

REGISTER_PAGES = ("cover", "head", "self")
PROOFS = ("household_register", "birth_certificate", "marriage_certificate")
"""Papers that show how two people are related; the one most families bring comes first."""
PERSON_OF = {"identity_document": "identity", "guardian_identity": "guardian", "agent_identity": "agent"}


def lay_down(paper: str) -> str:
    """An identity card is read, not photographed: whose card goes on the reader."""
    who = {"guardian_identity": say("监护人"), "agent_identity": say("代办人")}.get(paper, say("本人"))
    return say("请把{who}的身份证放在读卡器上", who=who)


class PaperRows:
    """The papers of one decision about one draft."""

    def __init__(self, decision: Mapping[str, Any], draft: Any) -> None:
        self.decision = decision
        self.draft = draft
        self.papers: Sequence[Mapping[str, Any]] = decision.get("materials") or ()

    def entries(self) -> tuple[Entry, ...]:
        """One row for each paper, in the decision's order."""
        return tuple(self._entry(number, one) for number, one in enumerate(self.papers, 1))

    def _entry(self, number: int, one: Mapping[str, Any]) -> Entry:
        code, state = str(one["code"]), str(one["state"])
        brought = self.material(code)
        reason = self.reason_about(code)
        mark, words = {
            "satisfied": (FINE, say("已收")),
            "satisfied_electronically": (FINE, say("电子")),
            "deferred": (LOOK, say("可容缺")),
            "missing": (STOP, self._lack(reason)),
            "not_needed": (DASH, say("不需要")),
        }[state]
        until = self._until(code, brought)
        term = say("至 {day}", day=until) if until and state == "satisfied" else ""
        if state == "deferred" and one.get("due"):
            term = say("**{day}** {weekday}前", **_day_parts(one["due"]))
        elif state == "missing" and self._curable() and code not in self._curable():
            term = say("不能容缺")
        return Entry(
            name=word("materials", code),
            mark=mark,
            second=self._second(code, state, brought, reason),
            key=str(number) if number < 10 else "",
            state=words,
            state_mark="" if mark == DASH else mark,
            term=term,
            right=rule_name(one),
            code=code,
            pressable=True,
        )

    def _second(self, code: str, state: str, brought: Mapping[str, Any], reason: Mapping[str, Any] | None) -> str:
        situation = self.draft.situation
        person = PERSON_OF.get(code)
        if person and situation.get(person):
            return self._person_line(situation[person])
        if self.wants_day(code):
            return say("已拍，还要到期日")
        if reason is not None and state == "missing" and reason["code"] != "material_missing":
            return reason_sentence(reason)
        if brought:
            parts = []
            if brought.get("form") == "copy":
                parts.append(say("复印件"))
            pages = [one for one in self.draft.pages if one.code == self.lying(code)]
            parts.append(say("已拍 {n} 页", n=len(pages)) if pages else say("未留影像"))
            return say("，").join(parts)
        return {
            "satisfied_electronically": say("登记里有，或由本机留存"),
            "deferred": say("今天没带"),
            "missing": self._bring(code),
            "not_needed": say("这次不用"),
        }.get(state, "")

    @staticmethod
    def _bring(code: str) -> str:
        """What a row waits for: a relation is shown by any one of several papers."""
        if code == "relation_proof":
            return say("{papers}，有一样就行", papers=say("、").join(word("materials", one) for one in PROOFS))
        return say("放在读卡器上就读") if code in PERSON_OF else say("还没有收到")

    def _until(self, code: str, brought: Mapping[str, Any]) -> str:
        """The last day of a paper, as it was typed."""
        return str((self._mandate() if code == "mandate" else brought).get("valid_to") or "")

    def _mandate(self) -> Mapping[str, Any]:
        return (self.draft.situation.get("agent") or {}).get("mandate") or {}

    def wants_day(self, code: str) -> bool:
        """A mandate lies here, and it was not told yet to which day it is good."""
        return bool(code == "mandate" and self.material(code) and not self._mandate())

    @staticmethod
    def _person_line(person: Mapping[str, Any]) -> str:
        relation = (
            say("（{relation}）", relation=word("relations", person["relation"])) if person.get("relation") else ""
        )
        how = say("芯片读出") if person.get("read") == "chip" else say("人工录入")
        until = say("至 {day}", day=person["valid_to"]) if person.get("valid_to") else say("长期")
        return say("，").join((f"{person['name']}{relation}", how, until))

    @staticmethod
    def _lack(reason: Mapping[str, Any] | None) -> str:
        return {
            "material_expired": say("过期"),
            "material_incomplete": say("缺页"),
            "copy_only": say("只有复印件"),
            "mandate_expired": say("过期"),
            "mandate_unsigned": say("未签名"),
            "mandate_scope": say("事项不含"),
        }.get(str(reason["code"]) if reason else "", say("缺"))

    def pages(self, here: str) -> Pages:
        """The pages of the paper in hand, and what to do about it."""
        decision = self.decision
        taken = [one for one in self.draft.pages if one.code == self.lying(here)]
        named = list(self.material(here).get("pages") or ())
        shots = []
        for at, one in enumerate(taken):
            label = word("pages", named[at]) if at < len(named) else say("第 {n} 页", n=one.page)
            shots.append(PageShot(label, one.jpeg))
        wanted = self.wanted_page(here)
        hint = ""
        if self.wants_day(here):
            hint = say("看委托书，输入到期日，例如 20271231")
        elif wanted and self.state_of(here) == "missing":
            page = word("pages", wanted)
            shots.append(PageShot(say("{page} 待拍", page=page), wanted=True))
            paper = word("materials", self.lying(here))
            hint = say("{paper}翻到{page}，按 [[{key}]] 拍下", paper=paper, page=page, key=say("空格"))
            if here == "relation_proof" and not taken:
                hint = say("{hint}；带的是别的，按 [[F10]] 选", hint=hint)
        elif here in PERSON_OF and self.state_of(here) == "missing":
            hint = lay_down(here)
        elif self.state_of(here) in ("missing", "deferred"):
            hint = say("放好{paper}，按 [[{key}]] 收下", paper=word("materials", here), key=say("空格"))
        missing = sum(1 for one in decision["materials"] if one["state"] in ("missing", "deferred"))
        refused = decision["outcome"] == "refuse_notice"
        second = say("若就此结束，一次性告知单列 {n} 项，以后不再加。", n=missing) if refused and missing else ""
        return Pages(tuple(shots), hint, second)

    def material(self, code: str) -> Mapping[str, Any]:
        """The paper as it lies on the desk; empty when it does not."""
        lying = self.lying(code)
        return next((one for one in self.draft.situation.get("materials", ()) if one["code"] == lying), {})

    def lying(self, code: str) -> str:
        """The very paper a row stands for: a relation is shown by one of several."""
        if code != "relation_proof":
            return code
        brought = {one["code"] for one in self.draft.situation.get("materials", ())}
        return next((paper for paper in PROOFS if paper in brought), PROOFS[0])

    def state_of(self, code: str) -> str:
        """The state the rules give a paper."""
        return next((str(one["state"]) for one in self.papers if one["code"] == code), "")

    def first_open(self) -> str:
        """The paper to ask for next: missing ones before those that may follow."""
        for wanted in ("missing", "deferred"):
            for one in self.papers:
                if one["state"] == wanted:
                    return str(one["code"])
        return ""

    def reason_about(self, code: str) -> Mapping[str, Any] | None:
        """The reason that names this paper."""
        reasons: Sequence[Mapping[str, Any]] = self.decision.get("reasons") or ()
        for reason in reasons:
            facts = reason.get("facts") or {}
            if facts.get("material") in (code, self.lying(code)) or (
                code == "mandate" and str(reason["code"]).startswith("mandate_")
            ):
                return reason
        return None

    def wanted_page(self, code: str) -> str | None:
        """The page of a household register that comes next."""
        incomplete = (self.reason_about(code) or {}).get("code") == "material_incomplete"
        if self.lying(code) != "household_register" and not incomplete:
            return None
        have = list(self.material(code).get("pages") or ())
        return next((page for page in REGISTER_PAGES if page not in have), None)

    def _curable(self) -> frozenset[str]:
        return frozenset(str(one["code"]) for one in self.papers if one["state"] == "deferred")


def _day_parts(when: Any) -> dict[str, str]:
    day, weekday = short_day(date.fromisoformat(when) if isinstance(when, str) else when).split(" ", 1)
    return {"day": day, "weekday": weekday}
