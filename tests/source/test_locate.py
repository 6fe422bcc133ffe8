"""Lines and columns of places."""

from __future__ import annotations

from okrsite.diagnostics import Place, Span
from okrsite.source.locate import offsets, span


def marked(place: Place, text: str) -> str:
    start, end = offsets(place, text)
    return text[start:end]


def test_columns_count_characters() -> None:
    assert span(Place("a.yaml", ("owner",)), "title: 😀\nowner: Růžena # x\n") == Span("a.yaml", 2, 8, 14)


def test_front_matter_is_counted_from_the_top_of_the_file() -> None:
    text = "---\ntitle: a\nowner: [b]\n---\nowner: no\n"
    assert span(Place("a.md", ("owner", 0)), text) == Span("a.md", 3, 9, 10)


def test_a_span_never_leaves_its_line() -> None:
    text = "a: |\n  one\n  two\n"
    assert span(Place("a.yaml", ("a",)), text) == Span("a.yaml", 1, 4, 5)
    assert span(Place("a.yaml", start=2, end=99), "ab\ncd") == Span("a.yaml", 1, 3, 4)
    assert span(Place("a.yaml", start=500, end=600), "ab") == Span("a.yaml", 1, 3, 4)


def test_a_place_without_anything_is_the_first_line() -> None:
    assert span(Place("a.yaml"), "") == Span("a.yaml", 1, 1, 2)
    assert span(Place("a.md"), "---\ntitle: x\n---\n") == Span("a.md", 2, 1, 9)


def test_characters_of_a_value_are_found_in_every_style() -> None:
    for written in (
        "see [a](b.md)",
        '"see [a](b.md)"',
        "'see [a](b.md)'",
        "|\n      see [a](b.md)",
        ">\n      see\n      [a](b.md)",
        "see\n      [a](b.md)",
    ):
        text = f"x:\n  - note: {written}\n"
        assert marked(Place("a.yaml", ("x", 0, "note"), start=8, end=12), text) == "b.md"


def test_doubled_and_escaped_quotes_are_stepped_over() -> None:
    assert marked(Place("a.yaml", ("a",), start=5, end=9), "a: 'it''s b.md'\n") == "b.md"
    assert marked(Place("a.yaml", ("a",), start=4, end=8), 'a: "\\"x\\" b.md"\n') == "b.md"


def test_a_later_line_of_a_block_is_found() -> None:
    text = "a: |\n  one\n\n  two [x](y)\n"
    place = Place("a.yaml", ("a",), start=13, end=14)
    assert marked(place, text) == "y"
    assert span(place, text) == Span("a.yaml", 4, 11, 12)
