"""What a person signed, what a paper lets them sign for, and what a notice lets them know before they come again."""

import paper_cases
from acceptance import decided, given

from ui.papers import forms, notices

FLEXIBLE = "A04-flexible-arrears"


def view_of(**changes):
    walk_in = given(FLEXIBLE, **changes)
    return paper_cases.view(walk_in, decided(walk_in))


def lack_of(words, what):
    return next(one for one in words.lacks if what in str(one))


def test_nobody_has_signed_for_an_account_that_is_still_to_be_filled_in():
    view, office = view_of(), paper_cases.office()
    on_the_form = forms.form_words(view, office, "application_form").signatures
    on_the_consent = forms.form_words(view, office, "debit_consent").signatures
    assert on_the_form[0].strokes
    assert [one.caption for one in on_the_consent] == ["申请人签名", "经办人 0312", "日期"]
    assert not any(one.strokes for one in on_the_consent)


def test_a_notice_says_which_paper_may_follow_once_the_others_are_there():
    words = notices.one_time_notice_words(view_of(materials=[]), paper_cases.office())
    assert "这一项在 5 个工作日内补" in str(lack_of(words, "缴费凭证"))
    assert "个工作日内补" not in str(lack_of(words, "户口簿"))


def test_a_notice_grants_no_delay_to_somebody_who_broke_a_promise():
    words = notices.one_time_notice_words(view_of(materials=[], applicant__broken_promise=True), paper_cases.office())
    assert "个工作日内补" not in str(words.lacks)


def test_a_notice_tells_of_the_tier_that_will_be_asked_for():
    office = paper_cases.office()
    open_one = notices.one_time_notice_words(view_of(materials=[], choices={}), office)
    chosen = notices.one_time_notice_words(view_of(materials=[]), office)
    employee = given("A01-employee-household-register")
    assert "来时选定缴费档次：80%、100%。" in str(open_one.after)
    assert "缴费档次" not in str(chosen.after)
    other = notices.one_time_notice_words(paper_cases.view(employee, decided(employee)), office)
    assert "缴费档次" not in str(other.after)
