"""Measured values of a KPI: from its own file or from a CSV file beside it.

In: the record and the bytes of the CSV files. Out: points in time order; every cell that cannot be read is reported
where it stands.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from posixpath import basename, dirname, join, normpath, relpath
from typing import Any, get_args

from okrsite.diagnostics import Diagnostic, Place, advice, did_you_mean, error, in_file, nearest
from okrsite.okr import records
from okrsite.okr.inventory import Loaded
from okrsite.source import scalars
from okrsite.source.text import strict_text

Point = tuple[date, Decimal]

_MOST_FAULTS = 100

_DAY: scalars.Scalar[date] = get_args(scalars.Day)[1]
_NUMBER: scalars.Scalar[Decimal] = get_args(scalars.Number)[1]


def csv_path(loaded: Loaded) -> str | None:
    """The CSV file that a KPI takes its values from, from the project's root."""
    name = loaded.record.series.csv if loaded.record is not None else None
    return normpath(join(dirname(loaded.path), name)) if name else None


def points_of(loaded: Loaded, files: Mapping[str, bytes | None], faults: list[Diagnostic]) -> tuple[Point, ...]:
    """The values of a KPI, oldest first; of two on one day the later one counts."""
    series: records.Series = loaded.record.series
    place = loaded.place / "series"
    path = csv_path(loaded)
    if path is None:
        written = [((p.date, p.value), place / i) for i, p in enumerate(series.points)]
        return _in_order(written, faults)
    if series.points:
        faults.append(error("contradicting-series", place / "csv", "points and csv are two series", "keep one"))
    data = files.get(path)
    if data is None:
        beside = {basename(file): file for file in files if file.endswith(".csv")}
        near = beside.get(nearest(basename(path), beside) or "")
        hint = f"did you mean {relpath(near, dirname(loaded.path))}?" if near else ""
        faults.append(error("missing-file", place / "csv", f"there is no file {path}", hint))
        return ()
    text, wrong = strict_text(data)
    faults.extend(in_file(path, wrong))
    return _in_order(_Table(path, text, series, place, faults).points(), faults) if text else ()


def _in_order(points: Any, faults: list[Diagnostic]) -> tuple[Point, ...]:
    by_day: dict[date, Decimal] = {}
    for (day, value), place in points:
        if day in by_day:
            faults.append(advice("two-values-on-one-day", place, f"{day} has two values; the later one counts"))
        by_day[day] = value
    return tuple(sorted(by_day.items()))


class _Table:
    """A CSV file: a line of names, then a line for each value; commas, semicolons or tabs between the cells."""

    def __init__(self, path: str, text: str, series: records.Series, place: Place, faults: list[Diagnostic]) -> None:
        self.path, self.text, self.series, self.place, self.faults = path, text, series, place, faults
        head = text.partition("\n")[0]
        self.separator = max(",;\t", key=head.count)

    def points(self) -> Iterator[tuple[Point, Place]]:
        """All rows that can be read."""
        columns = self.columns()
        if columns is None:
            return
        start = 0
        most = len(self.faults) + _MOST_FAULTS
        for number, line in enumerate(self.text.split("\n")):
            if len(self.faults) > most:
                break
            if number and line.strip():
                point = self.point(line, start, columns)
                if point:
                    yield point, Place(self.path, start=start, end=start + len(line))
            start += len(line) + 1

    def columns(self) -> tuple[int, int] | None:
        """Where day and value stand."""
        names = [cell.strip() for cell in self.cells(self.text.partition("\n")[0])]
        for field in ("date", "value"):
            name = getattr(self.series, field)
            if name not in names:
                hint = did_you_mean(name, names) or f"it has {', '.join(filter(None, names))}; write {field}: with one"
                message = f'{self.path} has no column "{name}"'
                self.faults.append(error("unknown-column", self.place / field, message, hint))
        if self.series.date in names and self.series.value in names:
            return names.index(self.series.date), names.index(self.series.value)
        return None

    def point(self, line: str, start: int, columns: tuple[int, int]) -> Point | None:
        """One row; an empty value is a day on which nothing was measured."""
        cells = [cell.strip() for cell in self.cells(line)]
        day, value = (cells[column] if column < len(cells) else "" for column in columns)
        on = self.read(_DAY, day, line, start)
        number = self.read(_NUMBER, value, line, start) if value else None
        return (on, number) if on is not None and number is not None else None

    def read(self, scalar: scalars.Scalar[Any], text: str, line: str, start: int) -> Any:
        """The value of a cell, None after a complaint."""
        found = scalar.read(text)
        if found is None:
            at = max(line.find(text), 0) + start
            place = Place(self.path, start=at, end=at + max(len(text), 1))
            message = f"expected {scalar.expected}, not {scalars.shown(text)}"
            self.faults.append(error(scalar.code, place, message, scalar.hint(text)))
        return found

    def cells(self, line: str) -> list[str]:
        """The cells of one line; none of a line that is no CSV."""
        with suppress(csv.Error):
            return next(csv.reader([line], delimiter=self.separator), [])
        return []
