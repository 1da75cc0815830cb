"""Whatever JSON an outside system answers, only an answer or OutsideSilent comes out."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from desk.errors import OutsideSilent
from desk.links.card_service import RemoteCardService
from desk.links.platform import PlatformRegistry, Station
from desk.links.signing import NoSigning
from desk.links.wire import Wire

STATION = Station("110199", "110199000103", "样本市医疗保障服务大厅", "0312", "张某")
leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["00", "01", "active"])
words = st.sampled_from(
    [
        "infcode",
        "err_msg",
        "output",
        "baseinfo",
        "insuinfo",
        "idetinfo",
        "list",
        "signinoutb",
        "sign_no",
        "result",
        "cards",
        "aac002",
        "aaz500",
        "aac008",
    ]
)
anything = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=6))
answers = st.dictionaries(words, anything, max_size=8)


class Noon:
    def now(self):
        return datetime.fromisoformat("2026-03-16T12:00:00+08:00")


class Answering(Wire):
    """A wire at whose other end this answer waits, whatever is asked."""

    def __init__(self, answer):
        super().__init__("http://nowhere", "registry_unavailable", "links.registry", Noon(), NoSigning(), lambda: "n")
        self.answer = answer

    def post(self, path, document):
        return self.answer


@given(answers, st.none() | answers)
def test_any_answer_about_a_person_is_a_document_or_silence(answer, output):
    if output is not None:  # the rarer case that gets as far as the person
        answer |= {"infcode": 0, "output": output | {"signinoutb": {"sign_no": "S"}, "baseinfo": {}}}
    try:
        document = PlatformRegistry(Answering(answer), STATION).ask("m", "110199198503127011", "").document
    except OutsideSilent:
        return
    assert isinstance(document["baseinfo"], dict)
    assert all(isinstance(row, dict) for part in ("insuinfo", "idetinfo") for row in document[part])


@given(answers)
def test_any_answer_about_cards_is_cards_or_silence(answer):
    try:
        cards = RemoteCardService(Answering(answer | {"result": "00", "aac002": "1"})).cards("1")
    except OutsideSilent:
        return
    assert all(card["number"] and card["status"] for card in cards)


@given(answers)
def test_any_answer_to_an_act_is_a_text_or_silence(answer):
    try:
        said = RemoteCardService(Answering(answer)).act("m", "cancel", "1", "A1")
    except OutsideSilent:
        return
    assert isinstance(said, str)
