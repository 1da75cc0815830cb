"""The settings file: what a technician types, and what he is told when it is wrong."""

import dataclasses
from pathlib import Path

import pytest

from desk.errors import UsageError
from desk.settings import Settings, as_toml, read_settings


def test_no_file_means_practice_with_nothing_fitted(tmp_path: Path) -> None:
    settings = read_settings(tmp_path / "guitai.toml")
    assert settings == Settings()
    assert not settings.live


def test_the_written_file_reads_back_as_the_same_settings(tmp_path: Path) -> None:
    wanted = dataclasses.replace(
        Settings(),
        mode="live",
        hall=dataclasses.replace(Settings().hall, name='样本市"中心"大厅\\一楼', counter="07"),
        devices=dataclasses.replace(
            Settings().devices, id_reader=dataclasses.replace(Settings().devices.id_reader, port="COM3", baud=9600)
        ),
    )
    file = tmp_path / "guitai.toml"
    file.write_text(as_toml(wanted), encoding="utf-8")
    assert read_settings(file) == wanted


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "guitai.toml"
    file.write_text(
        'mode = "production"\n\n[devices.id_reader]\nport = 3\nbaude = 9600\n\n[screen]\nscale = "big"\n',
        encoding="utf-8",
    )
    with pytest.raises(UsageError) as trouble:
        read_settings(file)
    assert [(m.line, m.key, m.problem) for m in trouble.value.facts["mistakes"]] == [
        (1, "mode", "wants_one_of"),
        (4, "devices.id_reader.port", "wants_str"),
        (5, "devices.id_reader.baude", "unknown_key"),
        (8, "screen.scale", "wants_int"),
    ]


@pytest.mark.parametrize(("text", "line"), [('mode = "live"\nhall = [\n', 3), ("mode == 1\n", 1)])
def test_a_file_that_is_not_toml_names_the_line(tmp_path: Path, text: str, line: int) -> None:
    file = tmp_path / "guitai.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as trouble:
        read_settings(file)
    (mistake,) = trouble.value.facts["mistakes"]
    assert (mistake.problem, mistake.line) == ("not_toml", line)


@pytest.mark.parametrize(
    ("text", "problem", "wanted"),
    [
        ("[devices.id_reader]\ntimeout = -5\n", "too_small", "(0.5–60)"),
        ("[devices.id_reader]\nbaud = 12345\n", "wants_one_of", "0、9600、19200、38400、57600、115200"),
        ('[devices.id_reader]\nport = "C:\\new"\n', "not_printable", ""),
        ('[devices.receipt_printer]\naddress = "10.0.0.5:9100"\n', "wrong_form", "tcp://主机:端口"),
        ('[hall]\ncounter = "3"\n', "wrong_form", "窗口号，两位"),
        ('[hall]\ncounter = "０３"\n', "wrong_form", "窗口号，两位"),
        ('[store]\nserver = "postgresql+psycopg://desk:geheim@db/hall"\n', "wrong_form", "口令放 ~/.pgpass"),
        ("[screen]\nscale = 137\n", "wants_one_of", "100、125、150、200"),
        ("[screen]\nidle_minutes = 600\n", "too_large", "(1–60)"),
        ('[links]\nregistry = "registry.example"\n', "wrong_form", "embedded"),
    ],
)
def test_a_value_that_no_hall_can_mean_is_refused_with_what_is_wanted(
    tmp_path: Path, text: str, problem: str, wanted: str
) -> None:
    file = tmp_path / "guitai.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as trouble:
        read_settings(file)
    (mistake,) = trouble.value.facts["mistakes"]
    assert (mistake.line, mistake.problem) == (2, problem)
    assert wanted in mistake.wanted


def test_a_thing_that_is_not_fitted_may_be_written_so(tmp_path: Path) -> None:
    file = tmp_path / "guitai.toml"
    file.write_text('[devices.card_printer]\naddress = ""\n', encoding="utf-8")
    assert read_settings(file) == Settings()


def test_seconds_may_be_typed_without_a_point(tmp_path: Path) -> None:
    file = tmp_path / "guitai.toml"
    file.write_text("[devices.id_reader]\ntimeout = 8\n", encoding="utf-8")
    assert read_settings(file).devices.id_reader.timeout == 8.0


def test_the_mark_that_some_editors_put_first_is_no_mistake(tmp_path: Path) -> None:
    file = tmp_path / "guitai.toml"
    file.write_text('mode = "live"\n', encoding="utf-8-sig")
    assert read_settings(file).live


def test_a_file_that_is_there_and_cannot_be_read_is_never_taken_for_none(tmp_path: Path) -> None:
    file = tmp_path / "guitai.toml"
    file.mkdir()
    with pytest.raises(UsageError, match="no_file"):
        read_settings(file)
