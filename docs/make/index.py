"""docs/screens/README.md: every screen with its two pictures, in the order in which a hall meets them."""

from pathlib import Path

SCREENS = {
    "Who sits here": {
        "first-start": "A hall's first start",
        "sign-in": "Signing in",
        "lock": "Locked",
        "lock-switch": "Somebody else signs in",
    },
    "A visit": {
        "waiting": "Reception, with the queue",
        "first-issue": "Decision: first issue",
        "decision": "Decision: a lost card, the fee waived",
        "rule": "The rule behind a row (Shift F1)",
        "confirmation": "A formal loss asks once more",
        "refusal": "Decision: papers are wanted first",
        "materials": "Papers, complete",
        "materials-lacking": "Papers, some missing",
        "deferral": "Papers, one may follow later",
        "proxy": "Papers of somebody who collects for another",
        "photo": "Photo",
        "review": "Check and sign",
        "preview": "A paper before it is printed (Ctrl P)",
        "balance": "The balance of an account, told to its holder",
        "payment": "Fee",
        "approval": "Waiting for a second person",
        "blank": "Before a blank is used",
        "issuing": "The card is being made",
        "card": "The card is out",
        "face-wrong": "Its face is wrong: made again with a second person",
        "jam": "A card jam",
        "handover": "Handing over",
        "rating": "Rating",
    },
    "At the window beside the visits": {
        "search": "Find, with a case opened",
        "to-collect": "Cards to collect",
        "closing": "Closing the day",
        "keys": "The keys of a screen (F1)",
        "more": "What else can be done (F10)",
        "looks": "Language, theme and text size",
        "enquiry": "Enquiry by telephone",
        "batch": "A list of an employer or a school",
        "batch-list": "Such a list, its kind chosen",
        "ticket": "Giving out a number",
        "queueing": "Calling a number, another window",
        "centre": "The card centre",
        "to-do": "Things to do",
        "promised": "A promised paper is brought",
        "posting": "A card goes by mail",
        "vault": "A card goes to the vault",
        "withdrawal": "An application is taken back",
        "payment-way": "A payment that was booked the wrong way",
        "hand-on": "A case is handed to a colleague",
    },
    "Supervisor": {
        "approvals": "Approvals",
        "today": "The day's figures",
        "uncollected": "Cards nobody fetched",
        "stock": "Blanks",
        "stock-delivery": "A delivery of blanks",
        "accounts": "Accounts",
        "accounts-add": "A new account",
    },
    "Auditor": {
        "journal": "The journal, checked from end to end",
        "journal-entry": "One entry, with the anchor that papers carry",
        "journal-narrowed": "Narrowing it to days, a window, somebody",
    },
    "Technician": {"technician": "Devices", "settings": "A device's settings"},
    "Towards the public": {
        "customer": "Customer screen: check and sign",
        "customer-large": "The same in large print",
        "customer-face": "The card's face",
        "customer-password": "Setting the PIN",
        "customer-sign": "Signing for the card",
        "customer-rating": "Rating",
        "hall-display": "Hall display",
    },
}

HEAD = """# The screens

Made by `.venv/bin/python docs/make/screens.py`, which leads the real windows through a practice day. The first picture
is 1366 × 768 in the light theme at 100 %; the second shows the same moment in the light, dark and high-contrast themes
at 100, 125, 150 and 200 %, at 1920 × 1080 and 3840 × 2160, and in English. All people are from the practice roll.
The technician's guide has pictures of its own: `technician-1.png` to `technician-7.png`.
"""


def write_index(folder: Path) -> None:
    """The index of what is there. Raises ValueError for a picture that has no words."""
    there = {file.stem for file in (folder / "looks").glob("*.png")}
    unknown = there - {name for group in SCREENS.values() for name in group}
    if unknown:
        raise ValueError(f"no words for {sorted(unknown)}")
    lines = [HEAD]
    for title, group in SCREENS.items():
        lines += [f"## {title}", "", "| | 100 % | every look |", "|---|---|---|"]
        for name, words in group.items():
            if name in there:
                looks = f"[in every look](looks/{name}.png)"
                lines.append(f"| {words} | [![{words}]({name}.png)]({name}.png) | {looks} |")
        lines.append("")
    (folder / "README.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
