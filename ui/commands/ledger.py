"""The trust core from a shell: stock, ledger, journal, backups, accounts and the store itself."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from desk.errors import StoreTrouble, UsageError
from ui.commands.bar import bar
from ui.commands.common import Answer, command, put
from ui.commands.context import as_owner, at_the_counter, nobody_signed_in
from ui.invocation import Invocation, data_dir, settings, settings_file
from ui.secret_words import passphrase, password_given

Folder = Annotated[Path, typer.Argument(help="an existing folder, best on another disk")]
File = Annotated[Path, typer.Argument(help="a backup file")]
Name = Annotated[str, typer.Argument(help="the number on the badge")]
Role = Annotated[str, typer.Option("--role", help="clerk, supervisor, technician or auditor")]
AnchorText = Annotated[list[str], typer.Option("--anchor", help="an anchor read off a paper; may be repeated")]


def add_to(app: typer.Typer) -> None:
    _stock(app)
    _ledger(app)
    _audit(app)
    _backup(app)
    _account(app)
    _db(app)


def _stock(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="空白卡 · blank cards")

    @command(group, "report", help="空白卡各有多少，等式 · blank cards per state, with the equation")
    def report(call: Invocation) -> dict[str, Any]:
        from desk.services import stock

        with at_the_counter(call, sole=False) as counter:
            return stock.report(counter).document()

    app.add_typer(group, name="stock")


def _ledger(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="台账 · the ledger")

    @command(group, "export", help="每件事一行 JSON · every fact as one JSON line")
    def export(call: Invocation) -> None:
        from desk.services import export as exporting

        with at_the_counter(call, sole=False) as counter:
            for line in exporting.ledger(counter):
                put(line)

    app.add_typer(group, name="ledger")


def _audit(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="审计日志 · the journal")

    @command(group, "verify", help="查日志有没有被动过 · checks the tamper-evident journal")
    def verify(call: Invocation, *, anchor: AnchorText = []) -> Answer:  # noqa: B006 - typer copies it
        from desk.services import audit

        try:
            with nobody_signed_in(call, sole=False, as_it_is=True) as counter:
                verdict = audit.verify(counter, anchor)
        except StoreTrouble as trouble:
            if trouble.kind not in ("store_damaged", "store_replaced"):
                raise
            verdict = audit.damaged(trouble)
        return Answer(verdict, 0 if verdict["ok"] else 6)

    app.add_typer(group, name="audit")


def _backup(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="备份 · backups")

    @command(group, "create", help="做备份，恢复一遍验过 · makes a backup and proves it by a restore")
    def create(call: Invocation, folder: Folder) -> dict[str, Any]:
        from desk.services import backup

        with at_the_counter(call, sole=False) as counter, bar("备份") as told:
            return backup.create(counter, folder, told).document()

    @command(
        group, "verify", help="把备份恢复到临时目录验一遍 · restores a backup into a temporary folder and checks it"
    )
    def verify(call: Invocation, file: File) -> Answer:  # noqa: ARG001 - a backup knows its own store
        from desk.services import backup

        with bar("校验") as told:
            found = backup.verify(file, told, passphrase)
        return Answer(found.document(), 0 if found.ok else 6)

    @command(
        group,
        "restore",
        help="把备份放进新的数据目录（--data-dir） · puts a backup into a new data folder (--data-dir)",
    )
    def restore(call: Invocation, file: File) -> dict[str, Any]:
        from desk.services import backup
        from ui.words import say

        with bar("恢复") as told:
            restored = backup.restore(file, data_dir(call), told, passphrase)
        print(say("备份里没有设置、政策包和日历：把它们放进 {folder}", folder=data_dir(call)), file=sys.stderr)
        return restored.document()

    app.add_typer(group, name="backup")


def _account(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="账号 · accounts")

    @command(
        group, "add", help="加一个账号，口令从标准输入给 · adds an account; its password is the next line of stdin"
    )
    def add(call: Invocation, name: Name, *, role: Role) -> dict[str, Any]:
        from desk.services import accounts

        with nobody_signed_in(call) as counter:
            if accounts.first_start(counter):
                return _line(accounts.add(counter, name, role, password_given()))
        with at_the_counter(call) as counter:
            return _line(accounts.add(counter, name, role, password_given()))

    @command(group, "list", help="大厅的每个账号 · every account of the hall")
    def accounts_(call: Invocation) -> dict[str, Any]:
        from desk.services import accounts

        with at_the_counter(call, sole=False) as counter:
            return {"accounts": [_line(each) for each in accounts.accounts(counter)]}

    app.add_typer(group, name="account")


def _db(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="数据库 · the store")

    @command(group, "upgrade", help="把数据库升级到这一版 · brings the store to this program's schema")
    def upgrade(call: Invocation) -> dict[str, Any]:
        from desk.records.migrations import HEAD

        with as_owner(call) as counter:
            return {"store": counter.store.id, "revision": HEAD, "ok": True}

    @command(
        group,
        "provision",
        help="以库的属主：建库、升级，准许本厅的窗口 · as the owner: makes or upgrades it, lets this hall's windows in",
    )
    def provision(
        call: Invocation,
        *,
        role: Annotated[str, typer.Option("--windows-role", help="a database role that owns nothing")],
    ) -> dict[str, Any]:
        from desk.records.migrations import HEAD
        from desk.services import windows_role

        if call.db_url and not settings_file(call).is_file():  # without it everybody is the sample hall, at practice
            raise UsageError("hall_not_said", file=str(settings_file(call)))
        with as_owner(call) as counter:
            windows_role.admit(counter, role)
            return {"store": counter.store.id, "revision": HEAD, "role": role, "hall": counter.hall, "ok": True}

    @command(
        group,
        "accept",
        help="主管认下放回来的旧库 · a supervisor accepts an older copy that was put in the store's place",
    )
    def accept(call: Invocation) -> dict[str, Any]:
        from desk.services import audit

        with at_the_counter(call, as_it_is=True) as counter:
            return {"store": counter.store.id, "given_up": audit.accept(counter), "ok": True}

    @command(
        group, "retention", help="过了留存期的有多少，--delete 才删 · what is older than its term; --delete removes it"
    )
    def retention(
        call: Invocation, *, remove: Annotated[bool, typer.Option("--delete", help="without it: a dry run")] = False
    ) -> dict[str, Any]:
        from desk.services import retention as keeping

        with at_the_counter(call, sole=remove) as counter:
            found = keeping.remove(counter) if remove else keeping.due(counter)
            return {**found.document(), "deleted": remove}

    @command(
        group,
        "copy",
        help="把本机的库搬进空的 PostgreSQL，逐字节核对 · copies the embedded store into an empty PostgreSQL",
    )
    def copy(call: Invocation, *, to: Annotated[str, typer.Option("--to", metavar="URL")]) -> dict[str, Any]:
        from desk.records.copying import copy_to_server

        with at_the_counter(call) as counter:
            counter.require("technician", "supervisor")
            rows = copy_to_server(counter.store, settings(call).store, to, clock=counter.clock)
            return {"store": counter.store.id, "rows": rows, "ok": True}

    app.add_typer(group, name="db")


def _line(account: Any) -> dict[str, Any]:
    return {
        "name": account.name,
        "role": account.role,
        "enabled": account.enabled,
        "must_change": account.must_change,
        "created_at": account.created_at.isoformat(),
    }
