"""ID numbers on paper: how many of their digits stand there is the policy's word, paper by paper."""

import re
from dataclasses import replace
from functools import partial

import paper_cases
import paper_day
import paper_eye
import pytest
from acceptance import HALL_HEAD, hall_policy
from desk_builder import build

from desk.rules.explain import explain
from desk.rules.identity import mask
from printing import reading
from printing.press import kept, printed
from printing.signed_code import facts_in
from ui.papers import lists, make, notices
from ui.papers.day import report_words, workbook_words
from ui.papers.forms import employer_form_words
from ui.papers.office import office_of

PACK = """
[notice.masking]
left = 3
right = 2
"""
STARRED = re.compile(r"\d{6}\*{8}\d{3}[\dX]")
WHOLE = re.compile(r"(?<![\d.])\d{17}[\dX](?!\d)")
CASES = paper_cases.KINDS | {
    "application_form": "A02-hangzhou-household-register",
    "receipt": "T05",
    "one_time_notice": "A01-employee-household-register",
    "deferral_notice": "A04-flexible-arrears",
}
FEWER = partial(mask, left=3, right=2)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return hall_policy(tmp_path_factory.mktemp("city"), PACK).notice.masking


def words_of(kind, masking=None, **changes):
    """A paper's words, under the nation's masking or another."""
    view, office = paper_cases.case_of(kind, CASES[kind])
    return make.words_of(kind, view, replace(office, **changes, masking=masking or office.masking))


def said(words):
    return kept(words).decode()


def silent(_facts):
    return ""


@pytest.mark.requirement("M-087")
@pytest.mark.parametrize("kind", CASES)
def test_a_city_that_masks_differently_changes_the_masked_numbers_and_nothing_else(kind, city):
    before, after = said(words_of(kind, sign=silent)), said(words_of(kind, city, sign=silent))
    assert STARRED.sub(lambda found: FEWER(found[0]), before) == after


def test_numbers_are_really_masked_where_that_is_seen(city):
    masked = {kind for kind in CASES if STARRED.search(said(words_of(kind, sign=silent)))}
    whole = {kind for kind in CASES if WHOLE.search(said(words_of(kind, sign=silent)))}
    assert whole <= set(city.whole)
    assert masked >= {"receipt", "one_time_notice", "deferral_notice", "collection_slip"}
    assert not masked & whole


def test_the_days_list_and_the_workbook_say_what_the_policy_says(city):
    window = paper_cases.office(clerk="")
    for words in (lambda w: report_words(paper_day.document(), w, None, paper_day.lines()).cases, book_of):
        before, after = str(words(window)), str(words(replace(window, masking=city)))
        assert before != after
        assert STARRED.sub(lambda found: FEWER(found[0]), before) == after


def test_a_list_of_people_says_what_the_policy_says(city):
    window = paper_cases.office(sign=silent)
    before, after = (
        said(lists.of_batch(paper_cases.batch(), "handover_list", one))
        for one in (window, replace(window, masking=city))
    )
    assert len(STARRED.findall(before)) == 6
    assert STARRED.sub(lambda found: FEWER(found[0]), before) == after


def book_of(window):
    return workbook_words(paper_day.document(), window, paper_day.lines())


@pytest.mark.parametrize("kind", [kind for kind in CASES if CASES[kind] == "T05" or kind.endswith("_form")])
def test_a_form_is_whole_only_where_the_policy_says_so_and_a_receipt_too(kind, city):
    none, all_of_them = city.model_copy(update={"whole": ()}), city.model_copy(update={"whole": tuple(CASES)})
    assert not WHOLE.search(said(words_of(kind, none, sign=silent)))
    assert WHOLE.search(said(words_of(kind, all_of_them, sign=silent)))


def test_the_employers_form_follows_it_too(city):
    people = [{"name": "李样本", "id_number": "110199198503127011"}]
    masking = city.model_copy(update={"whole": ()})
    window = replace(paper_cases.office(), masking=masking)
    assert "110*************11" in said(employer_form_words(window, "示例商贸有限公司", people))


def test_a_difference_between_two_numbers_is_told_with_the_same_stars(city):
    view, office = paper_cases.case_of("suspension_slip", CASES["suspension_slip"])
    facts = {"field": "number", "document": "110199199308082414", "registry": "110199199308082422"}
    reasons = [{"code": "info_mismatch", "facts": facts, "rule": {"name": "信息一致"}}]
    view = replace(view, decision={**view.decision, "reasons": reasons})
    (row,) = notices.lacks(view, replace(office, masking=city), "suspension_slip")
    assert "110*************14" in row.why
    assert "110*************22" in row.why


def test_a_correction_whose_numbers_differ_only_under_the_stars_is_still_a_correction(city):
    view, office = paper_cases.case_of("correction_form", CASES["correction_form"])
    identity = {**view.situation["identity"], "number": "110199199308082414"}
    base = {**view.situation["registry"]["baseinfo"], "certno": "110199199408082414"}
    situation = {**view.situation, "identity": identity, "registry": {**view.situation["registry"], "baseinfo": base}}
    masking = city.model_copy(update={"whole": ()})
    words = make.words_of("correction_form", replace(view, situation=situation), replace(office, masking=masking))
    (changes,) = [part for part in words.parts if part.title == "变更"]
    assert [field.name for field in changes.fields if "证件号码" in field.name] == [
        "证件号码，登记",
        "证件号码，变更为",
    ]


@pytest.mark.parametrize("kind", ["receipt", "application_form"])
@pytest.mark.parametrize(("left", "right"), [(3, 2), (0, 4), (6, 0), (0, 0)])
def test_a_paper_verifies_whatever_is_masked_and_an_altered_number_does_not(kind, left, right, city):
    words = words_of(kind, city.model_copy(update={"left": left, "right": right}))
    told, facts = paper_eye.text_by_pdfium(printed(words)), facts_in(words.code)
    assert reading.differs(facts, told) == []
    shown = mask(facts_number(kind), left, right) if kind == "receipt" else facts_number(kind)
    assert shown in told
    if left or right:
        assert "masked" in reading.differs(facts, told.replace(shown, shown[::-1] if left else f"{shown[:-1]}!"))


def facts_number(kind):
    return paper_cases.case_of(kind, CASES[kind])[0].id_number


def test_the_window_takes_it_from_the_pack_in_force(tmp_path):
    counter = build(tmp_path / "desk")
    assert office_of(counter).starred("110199198503127011") == "110199********7011"
    changed = replace(counter, policy=hall_policy(tmp_path, PACK))
    assert office_of(changed).starred("110199198503127011") == "110*************11"
    counter.store.close()


def test_the_policy_tells_which_rule_masks_and_where_it_was_set(tmp_path):
    (tmp_path / "demo.toml").write_text(HALL_HEAD + PACK, encoding="utf-8")
    (rule,) = [rule for rule in explain("demo", "reissue", [tmp_path])["rules"] if rule["key"] == "notice.masking"]
    assert rule["values"]["left"] == {"value": 3, "pack": "demo", "level": "hall", "line": 11}
    assert rule["values"]["whole"]["level"] == "national"
