"""`guitai simulate NAME …`: runs one simulated device as a program of its own, until it is told to stop.

Each simulator reads its own words (`guitai simulate NAME --help`); only the one that was asked for is imported.
"""

import importlib
import sys

import typer

SIMULATORS = {
    "id-reader": ("devices.simulators.id_reader", "身份证阅读器，串口（伪终端）"),
    "card-printer": ("devices.simulators.card_printer", "制卡机，TCP 或伪终端；印出的卡存成 PNG"),
    "receipt-printer": ("devices.simulators.receipt_printer", "回执机，TCP 或伪终端；小票存成 PNG 和文字"),
    "registry": ("devices.simulators.registry", "参保登记平台和卡管系统，HTTP，只在本机"),
    "queue": ("devices.simulators.queue", "大厅叫号系统，HTTP，只在本机"),
    "camera": ("devices.simulators.camera", "摄像头前的练习人物：视频文件，或本机的实时画面"),
    "scanner": ("devices.simulators.scanner", "扫码枪，串口（伪终端）"),
    "evaluator": ("devices.simulators.evaluator", "评价器，串口（伪终端）或 HTTP"),
    "chip": ("devices.simulators.chip", "社会保障卡芯片，经 vpcd 接到 PC/SC"),
}
"""Command → (module with `main(words: list[str]) -> int`, what it stands for)."""


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="模拟设备 · simulated devices on the real wires, for practice")
    for name, (module, about) in SIMULATORS.items():
        _add(group, name, module, about)
    app.add_typer(group, name="simulate")


def _add(group: typer.Typer, name: str, module: str, about: str) -> None:
    @group.command(
        name,
        help=about,
        add_help_option=False,
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    )
    def run(ctx: typer.Context) -> None:
        simulator = importlib.import_module(module)
        try:
            raise typer.Exit(simulator.main(ctx.args))
        except OSError as error:
            print(f"模拟器起不来：{error}\n端口或文件被占着，或没有权限：换一个，或先停掉用着它的程序", file=sys.stderr)
            raise typer.Exit(2) from error
