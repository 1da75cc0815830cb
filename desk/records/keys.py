"""Where the master key lies: a file outside the data folder, the system's keyring, or wrapped by a passphrase.

The key is found by the store's id. Nothing here ever makes a new key for a store that exists: a missing key is said,
not replaced. What is read has to be byte for byte what was written, so that a flipped bit is noticed before it is
used.

    <key folder>/<store id>.key            guitai-key 1 <64 hex> <16 hex of its SHA-256>
    <key folder>/<store id>.<place>.seen   the newest journal positions that were acknowledged in one data folder
"""

import hashlib
import os
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desk.errors import StoreTrouble, UsageError
from desk.rules import passwords

AskPassphrase = Callable[[], str]


def key_folder() -> Path:
    """`GUITAI_KEY_DIR`, or the platform's folder for settings."""
    named = os.environ.get("GUITAI_KEY_DIR")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("guitai", appauthor=False) / "keys"


def keep_key(kind: str, store_id: str, master: bytes, passphrase: AskPassphrase | None) -> dict[str, Any]:
    """Puts a new store's key away, durably; gives what `store.json` has to know to find it again.

    Raises UsageError(password, problems=…) for a passphrase that is too easily guessed, StoreTrouble(store_missing_key)
    where none is given or the system has no keyring.
    """
    if kind == "file":
        folder = key_folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_durably(folder / f"{store_id}.key", _key_line(master), 0o600)
        return {}
    if kind == "keyring":
        _keyring().set_password("guitai", store_id, _key_line(master).decode())
        return {}
    words, salt, nonce = _asked(passphrase), os.urandom(16), os.urandom(12)
    found = passwords.problems(words, "", passwords.RULES["asvs"])
    if found:
        raise UsageError("password", problems=tuple(found), shortest=passwords.RULES["asvs"].shortest)
    wrapped = AESGCM(_from_passphrase(words, salt)).encrypt(nonce, master, store_id.encode())
    return {"salt": salt.hex(), "wrapped": (nonce + wrapped).hex()}


def find_key(kind: str, store_id: str, known: Mapping[str, Any], passphrase: AskPassphrase | None) -> bytes:
    """The master key of a store. Raises StoreTrouble(store_missing_key) when it is not there or not the right one."""
    if kind == "file":
        path = key_folder() / f"{store_id}.key"
        try:
            line = path.read_bytes()
        except FileNotFoundError:
            raise StoreTrouble("store_missing_key", where=str(path)) from None
        except OSError as error:
            raise StoreTrouble("store_missing_key", where=str(path), why=error.strerror) from None
        return _master_of(line, str(path))
    if kind == "keyring":
        told = _keyring().get_password("guitai", store_id)
        if told is None:
            raise StoreTrouble("store_missing_key", where="keyring")
        return _master_of(told.encode(), "keyring")
    wrapped = bytes.fromhex(known["wrapped"])
    key = _from_passphrase(_asked(passphrase), bytes.fromhex(known["salt"]))
    try:
        return AESGCM(key).decrypt(wrapped[:12], wrapped[12:], store_id.encode())
    except InvalidTag:
        raise StoreTrouble("store_missing_key", where="passphrase", why="wrong") from None


def write_durably(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Writes a file whole or not at all: beside it, synced, renamed, folder synced."""
    beside = path.with_name(path.name + ".new")
    fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
    with os.fdopen(fd, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(fd)
    os.replace(beside, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes a folder's entries durable; Windows does that by itself."""
    if sys.platform == "win32":
        return
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _key_line(master: bytes) -> bytes:
    return f"guitai-key 1 {master.hex()} {hashlib.sha256(master).hexdigest()[:16]}\n".encode()


def _master_of(line: bytes, where: str) -> bytes:
    parts = line.split()
    try:
        master = bytes.fromhex(parts[2].decode("ascii"))
    except (IndexError, ValueError):
        master = b""
    if len(master) != 32 or _key_line(master) != line:
        raise StoreTrouble("store_missing_key", where=where, why="damaged")
    return master


def _from_passphrase(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(
        passphrase.encode(), salt, time_cost=3, memory_cost=65536, parallelism=1, hash_len=32, type=Type.ID
    )


def _asked(passphrase: AskPassphrase | None) -> str:
    if passphrase is None:
        raise StoreTrouble("store_missing_key", where="passphrase", why="not_given")
    return passphrase()


def _keyring() -> Any:
    try:
        keyring = import_module("keyring")
    except ImportError:
        raise StoreTrouble("store_missing_key", where="keyring", why="not_installed") from None
    try:
        keyring.get_password("guitai", "probe")
    except import_module("keyring.errors").KeyringError as error:  # there is none, or it stays locked
        raise StoreTrouble("store_missing_key", where="keyring", why="no_keyring") from error
    return keyring
