"""What the desk signs its questions with: one TOML file beside the store's key, outside the data folder.

    links.toml    [registry]                 [card_service], [queue]
                  paasid = "…"               key = "…"
                  token = "…"                secret = "…"

`tif` takes paasid, token and, where it is not x-tif, prefix; `ca` takes key and secret.
"""

import tomllib
from collections.abc import Mapping

from desk.errors import UsageError
from desk.links.signing import CaSigning, NoSigning, Signing, TifSigning
from desk.records.keys import key_folder

FILE = "links.toml"


def signing_for(system: str, way: str) -> Signing:
    """How to sign what goes to `system` (registry, card_service, queue); `way` is the settings' links.signing.

    Raises UsageError(link_secrets) with the missing key.
    """
    if way == "none":
        return NoSigning()
    told = _section(system)
    if way == "tif":
        return TifSigning(_one(told, system, "paasid"), _one(told, system, "token"), told.get("prefix", "x-tif"))
    return CaSigning(_one(told, system, "key"), _one(told, system, "secret"))


def _section(system: str) -> Mapping[str, str]:
    file = key_folder() / FILE
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise UsageError("link_secrets", file=str(file), key=system) from None
    section = document.get(system)
    return section if isinstance(section, dict) else {}


def _one(told: Mapping[str, str], system: str, key: str) -> str:
    value = told.get(key)
    if not isinstance(value, str) or not value:
        raise UsageError("link_secrets", file=str(key_folder() / FILE), key=f"{system}.{key}")
    return value
