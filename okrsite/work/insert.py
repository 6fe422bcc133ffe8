"""One more item in a list that somebody wrote by hand, without touching anything else.

In: a file's bytes, the name of its list, and the item. Out: the bytes with the item's lines put in behind the last one,
or None. Nothing of the file is written anew: its line ends, comments, quotes and byte order mark stay. The result is
parsed to prove that it says what the file said and the item, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from okrsite.source.document import parse
from okrsite.source.find import find
from okrsite.source.text import normalised
from okrsite.source.writing import Value, block
from okrsite.source.yaml import Tree

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
_TRIES = 40
"""Lines behind the last value that are tried: closing brackets and comments may follow it."""


def appended(data: bytes, name: str, item: dict[str, Value]) -> bytes | None:
    """The file with the item at the end of the list; None where no place is found that can be proved right."""
    before = parse(data, "yaml")
    tree = before.value.tree if before.value else None
    if before.diagnostics or not isinstance(tree, dict):
        return None
    for line, indent in _places(normalised(data), tree, name):
        lines = entry(item, indent)
        if not tree.get(name):
            lines = [f"{name}:", *lines]
        fresh = _with(data, line, lines)
        if _proved(fresh, tree, name, item):
            return fresh
    return None


def entry(item: dict[str, Value], indent: int) -> list[str]:
    """The item's lines in a list whose hyphens stand in this column."""
    first, *rest = block(item, indent + 2)
    return [f"{' ' * indent}- {first[indent + 2 :]}", *rest]


def _places(text: str, tree: dict[str, Tree], name: str) -> Iterator[tuple[int, int]]:
    """Line numbers from 0 before which the item may stand, and the column of its hyphen; the likeliest first."""
    known = tree.get(name)
    if isinstance(known, list) and known:
        start, _ = find(text, (name, 0))
        hyphen = text.rfind("-", 0, start)
        indent = hyphen - text.rfind("\n", 0, hyphen) - 1
        _, end = find(text, (name, *_last(known)))
        first = text.count("\n", 0, end) + (0 if text[end - 1 : end] == "\n" else 1)
    else:
        indent, first = 2, text.count("\n") + (0 if text.endswith("\n") or not text else 1)
    for line in range(first, first + _TRIES):
        yield line, indent


def _last(node: Tree) -> tuple[str | int, ...]:
    """The keys to the value that is written last in a node."""
    if isinstance(node, list) and node:
        return (len(node) - 1, *_last(node[-1]))
    if isinstance(node, dict) and node:
        name = next(reversed(node))
        return (name, *_last(node[name]))
    return ()


def _with(data: bytes, number: int, lines: list[str]) -> bytes:
    """The file with lines put in before one of its own, or at its end."""
    text = data.decode("utf-8")
    own = _LINES.findall(text)
    end = "\r\n" if "\r\n" in text else "\n"
    number = min(number, len(own))
    above, below = "".join(own[:number]), "".join(own[number:])
    if above and above[-1] not in "\r\n":
        above += end
    return (above + "".join(line + end for line in lines) + below).encode()


def _proved(data: bytes, tree: dict[str, Tree], name: str, item: dict[str, Value]) -> bool:
    """Whether the file says what it said, and the item at the end of the list."""
    after = parse(data, "yaml")
    known: Any = tree.get(name) or []
    wanted = {**tree, name: [*known, item]}
    return not after.diagnostics and after.value is not None and after.value.tree == wanted
