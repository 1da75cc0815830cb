"""`store.json`: what a store says in clear, so that its key can be found; byte for byte as written, or damage."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk.errors import StoreTrouble
from desk.ports import Clock
from desk.records.keys import AskPassphrase, find_key, keep_key
from desk.records.place import refused
from desk.records.sealing import Sealer
from desk.settings import StoreSettings


@dataclass(frozen=True, slots=True)
class StoreFile:
    """What a store says about itself in clear."""

    store_id: str
    suite: str
    key: str
    wrapping: dict[str, Any]

    def sealer(self, passphrase: AskPassphrase | None) -> Sealer:
        """Finds the key. Raises StoreTrouble(store_missing_key)."""
        return Sealer(self.store_id, self.suite, find_key(self.key, self.store_id, self.wrapping, passphrase))

    def document(self) -> dict[str, Any]:
        """What is written down, with a check of its own."""
        said = {"format": 1, "store": self.store_id, "suite": self.suite, "key": self.key, **self.wrapping}
        check = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
        return {**said, "check": check}

    def text(self) -> bytes:
        """The bytes of `store.json`."""
        return (json.dumps(self.document(), indent=1, sort_keys=True) + "\n").encode()


def store_file_from(said: dict[str, Any]) -> StoreFile:
    """Raises KeyError or TypeError for a document that is none."""
    wrapping: dict[str, Any] = {name: said[name] for name in ("salt", "wrapped") if name in said}
    return StoreFile(said["store"], said["suite"], said["key"], wrapping)


def read_store_file(place: Path) -> StoreFile:
    """Raises StoreTrouble(store_damaged) for anything but the bytes that were written, or as the disk refuses them."""
    try:
        text = (place / "store.json").read_bytes()
        found = store_file_from(json.loads(text))
    except FileNotFoundError:
        raise StoreTrouble("store_damaged", what="no_store_file", file="store.json") from None
    except OSError as error:
        raise refused(error) from error
    except (ValueError, KeyError, TypeError):
        raise StoreTrouble("store_damaged", what="store_file", file="store.json") from None
    if found.text() != text:
        raise StoreTrouble("store_damaged", what="store_file", file="store.json")
    return found


def new_store_file(settings: StoreSettings, passphrase: AskPassphrase | None) -> tuple[StoreFile, Sealer]:
    """A new store's name and key, the key already put away."""
    store_id, master = os.urandom(16).hex(), os.urandom(32)
    wrapping = keep_key(settings.key, store_id, master, passphrase)
    return StoreFile(store_id, settings.suite, settings.key, wrapping), Sealer(store_id, settings.suite, master)


def new_facts(said: StoreFile, clock: Clock) -> dict[str, str]:
    """What a new store notes about itself."""
    created = clock.now().isoformat()
    return {"store_id": said.store_id, "suite": said.suite, "key": said.key, "created_at": created, **said.wrapping}
