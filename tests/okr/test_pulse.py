"""What a survey may show: hidden cells and the cells that protect them."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from okrsite.okr.pulse import Score, answers, hidden, minimum
from okrsite.okr.records import Cell, PulseRules, Question


def question(**cells: tuple[int, str]) -> Question:
    scores = {team.replace("_", "-"): Cell(n=str(n), mean=mean) for team, (n, mean) in cells.items()}
    return Question(id="trust", text="I trust the plan.", scores=scores)


def test_a_cell_with_fewer_answers_than_the_minimum_is_hidden() -> None:
    assert hidden({"a": 4, "b": 4, "c": 9}, 5) == {"a", "b"}


def test_a_cell_with_exactly_the_minimum_is_shown() -> None:
    assert hidden({"a": 5, "b": 9}, 5) == frozenset()


def test_the_next_smallest_is_hidden_when_the_total_would_give_the_hidden_one_away() -> None:
    assert hidden({"a": 2, "b": 12, "c": 7, "d": 30}, 5) == {"a", "c"}


def test_two_hidden_cells_protect_each_other_when_they_hold_enough_answers_together() -> None:
    assert hidden({"a": 3, "b": 2, "c": 7}, 5) == {"a", "b"}


def test_two_hidden_cells_that_are_too_few_together_need_a_third() -> None:
    assert hidden({"a": 1, "b": 1, "c": 7, "d": 8}, 5) == {"a", "b", "c"}


def test_a_cell_that_nobody_answered_protects_nobody() -> None:
    assert hidden({"a": 4, "b": 0, "c": 7, "d": 8}, 5) == {"a", "b", "c"}


def test_only_empty_cells_hide_nothing_else() -> None:
    assert hidden({"a": 0, "c": 7}, 5) == {"a"}


def test_of_equal_cells_the_first_by_name_is_hidden() -> None:
    assert hidden({"z": 7, "b": 7, "a": 2}, 5) == {"a", "b"}


def test_a_department_in_the_same_table_cannot_give_its_small_team_away() -> None:
    counts = {"product": 30, "search": 3, "data": 27, "sales": 4, "field": 40}
    assert "data" not in hidden(counts, 5)
    assert {"search", "data"} <= hidden(counts, 5, [("search", "data")])


def test_the_minimum_is_never_below_three() -> None:
    assert minimum(PulseRules(min_answers="1")) == 3
    assert minimum(PulseRules(min_answers="8")) == 8


def test_answers_show_the_weighted_total_and_no_hidden_mean() -> None:
    found = answers(question(search=(2, "1.0"), data=(6, "4.0"), sales=(12, "3.5")), 5)
    assert found.total == Score(20, Fraction(2 + 24 + 42, 20))
    assert found.teams == {"search": None, "data": None, "sales": Score(12, Fraction(Decimal("3.5")))}


def test_the_total_of_too_few_answers_is_hidden() -> None:
    assert answers(question(search=(2, "1.0"), data=(2, "4.0")), 5).total is None


def test_a_question_without_answers_has_nothing_to_show() -> None:
    found = answers(question(), 5)
    assert found.total is None
    assert found.teams == {}


COUNTS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 40), max_size=12)


@given(COUNTS, st.integers(3, 12))
def test_what_can_be_subtracted_from_the_total_is_never_about_few(counts: dict[str, int], fewest: int) -> None:
    kept_back = hidden(counts, fewest)
    inside = [counts[cell] for cell in kept_back if counts[cell]]
    if inside and sum(counts.values()) >= fewest:
        everything = kept_back == set(counts)
        assert sum(inside) >= fewest
        assert len(inside) > 1 or everything


@given(COUNTS, st.integers(3, 12))
def test_every_small_cell_is_hidden_and_order_does_not_matter(counts: dict[str, int], fewest: int) -> None:
    kept_back = hidden(counts, fewest)
    assert all(cell in kept_back for cell, n in counts.items() if n < fewest)
    assert hidden(dict(reversed(counts.items())), fewest) == kept_back


@given(COUNTS, COUNTS, st.integers(3, 12))
def test_hiding_ends_whatever_the_families_are(counts: dict[str, int], family: dict[str, int], fewest: int) -> None:
    hidden(counts, fewest, [family, list(counts)[:3]])
