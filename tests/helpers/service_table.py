"""Everything the counter does, as the keys a clerk presses for it: one line for each service and way of doing it.

The language of `keys` is journey_walk's. A line begins at the reception; `before` makes what happened on earlier days
and gives the numbers the line types. Everybody comes once, so that every line can be played by itself or after others.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from walk_ins import applied, arrive, holds, id_card, people, ready

from desk.services import centre, closing, day_facts, handover, intake, submission
from desk.services.counter import Counter
from ui.supervisor.closing_view import DENOMINATIONS

PAPERS = "materials> Enter"
PHOTO = "photo> (sit) Space (shot) Enter"
SIGN = "review> (sign) Enter"
MAKE = "issuing> Ctrl+Enter (made) Enter"
GIVE = "handover> (card) Space Space (sign) Enter"
GIVE_FOR_THE_OLD = f"{GIVE} Ctrl+Enter"
END = "rating> Esc reception>"
SUPERVISOR = '"0301" Enter "practice" Enter'
REGISTER = "Space Space Space"
"""Cover, head of the household, own page."""


def nothing(_desk: Counter, _who: str) -> Mapping[str, str]:
    """Nobody has been here before."""
    return {}


@dataclass(frozen=True)
class Journey:
    """One visit, or one thing done beside the visits.

    `ends` is the state of the person's last case, `card` how the register has their last card, `blanks` how many were
    used up. `papers` come out of the printer, by the first word of their file.
    """

    what: str
    service: str
    who: str
    keys: str
    ends: str = "closed"
    papers: tuple[str, ...] = ()
    card: str = ""
    blanks: int = 0
    before: Callable[[Counter, str], Mapping[str, str]] = nothing


def card_ready(desk: Counter, who: str) -> Mapping[str, str]:
    """Yesterday's card lies in its slot."""
    case = applied(desk, who)
    ready(desk, case.number)
    return {"number": case.number}


def fetched_by_agent(desk: Counter, who: str) -> Mapping[str, str]:
    """Somebody with a mandate fetched the card; it is not switched on yet."""
    number = card_ready(desk, who)["number"]
    draft = handover.start(desk, number, id_card("严样本"))
    draft = intake.set_identity(desk, draft, id_card(who))
    draft = intake.set_agent(desk, draft, id_card("严样本"), "spouse")
    day = desk.today()
    draft = intake.set_mandate(desk, draft, ["collect"], valid_from=day, valid_to=day, signed=True)
    handover.hand_over(desk, draft, desk.new_key())
    return {"number": number}


def child_ready(desk: Counter, who: str) -> Mapping[str, str]:
    """A child's card, applied for by the father with everything there, lies in its slot."""
    draft = arrive(desk, id_card(who), "first_issue")
    draft = intake.set_guardian(desk, draft, id_card("李样本"), "father")
    draft = intake.tick(desk, draft, "household_register", pages=["cover", "head", "self"])
    number = submission.conclude(desk, draft, desk.new_key()).number
    ready(desk, number)
    return {"number": number}


def accepted(desk: Counter, who: str) -> Mapping[str, str]:
    """An application under way."""
    return {"number": applied(desk, who).number, "id": people()[who]["certno"]}


def inactive_card(desk: Counter, who: str) -> Mapping[str, str]:
    """A card that an employer fetched lies switched off with its holder."""
    holds(desk, who, "A90000056", "inactive")
    return {}


def by_phone(desk: Counter, who: str) -> Mapping[str, str]:
    """Somebody who rings up with a card."""
    holds(desk, who, "A90000077")
    return {"id": people()[who]["certno"], "name": who}


def to_the_centre(desk: Counter, who: str) -> Mapping[str, str]:
    """A card made at the centre is back and goes out by post."""
    letter = {"receiver": who, "address": "样本市演示区假想巷7号", "phone": "12300000000"}
    draft = intake.choose_delivery(desk, arrive(desk, id_card(who), "first_issue"), "mail", **letter)
    number = submission.conclude(desk, draft, desk.new_key()).number
    batch = centre.send(desk, desk.new_key())
    centre.receive(desk, batch.id, {number: "900000012"}, desk.new_key())
    return {"number": number}


def counted(desk: Counter, _who: str) -> Mapping[str, str]:
    """What lies in the till and in the box of blanks, counted."""
    with desk.store.reading() as session:
        left = day_facts.cash_expected(session, desk.hall, desk.today())
    said = {"cards": str(closing.figures(desk, desk.today())["cards"]["closing"])}
    for fen in DENOMINATIONS:
        said[f"of_{fen // 100}"] = str(left // fen)
        left %= fen
    return said


JOURNEYS = (
    # ── a new card ──
    Journey(
        "首次申领，材料都齐，当场拿卡",
        "first_issue",
        "李样本",
        f"(card) decide> Enter {PAPERS} {PHOTO} {SIGN} {MAKE} {GIVE} {END}",
        papers=("医保卡申领表", "受理回执", "领卡回执"),
        card="active",
        blanks=1,
    ),
    Journey(
        "首次申领，自取，先拿临时卡",
        "first_issue",
        "章样本",
        f"(card) decide> F10 1 F10 3 Enter {PAPERS} {PHOTO} {SIGN} {END}",
        ends="making",
        papers=("医保卡申领表", "受理回执"),
    ),
    Journey(
        "首次申领，邮寄",
        "first_issue",
        "谢样例",
        f'(card) decide> F10 2 "12300000038" Enter Enter {PAPERS} {PHOTO} {SIGN} {END}',
        ends="making",
        papers=("医保卡申领表", "受理回执"),
    ),
    Journey(
        "遗失补办，减免工本费",
        "reissue",
        "周样本",
        f"(card) decide> Enter Ctrl+Enter {PAPERS} {PHOTO} {SIGN} approval> {SUPERVISOR} "
        f"{MAKE} {GIVE_FOR_THE_OLD} {END}",
        papers=("医保卡补办申请表", "受理回执", "补办凭证", "领卡回执"),
        card="active",
        blanks=1,
    ),
    Journey(
        "遗失补办，收工本费",
        "reissue",
        "吴样例",
        f"(card) decide> Enter Ctrl+Enter {PAPERS} {PHOTO} {SIGN} payment> Enter {MAKE} {GIVE_FOR_THE_OLD} {END}",
        papers=("医保卡补办申请表", "受理回执", "补办凭证", "领卡回执"),
        card="active",
        blanks=1,
    ),
    Journey(
        "损坏换卡",
        "exchange",
        "郑样例",
        f"(card) decide> 4 Enter materials> Space Enter {PHOTO} {SIGN} payment> Enter {MAKE} {GIVE_FOR_THE_OLD} {END}",
        papers=("受理回执", "领卡回执"),
        card="active",
        blanks=1,
    ),
    Journey(
        "换照片",
        "exchange",
        "孙样本",
        f"(card) decide> 0 7 Enter materials> Space Enter {PHOTO} {SIGN} payment> Enter "
        f"{MAKE} {GIVE_FOR_THE_OLD} {END}",
        papers=("受理回执", "领卡回执"),
        card="active",
        blanks=1,
    ),
    # ── a lost card ──
    Journey("临时挂失", "loss_report", "冯样本", f"(card) decide> 2 Enter {SIGN} {END}", card="temporary_loss"),
    Journey(
        "正式挂失",
        "loss_report",
        "施样本",
        f"(card) decide> 3 Enter {PAPERS} {SIGN} Ctrl+Enter {END}",
        papers=("报失证明",),
        card="formal_loss",
    ),
    Journey(
        "电话临时挂失",
        "loss_report",
        "顾样本",
        'F10 1 enquiry> 3 "{id}" Enter "{name}" Enter (until 已临时挂失) Esc Esc reception>',
        card="temporary_loss",
        before=by_phone,
    ),
    Journey("解挂", "loss_lift", "褚示例", f"(card) decide> 2 Enter {PAPERS} {SIGN} {END}", card="active"),
    # ── fetching a card ──
    Journey(
        "本人领卡",
        "collect",
        "王示例",
        f"(card) handover> Space Space (sign) Enter {END}",
        papers=("领卡回执",),
        card="active",
        before=card_ready,
    ),
    Journey(
        "代办人领卡",
        "collect",
        "窦示例",
        f'F7 (card 严样本) (card) handover> Enter materials> Space "20260630" Enter handover> Space (sign) Enter {END}',
        ends="collected",
        papers=("领卡回执",),
        before=card_ready,
    ),
    Journey(
        "监护人领卡",
        "collect",
        "何小样",
        f"F7 (card 李样本) (card) handover> Enter materials> {REGISTER} Enter handover> Space Space (sign) Enter {END}",
        papers=("领卡回执",),
        card="active",
        before=child_ready,
    ),
    Journey(
        "单位批量领卡",
        "collect",
        "汤样本",
        'F10 2 batch> 2 (card 严样本) 1 "样本制造有限公司" Enter "12300000000" Enter "{number}" Enter '
        "(sign) Ctrl+Enter (until 已交出 1 张卡) Esc reception>",
        ends="collected",
        before=card_ready,
    ),
    Journey(
        "邮寄，签收后启用",
        "collect",
        "滕样本",
        'F3 find> "{number}" (found) Ctrl+Enter posting> "SF100000000001" Enter find> (found) F10 1 (found) '
        "Esc reception>",
        ends="collected",
        card="active",
        before=to_the_centre,
    ),
    Journey(
        "激活，设密码",
        "activate",
        "刘珊",
        f"(card) decide> Enter {PAPERS} {SIGN} {END}",
        card="active",
        before=inactive_card,
    ),
    Journey(
        "代领的卡，本人来启用",
        "activate",
        "水示例",
        "(card) rating> (until 还没有启用) Enter (until 已交卡) Esc reception>",
        card="active",
        before=fetched_by_agent,
    ),
    # ── being told ──
    Journey(
        "窗口查进度",
        "enquiry",
        "贺样本",
        'F10 1 enquiry> 2 "{id}" Ctrl+Enter (until 待制卡) Esc Esc reception>',
        ends="",
        before=accepted,
    ),
    Journey(
        "电话查进度，报两个号",
        "enquiry",
        "倪样本",
        'F10 1 enquiry> 1 "{id}" Enter "{number}" Enter (until 待制卡) Esc Esc reception>',
        ends="",
        before=accepted,
    ),
    Journey(
        "查余额",
        "enquiry",
        "殷样本",
        "(card) decide> F10 4 balance> (until 余额 1234.56 元) Esc decide> Esc reception>",
        ends="",
    ),
    # ── what the registers hold ──
    Journey(
        "信息变更，第二人复核",
        "correction",
        "张形",
        f"(card) decide> Enter {PAPERS} {SIGN} approval> {SUPERVISOR} {END}",
    ),
    Journey(
        "灵活就业参保登记，选档次",
        "enrolment",
        "金样例",
        f"(card) decide> F10 2 F10 1 Enter materials> {REGISTER} Enter {SIGN} {END}",
        papers=("参保登记表",),
    ),
    Journey("参保补贴", "subsidy", "曹示范", f"(card) decide> 2 Enter materials> Space Enter {SIGN} {END}"),
    Journey(
        "注销，出国定居",
        "cancel",
        "孔样例",
        f"(card) decide> 0 6 Enter {PAPERS} {SIGN} Ctrl+Enter approval> {SUPERVISOR} {END}",
        card="void",
    ),
    Journey(
        "撤回申请",
        "withdraw",
        "雷样本",
        "(card) issuing> Esc F10 1 withdrawal> Enter Ctrl+Enter (until 已撤回) Esc reception>",
        ends="withdrawn",
        before=accepted,
    ),
    Journey(
        "报销，告知去处",
        "reimbursement",
        "张𬭎𰻞",
        f"(card) decide> 4 Enter {END}",
        ends="referred",
        papers=("转办告知单",),
    ),
    # ── at the end of the day, and many at once ──
    Journey(
        "单位批量申领",
        "first_issue",
        "罗样本",
        'F10 2 batch> 1 (card 严样本) 1 "样本制造有限公司" Enter "12300000000" Enter "罗样本" Enter '
        '"110199199212121642" Enter Ctrl+Enter (until 已受理 1 人) Esc reception>',
        ends="approved",
    ),
    Journey(
        "日结，数过现金和空白卡",
        "day_close",
        "",
        'Ctrl+6 closing> "{of_100}" Enter "{of_50}" Enter "{of_20}" Enter "{of_10}" Enter "{of_5}" Enter '
        '"{of_1}" Enter "{cards}" Enter (until 可以日结) Ctrl+Enter Ctrl+Enter (until 已日结) Esc reception>',
        ends="",
        before=counted,
    ),
)
