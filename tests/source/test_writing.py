"""What is written is read back as the same value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from okrsite.source.writing import Value, block, flow, read, scalar
from okrsite.source.yaml import parse

TEXTS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]) | st.sampled_from(" \n:#-,[]{}\"'|>")
)
NAMES = st.from_regex(r"[a-z][a-z_.-]{0,8}", fullmatch=True)
VALUES: st.SearchStrategy[Value] = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=6
)


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=4), st.sampled_from([0, 4]))
def test_any_group_is_read_back(fields: dict[str, Value], indent: int) -> None:
    text = "\n".join(block(fields, indent)) + "\n"
    found = parse(text)
    assert not found.diagnostics
    assert found.value == fields


def test_plain_where_it_is_safe_and_quoted_where_it_is_not() -> None:
    plain = ["64.5", "ann", "People trust search", "40 %", "6/10", "company/grow.nps", "2026-11-22", "don't"]
    quoted = ["", "%", "@ann", "**Win**", "[Docs](x)", "#1", "a #b", "a: b", "null", "fast, good", "- x", "~", "x "]
    assert [scalar(text) for text in plain] == plain
    assert all(scalar(text).startswith('"') for text in quoted)


def test_texts_of_several_lines_stand_as_they_are() -> None:
    assert list(block({"why": "First: this.\nThen that."}, 2)) == ["  why: |-", "    First: this.", "    Then that."]


def test_a_list_or_group_can_be_typed_on_a_command_line() -> None:
    assert read("[ann, 'bo b']") == ["ann", "bo b"]
    assert read("{to: a, how: }") == {"to": "a", "how": ""}
    assert read("plain: text, [as it is]") == "plain: text, [as it is]"
    assert read("[broken") is None
    assert flow(["a", {"b": "c"}]) == "[a, {b: c}]"
