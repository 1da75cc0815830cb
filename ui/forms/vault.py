"""转入库房: a card nobody fetched goes from its slot to the vault; two people sign."""

from ui.forms.form import FormPresenter, FormView
from ui.page import LOOK, Act, Bar, Verdict
from ui.parts.section import Section
from ui.words import grouped, number_word, say, short_day


class VaultPresenter(FormPresenter):
    """`about` is the case whose card has waited long."""

    def take(self) -> None:
        """The card changes its place."""
        reminders, counter, number = self.desk.services.reminders, self.desk.counter, self.about.number
        second = self._credential()
        self._with_second(lambda: reminders.to_vault(counter, number, second), lambda _: self.back())

    def _render(self) -> None:
        case, ready = self.about, self._signed_by_second
        self.second_title = say("第二人清点")
        since = short_day(case.ready_since) if case.ready_since else ""
        self.show(
            verdict=Verdict(LOOK, say("这张卡转入库房"), say("领的时候由两人从库房取出。")),
            sections=(
                Section(say("持卡人"), case.name),
                Section(number_word(case.number), grouped(case.number)),
                Section(say("待领"), say("{day} 起", day=since)),
            ),
            second=self._second(),
            bar=Bar(Act("take", say("转入库房") if ready else say("等第二人输入口令"), enabled=ready), (self._away(),)),
        )


VaultView = FormView
