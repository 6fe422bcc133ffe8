"""Which file names can be kept on every system that people write content on.

In come the names of one folder; out go diagnostics for those that Windows cannot hold, that no text can spell, or
that a case-folding disk would take for one another. Pure: nothing here touches the disk.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from okrsite.diagnostics import Diagnostic, Place, Related, error

_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³")}
_SIMPLE = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*").fullmatch
_FORBIDDEN = set('<>:"|?*\\') | {chr(code) for code in range(32)} | {"\x7f"}


def normal(name: str) -> str:
    """The one spelling of a name: macOS may write letters and their accents apart."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def check_names(folder: str, names: Iterable[str]) -> Iterator[Diagnostic]:
    """What is wrong with the names in one folder; `folder` is its path in the project, with a final slash, or ""."""
    names, seen = tuple(names), dict[str, str]()
    if all(map(_plain, names)):
        return
    for name in names:
        spelt = normal(name).encode("utf-8", "replace").decode("utf-8")
        place = Place(folder + spelt)
        if fault := _fault(name):
            yield error("reserved-name", place, f"the name {fault}", "rename it so that every system can hold it")
        folded = normal(normal(name).casefold())
        if other := seen.get(folded):
            also = Related(Place(folder + other), "the other one")
            message = f"{folder}{other} has the same name but for capitals or accents"
            yield error("name-clash", place, message, "rename one of them", also)
        seen[folded] = spelt


def is_text(name: str) -> bool:
    """Whether a name can be spelt at all; Python keeps bytes that are not UTF-8 as lone surrogates."""
    return name.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in name)


def _plain(name: str) -> bool:
    """Whether a name is so simple that nothing can be wrong with it, alone or beside others like it."""
    return bool(_SIMPLE(name)) and name.partition(".")[0] not in _RESERVED


def _fault(name: str) -> str:
    """Why a name cannot be kept everywhere, or nothing."""
    if not is_text(name):
        return "is not UTF-8"
    if wrong := sorted(_FORBIDDEN & set(name)):
        return f"has a {wrong[0]} in it" if wrong[0].isprintable() else "has a control character in it"
    if name.endswith((".", " ")):
        return "ends with a dot or a space"
    if name.partition(".")[0].casefold() in _RESERVED:
        return "belongs to a device on Windows"
    return ""
