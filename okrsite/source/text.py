"""Strict text: the bytes of a file become characters that are safe to read, or located reasons why not.

A byte-order mark is dropped and line ends become `\\n`, so that all later places count characters of this text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from okrsite.diagnostics import Diagnostic, Place, error

MOST_BYTES = 1_000_000

_MOST_FAULTS = 20
_BIDI = "\u202a-\u202e\u2066-\u2069"
_FORBIDDEN = rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff{_BIDI}\ud800-\udfff]"
_CONFLICT = r"^(?:<{7}|>{7}) .*$"


def normalised(data: bytes) -> str:
    """The characters that all places of a file count: no byte-order mark, `\\n` line ends, U+FFFD for broken bytes."""
    text = data.decode("utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def strict_text(data: bytes) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text with a space for every forbidden character, or None where reading on makes no sense."""
    if len(data) > MOST_BYTES:
        size = f"{len(data) / 1_000_000:.1f} MB"
        return None, (error("file-too-big", Place(), f"this file has {size}; okrsite reads up to 1 MB", "split it"),)
    if data.startswith(b"version https://git-lfs"):
        hint = "run git lfs pull, or take the file out of Git LFS"
        return None, (error("lfs-pointer", Place(), "this is a Git LFS pointer, not the file itself", hint),)
    fault = _encoding_fault(data)
    if fault is not None:
        return None, (fault,)
    text = normalised(data)
    conflicts = tuple(_conflicts(text))
    if conflicts:
        return None, conflicts
    faults = tuple(_forbidden(text))
    return (re.sub(_FORBIDDEN, " ", text) if faults else text), faults


def forbidden_in(value: str) -> str:
    """The name of the first forbidden character, or nothing."""
    found = re.search(_FORBIDDEN, value)
    return _name(found.group()) if found else ""


def _encoding_fault(data: bytes) -> Diagnostic | None:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return error("not-utf8", Place(start=0, end=1), "this file is UTF-16", "save it as UTF-8")
        at = len(normalised(data[: fault.start]))
        byte = data[fault.start]
        message = f"this is not UTF-8 text: byte 0x{byte:02x}"
        return error("not-utf8", Place(start=at, end=at + 1), message, "save the file as UTF-8")
    return None


def _conflicts(text: str) -> Iterator[Diagnostic]:
    if "<<<<<<< " not in text and ">>>>>>> " not in text:
        return
    for found in _some(_CONFLICT, text):
        place = Place(start=found.start(), end=found.end())
        hint = "keep one of the two versions and delete the lines that start with <<<<<<<, ======= and >>>>>>>"
        yield error("merge-conflict", place, "a merge conflict was left in this file", hint)


def _forbidden(text: str) -> Iterator[Diagnostic]:
    for found in _some(_FORBIDDEN, text):
        place = Place(start=found.start(), end=found.end())
        yield error("forbidden-character", place, f"{_name(found.group())} is not allowed here", "delete it")


def _some(pattern: str, text: str) -> Iterator[re.Match[str]]:
    found = re.finditer(pattern, text, re.MULTILINE)
    return (match for match, _ in zip(found, range(_MOST_FAULTS), strict=False))


def _name(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    return f"the invisible character U+{ord(character):04X}" + (f" ({name})" if name else "")
