"""Values as YAML that people would write: plain where that is safe, quoted where it is not.

In: text, lists and groups of fields. Out: lines of YAML. What is written here is read back by `source/yaml.py` as the
same value; a text goes without quotes only when a parse of it proves that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from okrsite.source.yaml import Tree, parse

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

WIDTH = 110
_LONG = re.compile(r"[^\n]+(\n[^\n]*)*\n?")


def scalar(text: str, *, inside: bool = True) -> str:
    """One line: the text as it is, or in quotes; `inside` brackets commas need quotes too."""
    plain = parse(f"k: [{text}]\n" if inside else f"k: {text}\n")
    wanted: Tree = {"k": [text] if inside else text}
    if text == text.strip() and "\n" not in text and plain.value == wanted and not plain.diagnostics:
        return text
    return json.dumps(text, ensure_ascii=False)


def flow(value: Value) -> str:
    """A value on one line: `[a, b]`, `{to: a, how: b}`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(name)}: {flow(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    return scalar(value)


def block(fields: Mapping[str, Value], indent: int = 0) -> Iterator[str]:
    """The lines of a group of fields; what fits on a line stays on it, but for groups at the top."""
    margin = " " * indent
    for name, value in fields.items():
        shown = scalar(value, inside=False) if isinstance(value, str) else flow(value)
        line = f"{margin}{scalar(name)}: {shown}"
        fits = len(line) <= WIDTH and (indent > 0 or not isinstance(value, dict))
        if isinstance(value, str) and "\n" in value.strip() and _literal(value):
            yield f"{margin}{scalar(name)}: |-"
            yield from (f"{margin}  {one}".rstrip() for one in value.rstrip("\n").split("\n"))
        elif fits or isinstance(value, str) or not value:
            yield line
        elif isinstance(value, dict):
            yield f"{margin}{scalar(name)}:"
            yield from block(value, indent + 2)
        else:
            yield f"{margin}{scalar(name)}:"
            yield from items(value, indent + 2)


def items(values: list[Value], indent: int = 0) -> Iterator[str]:
    """The lines of a list: short items on one line, groups with each field on its own."""
    margin = " " * indent
    for value in values:
        line = f"{margin}- {flow(value)}"
        if isinstance(value, dict) and value and len(line) > WIDTH:
            first, *rest = block(value, indent + 2)
            yield f"{margin}- {first[indent + 2 :]}"
            yield from rest
        else:
            yield line


def read(text: str) -> Value | None:
    """A value as it is typed on a command line: a list or a group in brackets, or any other text as it is."""
    if text[:1] not in "[{" or not text:
        return text
    found = parse(f"k: {text}\n")
    tree = found.value
    return None if found.diagnostics or not isinstance(tree, dict) else _value(tree.get("k"))


def _value(tree: object) -> Value:
    if isinstance(tree, dict):
        return {str(name): _value(inner) for name, inner in tree.items()}
    if isinstance(tree, list):
        return [_value(inner) for inner in tree]
    return "" if tree is None else str(tree)


def _literal(text: str) -> bool:
    """Whether a text of several lines can stand as it is: no blanks that would get lost, no odd characters."""
    return text == text.strip() and all(line == line.rstrip() for line in text.split("\n")) and bool(_LONG.match(text))
