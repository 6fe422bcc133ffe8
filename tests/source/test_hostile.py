"""Whatever is in a file: an answer, in time, and never an exception."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from okrsite.diagnostics import Diagnostic, in_file
from okrsite.source.decode import decode
from okrsite.source.document import Form, parse
from okrsite.source.locate import span
from okrsite.source.markdown import inline, render
from okrsite.source.scalars import Day, Id, Inline, Number, Share, Texts
from okrsite.source.text import normalised

PIECES = st.lists(
    st.sampled_from(
        [
            "a",
            "b: ",
            "c:",
            "- ",
            " ",
            "  ",
            "\n",
            "\n  ",
            "\n    ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "'",
            '"',
            "#",
            " #",
            ">",
            "&x ",
            "*x",
            "!t ",
            "%",
            "@",
            "`",
            "?",
            "? ",
            "\t",
            "---\n",
            "...\n",
            "~",
            "null",
            "\\",
            "é",
            "\x07",
            "\u202e",
            "id: x\n",
            "title: ",
            "key_results:\n  - ",
            ": ",
            "\ufeff",
            "<<<<<<< a\n",
            "\r\n",
            "\x00",
            "",
            " ",
            "\n",
            "😀",
            "\ud7ff",
        ]
    ),
    max_size=25,
).map(lambda pieces: "".join(pieces).encode())


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Id
    title: Inline
    b: Number | Share | None = None
    c: Day | None = None
    tags: Texts = ()
    key_results: tuple[Item, ...] = ()


def say(path: str, data: bytes, diagnostics: tuple[Diagnostic, ...]) -> None:
    text = normalised(data)
    for diagnostic in in_file(path, diagnostics):
        for place in (diagnostic.place, *(other.place for other in diagnostic.related)):
            at = span(place, text)
            assert 1 <= at.column < at.end_column
            assert 1 <= at.line <= text.count("\n") + 1


@settings(max_examples=500, deadline=None)
@given(PIECES | st.binary(max_size=80), st.sampled_from(["yaml", "markdown"]))
def test_no_bytes_make_an_exception(data: bytes, form: Any) -> None:
    if form == "markdown":
        data = b"---\n" + data
    checked = parse(data, form)
    assert checked.value or checked.diagnostics
    path = "a.yaml" if form == "yaml" else "a.md"
    say(path, data, checked.diagnostics)
    if checked.value:
        say(path, data, decode(checked.value.tree, Item).diagnostics)


MANY = 300_000
YAML = {
    "flow lists": b"[" * MANY,
    "flow groups": b"{a: " * (MANY // 4),
    "lists and groups": b"[{" * (MANY // 2),
    "block lists": b"- " * (MANY // 2),
    "keys": b"? " * (MANY // 2),
    "steps": "".join(" " * depth + "a:\n" for depth in range(700)).encode(),
    "billion laughs": b"a: &a [x,x]\n" + b"b: &b [*a,*a]\n" * 1000,
    "duplicates": b"a: b\n" * (MANY // 5),
    "a huge key": b"a" * MANY + b": b",
    "an open quote": b'a: "' + b"x " * (MANY // 2),
    "open quotes": b'a: "x\n' * (MANY // 6),
    "slips": b"a: %\n" * (90_000 // 5),
    "colons": b"a: b: c\n" * (90_000 // 8),
    "bare words": b"{a: " + b"b, " * (MANY // 3),
    "comments": b"a: b #c\n" * (MANY // 8),
    "spaces": b" " * MANY,
    "tabs": b"\ta: b\n" * (MANY // 6),
    "controls": b"\x01" * MANY,
    "not text": b"\xff" * MANY,
    "conflicts": b"<<<<<<< a\n" * (MANY // 10),
    "documents": b"---\n" * (MANY // 4),
}


@pytest.mark.parametrize("name", YAML)
@pytest.mark.parametrize("form", ["yaml", "markdown"])
def test_hostile_yaml_is_answered_in_time(name: str, form: Form) -> None:
    start = time.process_time()
    checked = parse(b"---\n" + YAML[name] + b"\n---\n" if form == "markdown" else YAML[name], form)
    assert time.process_time() - start < 3
    assert len(checked.diagnostics) <= 120
    if name != "spaces":
        assert checked.diagnostics or name == "documents"


LONG = 20_000
MARKDOWN = {
    "quotes": ">" * LONG,
    "lists": "- " * LONG,
    "stairs": "".join("  " * depth + "- a\n" for depth in range(150)),
    "brackets": "[" * LONG,
    "pictures": "![" * (LONG // 2),
    "parentheses": "[a](" + "(" * LONG,
    "titles": '[a](b "' * (LONG // 7),
    "emphasis": "*a_" * (LONG // 3),
    "ticks": "".join("`" * length + "a" for length in range(200)),
    "open tags": '<a "' * (LONG // 4),
    "tags": "<div>" * (LONG // 5),
    "attributes": "<b " + "a=1 " * (LONG // 4) + ">",
    "comments": "<!--" * (LONG // 4),
    "sections": "a <![CDATA[" * (LONG // 11),
    "entities": "&#" * (LONG // 2),
    "tables": "|a" * (LONG // 8) + "\n" + "|-" * (LONG // 8) + "\n" + "|b" * (LONG // 8),
    "footnotes": "[^1]" * (LONG // 4) + "\n\n[^1]: a",
    "notes in notes": "^[" * (LONG // 2),
    "definitions": "".join(f"[a{number}]: b\n" for number in range(LONG // 10)),
    "headings": "# a\n" * (LONG // 4),
    "addresses": "http://a " * (LONG // 9),
    "unsafe links": "[a](javascript:x)" * (LONG // 17),
    "escaped links": r"[a](b\_c) " * (LONG // 10),
    "templates": "{{" * (LONG // 2),
    "spaces": "a" + " " * LONG + "b\n",
    "words": "word " * (LONG // 5),
    "python": "```python\n" + "(" * 19_000 + "\n```",
    "javascript": "```js\n" + "/" * 19_000 + "\n```",
    "code in markdown": "```md\n" + "*" * 19_000 + "\n```",
}


@pytest.mark.parametrize("name", MARKDOWN)
def test_hostile_markdown_is_answered_in_time(name: str) -> None:
    start = time.process_time()
    for checked in (render(MARKDOWN[name]), inline(MARKDOWN[name])):
        assert checked.value
        assert len(checked.diagnostics) <= 101
    assert time.process_time() - start < 5
