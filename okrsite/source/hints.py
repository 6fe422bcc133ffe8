"""What an editor most likely meant by a scalar that is not of its type: wrong text in, a hint (or nothing) out."""

from __future__ import annotations

import re
import unicodedata

YEARS = range(1900, 2200)
"""The years that a day may be in: weeks can be counted from any of them, and a slip of the finger is seen."""

_LONGEST_ID = 64
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "&": " and "})


def slug(title: str) -> str:
    """An id made from a title: small ASCII letters, digits and hyphens; empty where the title holds none."""
    text = re.sub(r"\]\([^)\s]*\)", " ", title[:400]).casefold().translate(_LETTERS)
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", folded.replace("'", "")).strip("-")
    if len(words) <= _LONGEST_ID:
        return words
    head = words[: _LONGEST_ID + 1]
    return (head.rpartition("-")[0] or head)[:_LONGEST_ID].strip("-")


def _write(text: str) -> str:
    return f"write {text}" if text else ""


def id_hint(text: str) -> str:
    """The id that the text would make."""
    return _write(slug(text))


def alias_hint(text: str) -> str:
    """The address made of the ids that the text would make."""
    parts = [made for part in text.strip().split("/") if (made := slug(part))]
    lead = "/" if text.startswith("/") and parts else ""
    return _write(lead + "/".join(parts) + lead)


def number_hint(text: str) -> str:
    """The number without spaces, thousands separators and units: `1 200,5 %` is 1200.5."""
    bare = re.sub(r"[\s_']|[^0-9.,-]+$", "", text[:60])
    if re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", bare):
        bare = bare.replace(",", "")
    bare = bare.replace(",", ".")
    return _write(bare) if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,10})?", bare) and bare != text else ""


def share_hint(text: str) -> str:
    """Percent are what a number above 1 most likely means."""
    return _write(f"{text}%") if re.fullmatch(r"[0-9]{1,2}(\.[0-9]{1,10})?|100", text) else ""


def date_hint(text: str) -> str:
    """The same day in the order year, month, day, or that there is no such day."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        in_years = int(text[:4]) in YEARS
        return "there is no such day in the calendar" if in_years else f"a year is from {YEARS[0]} to {YEARS[-1]}"
    found = re.fullmatch(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})", text)
    if found:
        day, month, year = found.groups()
        return _write(f"{year}-{month:0>2}-{day:0>2}")
    found = re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", text)
    return _write("{}-{:0>2}-{:0>2}".format(*found.groups())) if found else ""
