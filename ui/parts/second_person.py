"""The two fields of a second person: who, and their password at this moment. The password is never part of a state."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QWidget

from ui.parts.field import Field, LabelledField, Line
from ui.parts.part import column
from ui.parts.section import Heading, HeadingRow
from ui.words import say


@dataclass(frozen=True, slots=True)
class SecondAsked:
    """Who is asked for, the name typed so far, and how the last try ended; `attempt` counts the tries.

    `known`: whose password it is stands in the title, and only the password is asked for. `another`: it is the number
    that has to change, not the password.
    """

    title: str = ""
    name: str = ""
    attempt: int = 0
    problem: str = ""
    known: bool = False
    another: bool = False


class SecondPerson(QWidget):
    """Shows the fields; a new attempt empties the password. `typed` is the view's own signal."""

    def __init__(self, typed: SignalInstance) -> None:
        super().__init__()
        self._attempt = 0
        self._head = HeadingRow()
        self._name = LabelledField(say("工号"), Field("second_name", say("复核人的工号")), 240)
        self._password = LabelledField(say("口令"), Field("second_password", say("复核人的口令"), secret=True), 240)
        self._name.field.changed.connect(lambda text: typed.emit("name", text))
        self._password.field.changed.connect(lambda text: typed.emit("password", text))
        self._password.field.line.enter_goes_on = False
        self.setFocusProxy(self._name)
        self.setLayout(column(self._head, self._name, self._password))

    @property
    def lines(self) -> tuple[Line, Line]:
        """What is typed into, in order."""
        return self._name.field.line, self._password.field.line

    def show_value(self, asked: SecondAsked | None) -> None:
        """Shows or hides the fields."""
        self.setVisible(asked is not None)
        if asked is None:
            return
        self._head.show_value(Heading(asked.title))
        self._name.setVisible(not asked.known)
        self._name.field.set_text(asked.name)
        if asked.attempt != self._attempt:
            self._attempt = asked.attempt
            self._password.field.set_text("")
            wrong = self._name if asked.another else self._password
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            wrong.field.line.selectAll()
        self._name.show_problem(asked.problem if asked.another else "")
        self._password.show_problem("" if asked.another else asked.problem)
