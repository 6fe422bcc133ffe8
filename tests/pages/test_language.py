"""Days, spans, figures and arrows, as each language writes them."""

from __future__ import annotations

from datetime import date

import pytest

from okrsite.pages.language import Language


@pytest.mark.parametrize(
    ("code", "start", "end", "said"),
    [
        ("en", "2026-12-14", "2026-12-18", "14–18 December"),
        ("en", "2026-12-30", "2027-01-03", "30 December\u2009–\u20093 January"),
        ("en", "2026-12-03", "2026-12-03", "3 December"),
        ("de", "2026-12-14", "2026-12-18", "14.–18. Dezember"),
        ("pl", "2026-12-14", "2026-12-18", "14–18 grudnia"),
        ("cs", "2026-12-14", "2026-12-18", "14.–18. 12."),
        ("ja", "2026-12-14", "2026-12-18", "12月14日～18日"),
    ],
)
def test_a_span_says_its_month_in_full(code: str, start: str, end: str, said: str) -> None:
    assert Language(code).span(date.fromisoformat(start), date.fromisoformat(end)) == said


@pytest.mark.parametrize(
    ("code", "start", "end", "said"),
    [
        ("en", "2026-12-14", "2026-12-18", "14–18 December 2026"),
        ("en", "2026-07-01", "2026-09-30", "1 July\u2009–\u200930 September 2026"),
        ("en", "2021-11-01", "2022-01-31", "1 November 2021 – 31 January 2022"),
        ("en", "2021-01-01", "2022-01-31", "1 January 2021 – 31 January 2022"),
        ("en", "2026-12-03", "2026-12-03", "3 December 2026"),
        ("de", "2026-07-01", "2026-09-30", "1. Juli\u2009–\u200930. September 2026"),
    ],
)
def test_a_span_with_its_year_leaves_none_out(code: str, start: str, end: str, said: str) -> None:
    assert Language(code).span(date.fromisoformat(start), date.fromisoformat(end), with_year=True) == said


def test_a_large_figure_is_grouped() -> None:
    english = Language("en")
    assert [english.percent(text) for text in ("64", "<1", "-20", "1500", "-1500", "—")] == [
        "64%", "<1%", "−20%", "1,500%", "−1,500%", "—",
    ]  # fmt: skip


def test_an_arrow_points_where_the_language_reads_on() -> None:
    assert [Language(code).onwards for code in ("en", "ja", "ar", "he")] == ["→", "→", "←", "←"]


def test_figures_keep_their_order_among_words_from_right_to_left() -> None:
    hebrew = Language("he")
    assert hebrew.quantity(280, "people") == "\u2068280\xa0people\u2069"
    assert hebrew.percent("64") == "\u206864%\u2069"
    assert Language("en").quantity(280, "people") == "280\xa0people"
