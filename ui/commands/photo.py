"""The card photo from a shell: `photo check` and `photo make`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.errors import UsageError
from ui.commands.common import Answer, command, refuse_another_kind, write_file
from ui.invocation import Invocation, data_dir, place, settings

if TYPE_CHECKING:
    from devices.photo.studio import PhotoStudio, Shot

File = Annotated[Path, typer.Argument(help="the photo, JPEG or PNG")]
Policy = Annotated[str, typer.Option("--policy", help="pack whose photo standard counts (default: the hall's)")]
Out = Annotated[Path, typer.Option("--out", metavar="JPEG", parser=place, help="where to write the finished photo")]


def add_to(app: typer.Typer) -> None:
    photo = typer.Typer(no_args_is_help=True, help="制证照片 · the card photo")

    @command(
        photo, "check", help="按证照标准逐条量一张照片 · judges a photo as it is, each rule with its measured value"
    )
    def check(call: Invocation, file: File, *, policy: Policy = "") -> Answer:
        return _answer(_studio(call, policy).examine(_read(file)))

    @command(
        photo,
        "make",
        help="裁成标准照片，再逐条量 · crops and encodes a picture to the standard, then judges the result",
    )
    def make(call: Invocation, file: File, *, out: Out, policy: Policy = "") -> Answer:
        refuse_another_kind(out, "", ".jpg", ".jpeg")
        shot = _studio(call, policy).from_file(_read(file))
        if shot.jpeg:
            write_file(out, shot.jpeg)
        return _answer(shot)

    app.add_typer(photo, name="photo")


def _answer(shot: "Shot") -> Answer:
    document: dict[str, Any] = {"ok": shot.ok, "checks": [each.document() for each in shot.checks]}
    return Answer(document, 0 if shot.ok else 4)


def _read(file: Path) -> bytes:
    from devices.photo.brought import read

    try:
        return read(file)
    except OSError as error:
        raise UsageError("no_file", file=str(file), reason=error.strerror) from None


def _studio(call: Invocation, policy: str) -> "PhotoStudio":
    from desk.rules.packs import load_policy
    from desk.rules.photo_standard import standard_of
    from devices.photo.studio import PhotoStudio

    pack = load_policy(policy or settings(call).policy.pack, [data_dir(call) / "policies"])
    return PhotoStudio(standard_of(pack.photo))
