"""An employer's or a school's list of its people: names and one number each, from a CSV or a workbook."""

from pathlib import Path

from desk.errors import UsageError
from desk.links.roll_file import read_rows

NAME = "姓名"
NUMBERS = (
    *("身份证号", "身份证号码", "身份证", "身份号码", "公民身份号码", "公民身份证号码"),
    *("社会保障号码", "证件号码", "证件号", "受理号"),
)
"""What the column of the numbers may be called; the first that a line fills counts."""


def read_people(file: Path) -> list[tuple[str, str]]:
    """Name and number of everybody on the list, without blanks in the numbers.

    Raises UsageError(roll_file) as `read_rows` does, also for a list without any column of numbers.
    """
    rows = list(read_rows(file, (NAME,), {NAME, *NUMBERS}))
    if rows and not rows[0].columns.keys() & set(NUMBERS):
        raise UsageError("roll_file", file=file.name, problem="missing_columns", columns=NUMBERS[:1])
    found = [(row.columns[NAME], next((row.columns[n] for n in NUMBERS if row.columns.get(n)), "")) for row in rows]
    return [(who.strip(), "".join(number.split()).upper()) for who, number in found]
