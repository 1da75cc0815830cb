"""Papers that leave the hall: the mandate to sign at home, and the label on an envelope."""

from desk.services.views import CaseView
from printing.looks import Signature
from printing.mail_label import MailLabelWords
from printing.mandate import MandateWords
from ui.papers.office import Office, decided
from ui.papers.phrases import listed, zh

SCOPE = (
    "first_issue",
    "reissue",
    "exchange",
    "loss_report",
    "loss_lift",
    "collect",
    "activate",
    "correction",
    "cancel",
)
"""What a mandate may be given for."""


def mandate_words(view: CaseView | None, office: Office) -> MandateWords:
    """授权委托书 to sign at home; the principal and the asked service filled in."""
    ticked = {view.service, "loss_report"} if view and view.reason == "lost" else {view.service} if view else set()
    if view and view.service in ("first_issue", "reissue", "exchange"):
        ticked.add("collect")
    helper = (view.situation.get("agent") or {}) if view else {}
    return MandateWords(
        heading=office.heading("授权委托书"),
        principal=(
            (("姓名", view.name if view else ""), ("电话", "")),
            (("证件号码", office.shown(view.id_number, "mandate_template") if view else ""),),
            (("住址", ""),),
        ),
        agent=(
            (("姓名", str(helper.get("name") or "")), ("电话", str(helper.get("phone") or ""))),
            (("证件号码", office.shown(str(helper.get("number") or ""), "mandate_template")),),
            (("与本人关系", zh("relations", helper.get("relation"))),),
        ),
        scope=tuple((zh("services", code), code in ticked) for code in SCOPE),
        term=("", ""),
        clauses=(
            "受托人在上列事项和期限内所办的手续、所签的文件，本人均予承认。",
            "受托人无权转委托。密码由本人设置，不得由受托人代设。",
            "未满 16 周岁的，由监护人办理，不用本委托书。",
        ),
        signatures=(Signature("委托人签名（手写）"), Signature("受托人签名"), Signature("日期")),
        foot="请带委托人、受托人双方身份证原件。《中华人民共和国民法典》第一百六十五条",
    )


def mail_label_words(view: CaseView, office: Office, sender: tuple[str, ...] = ()) -> MailLabelWords:
    """邮寄面单: only what a carrier needs (M-023)."""
    mail = (view.situation.get("choices") or {}).get("mail") or {}
    return MailLabelWords(
        heading=office.heading("邮寄面单", view.number),
        carrier=office.carrier or "邮政特快专递",
        postage=zh("postages", decided(view, "delivery").get("postage")),
        receiver=str(mail.get("receiver", "")),
        phone=str(mail.get("phone", "")),
        address=str(mail.get("address", "")),
        sender=(office.hall, *sender, listed((f"医保 {office.medical}", f"人社 {office.social}"))),
        notes=("须本人签收，验看身份证件；不得代签。", "退回时寄回上述大厅，凭条码重新待领。"),
        foot=f"内件：{office.card}一张",
    )
