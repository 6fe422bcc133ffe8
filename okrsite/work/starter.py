"""A new project: the starter content, dated to the day it is made.

In: the shipped starter's files and a day. Out: the same files with the running quarter put in place of the marks
`@cycle@`, `@title@`, `@start@`, `@end@`, `@review@`, `@close@` and `@today@`, in names and in texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta


def starter(files: Mapping[str, bytes], today: date) -> dict[str, bytes]:
    """The files of a new project, by path."""
    marks = quarter(today)
    return {_filled(path, marks): _filled(data.decode(), marks).encode() for path, data in files.items()}


def quarter(today: date) -> dict[str, str]:
    """The marks and what stands for them: the calendar quarter around a day."""
    number = (today.month - 1) // 3 + 1
    start = date(today.year, 3 * number - 2, 1)
    end = (start + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    days = {
        "start": start,
        "end": end,
        "review": start + (end - start) / 2,
        "close": end - timedelta(days=10),
        "today": today,
    }
    named = {"cycle": f"{today.year}-q{number}", "title": f"{today.year} Q{number}"}
    return {**named, **{name: day.isoformat() for name, day in days.items()}}


def _filled(text: str, marks: Mapping[str, str]) -> str:
    for name, value in marks.items():
        text = text.replace(f"@{name}@", value)
    return text
