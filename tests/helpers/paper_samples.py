"""One sample of every kind of words, of synthetic people, and how a sample is compared with its golden picture.

After a wanted change of a paper, `PYTHONPATH=. python tests/helpers/redraw_papers.py` draws docs/samples anew (look at
them) and writes the golden files that the tests compare with.
"""

import io
from dataclasses import replace
from hashlib import sha256
from math import cos, pi, sin
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image, ImageDraw

from printing.card_face import CardBackWords, CardFaceWords, card_back, card_face
from printing.day_report import LEFT_WIDTH, Balance, DayReportWords, ReportTable, columns_over, day_report
from printing.deferral_notice import DeferralWords, deferral_notice
from printing.forms import Field, FormPart, FormWords, form
from printing.lines import Strong
from printing.looks import REPORT, Heading, Signature
from printing.mail_label import MailLabelWords, mail_label
from printing.mandate import MandateWords, mandate
from printing.one_time_notice import Lack, NoticeWords, one_time_notice
from printing.receipt import ReceiptWords, receipt
from printing.roll import RollWords, roll
from printing.signed_code import SignedFacts, seal
from printing.test_page import RARE_NAMES, TestPageWords, test_page

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
HALL = "样本市医疗保障服务大厅，3 号窗口"
NUMBER = "1101990001202603160300150"
FACTS = SignedFacts(
    "receipt", NUMBER, "周样本", "110199********3368", "reissue", "lost", "2026-03-16", "2026-03-16", "0", "0"
)
CODE = seal(FACTS, KEY)
LONG_NAME = "阿卜杜热合曼·" * 8
LONG_ADDRESS = "样本市测试区示例街道样张社区示例路二号样本小区" * 5 + "一单元十二层"


def written(loops: int, left: float, right: float, tall: float) -> tuple[tuple[float, float], ...]:
    """A stroke of a pen: falling loops from left to right, in a box of 1 × 1."""
    steps = 14 * loops
    turns = [2 * pi * loops * n / steps for n in range(steps + 1)]
    lean = (right - left) / loops * 0.4
    return tuple(
        (
            left + (right - left) * n / steps + lean * (1 - cos(turn)) / 2,
            0.62 - tall * sin(turn / 2) ** 2 * (1 - 0.5 * n / steps) + 0.12 * sin(turn),
        )
        for n, turn in enumerate(turns)
    )


PEN = (written(3, 0.04, 0.5, 0.5), written(4, 0.5, 0.86, 0.3), ((0.3, 0.3), (0.42, 0.24), (0.6, 0.2)))


def portrait() -> bytes:
    """A drawn head and shoulders, 358 × 441, JPEG."""
    picture = Image.new("RGB", (358, 441), "white")
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((40, 340, 318, 520), 90, fill=(184, 190, 202))
    draw.rectangle((145, 280, 213, 360), fill=(200, 207, 213))
    draw.ellipse((98, 70, 260, 310), fill=(204, 210, 216))
    draw.pieslice((90, 44, 268, 260), 180, 360, fill=(138, 148, 160))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def damaged_card() -> bytes:
    """A card as it came out of a jam, seen by the document camera: half of it printed, bent marks across, 4:3, JPEG."""
    picture = Image.new("RGB", (640, 480), (222, 222, 218))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((90, 100, 550, 390), 18, fill="white", outline=(170, 170, 170), width=3)
    draw.rectangle((120, 190, 220, 314), fill=(150, 158, 168))
    for row in range(4):
        draw.rectangle((245, 195 + 30 * row, 330 + 20 * (row % 2), 207 + 30 * row), fill=(90, 90, 90))
    draw.rectangle((120, 130, 300, 154), fill=(60, 60, 60))
    for shift in range(0, 120, 24):
        draw.line((360 + shift, 100, 330 + shift, 390), fill=(185, 188, 194), width=6)
    draw.polygon(((506, 100), (550, 100), (550, 150)), fill=(222, 222, 218))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def heading(title: str, number: str = NUMBER) -> Heading:
    return Heading(title, HALL, number, practice=True)


RECEIPT = ReceiptWords(
    heading("受理回执"),
    (("领卡", "2026-03-16 周一，今天"), ("实收", "0.00 元")),
    (
        ("申请人", (Strong("周样本"), "　110199********3368")),
        ("事项", "补办社会保障卡，因遗失"),
        ("受理", "2026-03-16 10:12，柜员 0312"),
        ("已收材料", "居民身份证（验看后退回）、低保证（验看后退回）、身份证复印件（电子，注“与原件一致”）"),
        ("费用", "工本费 25.00，减免 25.00（低保，主管 0301 复核），实收 0.00"),
        ("旧卡", "A10000501 已于 2026-03-16 10:05 正式挂失，新卡启用时作废"),
        ("领取", "本窗口。本人带身份证原件和本回执；\n代领另带代领人身份证原件和委托书"),
        ("看病买药", "新卡到手前，医保电子凭证可照常使用"),
        ("查进度", "国家医保服务平台，或到任一窗口报受理号。\n电话查询须同时报身份号码和受理号"),
        ("电话", ("医保 ", Strong("12393"), "　人社 ", Strong("12333"))),
    ),
    (Signature("申请人签名", strokes=PEN), Signature("经办人 0312", above="（业务章）")),
    CODE,
    "右下码可离线验真，也可评价或投诉。请勿转借卡片。",
)

NOTICE_WORDS = NoticeWords(
    heading("一次性告知单", "N1101990001202603160300093"),
    "今天还不能受理。请补齐下面 2 项，一起带来就可办。",
    ("没有收费，没有制卡。再来时接着办，", Strong("不会再加新的要求"), "（政策改变除外）。"),
    (
        ("申请人", (Strong("蒋示范"), "　530199********715X")),
        ("事项", "首次申领社会保障卡"),
        ("来办", "2026-03-16 09:43"),
        ("类别", "灵活就业，非本地户籍"),
    ),
    (
        Lack(
            "居住证原件（有效）",
            ("带来的居住证已于 ", Strong("2026-03-01"), " 到期。非本地户籍首次申领须有效居住证。"),
            "先续签，再带续签后的原件来。",
            "依据：首次申领，非本地户籍。续签地点：居住地派出所或社区服务站",
        ),
        Lack(
            "灵活就业参保缴费凭证",
            "没有带来，参保登记也显示欠费，不能电子核验。",
            "缴清后登记会显示，届时不必带纸。",
            "依据：首次申领，灵活就业。缴费：税务大厅、税务 App 或合作银行",
        ),
    ),
    (
        ("居民身份证", "芯片读出，至 2039-03-15"),
        ("照片", "登记照片合格，不必再拍"),
        ("身份证复印件", "窗口扫描，不必自带"),
    ),
    (
        ("补齐后", "任一窗口，带本单和身份证原件。\n照片、空白卡具备时，当天拿卡。"),
        ("有疑问", "医保 12393，人社 12333。\n首问负责：柜员 0312，3 号窗口。"),
    ),
    (Signature("申请人签收"), Signature("经办人 0312"), Signature("（业务章）　2026-03-16")),
    CODE,
    "一式两份，申请人和大厅各一份。策略 演示 2026，第 3 版",
)

DEFERRAL = DeferralWords(
    heading("容缺受理通知书"),
    ("申请人留存", "大厅留存"),
    "已经受理。学籍证明请在 2026-03-23（周一）前补交。",
    "卡照常制作；补齐之前不能领卡。",
    (
        ("申请人", (Strong("小样本"), "　440399********1150")),
        ("监护人", "大样本，父亲"),
        ("事项", "首次申领社会保障卡"),
        ("受理", "2026-03-16 10:20，柜员 0312"),
    ),
    (("学籍证明", "2026-03-23 周一", "首次申领，在校学生"),),
    (
        ("补交", "任一窗口，带本通知书；也可由监护人代交"),
        ("逾期", "2026-03-23 之后没有补齐的，本次受理自动终止，已收费用退回；以后不再适用容缺受理"),
    ),
    "本人已知悉上述内容，承诺在期限内补齐材料，所作说明真实有效，愿意承担不实承诺的责任。",
    (Signature("监护人签名", strokes=PEN), Signature("经办人 0312", above="（业务章）"), Signature("日期　2026-03-16")),
    CODE,
    "一式两份。策略 演示 2026，第 3 版",
)

FORM = FormWords(
    heading("医保卡申领表"),
    (),
    (
        FormPart(
            "参保人",
            (
                Field("姓名", (Strong("张𬭎𰻞"),)),
                Field("性别", "男"),
                Field("证件类型", "居民身份证"),
                Field("出生日期", "1985-03-12"),
                Field("证件号码", "110199198503127011", 4),
                Field("民族", "汉"),
                Field("户籍", "本地"),
                Field("联系电话", "", 2),
                Field("人员类别", "在职职工"),
                Field("住址", LONG_ADDRESS, 4),
                Field("参保险种", "职工基本医疗保险，正常参保"),
                Field("单位", "示例商贸有限公司"),
            ),
            portrait(),
        ),
        FormPart("申请事项", (Field("事项", "首次申领"), Field("领卡方式", "即办即取"), Field("邮寄地址", "", 4))),
        FormPart("代办人（本人办理的不填）", (Field("姓名"), Field("与本人关系"), Field("证件号码", "", 4))),
    ),
    (
        "以上内容由窗口读取证件和参保登记填写，经本人核对无误。",
        "本人知悉办卡须处理姓名、证件号码、照片等个人信息，仅用于本事项。",
        "本卡仅限本人使用，不转借、不套现。",
    ),
    (Signature("申请人签名", strokes=PEN), Signature("经办人 0312", above="（业务章）"), Signature("日期　2026-03-16")),
    "策略 演示 2026，第 3 版",
    CODE,
)

MANDATE = MandateWords(
    Heading("授权委托书", HALL, practice=True),
    ((("姓名", "周样本"), ("电话", "")), (("证件号码", "110199197104023368"),), (("住址", ""),)),
    ((("姓名", ""), ("电话", "")), (("证件号码", ""),), (("与本人关系", ""),)),
    (("首次申领", False), ("补办", True), ("挂失", True), ("换卡", False), ("领卡", True), ("信息变更", False)),
    ("", ""),
    (
        "受托人在上列事项和期限内所办的手续、所签的文件，本人均予承认。",
        "受托人无权转委托。密码由本人设置。",
        "未满 16 周岁的，由监护人办理，不用本委托书。",
    ),
    (Signature("委托人签名（手写）"), Signature("受托人签名"), Signature("日期")),
    "请带委托人、受托人双方身份证原件。《中华人民共和国民法典》第一百六十五条",
)

LABEL = MailLabelWords(
    heading("邮寄面单"),
    "中国邮政",
    ("邮费到付"),
    "周样本",
    "138****0000",
    "样本市测试区示例路二号样本小区一单元十二层",
    ("样本市医疗保障服务大厅", "样本市测试区政务路一号　12393"),
    ("须本人签收，验看身份证；不得代签。", "退回时请寄回上述地址，凭条码重新待领。"),
    "内件：社会保障卡一张",
)

TEST_PAGE = TestPageWords(
    Heading("测试页", "样本市医疗保障服务大厅，3 号窗口", practice=True),
    (("打印机", "HallPrinter，就绪"), ("纸", "A4，210 × 297 毫米"), ("时间", "2026-03-16 08:12"), ("技术员", "0305")),
    "对照边框和码：边框四边等距，最小的码能扫出即可用。",
)

TICKET = RollWords(
    Heading("排队号", "样本市医疗保障服务大厅", practice=True),
    "Y003",
    (),
    (("取号", "2026-03-16 10:02"), ("前面还有", "4 人，约 12 分钟"), ("类别", "优先（70 岁以上）")),
    "",
    ("请听窗口叫号，过号请到咨询台",),
)

ROLL = RollWords(RECEIPT.heading, "", RECEIPT.answers, RECEIPT.rows, CODE, ("请保留，领卡时用",))

FACE = CardFaceWords(
    "社会保障卡",
    "周样本",
    "110199197104023368",
    "A26031615",
    "2026-03-16",
    "2036-03-16",
    "样本市医疗保障局、样本市人力资源和社会保障局（样张）",
    "医保 12393　人社 12333",
    portrait(),
    practice=True,
)

BACK = CardBackWords(
    "社会保障卡",
    (
        "本卡限持卡人本人使用，不得转借、套现。",
        "遗失请立即挂失，拨打 12393 或 12333，或到任一服务窗口。",
        "医保电子凭证与本卡同等有效。",
        "社会保障功能领卡时启用；金融功能由合作银行激活。",
    ),
    "医保 12393　人社 12333",
    "A26031615",
    practice=True,
)


def _number(n: int) -> str:
    return f"110199 0001 20260316 03 {n:04} {n % 10}"


def listed_cases(count: int) -> tuple[tuple[str, ...], ...]:
    """Rows of the list of cases, all different."""
    names = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨样本示例甲乙丙丁云华芳伟建国明志强丽娟𬭎㛃"
    services, outcomes = ("首次申领", "补办，遗失", "换卡，到期"), ("受理", "容缺受理", "一次性告知")
    return tuple(
        (
            _number(n),
            f"{8 + n % 9:02}:{n % 60:02}",
            names[n % len(names)] + names[n * 7 % len(names)] + names[n * 11 % len(names)],
            services[n % 3],
            outcomes[n % 5 % 3],
            "0312",
            "25.00",
            f"{n % 40}.00",
        )
        for n in range(count)
    )


CASE_COLUMNS = columns_over(
    REPORT.width,
    (
        ("受理号", 44, "left"),
        ("时间", 12, "left"),
        ("申请人", 34, "left"),
        ("事项", 24, "left"),
        ("结果", 18, "left"),
        ("柜员", 12, "left"),
        ("应收", 15, "right"),
        ("实收", 15, "right"),
    ),
)

REPORT_WORDS = DayReportWords(
    Heading("日报表", "样本市医疗保障服务大厅，3 号窗口，柜员 0312", practice=True),
    ("2026-03-16 周一", "日结 17:41，柜员 0312，主管 0301"),
    (("受理", "41 件"), ("一次性告知", "5 件"), ("发卡", "28 张"), ("实收", "300.00 元"), ("废卡", "1 张")),
    ReportTable(
        "事项与结果",
        columns_over(
            LEFT_WIDTH,
            (
                ("事项", 30, "left"),
                ("受理", 12, "right"),
                ("容缺", 12, "right"),
                ("告知", 12, "right"),
                ("暂缓", 12, "right"),
                ("应收", 20, "right"),
                ("减免", 16, "right"),
            ),
        ),
        (
            ("首次申领", "18", "2", "3", "0", "0.00", "0.00"),
            ("补办", "14", "1", "0", "0", "325.00", "75.00"),
            ("换卡", "5", "0", "1", "1", "75.00", "0.00"),
            ("领卡", "0", "0", "1", "0", "0.00", "0.00"),
            ("挂失、解挂", "4", "0", "0", "0", "0.00", "0.00"),
            ("合计", "41", "3", "5", "1", "400.00", "75.00"),
        ),
        1,
    ),
    Balance(
        "空白卡",
        "张",
        (
            ("期初", "60"),
            ("+ 领入", "0"),
            ("− 已发", "28"),
            ("− 废卡", "1"),
            ("− 未定", "0"),
            ("− 退回", "0"),
            ("= 应有", "31"),
            ("清点", "31"),
        ),
        frozenset({6}),
    ),
    Balance(
        "资金",
        "元",
        (
            ("应收", "400.00"),
            ("减免", "−75.00"),
            ("退费", "−25.00"),
            ("实收", "300.00"),
            ("其中现金", "225.00"),
            ("其中扫码", "75.00"),
        ),
        frozenset({3}),
    ),
    tuple(
        zip(
            ["08:30", "09", "09:30", "10", "10:30", "11", "11:30", "14", "14:30", "15", "15:30", "16", "16:30", "17"],
            (4, 3, 4, 5, 3, 3, 1, 4, 4, 4, 4, 3, 3, 2),
            strict=True,
        )
    ),
    ReportTable(
        "须逐条说明的",
        columns_over(
            REPORT.width, (("类别", 22, "left"), ("时间", 16, "left"), ("受理号", 60, "left"), ("内容", 76, "left"))
        ),
        (
            ("减免", "10:17", _number(15), "25.00，低保，申请 0312，复核 0301"),
            ("减免", "11:32", _number(22), "25.00，重度残疾，申请 0312，复核 0301"),
            ("退费", "09:58", _number(13), "25.00，撤回申请，复核 0301"),
            ("废卡", "10:41", _number(18), "K0002312，卡卡，有照片，已剪角"),
            ("人工核验", "14:20", _number(27), "户口簿，复核 0301"),
        ),
    ),
    (
        ("等候与办理", "等候中位数 7 分，办理 6 分"),
        ("评价", "非常满意 22，满意 6，差评 0"),
        ("设备", "制卡机 1 次，读卡器 1 次"),
    ),
    (Signature("柜员 0312"), Signature("主管 0301"), Signature("清点人")),
    "与办件逐条相加一致。SM3 7C10 5E2A 91B4 D03F … 回执号 0001 至 0041 无缺号",
    cases=ReportTable("逐件清单", CASE_COLUMNS, listed_cases(60)),
)

PDFS = {
    "receipt": lambda: receipt(RECEIPT),
    "receipt-large": lambda: receipt(replace(RECEIPT, large=True)),
    "one-time-notice": lambda: one_time_notice(NOTICE_WORDS),
    "one-time-notice-large": lambda: one_time_notice(replace(NOTICE_WORDS, large=True)),
    "deferral-notice-large": lambda: deferral_notice(replace(DEFERRAL, large=True)),
    "deferral-notice": lambda: deferral_notice(DEFERRAL),
    "application-form": lambda: form(FORM),
    "mandate": lambda: mandate(MANDATE),
    "mail-label": lambda: mail_label(LABEL),
    "test-page": lambda: test_page(TEST_PAGE),
    "day-report": lambda: day_report(REPORT_WORDS),
}
PICTURES = {
    "roll-receipt": lambda: roll(ROLL),
    "roll-ticket": lambda: roll(TICKET),
    "card-front": lambda: card_face(FACE),
    "card-front-rare": lambda: card_face(replace(FACE, name="张𬭎𰻞")),
    "card-front-long": lambda: card_face(replace(FACE, name=LONG_NAME)),
    "card-back": lambda: card_back(BACK),
}
NAMES = RARE_NAMES


def write_pictures(folder: Path, made: dict[str, bytes], dpi: int = 110) -> None:
    """Papers as PNG, the first two pages of each."""
    import pypdfium2

    folder.mkdir(parents=True, exist_ok=True)
    for name, pdf in made.items():
        document = pypdfium2.PdfDocument(pdf)
        for number in range(min(len(document), 2)):
            picture = document[number].render(scale=dpi / 72).to_pil().convert("L")
            picture.quantize(16).save(folder / f"{name}{f'-{number + 1}' if number else ''}.png", optimize=True)


GOLDEN = Path(__file__).parent.parent / "printing" / "golden.json"
CELL = 5.0
"""Side of a golden picture's cell in millimetres."""


def operators(pdf: bytes) -> str:
    """Digest of what a PDF draws, with its fonts: independent of how well zlib packs."""
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(pdf))
    digest = sha256()
    for page in reader.pages:
        digest.update(page.get_contents().get_data())
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            digest.update(descendant["/FontDescriptor"]["/FontFile2"].get_data())
    return digest.hexdigest()


def ink(pdf: bytes, dpi: int) -> list[str]:
    """How dark each cell of each page is, 0 to 255 in hex: a golden picture that forgives a smoother's rounding."""
    import pypdfium2

    told = []
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=dpi / 72).to_pil().convert("L")
        cells = (round(page.get_width() / 72 * 25.4 / CELL), round(page.get_height() / 72 * 25.4 / CELL))
        told.append(picture.resize(cells, Image.Resampling.BOX).tobytes().hex())
    return told


def golden(made: dict[str, bytes]) -> dict[str, dict[str, object]]:
    """What the tests compare papers with."""
    return {name: {"bytes": operators(pdf), "150": ink(pdf, 150), "203": ink(pdf, 203)} for name, pdf in made.items()}


def picture_ink(png: bytes) -> str:
    """As `ink`, of a card face or a roll: 40 cells across."""
    picture = Image.open(io.BytesIO(png)).convert("L")
    return picture.resize((40, 40 * picture.height // picture.width), Image.Resampling.BOX).tobytes().hex()


def picture_digest(png: bytes) -> str:
    """Digest of a picture's dots: independent of how well zlib packs."""
    with Image.open(io.BytesIO(png)) as picture:
        return sha256(picture.convert("RGB").tobytes()).hexdigest()


def golden_picture(png: bytes) -> dict[str, str]:
    """What the tests compare a card face or a roll with."""
    return {"bytes": picture_digest(png), "ink": picture_ink(png)}
