"""The table of worked examples in the docs, made from the tables that the tests compute.

`python -m tests.okr.worked_examples` writes it into the page; a test compares.
"""

from __future__ import annotations

import csv
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs/content/pages/how-numbers-are-computed.md"
TABLES = ("figures.csv", "more_figures.csv")
HEADING = "## Worked examples\n"
_COLUMNS = ("case", "measured", "value", "day", "elapsed", "expected", "progress", "pace", "health")


def rows() -> list[dict[str, str]]:
    """All rows, as they are written."""
    return [row for name in TABLES for row in csv.DictReader((HERE / name).read_text("utf-8").splitlines())]


def _measured(row: dict[str, str]) -> str:
    if row["type"] != "maintain":
        return f"{row['type']} from {row['baseline'] or 'nothing said'} to {row['target']}"
    limits = " and ".join(
        f"{word} {row[name]}" for name, word in (("min", "at least"), ("max", "at most")) if row[name]
    )
    return limits + (f", tolerance {row['tolerance']}" if row["tolerance"] else "")


def _percent(share: str) -> str:
    return f"{float(share) * 100:.1f} %" if share else "—"


def _cells(row: dict[str, str]) -> tuple[str, ...]:
    ambition = " (aspirational)" if row["ambition"] == "aspirational" else ""
    return (
        row["case"],
        _measured(row) + ambition,
        row["value"] or "—",
        f"{row['as_of']} of {row['start']} to {row['end']}",
        _percent(row["elapsed"]),
        _percent(row["expected"]),
        row["percent"] + (" %" if row["percent"] != "—" else ""),
        f"{float(row['pace']):.2f}" if row["pace"] else "—",
        row["health"].replace("-", " "),
    )


def table() -> str:
    """The Markdown table of all examples."""
    lines = [_COLUMNS, ("---",) * len(_COLUMNS), *(_cells(row) for row in rows())]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def page_with_table(page: str) -> str:
    """The page with its table made anew: the table is what stands between its heading's text and the end."""
    before, _, after = page.partition(HEADING)
    words = after.partition("\n| ")[0]
    return f"{before}{HEADING}{words}\n{table()}"


if __name__ == "__main__":
    PAGE.write_text(page_with_table(PAGE.read_text("utf-8")), "utf-8")
