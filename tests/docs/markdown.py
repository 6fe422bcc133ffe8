"""Words from the code as Markdown."""

from __future__ import annotations

import inspect
import re
from typing import Any

_CODE = re.compile(r"(`[^`]*`)")


def literal(words: str) -> str:
    """Words in which nothing but code spans is markup: `teams/<team>` stays what it is."""
    pieces = _CODE.split(words)
    return "".join(piece if number % 2 else re.sub(r"([<*])", r"\\\1", piece) for number, piece in enumerate(pieces))


def docstring(of: Any) -> str:
    """A docstring as Markdown."""
    return literal(inspect.cleandoc(of.__doc__ or ""))


def row(*cells: str) -> str:
    """One row of a table."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"
