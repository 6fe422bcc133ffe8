"""Loops are found, each once, and opening them leaves none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from okrsite.okr.loops import loops

NAMES = st.sampled_from("abcdef")
EDGES = st.dictionaries(NAMES, st.lists(NAMES, unique=True, max_size=4), max_size=6)


def test_a_loop_is_a_closed_path() -> None:
    assert list(loops({"c": ["a"], "a": ["b"], "b": ["c", "d"], "d": []})) == [("a", "b", "c", "a")]


def test_a_tree_has_no_loop_however_deep() -> None:
    assert list(loops({str(n): [str(n + 1)] for n in range(5000)})) == []


@given(EDGES)
def test_without_the_last_step_of_each_loop_none_is_left(edges: dict[str, list[str]]) -> None:
    found = list(loops(edges))
    steps = {(path[-2], path[-1]) for path in found}
    assert all(path[0] == path[-1] and len(path) > 1 for path in found)
    opened = {one: [other for other in others if (one, other) not in steps] for one, others in edges.items()}
    assert list(loops(opened)) == []


@given(EDGES)
def test_the_order_of_names_does_not_matter(edges: dict[str, list[str]]) -> None:
    assert list(loops(dict(reversed(edges.items())))) == list(loops(edges))
