"""What is imported for us and never used by the desk, and therefore not loaded. Imported before whatever uses it.

SQLAlchemy imports asyncio, and with it ssl, for its asynchronous engines; it and pydantic import importlib.metadata,
and with it email, to look for drivers and plugins of other makers. The desk has none of these. Python's hashes are
built in; a library of OpenSSL's only for them would be the third in the process, after sqlcipher's and cryptography's
own. Left alone all this costs a tenth of the start and 12 MB.

Whoever asks anything of such a module gets the real one, which takes its place from then on. A part of one
(`asyncio.events`) is not to be imported before the whole.
"""

import sys
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

UNUSED = {"asyncio": ("iscoroutine",), "importlib.metadata": ("entry_points",)}
"""Each with the functions that are taken out of it by whoever imports it, to be called later or never."""


class Unused(ModuleType):
    """Stands where a module would, and loads it when anything is asked of it or a function of it is called."""

    def __init__(self, name: str, functions: tuple[str, ...]) -> None:
        super().__init__(name)
        self.__spec__ = spec = find_spec(name)
        self.__path__ = (spec and spec.submodule_search_locations) or []
        for function in functions:
            setattr(self, function, partial(self._call, function))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what the import system looks for in every module
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)

    def _call(self, function: str, *words: Any, **named: Any) -> Any:
        return self.__getattr__(function)(*words, **named)


def leave_out() -> None:
    """Puts what stands for each of them in its place, unless it is loaded already."""
    for name, functions in UNUSED.items():
        if name not in sys.modules:
            sys.modules[name] = Unused(name, functions)
            package, _, inside = name.rpartition(".")
            if package:
                setattr(import_module(package), inside, sys.modules[name])
    sys.modules.setdefault("_hashlib", None)  # type: ignore[arg-type] # as Python itself marks what cannot be imported


leave_out()
