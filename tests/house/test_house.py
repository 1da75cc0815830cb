"""The house itself: it stands alone, its files are short, and its two commands are the documented ones."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
LISTED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
TRACKED = [ROOT / name for name in LISTED if name and (ROOT / name).is_file()]
FOLDERS = {"desk", "ui", "printing", "devices"}
PROGRAM = [f for f in TRACKED if f.suffix == ".py" and f.relative_to(ROOT).parts[0] in FOLDERS]
READ = [f for f in PROGRAM if f.parent != ROOT / "desk" / "records" / "migrations" / "versions"]
"""A migration is a picture of its day's tables, drawn by a program: everything else is for reading."""


def test_no_file_of_the_program_is_longer_than_can_be_read_in_one_go() -> None:
    lines = {str(f.relative_to(ROOT)): len(f.read_text(encoding="utf-8").splitlines()) for f in READ}
    assert not {name: count for name, count in lines.items() if count > 400}


def test_nothing_needs_a_folder_outside_the_project() -> None:
    outside = re.compile(r"\.\./sh" r"ared|/wo" r"rk/")
    texts = [f for f in TRACKED if f.suffix in {".py", ".toml", ".md", ".sh", ".txt", ".json", ".csv", ""}]
    assert not [str(f) for f in texts if outside.search(f.read_text(encoding="utf-8", errors="ignore"))]


def test_the_readme_names_the_two_commands_that_there_are() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for readme in ("README.md", "README.zh-CN.md"):
        named = set(re.findall(r"make ([a-z]+)", (ROOT / readme).read_text(encoding="utf-8")))
        assert {"run", "test"} <= named <= targets


def test_every_source_file_says_what_it_is_for() -> None:
    texts = {str(f.relative_to(ROOT)): f.read_text(encoding="utf-8") for f in PROGRAM if f.stat().st_size}
    assert not [name for name, text in texts.items() if not text.startswith('"""')]
