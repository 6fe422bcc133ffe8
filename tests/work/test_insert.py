"""An item is put into a list that somebody wrote by hand, and nothing else changes."""

from __future__ import annotations

import pytest

from okrsite.source.document import parse
from okrsite.source.writing import Value
from okrsite.work.insert import appended

ITEM: dict[str, Value] = {"id": "new", "title": "A new goal: at last", "key_results": [{"id": "k", "title": "K"}]}
LINES = '- id: new\n    title: "A new goal: at last"\n    key_results: [{id: k, title: K}]\n'


def put(text: str) -> str:
    done = appended(text.encode(), "objectives", ITEM)
    assert done is not None
    return done.decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("# the comment on top stays\nsummary: S\n", ""),
        ("objectives:\n  - id: a\n    title: A\n", ""),
        ("objectives:\n  - id: a\n    title: A # why\n", "# the end\n"),
        ("objectives:\n  - id: a\n    title: A\n", "summary: below\n"),
        ("objectives:\n  - id: a\n    title: A\n", "\n# of the summary\nsummary: below\n"),
        ("objectives:\n  - id: a\n    why: |\n      Two\n      lines\n", "summary: below\n"),
        ("objectives:\n  - id: a\n    why: >-\n      Two\n      lines\n", ""),
        ("objectives:\n  - id: a\n    key_results:\n      - {id: b,\n         title: B\n        }\n", "summary: c\n"),
        ("objectives:\n  - {id: a, title: A}\n", ""),
        ("objectives:\n  - id: a\n    title: two\n      lines of it\n", ""),
        ('objectives:\n  - id: a\n    title: "quoted, \\"and\\" -"\n', ""),
        ("objectives:\n  - id: a\n    title: A\n    supports: # nothing yet\n", ""),
        ("objectives:\n  - id: a\n    title: A\n    tags: []\n", ""),
    ],
)
def test_the_item_stands_behind_the_last_one(before: str, after: str) -> None:
    head = "" if "objectives" in before else "objectives:\n"
    assert put(before + after) == f"{before}{head}  {LINES}{after}"


def test_the_column_of_the_list_is_kept() -> None:
    assert put("objectives:\n- id: a\n  title: A\n") == (
        "objectives:\n- id: a\n  title: A\n" + LINES.replace("\n    ", "\n  ").replace("\n  key", "\n  key")
    )


def test_line_ends_byte_order_mark_and_a_missing_last_line_end_are_kept() -> None:
    done = appended("\ufeffobjectives:\r\n  - id: a\r\n    title: A".encode(), "objectives", ITEM)
    assert done == ("\ufeffobjectives:\r\n  - id: a\r\n    title: A\r\n  " + LINES.replace("\n", "\r\n")).encode()


@pytest.mark.parametrize(
    "text",
    [
        "objectives: [{id: a, title: A}]\n",
        "objectives: []\n",
        "objectives:\n  - id: a\n   title: A\n",
        "- a list\n",
        "objectives: {a: b}\n",
        "objectives:\n  - id: a\n    id: b\n",
    ],
)
def test_what_cannot_be_proved_is_left_alone(text: str) -> None:
    assert appended(text.encode(), "objectives", ITEM) is None


def test_the_result_says_both() -> None:
    tree = parse(put("objectives:\n  - id: a\n    title: A\n").encode(), "yaml").value
    assert tree is not None
    assert tree.tree == {"objectives": [{"id": "a", "title": "A"}, ITEM]}
