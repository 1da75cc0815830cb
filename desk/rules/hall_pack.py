"""A hall's own pack to begin with: every rule that still has a practice figure, ready to be confirmed line by line.

Each stands there as a comment, with the figure it has now. Whoever looked it up takes the `#` away or writes another
figure; from then on the rule is the hall's, and nothing counts it as practice any more.
"""

import json
from datetime import date

from desk.rules.policy import Policy

HEAD = """\
# {title}：本厅的政策包，放进数据目录的 policies/ 里。
# 下面 {n} 条还是练习数字。逐条对照本地文件：对的去掉行首的“# ”，不对的改好再去掉。
# 金额的单位是分，期限的单位看名字。改完用 guitai policy check 验一遍。
# The practice figures below do not count: confirm each one, or write your own, and take its “# ” away.

[pack]
name = "{name}"
title = "{title}"
level = "hall"
extends = "{name}"
version = "{version}"
valid_from = {day}
"""


def hall_pack(policy: Policy, day: date) -> str:
    """The TOML text of a hall's layer over `policy`, valid from `day`."""
    sections = dict(policy.sections())
    about = {"name": policy.name, "title": policy.pack.title, "n": len(policy.practice_figures)}
    parts = [HEAD.format(**about, version=f"{day:%Y-%m}", day=day.isoformat())]
    for key, names in policy.practice_figures.items():
        section = sections[key]
        values = section.model_dump(mode="json", include=set(names))
        lines = [f"[{key}]", *(f"{name} = {json.dumps(values[name], ensure_ascii=False)}" for name in names)]
        title = f"# ── {section.name}（{'、'.join(section.row)}）"
        parts.append("\n".join((title, *(f"# {line}" for line in lines), "")))
    return "\n".join(parts)
