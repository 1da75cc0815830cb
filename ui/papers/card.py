"""The faces of a case's card."""

from datetime import date

from desk.services.views import CaseView
from printing.card_face import CardBackWords, CardFaceWords
from ui.papers.office import Office


def face_words(view: CaseView, office: Office, card_number: str, valid_to: date | None) -> CardFaceWords:
    """The front: what the holder checks on the customer screen, dot for dot; one that was made keeps its day."""
    made = view.card.made_at if view.card is not None and view.card.number == card_number else office.now
    return CardFaceWords(
        title=office.card,
        name=view.name,
        number=view.id_number,
        card_number=card_number,
        issued=f"{made:%Y-%m-%d}",
        valid_to=f"{valid_to:%Y-%m-%d}" if valid_to else "长期",
        issuer=f"{office.hall}（样张）" if office.practice else office.hall,
        hotlines=f"医保 {office.medical}　人社 {office.social}",
        photo=view.photo,
        practice=office.practice,
    )


def back_words(office: Office, card_number: str) -> CardBackWords:
    """The back: how to use it, and where to report it lost."""
    return CardBackWords(
        title=office.card,
        notes=(
            "本卡限持卡人本人使用，不得转借、套现。",
            f"遗失请立即挂失，拨打 {office.medical} 或 {office.social}，或到任一服务窗口。",
            "医保电子凭证与本卡同等有效。",
            "社会保障功能领卡时启用；金融功能由发卡银行激活。",
        ),
        hotlines=f"医保 {office.medical}　人社 {office.social}",
        card_number=card_number,
        practice=office.practice,
    )
