"""Our own bugs, written down where the technician finds them."""

from ui import incident


def broken(words: str) -> None:
    raise LookupError(words)


def number_of(words: str) -> str:
    try:
        broken(words)
    except LookupError as bug:
        return incident.report(bug)
    raise AssertionError


def test_what_goes_wrong_at_every_frame_is_one_incident_with_one_number(tmp_path, monkeypatch):
    monkeypatch.setenv("GUITAI_LOG_DIR", str(tmp_path))
    numbers = {number_of("李样本 110199198503127011") for _ in range(50)}
    (file,) = tmp_path.iterdir()
    assert numbers == {file.stem}
    text = file.read_text(encoding="utf-8")
    assert "builtins.LookupError" in text
    assert "test_incident.py" in text
    assert "样本" not in text
    assert "1101" not in text
