"""The same as a table: the numbers of a chart, for readers who want them exactly.

In: rows of `views/course.py` and a language. Out: a `<table>`. They are written here and not in a template because a
company has tens of thousands of these rows; what a cell says is decided by the same words as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from okrsite.pages.charts.marks import drawn
from okrsite.pages.language import Language
from okrsite.pages.views.course import Course, ReadingRow
from okrsite.pages.views.sayings import Said, tenths


def value_words(said: Said | None, language: Language) -> str:
    """A value as a check-in states it, as plain words."""
    if said is None:
        return "—"
    if said.hidden is not None:
        return language.gettext("not for everybody") if said.hidden == "redacted" else said.hidden
    if said.number is not None:
        return language.quantity(said.number, said.unit)
    if said.done is not None:
        words = language.gettext("%(done)s of %(steps)s milestones")
        return words % {"done": language.number(said.done), "steps": language.number(said.steps)}
    if said.level is not None:
        return _level_word(said.level, language)
    if said.met is not None:
        return language.gettext("done") if said.met else language.gettext("not done yet")
    return language.percent(said.share) if said.share is not None else "—"


def _level_word(level: str, language: Language) -> str:
    if level == "commit":
        return language.gettext("what we promise")
    if level == "target":
        return language.gettext("what we aim at")
    return (
        language.gettext("what would be outstanding")
        if level == "stretch"
        else language.gettext("none of the levels yet")
    )


def readings_table(rows: Sequence[ReadingRow], language: Language) -> Markup:
    """Everything said of a key result: day, value, progress, and confidence where anybody stated one."""
    sure = any(row.confidence is not None for row in rows)
    heads = [language.gettext("Check-in"), language.gettext("Value"), language.gettext("Progress")]
    heads += [language.gettext("Confidence, of 10")] if sure else []
    return _table(heads, (_reading(row, sure, language) for row in rows), "tbl--from3")


def _reading(row: ReadingRow, sure: bool, language: Language) -> tuple[str, ...]:
    cells = (language.date(row.on, "day"), value_words(row.said, language), language.percent(row.percent))
    if not sure:
        return cells
    return (*cells, "" if row.confidence is None else str(tenths(row.confidence)))


def course_table(course: Course, language: Language) -> Markup:
    """An objective through its cycle: day, progress, what was expected, each key result."""
    expected = language.gettext("Even pace") if course.chart.even else language.gettext("Expected")
    heads = [language.gettext("Check-in"), language.gettext("Objective"), expected, *course.columns]
    rows = (
        (
            language.date(row.on, "day"),
            *(language.percent(figure) for figure in (row.percent, row.expected, *row.key_results)),
        )
        for row in course.rows
    )
    return _table(heads, rows, "tbl--from2")


def _table(heads: Sequence[str], rows: Iterator[tuple[str, ...]], style: str) -> Markup:
    """A table whose first column names the rows; its style says from which column on there are numbers.

    Cells and rows end where the next one begins, as HTML has it: a page may have hundreds of them.
    """
    top = "".join(f"<th>{escape(head)}" for head in heads)
    body = "\n".join(f"<tr><th>{first}" + "".join(f"<td>{escape(cell)}" for cell in cells) for first, *cells in rows)
    return drawn(f'<table class="tbl {style}"><thead><tr>{top}<tbody>\n{body}\n</table>')
