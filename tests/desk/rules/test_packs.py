"""Policy packs: layers, mistakes with their place, versions."""

import json
from datetime import date
from pathlib import Path

import pytest
from acceptance import HALL_HEAD, decided, given, hall_policy

from desk.errors import UsageError
from desk.rules.packs import SHIPPED, check_packs, load_policy, pack_names, policy_from

CITIES = ["beijing", "chengdu", "chongqing", "guangzhou", "hangzhou", "shanghai", "shenzhen", "zhongshan"]
FILES = sorted(Path(str(SHIPPED)).glob("*.toml"))


def broken(folder, text, name="demo"):
    file = folder / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    return check_packs([file], [folder])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_pack_that_comes_with_the_desk_is_without_a_mistake(file):
    assert check_packs([file]) == []


def test_the_practice_policy_and_the_eight_cities_can_be_chosen():
    assert pack_names() == sorted(["demo", *CITIES])


@pytest.mark.parametrize("name", ["demo", *CITIES])
def test_every_rule_has_a_name_a_requirement_and_a_line_where_it_really_stands(name):
    texts = {file.stem: file.read_text(encoding="utf-8").splitlines() for file in FILES}
    for key, section in load_policy(name).sections():
        rule = section.rule
        line = texts[rule.pack][rule.line - 1]
        assert rule.key == key
        assert rule.name
        assert "=" in line or line.startswith("[")
        heading = next(text for text in reversed(texts[rule.pack][: rule.line]) if text.startswith("["))
        assert heading == f"[{key}]"


def test_a_rule_is_said_by_the_layer_that_set_its_value_last():
    zhongshan = load_policy("zhongshan")
    assert zhongshan.rule_of("fee.lost").pack == "demo"
    assert zhongshan.rule_of("photo").pack == "national"
    assert zhongshan.rule_of("e_credential").pack == "guangdong"
    assert zhongshan.rule_of("need.bank_account").pack == "zhongshan"
    with pytest.raises(KeyError):
        zhongshan.rule_of("fee.unheard_of")


@pytest.mark.requirement("M-105")
def test_chongqing_adds_nothing_because_no_source_gives_it_a_rule():
    text = (Path(str(SHIPPED)) / "chongqing.toml").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("[")] == ["[pack]"]
    demo, chongqing = load_policy("demo"), load_policy("chongqing")
    assert chongqing.model_dump(exclude={"pack"}) == demo.model_dump(exclude={"pack"})


@pytest.mark.requirement("M-071", "M-072", "M-073", "M-078", "M-082")
def test_packs_hold_what_papers_say_without_deciding():
    notice = load_policy("demo").notice
    assert (notice.hotlines.medical, notice.hotlines.social) == ("12393", "12333")
    assert notice.legal_basis.text == ("《中华人民共和国社会保险法》",)
    assert all((notice.forbidden.text, notice.usage.text, notice.banks.text))
    assert load_policy("beijing").notice.banks.text == ("北京银行",)


@pytest.mark.requirement("M-108", "M-102", "M-103", "M-106", "M-107")
@pytest.mark.parametrize(
    ("name", "apps"),
    [
        ("guangzhou", ("穗好办",)),
        ("shenzhen", ("深圳社保", "i深圳")),
        ("zhongshan", ("粤医保", "粤省事")),
        ("hangzhou", ("浙里办", "微信", "支付宝")),
        ("shanghai", ("随申办",)),
        ("chengdu", ("天府市民云",)),
        ("beijing", ("北京人社", "国家医保服务平台")),
        ("chongqing", ("国家医保服务平台",)),
    ],
)
def test_each_city_names_its_own_apps(name, apps):
    assert load_policy(name).e_credential.apps == apps


# ── a hall's own file ──


def test_a_hall_changes_one_value_and_keeps_the_rest(tmp_path):
    policy = hall_policy(tmp_path, "[fee.lost]\nfen = 2000\n")
    assert policy.fee.lost.fen == 2000
    assert policy.fee.human_damage.fen == 2500
    assert (policy.name, policy.pack.level) == ("demo", "hall")
    assert (policy.rule_of("fee.lost").requirement, policy.rule_of("fee.lost").line) == ("M-092", 10)


def test_a_citys_own_new_pack_takes_the_place_of_the_shipped_one(tmp_path):
    text = (Path(str(SHIPPED)) / "shenzhen.toml").read_text(encoding="utf-8")
    edited = text.replace("working_days = 3", "working_days = 2")
    (tmp_path / "shenzhen.toml").write_text(edited, encoding="utf-8-sig")  # with the mark some editors put first
    assert load_policy("shenzhen", [tmp_path]).time.total.working_days == 2
    assert load_policy("shenzhen").time.total.working_days == 3


def test_a_hall_may_bring_a_pack_of_its_own_name(tmp_path):
    text = HALL_HEAD.replace('"demo"\ntitle', '"east"\ntitle').replace('extends = "demo"', 'extends = "shenzhen"')
    (tmp_path / "east.toml").write_text(text, encoding="utf-8")
    assert load_policy("east", [tmp_path]).time.total.working_days == 3
    assert "east" in pack_names([tmp_path])


def test_the_last_folder_counts_most(tmp_path):
    hall, window = tmp_path / "hall", tmp_path / "window"
    hall.mkdir()
    window.mkdir()
    (hall / "demo.toml").write_text(HALL_HEAD + "[fee.lost]\nfen = 1\n[fee.human_damage]\nfen = 1\n", encoding="utf-8")
    (window / "demo.toml").write_text(HALL_HEAD + "[fee.lost]\nfen = 2\n", encoding="utf-8")
    policy = load_policy("demo", [hall, window])
    assert (policy.fee.lost.fen, policy.fee.human_damage.fen) == (2, 1)


# ── versions ──


def test_an_edited_pack_has_another_version_even_when_nobody_raised_it(tmp_path):
    one = hall_policy(tmp_path, "[fee.lost]\nfen = 2000\n").version
    other = hall_policy(tmp_path, "[fee.lost]\nfen = 2001\n").version
    assert one != other
    assert one.startswith("1+")
    assert hall_policy(tmp_path, "# a word\n[fee.lost]\nfen = 2000\n").version == one


def test_a_pack_tells_from_when_it_holds():
    demo = load_policy("demo")
    assert demo.valid_from == date(2025, 1, 1)
    assert demo.in_force(date(2025, 1, 1))
    assert not demo.in_force(date(2024, 12, 31))


def test_a_case_keeps_the_policy_that_decided_it_and_a_second_visit_demands_nothing_new(tmp_path):
    then = load_policy("demo")
    kept = json.loads(json.dumps(then.document(), ensure_ascii=False))
    now = hall_policy(
        tmp_path,
        """
[need.new_demand]
name = "新要求"
row = ["M-040"]
material = "marriage_certificate"
services = ["first_issue"]
""",
    )
    walk_in = given("T01")
    assert decided(walk_in, now)["outcome"] == "refuse_notice"
    again = policy_from(kept)
    assert again.version == then.version
    assert decided(walk_in, again) == decided(walk_in, then)


# ── mistakes ──


def test_all_mistakes_are_told_at_once_each_with_its_line(tmp_path):
    found = broken(
        tmp_path,
        HALL_HEAD
        + """
[fee.lost]
fen = "25"

[fee.human_damage]
fen = -1
colour = "red"

[delivery.instant]
allowed = 1

[identity.accepted]
always = ["resident", "library_card"]

[time]
review = 5

[need.odd]
name = "奇怪"
services = ["first_issue"]

[photo]
bytes = [40960, 14336]
""",
    )
    assert [(one.line, one.key, one.problem) for one in found] == [
        (11, "fee.lost.fen", "wants_int"),
        (14, "fee.human_damage.fen", "too_small"),
        (15, "fee.human_damage.colour", "unknown_key"),
        (18, "delivery.instant.allowed", "wants_bool"),
        (21, "identity.accepted.always.1", "wants_one_of"),
        (24, "time.review", "wants_section"),
        (26, "need.odd.material", "missing_key"),
        (26, "need.odd.row", "missing_key"),
        (31, "photo.bytes", "span_reversed"),
    ]
    assert all(one.file == str(tmp_path / "demo.toml") for one in found)
    assert all(one.column == 1 for one in found)


@pytest.mark.parametrize(
    ("head", "wrong"),
    [
        (HALL_HEAD.replace('name = "demo"', 'name = "other"'), [(3, "name_differs")]),
        (HALL_HEAD.replace('extends = "demo"', 'extends = "atlantis"'), [(6, "unknown_pack")]),
        (
            HALL_HEAD.replace('"hall"', '"moon"').replace("2026-01-01", '"soon"'),
            [(5, "wants_one_of"), (8, "wants_date")],
        ),
        (HALL_HEAD.replace("[pack]", "[pakc]"), [(1, "missing_key"), (2, "unknown_key")]),
        (HALL_HEAD.replace('"hall"', '"city"'), [(9, "missing_key")]),
    ],
)
def test_a_wrong_head_hides_no_mistake_beneath_it(tmp_path, head, wrong):
    found = broken(tmp_path, head + '[fee.lost]\nfen = "zwanzig"\nfenn = 3\n')
    line = head.count("\n") + 1
    there = [(line + 1, "wants_int"), (line + 2, "unknown_key")]
    assert sorted((one.line, one.problem) for one in found) == sorted([*wrong, *there])


def test_a_layer_that_cannot_be_read_hides_no_mistake_of_those_above_it(tmp_path):
    (tmp_path / "east.toml").write_text("[pack\n", encoding="utf-8")
    head = HALL_HEAD.replace('extends = "demo"', 'extends = "east"')
    found = broken(tmp_path, head + "[fee.lost]\nfen = -1\n")
    assert [(Path(one.file).name, one.problem) for one in found] == [
        ("demo.toml", "too_small"),
        ("east.toml", "not_toml"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("[pack\n", 1, "not_toml"),
        ('[pack]\nname = "demo"\nname = "demo"\n', 3, "not_toml"),
        ("[fee.lost]\nfen = 1\n", 1, "missing_key"),
        (HALL_HEAD.replace('extends = "demo"', 'extends = "atlantis"'), 6, "unknown_pack"),
        (HALL_HEAD.replace('name = "demo"', 'name = "other"'), 3, "name_differs"),
        (HALL_HEAD.replace("valid_from = 2026-01-01", 'valid_from = "soon"'), 8, "wants_date"),
        (HALL_HEAD.replace('"hall"', '"moon"'), 5, "wants_one_of"),
        (HALL_HEAD + "[photo]\neye_x = [196, 162]\n", 10, "span_reversed"),
        (HALL_HEAD + "[photo]\neye_x = [1, 2, 3]\n", 10, "too_long"),
        (HALL_HEAD + '[fee.quality]\nafter = "quality"\n', 10, "wants_one_of"),
        (HALL_HEAD + "[fee.upgrade]\nfree_years = 1\n", 9, "after_missing"),
        (HALL_HEAD + "[notice.masking]\nleft = 14\n", 9, "nothing_hidden"),
        (HALL_HEAD + "[notice.masking]\nright = -1\n", 10, "too_small"),
        (HALL_HEAD + '[notice.masking]\nwhole = ["library_card"]\n', 10, "wants_one_of"),
        (HALL_HEAD + '[notice.rating]\nurl = "pj.example.cn"\n', 10, "wrong_form"),
        (HALL_HEAD + '[fee.lost]\nname = ""\n', 10, "too_short"),
        (HALL_HEAD + '[fee.lost]\nrow = ["because"]\n', 10, "wrong_form"),
        (HALL_HEAD.replace('"hall"', '"city"') + "[fee.lost]\nfen = 1\n", 9, "missing_key"),
    ],
)
def test_each_kind_of_mistake_has_its_place_and_name(tmp_path, text, line, problem):
    found = broken(tmp_path, text)
    assert [(one.line, one.problem) for one in found] == [(line, problem)]


def test_a_file_in_another_encoding_is_told_as_such(tmp_path):
    (tmp_path / "demo.toml").write_bytes("[pack]\nname = '练习'\n".encode("gb18030"))
    assert [one.problem for one in check_packs([tmp_path / "demo.toml"])] == ["not_utf8"]


def test_two_packs_that_stand_on_each_other_are_told_and_do_not_hang(tmp_path):
    for name, other in (("a", "b"), ("b", "a")):
        head = HALL_HEAD.replace('name = "demo"', f'name = "{name}"').replace(
            'extends = "demo"', f'extends = "{other}"'
        )
        (tmp_path / f"{name}.toml").write_text(head, encoding="utf-8")
    assert [one.problem for one in check_packs([tmp_path / "a.toml"])] == ["circular"]


def test_brackets_without_end_are_no_toml(tmp_path):
    pack = tmp_path / "deep.toml"
    pack.write_text("a = " + "[" * 5000)
    assert [mistake.problem for mistake in check_packs([pack], [])] == ["not_toml"]


def test_a_mistake_beneath_is_told_with_the_file_it_is_in(tmp_path):
    (tmp_path / "demo.toml").write_text(HALL_HEAD + '[fee.lost]\nfen = "x"\n', encoding="utf-8")
    found = check_packs([Path(str(SHIPPED)) / "beijing.toml"], [tmp_path])
    assert [(Path(one.file), one.line) for one in found] == [(tmp_path / "demo.toml", 10)]


def test_the_desk_does_not_work_by_a_broken_pack_and_says_which_line(tmp_path):
    (tmp_path / "demo.toml").write_text(HALL_HEAD + '[fee.lost]\nfen = "x"\n', encoding="utf-8")
    with pytest.raises(UsageError) as told:
        load_policy("demo", [tmp_path])
    assert told.value.kind == "pack_broken"
    assert ([one.line for one in told.value.facts["mistakes"]], told.value.facts["files"]) == ([10], ["demo.toml"])


@pytest.mark.parametrize("name", ["atlantis", "national", "../demo", "", "Demo"])
def test_a_pack_that_is_none_is_an_unknown_code(name):
    with pytest.raises(UsageError) as told:
        load_policy(name)
    assert told.value.facts == {"key": "policy", "value": name}


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(UsageError) as told:
        check_packs([tmp_path / "none.toml"])
    assert told.value.kind == "no_file"
