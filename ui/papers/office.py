"""What every paper needs beyond its case: the hall, the policy's words, the clock, and the pen that signs its code."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desk.ports import Stroke
from desk.records import journal
from desk.records.store import Store
from desk.rules.codes import MAKING
from desk.rules.identity import mask
from desk.rules.sections import Deferral, Masking
from desk.services.counter import Counter
from desk.services.views import CaseView
from printing.looks import Copy, Heading, Signature
from printing.signed_code import PrivateKey, SignedFacts, seal
from printing.sm2 import Sm2PrivateKey
from ui.papers.phrases import zh


@dataclass(frozen=True, slots=True)
class Office:
    """One window as papers speak of it."""

    place: str
    hall: str
    practice: bool
    policy: str
    medical: str
    social: str
    complaints: str
    rating: str
    """Address of the page where a visit is rated, or empty."""
    apps: tuple[str, ...]
    banks: tuple[str, ...]
    legal: tuple[str, ...]
    forbidden: tuple[str, ...]
    usage: tuple[str, ...]
    privacy: tuple[str, ...]
    card: str
    carrier: str
    instant: bool
    masking: Masking
    deferral: Deferral
    tiers: tuple[int, ...]
    """By which somebody may pay, in per cent."""
    window: str
    clerk: str
    now: datetime
    anchor: str
    sign: Callable[[SignedFacts], str]
    draft: str = ""
    """A word on papers that do not count yet."""

    def heading(self, title: str, number: str = "", copy: Copy | None = None) -> Heading:
        """The head of a paper of this window."""
        return Heading(title, self.place, number, self.practice, copy, self.draft)

    def shown(self, number: str, paper: str) -> str:
        """An ID number as this paper says it: with stars, or whole where the policy wants that."""
        return number if paper in self.masking.whole else self.starred(number)

    def starred(self, number: str) -> str:
        """An ID number with the stars of the policy; so it stands in every code, whatever the paper around it shows."""
        return mask(number, self.masking.left, self.masking.right)

    def code(self, view: CaseView, paper: str) -> str:
        """The signed code of a paper about a case."""
        return self.sign(
            SignedFacts(
                kind=paper,
                number=view.number,
                name=view.name,
                masked=self.starred(view.id_number),
                service=view.service,
                reason=view.reason or "",
                day=(view.accepted_at or view.concluded_at).date().isoformat(),
                ready=view.promise.ready_by.isoformat() if view.promise.ready_by else "",
                paid=str(view.fee.paid),
                copy="0",
            )
        )

    @property
    def policy_foot(self) -> str:
        """Which rules the paper follows."""
        return f"策略 {self.policy}"

    @property
    def anchor_foot(self) -> str:
        """The journal's newest position, so that a paper in somebody's drawer guards the journal."""
        return f"存证 {self.anchor}" if self.anchor else ""

    @property
    def hotlines(self) -> str:
        """医保 12393，人社 12333."""
        return f"医保 {self.medical}，人社 {self.social}"


def office_of(counter: Counter) -> Office:
    """The window a counter stands for, at this minute."""
    hall, policy = counter.settings.hall, counter.policy
    with counter.store.reading() as session:
        anchor = journal.anchor(session, counter.hall, counter.station)
    key = signing_key(counter.store, counter.settings.store.paper_codes)
    notice = policy.notice
    return Office(
        place=f"{hall.name}，{hall.counter.lstrip('0') or '0'} 号窗口",
        hall=hall.name,
        practice=not counter.settings.live,
        policy=f"{policy.pack.title} {policy.pack.version}",
        medical=notice.hotlines.medical,
        social=notice.hotlines.social,
        complaints=hall.complaints or notice.hotlines.complaints,
        rating=notice.rating.url,
        apps=policy.e_credential.apps,
        banks=notice.banks.text,
        legal=notice.legal_basis.text,
        forbidden=notice.forbidden.text,
        usage=notice.usage.text,
        privacy=notice.privacy.text,
        card=policy.cards.kind.title,
        carrier=policy.delivery.mail.carrier,
        instant=policy.delivery.instant.allowed,
        masking=notice.masking,
        deferral=policy.papers.deferral,
        tiers=policy.contribution.tiers,
        window=hall.counter,
        clerk=counter.operator.name,
        now=counter.now(),
        anchor=anchor,
        sign=lambda facts: seal(facts, key),
    )


def signing_key(store: Store, suite: str = "ed25519") -> PrivateKey:
    """The store's own key for paper codes, always the same; it never leaves the store's secrets."""
    if suite == "sm2":
        return _sm2_key(store.sealer.secret("paper-codes-sm2"))
    return Ed25519PrivateKey.from_private_bytes(store.sealer.secret("paper-codes"))


@cache
def _sm2_key(secret: bytes) -> Sm2PrivateKey:
    """Kept, because its public half takes a while to compute."""
    return Sm2PrivateKey(secret)


def service_words(view: CaseView, office: Office) -> str:
    """补办社会保障卡，因遗失."""
    verb = {"exchange": "换领"}.get(view.service, zh("services", view.service))
    named = f"{verb}{office.card}" if view.service in MAKING else verb
    return f"{named}，因{zh('service_reasons', view.reason)}" if view.reason else named


def signed_by(caption: str, strokes: Sequence[Stroke] | None) -> Signature:
    """A line to sign on, with what was written on the pad in its own proportions."""
    points = [point for stroke in strokes or () for point in stroke.points]
    if not points:
        return Signature(caption)
    left, top = min(p[0] for p in points), min(p[1] for p in points)
    wide = max(max(p[0] for p in points) - left, 1e-6)
    tall = max(max(p[1] for p in points) - top, 1e-6)
    lines = tuple(
        tuple(((x - left) / wide, (y - top) / tall) for x, y, _, _ in stroke.points) for stroke in strokes or ()
    )
    return Signature(caption, strokes=lines, ratio=wide / tall)


def who_signs(view: CaseView) -> str:
    """申请人签名, 监护人签名 or 代办人签名."""
    if view.decision.get("guardian"):
        return "监护人签名"
    return "代办人签名" if view.decision.get("agent") else "申请人签名"


def stamp(view: CaseView) -> tuple[Signature, Signature]:
    """The applicant's signature and the clerk's line with the place for the seal."""
    return signed_by(who_signs(view), view.signature), Signature(f"经办人 {view.clerk}", above="（业务章）")


def decided(view: CaseView, key: str) -> Mapping[str, Any]:
    """A part of the decision that is an object, empty when it does not apply."""
    return view.decision.get(key) or {}


def large_print(view: CaseView) -> bool:
    """Whether the rules want this person's papers in large print."""
    return "large_print" in view.decision.get("notes", ())
