"""The application forms, filled in from the identity document, the registry and what was chosen (M-001, M-002).

What the desk does not know stays an empty box to write in.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desk.rules.codes import MAKING
from desk.rules.insurance import enrols_in
from desk.rules.papers import APPLICATIONS, declared
from desk.services.views import CaseView
from printing.forms import Field, FormPart, FormWords
from printing.lines import Strong
from printing.looks import Signature
from ui.papers.office import Office, decided, service_words, stamp, who_signs
from ui.papers.phrases import listed, zh
from ui.papers.receipt import materials, taken

TITLES = {
    "application_form": "医保卡申领表",
    "reissue_form": "医保卡补办申请表",
    "exchange_form": "换卡申请表",
    "enrolment_form": "参保登记表",
    "correction_form": "信息变更表",
    "debit_consent": "医疗保险费代扣授权书",
    "witness_statement": "见证声明",
}

LINES = 12
"""People an employer's form has room for on one page; a longer list is brought as a file."""


def form_words(view: CaseView, office: Office, kind: str) -> FormWords:
    """One of the forms of `TITLES`."""
    parts = [_person(view, office, kind), *_parts(view, office, kind)]
    if kind in APPLICATIONS:
        parts.append(_helper(view, office, kind))
    signatures = (*stamp(view), Signature(f"日期　{office.now:%Y-%m-%d}"))
    if kind == "debit_consent":  # nobody has signed for an account that is still to be filled in
        signatures = (Signature(who_signs(view)), stamp(view)[1], Signature("日期"))
    if kind == "witness_statement":
        signatures = (Signature("见证人"), Signature("经办人 " + view.clerk), Signature(f"日期　{office.now:%Y-%m-%d}"))
    return FormWords(
        heading=office.heading(TITLES[kind], view.number),
        facts=(),
        parts=tuple(parts),
        declaration=_declaration(view, office, kind),
        signatures=signatures,
        foot=f"{office.policy_foot}　{office.anchor_foot}".strip("　"),
        code=office.code(view, kind),
        declares="见证人声明" if kind == "witness_statement" else "申请人声明",
    )


def employer_form_words(office: Office, name: str = "", people: Sequence[Mapping[str, str]] = ()) -> FormWords:
    """参保单位信息登记表: for the employer to complete and stamp; name and people where they are known (M-011)."""
    lines = [*people, *[{}] * (LINES - len(people))]
    unit = FormPart(
        "单位",
        (
            Field("单位名称", name, 4),
            Field("统一社会信用代码", "", 4),
            Field("单位地址", "", 4),
            Field("经办人"),
            Field("联系电话"),
            Field("申请事项", "集中办理社会保障卡"),
            Field("人数", str(len(people) or "")),
        ),
    )
    staff = tuple(
        field
        for number, person in enumerate(lines, 1)
        for field in (
            Field(f"{number}. 姓名", person.get("name", "")),
            Field("身份号码", office.shown(person.get("id_number", ""), "employer_form")),
        )
    )
    return FormWords(
        heading=office.heading("参保单位信息登记表"),
        facts=(),
        parts=(unit, FormPart("参保人员", staff)),
        declaration=("以上人员信息由本单位核对无误，与参保登记一致。", "本单位经办人领卡时负责逐人转交并由本人确认。"),
        signatures=(Signature("经办人签名"), Signature("（单位章）"), Signature("日期")),
        foot=office.policy_foot,
        declares="单位声明",
    )


def _person(view: CaseView, office: Office, kind: str) -> FormPart:
    identity = view.situation.get("identity") or {}
    registry = view.situation.get("registry") or {}
    row = decided(view, "insurance_row")
    kind_of = str(row.get("insutype", "")) if row else enrols_in(view.category) if view.service == "enrolment" else ""
    insured = zh("insurance_types", kind_of) if kind_of else ""
    return FormPart(
        "参保人",
        (
            Field("姓名", (Strong(view.name),)),
            Field("性别", zh("sexes", view.sex)),
            Field("证件类型", zh("identity_documents", identity.get("document"))),
            Field("出生日期", view.birth.isoformat() if view.birth else ""),
            Field("证件号码", office.shown(view.id_number, kind), 4),
            Field("人员类别", zh("categories", view.category)),
            Field("联系电话", (registry.get("baseinfo") or {}).get("mob") or ""),
            Field("住址", identity.get("address") or (registry.get("baseinfo") or {}).get("hsreg_addr") or "", 4),
            Field("参保险种", insured),
            Field("单位", str(row.get("emp_name") or "") if row else ""),
        ),
        photo=view.photo,
        place_for_photo=view.service in MAKING,
    )


def _parts(view: CaseView, office: Office, kind: str) -> list[FormPart]:
    if kind == "debit_consent":
        return [
            _contribution(view),
            FormPart("扣款账户", (Field("开户银行"), Field("账号"), Field("户名", view.name, 4))),
        ]
    if kind == "witness_statement":
        return [
            FormPart(
                "见证人",
                (Field("姓名"), Field("工号"), Field("所见", "持卡人不能签名，也不能按指印；卡已当面交给本人", 4)),
            )
        ]
    if kind == "correction_form":
        return [_changes(view, office)]
    asked = [Field("事项", service_words(view, office)), Field("受理", taken(view))]
    if view.service in MAKING:
        asked += _delivery(view)
    asked.append(Field("已收材料", materials(view), 4))
    if kind == "reissue_form":
        card = decided(view, "old_card")
        asked += [Field("原卡", str(card.get("number") or "")), Field("原卡处理", _fate(card))]
    if kind == "exchange_form":
        card = decided(view, "old_card")
        asked += [
            Field("原卡", str(card.get("number") or "")),
            Field("原卡收回", zh("card_recoveries", card.get("recovery"))),
        ]
    parts = [FormPart("申请", tuple(asked))]
    if decided(view, "contribution"):
        parts.append(_contribution(view))
    return parts


def _delivery(view: CaseView) -> list[Field]:
    delivery = decided(view, "delivery")
    mail = (view.situation.get("choices") or {}).get("mail") or {}
    fields = [Field("领卡方式", zh("delivery_modes", delivery.get("mode"))), Field("邮费", _postage(delivery))]
    if delivery.get("mode") == "mail":
        fields += [
            Field("收件人", mail.get("receiver", "")),
            Field("收件电话", mail.get("phone", "")),
            Field("邮寄地址", mail.get("address", ""), 4),
        ]
    return fields


def _postage(delivery: Mapping[str, Any]) -> str:
    return zh("postages", delivery.get("postage")) if delivery.get("mode") == "mail" else "不需要"


def _fate(card: Mapping[str, Any]) -> str:
    return listed(part for part in (zh("card_states", card.get("state")), zh("card_fates", card.get("fate"))) if part)


def _contribution(view: CaseView) -> FormPart:
    chosen = decided(view, "contribution")
    return FormPart(
        "缴费",
        (
            Field("缴费档次", f"{chosen['tier']}%" if chosen else ""),
            Field("缴费基数", f"{chosen['base'] / 100:.2f} 元" if chosen else ""),
            Field("每月金额", f"{chosen['monthly'] / 100:.2f} 元" if chosen else ""),
            Field("缴费方式", "银行代扣，按月"),
        ),
    )


def _changes(view: CaseView, office: Office) -> FormPart:
    """What the registry says and what the document says."""
    fields: list[Field] = []
    base = (view.situation.get("registry") or {}).get("baseinfo") or {}
    identity = view.situation.get("identity") or {}
    for label, here, there in (
        ("姓名", identity.get("name"), base.get("psn_name")),
        ("证件号码", identity.get("number"), base.get("certno")),
        ("地址", identity.get("address"), base.get("hsreg_addr")),
    ):
        if here and there and here != there:
            shown = partial(office.shown, paper="correction_form") if label == "证件号码" else str
            fields += [Field(f"{label}，登记", shown(there)), Field(f"{label}，变更为", (Strong(shown(here)),))]
    return FormPart("变更", tuple(fields) or (Field("变更项目"), Field("变更为"), Field("依据", "", 4)))


def _helper(view: CaseView, office: Office, kind: str) -> FormPart:
    guardian, agent = decided(view, "guardian"), decided(view, "agent")
    helper = guardian or agent
    phone = (view.situation.get("agent") or {}).get("phone", "") if agent else ""
    return FormPart(
        "监护人" if guardian else "代办人（本人办理的不填）",
        (
            Field("姓名", helper.get("name", "")),
            Field("与本人关系", zh("relations", helper.get("relation"))),
            Field("证件号码", office.shown(helper.get("number", ""), kind)),
            Field("联系电话", phone or ""),
        ),
    )


def _declaration(view: CaseView, office: Office, kind: str) -> tuple[str, ...]:
    if kind == "debit_consent":
        return (
            "本人同意按上列档次和金额，从所填账户按月代扣医疗保险费，直至本人书面终止。",
            "账户余额不足造成的缴费中断由本人负责。",
        )
    if kind == "witness_statement":
        return ("上述情况由见证人亲见，愿对所作说明负责。",)
    told = ("以上内容由窗口读取证件和参保登记填写，经本人核对无误。",)
    known = declared(view.decision, office.privacy, office.forbidden)
    return (*told, f"本人知悉：{'；'.join(known)}。") if known else told
