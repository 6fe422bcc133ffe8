"""Which check-ins count, and which figure comes from which."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from okrsite.okr.model import CheckIn
from tests.okr.made import cycle, figures, kr, made, objective, one, said

TEN = kr(baseline=0, target=10)


def word(on: str, value: Any, by: str = "ann") -> CheckIn:
    return said(on, {"trust.success": value}, by=by)


@pytest.mark.parametrize(
    ("check_ins", "as_of", "current"),
    [
        pytest.param([word("2026-11-01", 3), word("2026-11-08", 4)], "2026-11-22", 4, id="the newest"),
        pytest.param([word("2026-11-08", 4), word("2026-11-01", 3)], "2026-11-22", 4, id="in whatever order they come"),
        pytest.param([word("2026-11-08", 4), word("2026-11-22", 5)], "2026-11-22", 5, id="today's"),
        pytest.param([word("2026-11-08", 4), word("2026-11-23", 5)], "2026-11-22", 4, id="not tomorrow's"),
        pytest.param([word("2026-11-23", 5)], "2026-11-22", None, id="only tomorrow's"),
        pytest.param([word("2026-11-08", 4, "bo"), word("2026-11-08", 5, "ann")], "2026-11-22", 4, id="the later name"),
        pytest.param([word("2026-09-20", 2)], "2026-11-22", 2, id="one before the start"),
        pytest.param([word("2026-12-20", 8), word("2027-01-05", 9)], "2027-01-15", 8, id="not one after the end"),
        pytest.param(
            [word("2026-12-20", 8), word("2027-01-05", {"value": 9, "final": True})],
            "2027-01-15",
            9,
            id="but a final one",
        ),
        pytest.param(
            [word("2026-11-08", 4), word("2026-11-15", {"note": "x"})], "2026-11-22", 4, id="that carries a value"
        ),
    ],
)
def test_the_value_is_the_newest_that_counts(check_ins: list[CheckIn], as_of: str, current: int | None) -> None:
    found = one(TEN, *check_ins, as_of=as_of)
    assert found.value == (None if current is None else Decimal(current))
    assert found.raw == (None if current is None else Fraction(current, 10))


def test_each_figure_comes_from_the_newest_check_in_that_carries_it() -> None:
    found = one(
        TEN,
        word("2026-11-01", {"value": 3, "confidence": "0.8", "health": "at-risk", "note": "first", "ask": "help"}),
        word("2026-11-08", {"confidence": "0.6", "note": "second"}),
        word("2026-11-15", {"value": 4}),
        word("2026-11-20", {"ask": "more help"}),
    )
    assert (found.value, found.confidence, found.verdict.stated) == (Decimal(4), Fraction(3, 5), "at-risk")
    sources = [found.value_from, found.confidence_from, found.note_from]
    assert [source.on.day for source in sources if source] == [15, 8, 8]
    assert found.note_from is not None
    assert found.note_from.note == "second"
    assert found.last_on is not None
    assert found.last_on.day == 20


def test_the_history_holds_every_reading_that_counts_oldest_first() -> None:
    found = one(
        TEN,
        word("2026-11-08", 4, "bo"),
        word("2026-11-08", 3, "ann"),
        word("2026-09-20", -1),
        word("2026-11-29", 6),
        word("2026-11-15", {"note": "x"}),
    )
    assert [(r.on.isoformat(), r.raw) for r in found.history] == [
        ("2026-09-20", Fraction(-1, 10)),
        ("2026-11-08", Fraction(3, 10)),
        ("2026-11-08", Fraction(2, 5)),
        ("2026-11-15", None),
    ]


def test_a_reading_knows_its_file() -> None:
    found = one(TEN, word("2026-11-08", 4))
    assert found.value_from is not None
    assert found.value_from.path == "content/teams/search/2026-q4/check-ins/2026-11-08-ann.md"


def test_a_check_in_before_the_start_is_one_value_at_the_start() -> None:
    company_cycle = cycle(every=7, grace=3)
    early = [word("2026-08-01", 1), word("2026-09-20", 2)]
    found = one(TEN, *early, as_of="2026-10-11", cycles=[company_cycle])
    assert (found.value, found.stale, str(found.due_on)) == (Decimal(2), None, "2026-10-08")


def test_a_word_on_the_objective_is_a_word_on_its_key_results() -> None:
    found = one(TEN, word("2026-10-05", 3), said("2026-11-20", objectives={"trust": {"note": "fine"}}))
    assert (str(found.last_on), found.stale, str(found.due_on)) == ("2026-11-20", None, "2026-11-27")


def test_a_check_in_of_another_key_result_says_nothing() -> None:
    company = made(objective("trust", TEN, kr("speed", baseline=0, target=10)), word("2026-11-20", 3))
    speed = figures(company).key_results["search/2026-q4/trust.speed"]
    assert (speed.raw, speed.last_on, speed.stale) == (None, None, 52)
