"""`guitai id-number`, `decide`, `dates` and `policy` as their callers see them."""

import json
import subprocess
import sys

import pytest
from acceptance import HALL_HEAD, case, given, lacking


def guitai(*words, text=""):
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", *map(str, words)],
        check=False,
        capture_output=True,
        text=True,
        input=text,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


def answer(*words, text=""):
    code, out, _ = guitai(*words, "--json", text=text)
    return code, json.loads(out)


@pytest.fixture
def hall(tmp_path):
    (tmp_path / "policies").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("number", "code", "told"),
    [
        ("110199198503127011", 0, {"valid": True, "kind": "resident", "birth": "1985-03-12", "sex": "male"}),
        ("810000198806060019", 0, {"kind": "hmt_permit", "region": "810000", "region_name": "香港特别行政区"}),
        ("110199850312701", 0, {"kind": "resident_15", "normalised": "110199198503127011"}),
        ("110199198503127012", 4, {"valid": False, "problems": ["check_digit"], "warnings": ["unknown_region"]}),
    ],
)
def test_a_number_tells_what_it_holds_and_ends_with_four_when_it_is_wrong(number, code, told):
    ended, document = answer("id-number", "check", number)
    assert ended == code
    assert lacking(told, document) == []


def test_a_walk_in_is_decided_from_a_file_and_from_stdin_alike(tmp_path, hall):
    walk_in = json.dumps(given("T05"), ensure_ascii=False)
    file = tmp_path / "walk-in.json"
    file.write_text(walk_in, encoding="utf-8")
    from_file = answer("decide", file, "--data-dir", hall)
    assert from_file == answer("decide", "-", "--data-dir", hall, text=walk_in)
    assert from_file[0] == 0
    assert lacking(case("T05")["expect"], from_file[1]) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{", "walk_in"),
        ("[]", "walk_in"),
        ('{"policy": "atlantis", "service": "enquiry"}', "unknown_code"),
        ('{"policy": "guangdong", "service": "enquiry"}', "unknown_code"),
        ("[" * 100_000, "walk_in"),
        ('{"policy": "demo"}', "walk_in"),
        ('{"policy": "demo", "service": "enquiry", "now": "2026-02-30"}', "bad_date"),
    ],
)
def test_what_is_no_walk_in_ends_with_two_and_an_error_document(text, kind):
    code, document = answer("decide", "-", text=text)
    assert (code, document["error"]["kind"]) == (2, kind)
    assert document["error"]["detail"]
    assert document["error"]["next"]


def test_a_refusal_is_an_answer_and_not_an_error():
    code, document = answer("decide", "-", text=json.dumps(given("T13")))
    assert (code, document["outcome"]) == (0, "refuse_notice")


def test_a_promised_day_is_told_with_the_calendars_end_and_refused_past_it(tmp_path):
    begun = ("dates", "due", "--data-dir", tmp_path, "--from")
    assert answer(*begun, "2026-02-10", "--working-days", "10") == (
        0,
        {"due": "2026-03-02", "calendar_until": "2026-12-31"},
    )
    code, document = answer(*begun, "2026-12-21", "--working-days", "12")
    assert (code, document["error"]["kind"]) == (5, "calendar_not_covered")
    assert answer(*begun, "someday", "--working-days", "1")[0] == 2


def test_a_hall_adds_a_year_to_the_calendar(tmp_path):
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "2027.toml").write_text("year = 2027\noff = []\nworking = []\n", encoding="utf-8")
    words = ("dates", "due", "--data-dir", tmp_path, "--from", "2026-12-31", "--working-days", "1")
    assert answer(*words)[1] == {"due": "2027-01-01", "calendar_until": "2027-12-31"}


@pytest.mark.requirement("M-092")
def test_a_technician_changes_a_fee_and_explanation_and_decision_follow(hall):
    (hall / "policies" / "demo.toml").write_text(HALL_HEAD + "[fee.lost]\nfen = 2000\n", encoding="utf-8")
    _, explained = answer("policy", "explain", "demo", "reissue", "--data-dir", hall)
    fee = next(rule for rule in explained["rules"] if rule["key"] == "fee.lost")
    assert lacking({"value": 2000, "level": "hall", "line": 10}, fee["values"]["fen"]) == []
    _, decided = answer("decide", "-", "--data-dir", hall, text=json.dumps(given("A18")))
    assert decided["fee"]["due"] == 2000


def test_an_explanation_for_people_names_each_value_with_its_line(hall):
    code, out, _ = guitai("policy", "explain", "zhongshan", "first_issue", "--data-dir", hall)
    assert code == 0
    assert out.splitlines()[0].endswith("zhongshan ← guangdong ← demo ← national")
    assert "    fen = 0  demo.toml:" in out


def test_every_mistake_of_a_pack_is_told_with_a_sentence_and_the_desk_refuses_to_work_by_it(hall):
    pack = hall / "policies" / "demo.toml"
    pack.write_text(HALL_HEAD + '[fee.lost]\nfen = "x"\ncolour = 1\n', encoding="utf-8")
    code, document = answer("policy", "check", pack)
    assert (code, document["ok"]) == (2, False)
    assert [(one["line"], one["problem"]) for one in document["mistakes"]] == [(10, "wants_int"), (11, "unknown_key")]
    assert all(str(one["line"]) in one["sentence"] for one in document["mistakes"])
    code, document = answer("decide", "-", "--data-dir", hall, text=json.dumps(given("T01")))
    assert (code, document["error"]["kind"]) == (2, "pack_broken")
    assert "10" in document["error"]["detail"]


def test_a_person_reads_a_line_for_each_mistake(hall):
    pack = hall / "policies" / "demo.toml"
    pack.write_text(HALL_HEAD + '[fee.lost]\nfen = "x"\ncolour = 1\n', encoding="utf-8")
    code, out, _ = guitai("policy", "check", pack)
    first, *lines = out.splitlines()
    assert (code, first) == (2, f"✗ {pack}")
    assert [line.split()[:3] for line in lines] == [["第", "10", "行"], ["第", "11", "行"]]
    pack.write_text(HALL_HEAD, encoding="utf-8")
    assert guitai("policy", "check", pack)[:2] == (0, f"✓ {pack}\n")


def test_a_good_pack_is_told_to_be_good(hall):
    pack = hall / "policies" / "demo.toml"
    pack.write_text(HALL_HEAD, encoding="utf-8")
    assert answer("policy", "check", pack) == (0, {"ok": True, "files": [str(pack)], "mistakes": []})
