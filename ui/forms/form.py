"""The base of the screens beside a visit: choices, fields, rows, a signature, a second person; one act at the end.

    FormState ──render──> FormView        what stands there, and in which order
    FormPresenter                         keeps what was typed; a subclass says what is asked and what is done

A subclass writes `_render`, and a public method for each act. `about` is what the screen was opened for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.ports import Stroke
from ui.desk import Desk
from ui.look import look
from ui.page import Act, Deed, Screen
from ui.parts.entry_row import Option, OptionRow
from ui.parts.field import Field, LabelledField, Line
from ui.parts.pages_strip import Pages, PagesStrip
from ui.parts.part import INSET, Rows, column
from ui.parts.second_person import SecondAsked, SecondPerson
from ui.parts.section import TEXT, Heading, HeadingRow, Section, SectionRow
from ui.parts.signature_box import SignatureBox
from ui.parts.table import Cells, Column, TableHeadRow, TableRow
from ui.parts.view import View
from ui.second_hand import SecondHand
from ui.words import say


@dataclass(frozen=True, slots=True)
class Asked:
    """One field: what it is called, what stands in it, what is wrong with it."""

    name: str
    words: str
    text: str = ""
    hint: str = ""
    problem: str = ""
    numbers: bool = False
    width: float = 412


@dataclass(frozen=True, slots=True)
class FormState(Screen):
    """Everything a form may show, from above."""

    sections: tuple[Section, ...] = ()
    pages: Pages = field(default_factory=Pages)
    choices_title: str = ""
    choices: tuple[Option, ...] = ()
    fields: tuple[Asked, ...] = ()
    rows_title: str = ""
    rows: tuple[Cells, ...] = ()
    signing: bool = False
    strokes: tuple[Stroke, ...] | None = None
    second: SecondAsked | None = None
    goto: tuple[str, int] = ("", 0)
    """The field the cursor belongs into now; the number tells one wish from the next."""


class FormPresenter(SecondHand):
    """Keeps texts, the choice and the second person; asks the subclass to render after every change."""

    def __init__(self, desk: Desk, about: Any = None) -> None:
        super().__init__(desk, FormState())
        self.about = about
        self.choice = ""
        self.deed: Deed | None = None
        self._texts: dict[str, str] = {}
        self._key = desk.counter.new_key()

    def arrive(self) -> None:
        """What is known already stands there."""
        self._render()

    def fill(self, value: tuple[str, object]) -> None:
        """A field holds something else: (name, text)."""
        name, text = value
        self._texts[name] = str(text)
        self._render()

    def choose(self, code: object) -> None:
        """Another choice."""
        self.choice = str(code)
        self._render()

    def back(self) -> None:
        """To the choice first, then to where the form was opened from; what was typed stays."""
        if self.choice:
            self.choose("")
        else:
            self.left.emit("form_done", None)

    # ── for subclasses ──

    def _text(self, name: str) -> str:
        return self._texts.get(name, "").strip()

    def _field(self, name: str, words: str, **more: Any) -> Asked:
        return Asked(name, words, self._texts.get(name, ""), **more)

    def _forget(self, *names: str) -> None:
        """These fields are done with; the next act is another one."""
        for name in names:
            self._texts.pop(name, None)
        self._key = self.desk.counter.new_key()

    def _go_to_field(self, name: str) -> None:
        self.show(goto=(name, self.state.goto[1] + 1))

    def _with_second(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Does a job that a second person signed for; whoever was refused types the password again."""

        def signed(answer: Any) -> None:
            self._second_accepted()
            done(answer)

        self.work(self.desk.lanes.desk, job, signed, self._second_refused)

    def _say(self, words: str, *, undone: bool = False) -> None:
        self.deed = Deed(words, mark="plain_look") if undone else Deed(words)

    @staticmethod
    def _away() -> Act:
        return Act("back", say("返回"), "Esc")


class ChoiceRow(OptionRow):
    """An option whose name may be longer."""

    VERDICT, WHY = 336, 424


class FormView(View):
    """Draws a form; Once something is chosen the other choices make room."""

    code = "form"

    @staticmethod
    def columns() -> tuple[Column, ...]:
        """Of the rows."""
        return (Column("", INSET),)

    def __init__(self) -> None:
        super().__init__()
        columns = self.columns()
        self._headed = any(one.head for one in columns)
        self._sections, self._shots = Rows(SectionRow), PagesStrip()
        self._title, self._choices = HeadingRow(44), Rows(ChoiceRow)
        self._choices.pressed.connect(lambda code: self.asked.emit("choose", code))
        self._choices.setAccessibleName(say("可以办什么"))
        self._fields: dict[str, LabelledField] = {}
        self._holder = QWidget()
        self._lines = column()
        self._holder.setLayout(self._lines)
        self._rows_title, self._heads = HeadingRow(44), TableHeadRow(columns)
        self._rows = Rows(lambda: TableRow(columns))
        self._rows.pressed.connect(lambda code: self.asked.emit("open", code))
        self._box, self._second = SignatureBox(322, 100, open_for_ink=True), SecondPerson(self.typed)
        self._signing, self._signed_here = HeadingRow(44), QWidget()
        beside_labels = QHBoxLayout(self._signed_here)
        beside_labels.setContentsMargins(look().px(TEXT), 0, 0, 0)
        beside_labels.addWidget(self._box)
        beside_labels.addStretch(1)
        self._box.signed.connect(lambda strokes: self.typed.emit("take_signature", strokes))
        self._chosen = ""
        self._asks: tuple[str, ...] = ()
        """What can be typed into now, by name."""
        self._went: tuple[str, int] = ("", 0)
        self.fill(
            self._sections,
            self._shots,
            self._title,
            self._choices,
            self._holder,
            self._signing,
            self._signed_here,
            self._second,
            self._rows_title,
            self._heads,
            self._rows,
            -1,
        )
        self.render_state(FormState())  # before anything is known nothing takes the keyboard

    def render_state(self, state: FormState) -> None:
        """Shows the form."""
        self.render_screen(state)
        self._sections.show_all(state.sections)
        self._shots.show_value(state.pages)
        chosen = next((one for one in state.choices if one.selected), None)
        self._title.setVisible(bool(state.choices_title))
        how = say("按 Esc 换") if chosen else say("按数字键") if state.choices else ""
        self._title.show_value(Heading(state.choices_title, how, line=True))
        self._choices.show_all((chosen,) if chosen else state.choices)
        self._show_fields(state.fields, second=state.second is not None)
        self._rows_title.setVisible(bool(state.rows_title))
        self._rows_title.show_value(Heading(state.rows_title, line=not self._headed))
        self._heads.setVisible(bool(state.rows) and self._headed)
        self._rows.show_all(state.rows)
        signs = state.signing or state.strokes is not None
        self._signing.setVisible(signs)
        self._signing.show_value(Heading(say("请在框里签名") if state.signing else say("已签名")))
        self._signed_here.setVisible(signs)
        self._box.open_for_ink = state.signing
        self._box.show_strokes(state.strokes)
        self._second.show_value(state.second)
        code = chosen.code if chosen else ""
        asks = (*(one.name for one in state.fields), *(("second",) if state.second is not None else ()))
        digits = bool(state.choices) and chosen is None  # they would be typed into a field instead of choosing
        typing = any(one.hasFocus() for one in self._lines_asked())
        if code != self._chosen or (asks != self._asks and not typing and not digits):
            self.arrive()
        self._chosen, self._asks = code, asks
        if state.goto != self._went:
            self._went = state.goto
            self._fields[state.goto[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_fields(self, asked: tuple[Asked, ...], *, second: bool) -> None:
        for one in asked:
            if one.name not in self._fields:
                field = Field(one.name, one.words, hint=one.hint, numbers=one.numbers)
                field.changed.connect(lambda text, name=one.name: self.typed.emit("fill", (name, text)))
                self._fields[one.name] = LabelledField(one.words, field, one.width)
                self._lines.addWidget(self._fields[one.name])
                self._put_in_order()
            labelled = self._fields[one.name]
            labelled.show_label(one.words)
            labelled.field.set_text(one.text)
            labelled.show_problem(one.problem)
        names = {one.name for one in asked}
        for name, labelled in self._fields.items():
            labelled.setVisible(name in names)
        last = asked[-1].name if asked else None
        for name, labelled in self._fields.items():
            labelled.field.line.enter_goes_on = name != last or second

    def _lines_asked(self) -> list[Line]:
        return [*(one.field.line for one in self._fields.values()), *self._second.lines]

    def _put_in_order(self) -> None:
        """Tab goes from field to field, and from the last one to the second person."""
        for one, following in pairwise(self._lines_asked()):
            QWidget.setTabOrder(one, following)

    def arrive(self) -> None:
        """The first field that is empty; the primary when there is none."""
        empty = (one for one in self._fields.values() if one.isVisibleTo(self) and not one.field.text())
        first = next(empty, None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, lambda: self.pages.ensureWidgetVisible(first))
        elif self._second.isVisibleTo(self):
            self._second.setFocus(Qt.FocusReason.OtherFocusReason)

    def digit(self, number: int) -> bool:
        """Chooses, or opens the row of that number."""
        choosing = bool(self._choices.rows) and not self._chosen
        rows = self._choices.rows if choosing else self._rows.rows
        if not 1 <= number <= len(rows) or not rows[number - 1].code:
            return False
        self.asked.emit("choose" if choosing else "open", rows[number - 1].code)
        return True


def options(words: Mapping[str, str], chosen: str, why: Mapping[str, str] | None = None) -> tuple[Option, ...]:
    """Choices by code, numbered, the chosen one marked; `why` stands smaller beside some."""
    told_with = why or {}
    return tuple(
        Option(str(number), "", what, "", told_with.get(code, ""), "", code, code == chosen)
        for number, (code, what) in enumerate(words.items(), 1)
    )
