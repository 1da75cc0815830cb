"""What 更多 offers at 材料 about the paper in hand: how it was brought, by whom, what else lies there."""

from collections.abc import Sequence

from ui.clerk.decision_acts import tiers
from ui.clerk.paper_rows import PROOFS, PaperRows
from ui.page import Act
from ui.words import say, word

EXTRA = ("minimum_allowance_certificate", "extreme_poverty_certificate", "disability_certificate")
"""Papers nobody has to bring, but which waive a fee."""
LEVELS = ("1", "2", "3", "4")
OF_A_CHILD = ("father", "mother", "grandparent", "guardian", "other")
OF_AN_AGENT = ("son", "daughter", "spouse", "father", "mother", "sibling", "grandparent", "other")
"""What an agent is to the holder, whoever comes most often first."""
BANKS = ("icbc", "abc", "boc", "ccb", "bocom", "psbc")


def more(rows: PaperRows, here: str, bases: Sequence[int], *, scanner: bool) -> tuple[Act, ...]:
    """The contribution bases where one is to be chosen, then what may be said of the paper in hand, if one is."""
    return (*tiers(rows.decision, bases), *_about(rows, here, scanner=scanner))


def _about(rows: PaperRows, here: str, *, scanner: bool) -> list[Act]:
    if here == "relation_proof":
        others = [paper for paper in PROOFS if paper != rows.lying(here)]
        return [Act(f"prove:{one}", say("带的是{paper}，收下", paper=word("materials", one))) for one in others]
    if here in ("guardian_identity", "agent_identity") and rows.state_of(here) == "satisfied":
        relations = OF_A_CHILD if here == "guardian_identity" else OF_AN_AGENT
        return [Act(f"relation:{one}", say("关系：{who}", who=word("relations", one))) for one in relations]
    acts = [Act("copy_only", say("{paper}只有复印件", paper=word("materials", here)))] if here else []
    if here and scanner:
        acts.append(Act("by_hand", say("{paper}不拍，手工勾", paper=word("materials", here))))
    if here == "mandate":
        acts.append(Act("unsigned", say("委托书没有签名")))
    elif here == "disability_certificate":
        acts += [Act(f"level:{level}", say("残疾 {n} 级", n=level)) for level in LEVELS]
    elif here == "bank_account":
        acts += [Act(f"bank:{bank}", word("banks", bank)) for bank in BANKS]
    elif (rows.decision.get("fee") or {}).get("due"):
        acts += [Act(f"add:{code}", say("另交{paper}", paper=word("materials", code))) for code in EXTRA]
    return acts
