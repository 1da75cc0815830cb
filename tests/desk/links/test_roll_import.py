import csv
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import openpyxl
import pytest
from desk_builder import build

from desk.errors import UsageError
from desk.links.insured_roll import payload_1101
from desk.links.roll_import import FLAG, INSURANCE, PERSON, Rejected, import_roll
from desk.records.insured import InsuredRecords

TODAY = date(2026, 3, 16)
COLUMNS = (*PERSON, *INSURANCE, *FLAG)
LI = {
    "psn_no": "11019900000000000000000001",
    "psn_cert_type": "01",
    "certno": "110199198503127011",
    "psn_name": "李样本",
    "gend": "1",
    "naty": "01",
    "brdy": "1985-03-12",
    "surv_stas": "1",
    "acct_stas": "normal",
    "insutype": "310",
    "psn_type": "1101",
    "psn_insu_stas": "1",
    "psn_insu_date": "2018-07-01",
    "insuplc_admdvs": "110199",
    "balc": "1234.56",
}
RARE = LI | {"psn_no": "2", "certno": "110199199009099013", "psn_name": "张𬭎𰻞", "brdy": "1990-09-09"}


@pytest.fixture
def roll(tmp_path):
    """The real store, and an import into it in one transaction."""
    counter = build(tmp_path, people=False)
    records = InsuredRecords(counter.store, "1101990001")

    class Roll:
        person = staticmethod(records.person)

        def load(self, file, progress=lambda _rows, _share: None):
            with counter.store.begin() as session:
                return import_roll(
                    file, lambda number, psn, person: records.put(session, number, psn, person), TODAY, progress
                )

    yield Roll()
    counter.store.close()


def written(file, *rows, encoding="utf-8"):
    with file.open("w", encoding=encoding, newline="") as text:
        table = csv.DictWriter(text, COLUMNS, restval="")
        table.writeheader()
        table.writerows(rows)
    return file


@pytest.fixture
def practice():
    with as_file(files("resources").joinpath("practice", "people.csv")) as file:
        yield Path(file)


def test_the_practice_roll_goes_in_and_names_the_one_row_that_cannot(roll, practice):
    tally = roll.load(practice)
    assert (tally.rows, tally.added, tally.changed) == (97, 90, 0)
    assert tally.rejected == [Rejected(87, "duplicate_psn_no", "", "卜样本")]
    assert roll.person("110199199506172162") is None


def test_loading_the_same_file_again_changes_nothing(roll, practice):
    roll.load(practice)
    again = roll.load(practice)
    assert (again.added, again.changed, len(again.rejected)) == (0, 0, 1)


def test_a_changed_row_counts_as_changed_and_the_person_is_as_the_new_file_says(roll, tmp_path):
    roll.load(written(tmp_path / "a.csv", LI, RARE))
    tally = roll.load(written(tmp_path / "b.csv", LI | {"psn_insu_stas": "2"}, RARE))
    assert (tally.added, tally.changed) == (0, 1)
    assert roll.person(LI["certno"])["insurance"][0]["psn_insu_stas"] == "2"


def test_several_insurances_and_flags_become_one_person(roll, practice):
    roll.load(practice)
    many = payload_1101(roll.person("110199197905151618"))
    assert [row["insutype"] for row in many["insuinfo"]] == ["310", "320", "330"]
    none = payload_1101(roll.person("110199202512151020"))
    assert none["insuinfo"] == []
    flagged = payload_1101(roll.person("110199197104023368"))
    assert [flag["psn_idet_type"] for flag in flagged["idetinfo"]] == ["2101"]


@pytest.mark.requirement("M-064")
def test_a_wrong_separator_stays_as_the_register_has_it(roll, practice):
    roll.load(practice)
    assert roll.person("110199198311179319")["psn_name"] == "斯琴•巴特尔"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_rare_names_survive_either_encoding(roll, tmp_path, encoding):
    tally = roll.load(written(tmp_path / "roll.csv", RARE, encoding=encoding))
    assert tally.added == 1
    assert roll.person("110199199009099013")["psn_name"] == "张𬭎𰻞"


def test_a_workbook_is_as_good_as_a_text_file(roll, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(COLUMNS)
    sheet.append([LI.get(name, "") for name in COLUMNS])
    sheet.append([{**RARE, "brdy": date(1990, 9, 9), "balc": 12.5}.get(name) for name in COLUMNS])
    book.save(tmp_path / "roll.xlsx")
    tally = roll.load(tmp_path / "roll.xlsx")
    assert (tally.rows, tally.added, tally.rejected) == (2, 2, [])
    assert roll.person(RARE["certno"])["brdy"] == "1990-09-09"
    assert roll.person(RARE["certno"])["insurance"][0]["balc"] == "12.5"


def test_a_number_that_a_workbook_kept_as_a_number_is_rejected_not_guessed(roll, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(COLUMNS)
    book.active.append([{**LI, "certno": 110199198503127011.0}.get(name) for name in COLUMNS])
    book.save(tmp_path / "roll.xlsx")
    tally = roll.load(tmp_path / "roll.xlsx")
    assert [(one.row, one.field) for one in tally.rejected] == [(2, "certno")]


@pytest.mark.parametrize(
    ("change", "problem", "column"),
    [
        ({"certno": "110199198503127012"}, "id_number_check_digit", "certno"),
        ({"certno": "11019919850312701"}, "id_number_format", "certno"),
        ({"psn_name": ""}, "missing_value", "psn_name"),
        ({"psn_insu_stas": ""}, "missing_value", "psn_insu_stas"),
        ({"psn_insu_stas": "9"}, "unknown_code", "psn_insu_stas"),
        ({"insutype": "职工"}, "unknown_code", "insutype"),
        ({"acct_stas": "closed"}, "unknown_code", "acct_stas"),
        ({"balc": "1,234"}, "unknown_code", "balc"),
        ({"brdy": "1985/03/12"}, "bad_date", "brdy"),
        ({"psn_insu_date": "2018-02-30"}, "bad_date", "psn_insu_date"),
        ({"hsreg_addr": "长" * 201}, "too_long", "hsreg_addr"),
        ({"psn_name": "李样\u202e本"}, "unseen_character", "psn_name"),
        ({"psn_name": "李\t样本"}, "unseen_character", "psn_name"),
        ({"emp_name": "样本\ufffd公司"}, "unseen_character", "emp_name"),
    ],
)
def test_a_bad_row_is_rejected_by_its_number_and_the_others_go_in(roll, tmp_path, change, problem, column):
    tally = roll.load(written(tmp_path / "roll.csv", RARE, LI | change))
    assert tally.added == 1
    assert [(one.row, one.problem, one.field) for one in tally.rejected] == [(3, problem, column)]


def test_rows_of_one_person_must_agree_and_stand_together(roll, tmp_path):
    second = LI | {"insutype": "330"}
    tally = roll.load(written(tmp_path / "a.csv", LI, second | {"psn_name": "李示例"}, second))
    assert [(one.row, one.problem) for one in tally.rejected] == [(3, "person_differs")]
    assert len(roll.person(LI["certno"])["insurance"]) == 2
    tally = roll.load(written(tmp_path / "b.csv", LI, RARE, second))
    assert [(one.row, one.problem) for one in tally.rejected] == [(4, "rows_apart")]


def test_a_number_of_before_1999_is_found_by_its_18_digit_form(roll, tmp_path):
    roll.load(written(tmp_path / "roll.csv", LI | {"certno": "110199850312701"}))
    assert roll.person("110199198503127011")["psn_name"] == "李样本"


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("roll.csv", b"", "no_header"),
        ("roll.csv", b"psn_no,psn_name\n1,x\n", "missing_columns"),
        ("roll.csv", b"\xff\xfe\x00\x80\xff", "not_text"),
        ("roll.csv", ",".join(COLUMNS).encode() + b'\n"open quote\n', "not_text"),
        ("roll.xlsx", b"not a zip", "not_a_workbook"),
    ],
)
def test_a_file_that_is_no_roll_is_refused_before_anything_is_kept(roll, tmp_path, name, content, problem):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError) as told:
        roll.load(tmp_path / name)
    assert (told.value.kind, told.value.facts["problem"]) == ("roll_file", problem)


def test_a_file_that_is_not_there_says_so(roll, tmp_path):
    with pytest.raises(UsageError) as told:
        roll.load(tmp_path / "none.csv")
    assert told.value.kind == "no_file"


def test_progress_ends_at_the_end(roll, practice):
    told = []
    roll.load(practice, lambda rows, share: told.append((rows, share)))
    assert told[-1] == (97, 1.0)
    assert all(0 < share <= 1 for _, share in told)
