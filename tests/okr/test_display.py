"""Whole per cent, pace in words, grades."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.okr.display import grade, pace, percent
from okrsite.okr.figures import Pace


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (None, "—"),
        ("0", "0"),
        ("0.64", "64"),
        ("1", "100"),
        ("1.2", "120"),
        ("-0.2", "-20"),
        ("0.996", "99"),
        ("0.9949", "99"),
        ("0.003", "<1"),
        ("0.00499", "<1"),
        ("0.005", "1"),
        ("0.125", "13"),
        ("-0.125", "-13"),
        ("-0.003", "0"),
        ("-0.005", "-1"),
        ("1.004", "100"),
        ("1.005", "101"),
    ],
)
def test_per_cent_is_whole(raw: str | None, text: str) -> None:
    assert percent(None if raw is None else Fraction(raw)) == text


@given(st.fractions(-3, 3))
def test_only_what_is_complete_prints_100_and_only_nothing_prints_0(raw: Fraction) -> None:
    text = percent(raw)
    assert text != "100" or raw >= 1
    assert text != "0" or Fraction(-1, 200) < raw <= 0
    assert text == "<1" or abs(int(text) - raw * 100) <= Fraction(1, 2) or text == "99"


@pytest.mark.parametrize(
    ("progress", "expected", "words"),
    [
        (None, None, Pace("none")),
        (None, "0.5", Pace("none")),
        ("0.5", None, Pace("none")),
        ("0.5", "0.5", Pace("on-pace")),
        ("0.54", "0.5", Pace("on-pace")),
        ("0.5449", "0.5", Pace("on-pace")),
        ("0.545", "0.5", Pace("ahead", 5)),
        ("0.55", "0.5", Pace("ahead", 5)),
        ("0.46", "0.5", Pace("on-pace")),
        ("0.35", "0.5", Pace("behind", 15)),
        ("0.455", "0.5", Pace("behind", 5)),
        ("1", "0.5", Pace("reached")),
        ("1", None, Pace("reached")),
        ("1", "1", Pace("reached")),
    ],
)
def test_pace_is_a_difference_in_points(progress: str | None, expected: str | None, words: Pace) -> None:
    made = [None if share is None else Fraction(share) for share in (progress, expected)]
    assert pace(*made) == words


@pytest.mark.parametrize(
    ("score", "colour"),
    [
        (None, None),
        ("0", "red"),
        ("0.39", "red"),
        ("0.4", "yellow"),
        ("0.69", "yellow"),
        ("0.7", "green"),
        ("1", "green"),
    ],
)
def test_grades(score: str | None, colour: str | None) -> None:
    assert grade(None if score is None else Decimal(score)) == colour
