"""Writes docs/settings.md: every key of guitai.toml, from the settings themselves."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from desk.settings import Settings

PAGE = Path(__file__).resolve().parents[1] / "settings.md"
HEAD = """\
# 设置：guitai.toml 里的每一个键

`guitai hall new` 写好整个文件，每个键上面都有这里的话；设备在“设备”页里找、试、存，不用手改。
改好存盘，关掉柜台再打开。写错了柜台照样能开，用上一份，并说出哪一行、哪个键、要什么。
这一页由 `python -m docs.make.settings` 从程序里抄出来。

| 键 | 不写就是 | 是什么 |
|---|---|---|
"""


def keys(section: Any, prefix: str = "") -> Iterator[tuple[str, str, str]]:
    """Each key with its default and what it is for."""
    for each in fields(section):
        value = getattr(section, each.name)
        if is_dataclass(value):
            yield from keys(value, f"{prefix}{each.name}.")
            continue
        choices = "、".join(map(str, each.metadata["choices"]))
        about = each.metadata["about"] + (f"（{choices}）" if choices else "")
        default = str(value).lower() if isinstance(value, bool) else str(value)
        yield prefix + each.name, f"`{default}`" if default else "空", about.replace("|", "\\|")


def page() -> str:
    """The whole page."""
    return HEAD + "".join(f"| `{key}` | {default} | {about} |\n" for key, default, about in keys(Settings()))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
