"""交给同事: a visit that is not finished, or a case one answers for, goes to a colleague with everything in it."""

from collections.abc import Mapping
from typing import Any

from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.forms.form import FormPresenter, FormView, options
from ui.page import LOOK, Act, Bar, Verdict
from ui.parts.section import Section
from ui.words import say, word
from ui.words.verdicts import service_words

MOST = 9


class HandOnPresenter(FormPresenter):
    """`about` is a visit or a case."""

    def __init__(self, desk: Desk, about: Any) -> None:
        super().__init__(desk, about)
        self._colleagues: dict[str, str] = {}

    def arrive(self) -> None:
        """Who there is to hand it to."""
        accounts, counter = self.desk.services.accounts, self.desk.counter
        self.work(self.desk.lanes.desk, lambda: accounts.colleagues(counter), self._came, busy=False)

    def _came(self, roles: Mapping[str, str]) -> None:
        self._colleagues = {name: f"{word('roles', role)} {name}" for name, role in roles.items()}
        self._render()

    @property
    def _draft(self) -> Any:
        return self.about.draft if isinstance(self.about, Visit) and self.about.case is None else None

    @property
    def _to(self) -> str:
        return self.choice or self._text("colleague")

    def take(self) -> None:
        """Hands it on."""
        services, counter, to, draft = self.desk.services, self.desk.counter, self._to, self._draft
        case = self.about.case if isinstance(self.about, Visit) else self.about

        def job() -> None:
            if draft is not None:
                services.draft.hand_over_to(counter, draft.id, to)
            else:
                services.ownership.give(counter, case.number, to)

        def done(_: None) -> None:
            if draft is not None:
                self.about.draft = None  # it is not ours to set aside any more
                self.left.emit("aside", None)
            else:
                self.left.emit("form_done", None)

        self.work(self.desk.lanes.desk, job, done)

    def _render(self) -> None:
        draft, ready = self._draft, bool(self._to)
        if draft is not None:
            situation = draft.situation
            name = (situation.get("identity") or {}).get("name") or situation["applicant"].get("name", "")
            what = service_words(situation.get("service"), situation.get("reason"))
        else:
            case = self.about.case if isinstance(self.about, Visit) else self.about
            name, what = case.name, service_words(case.service, case.reason)
        self.show(
            verdict=Verdict(LOOK, say("交给哪位同事"), say("收的材料、照片和填的都跟着过去。")),
            sections=(Section(say("交出"), say("{name}，{what}", name=name, what=what)),),
            choices_title=say("同事"),
            choices=options(dict(list(self._colleagues.items())[:MOST]), self.choice),
            fields=() if self._colleagues else (self._field("colleague", say("工号"), width=240),),
            bar=Bar(
                Act("take", say("交给 {name}", name=self._to) if ready else say("先选同事"), enabled=ready),
                (self._away(),),
            ),
        )


HandOnView = FormView
