"""What a store is for, practice or real work: whoever comes to it first settles that, and it is never both.

A practice desk signs in by itself and fills the roll with practice people: over a hall's own store it would let anybody
in without a password. A hall that went on in a practice store would count cards that never were.
"""

from desk.errors import StoreTrouble
from desk.records import commands
from desk.records.walls import WHOLE_STORE
from desk.services.counter import Counter

PURPOSE = "purpose"


def settle(counter: Counter) -> None:
    """Notes the settings' mode where none was noted. Raises StoreTrouble(store_other_mode, what=the one noted)."""
    mode = counter.settings.mode
    with counter.store.reading() as session:
        noted = commands.once(session, WHOLE_STORE, PURPOSE, PURPOSE, "")
    if noted is None:
        with counter.store.begin() as session:
            noted = commands.once(session, WHOLE_STORE, PURPOSE, PURPOSE, "")
            if noted is None:
                noted = {"mode": mode}
                commands.keep(session, WHOLE_STORE, PURPOSE, PURPOSE, "", answer=noted, at=counter.now())
    if noted["mode"] != mode:
        raise StoreTrouble("store_other_mode", what=noted["mode"])
    if counter.settings.live:
        counter.store.keep_place()
