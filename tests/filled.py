"""The small company of every kind with one text in every field that takes any words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from okrsite.okr.kinds import Kind, kind_of
from okrsite.source.decode import decode
from okrsite.source.document import parse
from tests.project import Files, every_kind

NAMES = {
    "aliases", "next", "prerequisites", "lessons", "link", "csv", "date", "value", "teaches", "time_zone", "languages",
    "theme", "branch", "done",
}  # fmt: skip
"""Fields whose text is a name, a path or a number, where other words are an error."""


@cache
def fields() -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """Every field of every file that takes any text, by the file's path and the keys that lead to it."""
    found = []
    for path in every_kind():
        kind, tree, _ = opened(path)
        if kind is None:
            continue
        for keys in leaves(tree):
            any_text = replaced(tree, keys, 'any "text" <b> of all')
            if not is_name(keys) and decode(any_text, kind.model).value is not None:
                found.append((path, keys))
    return tuple(found)


def is_name(keys: tuple[Any, ...]) -> bool:
    """Whether a field holds something else than words."""
    if keys[0] == "key_results":  # of a check-in
        return len(keys) == 2 or keys[-1] == "value"
    return not NAMES.isdisjoint(keys)


def opened(path: str) -> tuple[Kind | None, Any, str]:
    """A file's kind, its tree and its body."""
    known = kind_of(path.removeprefix("content/"))
    if known is None:
        return None, {}, ""
    document = parse(every_kind()[path], known[0].form).value
    assert document is not None
    return known[0], document.tree, document.body


def leaves(tree: Any, keys: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to all texts of a tree."""
    if isinstance(tree, dict | list):
        for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from leaves(value, (*keys, key))
    elif tree is not None:
        yield keys


def replaced(tree: Any, keys: tuple[Any, ...], text: str) -> Any:
    """The tree with another text at one place."""
    if not keys:
        return text
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    changed = {key: replaced(value, keys[1:], text) if key == keys[0] else value for key, value in pairs}
    return changed if isinstance(tree, dict) else list(changed.values())


def filled(text: str) -> Files:
    """The small company with this text in every field that takes any, and behind every body."""
    files = dict(every_kind())
    for path in files:
        kind, tree, body = opened(path)
        if kind is None:
            continue
        for where, keys in fields():
            if where == path:
                tree = replaced(tree, keys, text)
        written = json.dumps(tree, ensure_ascii=False, indent=1)
        files[path] = (f"---\n{written}\n---\n{body}\n\n{text}\n" if kind.form == "markdown" else written).encode()
    return files
