"""补交: a promised paper is brought. It is looked at and pictured like every other paper before it counts."""

from typing import Any

from desk.errors import DeskError
from ui.clerk.frames import page_of
from ui.desk import Desk
from ui.forms.form import FormPresenter, FormView
from ui.page import FINE, HERE, LOOK, Act, Bar, Deed, Side, Verdict
from ui.parts.pages_strip import Pages, PageShot
from ui.parts.section import Section
from ui.words import grouped, number_word, say, short_day, told, word

COPIED = "identity_copy"
"""The one promised paper that is a copy itself."""


class PromisedPresenter(FormPresenter):
    """`about` is the case that owes a paper; several are brought one after another, the one due first to begin with."""

    def __init__(self, desk: Desk, about: Any) -> None:
        super().__init__(desk, about)
        self._pages: list[bytes] = []
        self._no_picture: DeskError | None = None

    @property
    def _debt(self) -> Any:
        return next(one for one in self.about.owes if one.cured_at is None)

    @property
    def _pictured(self) -> bool:
        """Whether everything that can be pictured here is."""
        return bool(self._pages) or self._no_picture is not None or not self.desk.abilities["scanner"]

    def scan(self) -> None:
        """The page under the document camera."""

        def pictured(jpeg: bytes) -> None:
            self._pages.append(jpeg)
            self._say(say("{paper}已拍，第 {n} 页", paper=word("materials", self._debt.code), n=len(self._pages)))
            self._render()

        devices = self.desk.devices
        job = lambda: page_of(devices.get("document_camera").frame())  # noqa: E731 - one line for a lane
        self.work(self.desk.lanes.document_camera, job, pictured, self._not_pictured)

    def _not_pictured(self, error: DeskError) -> None:
        """Without a camera the paper counts all the same, once it was looked at."""
        self._no_picture = error
        self._say(told(error).what, undone=True)
        self._render()

    def take_back(self) -> None:
        """Delete: the last page."""
        if self._pages:
            self._pages.pop()
            self._say(say("收回了第 {n} 页", n=len(self._pages) + 1), undone=True)
            self._render()

    def other_way(self) -> None:
        """F7: one more page."""
        self.scan()

    def take(self) -> None:
        """The paper counts; harmless to press again."""
        promises, search, counter = self.desk.services.promises, self.desk.services.search, self.desk.counter
        number, code, key, pages = self.about.number, self._debt.code, self._key, tuple(self._pages)
        form = "copy" if code == COPIED else "original"

        def job() -> Any:
            promises.cure(counter, number, code, key, form=form, pages=pages)
            return search.show(counter, number)

        def taken(case: Any) -> None:
            self.about, self._pages, self._no_picture = case, [], None
            self._key = counter.new_key()
            self._say(say("已补收{paper}", paper=word("materials", code)))
            if any(one.cured_at is None for one in case.owes):
                self._render()
            else:
                self.left.emit("kept", Deed(say("{name}补齐了{paper}", name=case.name, paper=word("materials", code))))

        self.work(self.desk.lanes.desk, job, taken, self._not_taken)

    def _not_taken(self, error: DeskError) -> None:
        """What is too late stays so: the page leads back, not to the same refusal again."""
        self.tell(error)
        if error.kind == "deferral_lapsed":
            self.show(bar=Bar(Act("back", say("返回"))))

    def _render(self) -> None:
        case, debt, pictured = self.about, self._debt, self._pictured
        paper = word("materials", debt.code)
        verdict = Verdict(HERE, say("补交{paper}", paper=paper), say("请他把原件放到高拍仪下，看过再拍。"))
        if self._pages:
            verdict = Verdict(FINE, say("{paper}拍好了", paper=paper), say("和原件一致就收下；收下以后不能撤回。"))
        elif pictured:
            second = say("拍不了，请看过原件再收下；收下以后不能撤回。")
            verdict = Verdict(LOOK, say("补交{paper}", paper=paper), second)
        scan, take = Act("scan", say("拍下{paper}", paper=paper)), Act("take", say("收下{paper}", paper=paper))
        self.show(
            verdict=verdict,
            sections=(
                Section(number_word(case.number), grouped(case.number)),
                Section(say("持卡人"), case.name),
                Section(say("欠"), say("{paper}，{day}前", paper=paper, day=short_day(debt.due))),
            ),
            pages=Pages(tuple(PageShot(say("第 {n} 页", n=at), jpeg) for at, jpeg in enumerate(self._pages, 1))),
            side=Side(paper, self._pages[-1]) if self._pages else None,
            bar=Bar(
                take if pictured else scan,
                (*((Act("other_way", say("再拍一页"), "F7"),) if self._pages else ()), self._away()),
                (),
                self.deed,
            ),
        )


PromisedView = FormView
