"""Two days as one expression, in each language's own order."""

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
