"""The desk's settings: one TOML file, each key typed, defaulted and explained.

`read_settings` never guesses: every mistake of the file is reported at once with its line and key, and the caller keeps
the last good settings. Values without a key in the file keep the default written here.
"""

import re
import tomllib
from dataclasses import Field, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

from desk.errors import UsageError

LINE = r"tcp://[^/]+:\d+/?|serial:.+|usblp:.+"
"""How the place of a thing on a line is written."""
OUTSIDE = r"embedded|https?://.+"
SERVER = r"postgresql\+psycopg://[^:@/]+@[^@]*/[^@]+"
"""A hall's database, without a password: the settings file is shown and copied."""


def setting(
    default: Any, about: str, *choices: str | int, form: str = "", within: tuple[float, float] | None = None
) -> Any:
    """A key with its default, what it is for, and what it may hold.

    `choices` are all values it may have (none: any), `form` a pattern for texts, `within` the bounds of a number.
    """
    return field(default=default, metadata={"about": about, "choices": choices, "form": form, "within": within})


@dataclass(frozen=True, slots=True)
class HallSettings:
    """Where this window stands."""

    region: str = setting("110199", "六位行政区划代码 (GB/T 2260)", form=r"\d{6}")
    code: str = setting("0001", "经办机构编号，四位，与区划一起组成受理号的前十位", form=r"\d{4}")
    name: str = setting("样本市医疗保障服务大厅", "印在回执上的大厅名称")
    counter: str = setting("03", "窗口号，两位", form=r"\d{2}")
    phone: str = setting("", "印在告知单上的咨询电话")
    complaints: str = setting("", "印在回执上的投诉电话")
    promised_wait: int = setting(15, "对外承诺最多等几分钟；“今日”拿每半小时的等候与它比", within=(1, 240))

    @property
    def number(self) -> str:
        """Region and code: the first ten digits of every public number."""
        return self.region + self.code


@dataclass(frozen=True, slots=True)
class PolicySettings:
    """Which rules are in force."""

    pack: str = setting("demo", "政策包名称；数据目录 policies/ 下的同名文件优先")


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """How the store is kept and locked."""

    server: str = setting(
        "",
        "大厅的数据库服务器 postgresql+psycopg://账号@主机/库名，口令放 ~/.pgpass；空着用这台电脑里的库",
        form=SERVER,
    )
    suite: str = setting("intl", "敏感字段的密码算法", "intl", "sm")
    key: str = setting("file", "主密钥放在哪里", "file", "keyring", "passphrase")
    password_rules: str = setting("asvs", "口令规则", "asvs", "mlps")
    paper_codes: str = setting("ed25519", "纸上验真码的签名算法；sm2 要另装 guitai[sm]", "ed25519", "sm2")
    backup_dir: str = setting("", "自动备份目录；空着就不自动备份")


@dataclass(frozen=True, slots=True)
class IdReaderSettings:
    """The ID card reader."""

    port: str = setting("", "串口，如 COM3 或 /dev/ttyUSB0；空着表示未接")
    baud: int = setting(115200, "波特率；0 表示自动探测", 0, 9600, 19200, 38400, 57600, 115200)
    timeout: float = setting(5.0, "一次读证最长等多少秒", within=(0.5, 60))
    decoder: str = setting("", "厂商照片解码程序的路径；空着显示“照片未解码”")


@dataclass(frozen=True, slots=True)
class CardPrinterSettings:
    """The card printer."""

    address: str = setting(
        "", "tcp://主机:端口、serial:路径、usblp:路径 或 ipp://…；空着表示未接", form=f"{LINE}|ipps?://.+"
    )
    seconds_per_card: float = setting(25.0, "印一张卡的平均秒数，用来算还要等多久", within=(0.1, 600))


@dataclass(frozen=True, slots=True)
class ReceiptPrinterSettings:
    """The 80 mm receipt printer."""

    address: str = setting("", "tcp://主机:端口、serial:路径 或 usblp:路径；空着表示未接", form=LINE)


@dataclass(frozen=True, slots=True)
class DocumentPrinterSettings:
    """The printer for A4 and A5 papers."""

    queue: str = setting("", "打印队列名，或 ipp:// 地址；空着表示未接，练习时存成 PDF")


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """A camera: portrait or document."""

    source: str = setting("", "序号、设备路径、视频文件或图片目录；空着表示未接")


@dataclass(frozen=True, slots=True)
class ChipReaderSettings:
    """The PC/SC reader for social security cards."""

    reader: str = setting("", "PC/SC 读卡器名称；空着表示未接")


@dataclass(frozen=True, slots=True)
class ScannerSettings:
    """The barcode scanner."""

    port: str = setting("", "串口；空着时认键盘口扫码枪")
    suffix: str = setting("CR", "扫码后缀", "CR", "LF", "CRLF", "TAB")


@dataclass(frozen=True, slots=True)
class EvaluatorSettings:
    """Where the applicant rates the service."""

    address: str = setting(
        "screen", "screen 用第二块屏；serial:路径 或 http://… 用外接评价器", form=rf"screen|https?://.+|{LINE}"
    )


@dataclass(frozen=True, slots=True)
class DeviceSettings:
    """Every peripheral of this window."""

    id_reader: IdReaderSettings = IdReaderSettings()
    card_printer: CardPrinterSettings = CardPrinterSettings()
    receipt_printer: ReceiptPrinterSettings = ReceiptPrinterSettings()
    document_printer: DocumentPrinterSettings = DocumentPrinterSettings()
    camera: CameraSettings = CameraSettings()
    document_camera: CameraSettings = CameraSettings()
    chip: ChipReaderSettings = ChipReaderSettings()
    scanner: ScannerSettings = ScannerSettings()
    evaluator: EvaluatorSettings = EvaluatorSettings()


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """Outside systems."""

    registry: str = setting("embedded", "参保登记：embedded 用本机名册，或 http(s)://…", form=OUTSIDE)
    card_service: str = setting("embedded", "卡管系统：embedded 用本机卡册，或 http(s)://…", form=OUTSIDE)
    queue: str = setting("embedded", "排队叫号：embedded 用本机的队列，或大厅叫号系统的 http(s)://…", form=OUTSIDE)
    signing: str = setting("none", "平台签名方式", "none", "tif", "ca")
    timeout: float = setting(5.0, "一次请求最长等多少秒", within=(0.5, 60))


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """How the desk looks."""

    language: str = setting("zh", "界面语言", "zh", "en")
    theme: str = setting("light", "界面主题", "light", "dark", "contrast")
    scale: int = setting(100, "字号百分比", 100, 125, 150, 200)
    idle_minutes: int = setting(5, "几分钟无操作就锁屏", within=(1, 60))
    reduce_motion: bool = setting(False, "不要任何淡入")
    sounds: bool = setting(True, "大厅屏念出叫号；要本机装有语音引擎")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the settings file may say."""

    mode: str = setting("practice", "practice 练习：模拟设备，办的件不算数；live 正式", "practice", "live")
    hall: HallSettings = HallSettings()
    policy: PolicySettings = PolicySettings()
    store: StoreSettings = StoreSettings()
    devices: DeviceSettings = DeviceSettings()
    links: LinkSettings = LinkSettings()
    screen: ScreenSettings = ScreenSettings()

    @property
    def live(self) -> bool:
        """Whether what is done here counts."""
        return self.mode == "live"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong with a settings file; line 0 when the file as a whole is meant."""

    line: int
    key: str
    problem: str
    value: str = ""
    wanted: str = ""


def read_settings(path: Path) -> Settings:
    """The settings of a file; the defaults when there is none.

    Raises UsageError(settings, mistakes=…), UsageError(no_file) for one that is there and cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors begin a file with a mark
        document = tomllib.loads(text)
    except (FileNotFoundError, NotADirectoryError):  # the folder it would lie in is none either
        return Settings()
    except OSError as error:
        raise UsageError("no_file", file=path.name, reason=error.strerror) from error
    except UnicodeDecodeError:
        raise UsageError("settings", file=path.name, mistakes=(Mistake(0, "", "not_utf8"),)) from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place.group(1)) if place else text.count("\n") + 1
        raise UsageError("settings", file=path.name, mistakes=(Mistake(line, "", "not_toml"),)) from None
    except RecursionError:  # brackets in brackets without end
        raise UsageError("settings", file=path.name, mistakes=(Mistake(0, "", "not_toml"),)) from None
    mistakes: list[Mistake] = []
    settings = _section(Settings, document, "", text, mistakes)
    if mistakes:
        raise UsageError("settings", file=path.name, mistakes=tuple(mistakes))
    assert isinstance(settings, Settings)
    return settings


def _section(kind: type[Any], document: dict[str, Any], prefix: str, text: str, mistakes: list[Mistake]) -> Any:
    types = get_type_hints(kind)
    known = {f.name: f for f in fields(kind)}
    values: dict[str, Any] = {}
    for name, value in document.items():
        key = f"{prefix}{name}"
        if name not in known:
            mistakes.append(Mistake(_line_of(key, text), key, "unknown_key"))
        elif is_dataclass(types[name]):
            if isinstance(value, dict):
                values[name] = _section(types[name], value, f"{key}.", text, mistakes)
            else:
                mistakes.append(Mistake(_line_of(key, text), key, "wants_section"))
        else:
            if types[name] is float and type(value) is int:
                value = float(value)  # noqa: PLW2901 - 5 means 5.0 to whoever edits the file
            if type(value) is not types[name]:
                mistakes.append(Mistake(_line_of(key, text), key, f"wants_{types[name].__name__}", repr(value)))
            elif wrong := out_of_bounds(known[name], value):
                mistakes.append(Mistake(_line_of(key, text), key, wrong[0], repr(value), wrong[1]))
            else:
                values[name] = value
    return kind(**values)


def out_of_bounds(key: "Field[Any]", value: Any) -> tuple[str, str] | None:
    """What is wrong with a key's value and what would be right; None when nothing is. An empty text names nothing."""
    about = key.metadata
    if about["choices"] and value not in about["choices"]:
        return "wants_one_of", "、".join(map(str, about["choices"]))
    if isinstance(value, str):
        if not value.isprintable():
            return "not_printable", ""
        if not about["form"] or re.fullmatch(about["form"], value, re.ASCII) or (value == "" and key.default == ""):
            return None
        return "wrong_form", about["about"]
    if about["within"]:
        least, most = about["within"]
        if not least <= value <= most:
            return "too_small" if value < least else "too_large", f"({least:g}–{most:g})"
    return None


def _line_of(key: str, text: str) -> int:
    """The line a dotted key stands on, by walking the file's section heads."""
    *section, name = key.split(".")
    here: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        head = re.match(r"\s*\[([^\]]+)\]", line)
        if head:
            here = [part.strip(" \"'") for part in head.group(1).split(".")]
            if here == [*section, name]:
                return number
        elif here == section and re.match(rf"\s*\"?{re.escape(name)}\"?\s*[=.]", line):
            return number
    return 0


def as_toml(settings: Settings) -> str:
    """The whole settings file, every key with its explanation above it."""
    return "\n".join(_lines(settings, "")).lstrip("\n") + "\n"


def _lines(section: Any, prefix: str) -> list[str]:
    lines: list[str] = []
    inner: list[tuple[str, Any]] = []
    for f in fields(section):
        value = getattr(section, f.name)
        if is_dataclass(value):
            inner.append((f"{prefix}{f.name}", value))
            continue
        choices = "、".join(map(str, f.metadata["choices"]))
        lines += [f"# {f.metadata['about']}{f'（{choices}）' if choices else ''}", f"{f.name} = {_toml(value)}"]
    if lines and prefix:
        lines = ["", f"[{prefix[:-1]}]", *lines]
    for name, value in inner:
        lines += _lines(value, f"{name}.")
    return lines


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
