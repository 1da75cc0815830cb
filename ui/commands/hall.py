"""`guitai hall new`: the settings of a hall that counts. What has no right default has to be said."""

from dataclasses import fields, replace
from typing import Annotated, Any

import typer

from desk.errors import UsageError
from desk.settings import HallSettings, PolicySettings, Settings, StoreSettings
from ui.commands.common import command
from ui.invocation import Invocation, data_dir


def _about(section: type[Any], key: str) -> str:
    """What the settings file says about a key."""
    return next(str(each.metadata["about"]) for each in fields(section) if each.name == key)


Name = Annotated[str, typer.Option("--name", help=_about(HallSettings, "name"))]
Region = Annotated[str, typer.Option("--region", help=_about(HallSettings, "region"))]
Code = Annotated[str, typer.Option("--code", help=_about(HallSettings, "code"))]
Window = Annotated[str, typer.Option("--counter", help=_about(HallSettings, "counter"))]
Pack = Annotated[str, typer.Option("--policy", help=_about(PolicySettings, "pack"))]
Backups = Annotated[str, typer.Option("--backup-dir", help=_about(StoreSettings, "backup_dir"))]


def add_to(app: typer.Typer) -> None:
    hall = typer.Typer(no_args_is_help=True, help="大厅 · a hall that counts")

    @hall.callback()
    def group() -> None: ...

    @command(hall, "new", help="写正式大厅的设置，从不覆盖 · writes the settings of a live hall; it never replaces any")
    def new(  # noqa: PLR0917 - one thing of the hall each
        call: Invocation,
        name: Name,
        region: Region,
        code: Code,
        counter: Window,
        policy: Pack,
        backup_dir: Backups = "",
    ) -> dict[str, Any] | None:
        there = HallSettings(region=region, code=code, name=name, counter=counter)
        kept = StoreSettings(backup_dir=backup_dir)
        said = Settings(mode="live", hall=there, policy=PolicySettings(pack=policy), store=kept)
        document = _write(call, said)
        if call.json:
            return document
        _tell(document)
        return None

    app.add_typer(hall, name="hall")


def _write(call: Invocation, said: Settings) -> dict[str, Any]:
    from desk.rules.packs import load_policy
    from ui.technician.settings_file import save_settings

    data = data_dir(call)
    file = call.config or data / "guitai.toml"
    if file.exists():
        raise UsageError("settings_exist", file=str(file))
    policy = load_policy(said.policy.pack, [data / "policies"])
    _refuse_a_practice_store(call, said)
    try:
        save_settings(file, said)
    except UsageError as wrong:
        found: Any = wrong.facts["mistakes"]
        mistakes = tuple(replace(one, line=0, key=_option(one.key)) for one in found)
        raise UsageError("settings", file=file.name, mistakes=mistakes) from None
    return {"settings": str(file), "policy": policy.name, "practice_figures": len(policy.practice_figures)}


def _refuse_a_practice_store(call: Invocation, said: Settings) -> None:
    """Raises StoreTrouble(store_other_mode): a folder once opened without settings is for practice for good."""
    from desk.records.opening import open_store
    from ui.assembly import assemble, made_ready
    from ui.clock import HallClock
    from ui.secret_words import passphrase

    folder, clock = data_dir(call), HallClock()
    if not (folder / "store").exists():
        return
    store = open_store(folder, said.store, call.db_url, clock=clock, sole=False, passphrase=passphrase)
    try:
        made_ready(assemble(folder, said, store, clock))
    finally:
        store.close()


def _option(key: str) -> str:
    """hall.region was said as --region."""
    return "--" + key.rpartition(".")[2].replace("_", "-")


def _tell(document: dict[str, Any]) -> None:
    from ui.words import say

    print(say("正式大厅的设置已写好：{file}", file=document["settings"]))
    if document["practice_figures"]:
        facts = {"pack": document["policy"], "n": document["practice_figures"]}
        print(say("政策包 {pack} 里还有 {n} 条是练习数字：guitai policy draft {pack} 写出来，逐条确认", **facts))
    print(say("打开柜台（guitai desk），先建第一个主管；设备在“设备”里找、试、存"))
