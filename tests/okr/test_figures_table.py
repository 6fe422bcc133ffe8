"""The project's table of worked examples, and rows of our own, through the whole stage."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from okrsite.okr.cycles import elapsed
from okrsite.okr.display import percent
from tests.okr.made import cycle, kr, one, said
from tests.okr.worked_examples import rows

FIELDS = ("baseline", "target", "min", "max", "tolerance")


def shown(figure: Fraction | None) -> str:
    """A fraction as the table writes it: six digits, no trailing zeros, one digit at least."""
    return "" if figure is None else str(round(float(figure), 6))


def measured(row: dict[str, str]) -> Any:
    fields = {name: Decimal(row[name]) for name in FIELDS if row[name]}
    key_result = kr("success", row["type"], **fields)  # type: ignore[arg-type]
    when = cycle(start=row["start"], end=row["end"])
    heard = [said(min(row["as_of"], row["end"]), {"trust.success": row["value"]})] if row["value"] else []
    return one(key_result, *heard, as_of=row["as_of"], cycles=[when], ambition=row["ambition"] or None)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["case"])
def test_figures_are_those_of_the_table(row: dict[str, str]) -> None:
    found = measured(row)
    when = cycle(start=row["start"], end=row["end"])
    assert {
        "raw": shown(found.raw),
        "progress": shown(found.progress),
        "percent": percent(found.raw),
        "elapsed": shown(elapsed(when, date.fromisoformat(row["as_of"]))),
        "expected": shown(found.expected),
        "pace": shown(found.pace_ratio),
        "health": found.verdict.shown,
    } == {name: row[name] for name in ("raw", "progress", "percent", "elapsed", "expected", "pace", "health")}
