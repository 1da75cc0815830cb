"""卡面有误: the card that lies here is written off and another is made; a supervisor agrees with their own password."""

from dataclasses import dataclass, field
from typing import Any

from ui.clerk.paper_run import print_of_hall
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.page import LOOK, Act, Bar, Deed, Screen, Verdict
from ui.parts.part import Rows
from ui.parts.second_person import SecondAsked, SecondPerson
from ui.parts.section import Section, SectionRow
from ui.parts.view import View
from ui.second_hand import SecondHand
from ui.words import say


@dataclass(frozen=True, slots=True)
class FaceWrongState(Screen):
    """Which card, and who agrees."""

    rows: tuple[Section, ...] = ()
    second: SecondAsked = field(default_factory=SecondAsked)


class FaceWrongPresenter(SecondHand):
    """Writes a wrong card off, with a second person."""

    def __init__(self, desk: Desk, visit: Visit, _issued: object) -> None:
        super().__init__(desk, FaceWrongState())
        self.visit = visit
        self.second_title = say("主管同意")

    def arrive(self) -> None:
        """Says what will happen."""
        self._render()

    def spoil(self) -> None:
        """The card is spoiled; the case may be made again."""
        services, counter = self.desk.services, self.desk.counter
        case = self.visit.case or self.visit.about
        second = self._credential()
        jobs = [one for one in case.print_jobs if one.kind == "card" and one.state == "printed"]

        def job() -> Any:
            fresh = services.search.show(counter, case.number)
            made = [one for one in fresh.print_jobs if one.kind == "card" and one.state == "printed"] or jobs
            services.issuing.confirm(counter, made[-1].id, False, second)
            return services.search.show(counter, case.number)

        def spoiled(fresh: Any) -> None:
            written_off = [one for one in fresh.print_jobs if one.kind == "card" and one.state == "spoiled"]
            blank = written_off[-1].blank
            print_of_hall(self.desk, "spoiled_card", serial=blank)
            self.visit.face, self.visit.results["issuing"] = None, say("废卡")
            self.visit.deed = Deed(say("{blank} 已记废卡，剪角入袋；登记单在打印", blank=blank))
            self.visit.concluded(fresh)
            self.left.emit("make_again", None)

        self.work(self.desk.lanes.desk, job, spoiled, self._second_refused)

    def back(self) -> None:
        """The card is good after all."""
        self.left.emit("next", None)

    def _render(self) -> None:
        case = self.visit.case or self.visit.about
        ready = self._signed_by_second
        made = [one.blank for one in case.print_jobs if one.kind == "card" and one.blank]
        blank = case.blank or (made[-1] if made else self.visit.results.get("issuing", ""))
        rows = [Section(say("这张卡"), say("空白卡 {blank} 记废卡，剪角入袋，两人销毁", blank=blank))]
        rows.append(Section(say("重制"), say("同一件、同一笔费用，换一张空白卡")))
        self.show(
            verdict=Verdict(LOOK, say("卡面有误，要重制"), say("须主管同意；不会再收费。")),
            rows=tuple(rows),
            second=self._second(),
            bar=Bar(
                Act("spoil", say("记废卡并重制") if ready else say("等主管输入口令"), enabled=ready),
                (Act("back", say("卡面没有错"), "Esc"),),
                deed=self.visit.deed,
            ),
        )


class FaceWrongView(View):
    """What will happen, and the two fields."""

    code = "face_wrong"

    def __init__(self) -> None:
        super().__init__()
        self._rows, self._second = Rows(SectionRow), SecondPerson(self.typed)
        self.fill(self._rows, self._second, -1)

    def render_state(self, state: FaceWrongState) -> None:
        """Shows rows and fields."""
        self.render_screen(state)
        self._rows.show_all(state.rows)
        self._second.show_value(state.second)

    def arrive(self) -> None:
        """The supervisor's name."""
        self._second.setFocus()
