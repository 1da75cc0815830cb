"""寄出: a finished card goes by post under a waybill; it is enabled when the holder has signed for it."""

from typing import Any

from ui.forms.form import FormPresenter, FormView
from ui.page import LOOK, Act, Bar, Deed, Verdict
from ui.parts.section import Section
from ui.words import grouped, number_word, say


class PostingPresenter(FormPresenter):
    """`about` is the case whose card lies ready."""

    def scanned(self, code: object) -> None:
        """The waybill's barcode."""
        self.fill(("waybill", code))

    def take(self) -> None:
        """The letter goes out."""
        posting, counter, number, key = self.desk.services.posting, self.desk.counter, self.about.number, self._key
        waybill = self._text("waybill")
        self.work(self.desk.lanes.desk, lambda: posting.post(counter, number, waybill, key), lambda _: self.back())

    def print_again(self) -> None:
        """F8: the label."""
        papers, number = self.desk.papers, self.about.number
        if papers is None:
            return

        def printed(_: object) -> None:
            self.deed = Deed(say("面单已送打印"))
            self._render()

        self.work(self.desk.lanes.paper, lambda: papers.print("mail_label", number), printed, busy=False)

    def _render(self) -> None:
        case = self.about
        letter = (case.situation.get("choices") or {}).get("mail") or {}
        given: dict[str, Any] = {name: str(letter.get(name) or "") for name in ("receiver", "address", "phone")}
        ready = bool(self._text("waybill"))
        self.show(
            verdict=Verdict(LOOK, say("贴上面单，扫运单号"), say("信里的卡还没有启用；签收以后才启用。")),
            sections=(
                Section(number_word(case.number), grouped(case.number)),
                Section(say("收件人"), say("{receiver}，{phone}", **given)),
                Section(say("地址"), given["address"]),
            ),
            fields=(self._field("waybill", say("运单号"), width=240),),
            bar=Bar(
                Act("take", say("寄出") if ready else say("先扫运单号"), enabled=ready),
                (Act("print_again", say("打印面单"), "F8"), self._away()),
                (),
                self.deed,
            ),
        )


PostingView = FormView
