"""The rules from a shell: numbers, promised dates, policy packs, and the decision on a walk-in.

Nothing is stored and no device is touched. Packs and calendars in the hall's data folder (`policies/`, `calendars/`)
count before those that came with the desk.
"""

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.errors import UsageError
from ui.commands.common import Answer, command, date_given
from ui.invocation import Invocation, data_dir, place

if TYPE_CHECKING:
    from desk.rules.packs import Mistake

Text = Annotated[str, typer.Argument(help="the number as typed")]
WalkIn = Annotated[str, typer.Argument(metavar="FILE|-", help="one walk-in as JSON; - reads it from stdin")]
From = Annotated[str, typer.Option("--from", metavar="DATE", help="the day of acceptance")]
Days = Annotated[int, typer.Option("--working-days", min=0, metavar="N", help="how many working days")]
Files = Annotated[list[Path], typer.Argument(help="policy packs")]
Name = Annotated[str, typer.Argument(metavar="P", help="the policy's name")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", parser=place, help="a new file (default: stdout)")]
Service = Annotated[str, typer.Argument(metavar="SERVICE", help="the service's code")]


def add_to(app: typer.Typer) -> None:
    id_number = typer.Typer(no_args_is_help=True, help="证件号码 · identity numbers")
    dates = typer.Typer(no_args_is_help=True, help="工作日 · working days")
    policy = typer.Typer(no_args_is_help=True, help="政策包 · policy packs")

    @id_number.callback()
    @dates.callback()
    @policy.callback()
    def group() -> None: ...

    @command(
        id_number, "check", help="证件号码说了什么，错在哪里 · what an identity number tells and what is wrong with it"
    )
    def check_number(_call: Invocation, text: Text) -> Answer:
        return _check_number(text)

    @command(dates, "due", help="算承诺的日期 · the day a promise falls due")
    def due(call: Invocation, *, start: From, days: Days) -> dict[str, str]:
        from desk.rules.reference import working_days

        calendar = working_days(_folders(call, "calendars"))
        day = calendar.due(date_given(start, "from"), days)
        return {"due": day.isoformat(), "calendar_until": calendar.covered_until.isoformat()}

    @command(
        policy,
        "check",
        help="一次说出政策包的每一处错，带行号 · every mistake of policy packs at once, with file and line",
    )
    def check_packs(call: Invocation, files: Files) -> Answer:
        return _check_packs(call, files)

    @command(
        policy,
        "explain",
        help="一项业务生效的规则，各由哪一层定 · the rules in force for a service, and which layer set each",
    )
    def explain(call: Invocation, name: Name, service: Service) -> dict[str, Any] | None:
        from desk.rules.explain import explain

        document = explain(name, service, _folders(call, "policies"))
        if call.json:
            return document
        _show(document)
        return None

    @command(
        policy,
        "draft",
        help="写出还是练习数字的每一条，待确认 · a hall's own pack to begin with: the practice figures",
    )
    def draft(call: Invocation, name: Name, *, out: Out = None) -> dict[str, Any] | None:
        return _draft(call, name, out)

    @command(app, "decide", help="来这样一个人，柜台怎样判，为什么 · what the desk would do with a walk-in, and why")
    def decide(call: Invocation, file: WalkIn) -> dict[str, Any]:
        return _decide(call, file)

    app.add_typer(id_number, name="id-number")
    app.add_typer(dates, name="dates")
    app.add_typer(policy, name="policy")


def _check_number(text: str) -> Answer:
    from desk.rules.identity import parse_id_number
    from desk.rules.reference import regions

    number = parse_id_number(text, datetime.now().astimezone().date())
    place = regions().get(number.region or "")
    document = {
        "valid": number.valid,
        "kind": number.kind,
        "normalised": number.normalised,
        "birth": None if number.birth is None else number.birth.isoformat(),
        "sex": number.sex,
        "region": number.region,
        "region_name": None if place is None else place[0],
        "problems": list(number.problems),
        "warnings": [] if number.region_known(regions()) else ["unknown_region"],
    }
    return Answer(document, 0 if number.valid else 4)


def _decide(call: Invocation, file: str) -> dict[str, Any]:
    from desk.rules.decision import decide
    from desk.rules.packs import load_policy
    from desk.rules.reference import working_days

    given = _read(file)
    name = given.get("policy")
    if not isinstance(name, str):
        raise UsageError("unknown_code", key="policy", value=name)
    policy = load_policy(name, _folders(call, "policies"))
    if policy.pack.level in ("national", "province"):
        raise UsageError("unknown_code", key="policy", value=name)
    return decide(given, policy, working_days(_folders(call, "calendars"))).document()


def _read(file: str) -> dict[str, Any]:
    try:
        text = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        given = json.loads(text)
    except OSError as wrong:
        raise UsageError("no_file", file=file, reason=wrong.strerror) from None
    except (ValueError, RecursionError):  # the latter: brackets in brackets without end
        raise UsageError("walk_in", problem="not_json") from None
    if not isinstance(given, dict):
        raise UsageError("walk_in", problem="not_an_object")
    return given


def _check_packs(call: Invocation, paths: list[Path]) -> Answer:
    from desk.rules.packs import check_packs

    mistakes = check_packs(paths, _folders(call, "policies"))
    code = 2 if mistakes else 0
    if not call.json:
        _list(paths, mistakes)
        return Answer(None, code)
    document = {
        "ok": not mistakes,
        "files": [str(path) for path in paths],
        "mistakes": [{**mistake._asdict(), "sentence": _sentence(mistake)} for mistake in mistakes],
    }
    return Answer(document, code)


def _list(paths: list[Path], mistakes: Sequence["Mistake"]) -> None:
    """A line for every file and under it one for each of its mistakes; a file may have them in one it extends."""
    wrong = {mistake.file for mistake in mistakes}
    for file in dict.fromkeys([*map(str, paths), *sorted(wrong)]):
        print(f"{'✗' if file in wrong else '✓'} {file}")
        for mistake in mistakes:
            if mistake.file == file:
                print(f"    {_sentence(mistake)}")


def _sentence(mistake: "Mistake") -> str:
    from ui.words import mistakes_of

    return mistakes_of(UsageError("pack_broken", mistakes=[mistake]))[0]


def _draft(call: Invocation, name: str, out: Path | None) -> dict[str, Any] | None:
    from desk.rules.hall_pack import hall_pack
    from desk.rules.packs import load_policy

    policy = load_policy(name, _folders(call, "policies"))
    text = hall_pack(policy, datetime.now().astimezone().date())
    if out is None and not call.json:
        print(text, end="")
        return None
    if out is not None:
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            with out.open("x", encoding="utf-8") as file:  # what somebody confirmed is never written over
                file.write(text)
        except OSError as error:
            raise UsageError("cannot_write", file=str(out), why=error.strerror) from error
    return {"pack": policy.name, "practice_figures": dict(policy.practice_figures), "file": out and str(out)}


def _show(document: dict[str, Any]) -> None:
    """A rule to a line, its values beneath it with the place that set them."""
    layers = " ← ".join(_file_of(layer) for layer in reversed(document["layers"]))
    print(f"{document['policy']} {document['version']}  {layers}")
    for rule in document["rules"]:
        print(f"\n{rule['name']}  {rule['key']}  {rule['requirement']}  {rule['pack']}.toml:{rule['line']}")
        for name, one in rule["values"].items():
            if one["pack"] is not None:
                value = json.dumps(one["value"], ensure_ascii=False)
                print(f"    {name} = {value}  {_file_of(one)}.toml:{one['line']}")


def _file_of(layer: dict[str, Any]) -> str:
    """A hall's own pack may have the name of the one beneath it: it stands in the data folder."""
    return f"policies/{layer['pack']}" if layer["level"] == "hall" else str(layer["pack"])


def _folders(call: Invocation, name: str) -> list[Path]:
    """The hall's own folder of packs or calendars."""
    return [data_dir(call) / name]
