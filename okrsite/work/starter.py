"""A new project: the starter content, dated to the day it is made, and what editors, hosts and forges want beside it.

In: the shipped starter's files and a day. Out: the same files with the running quarter put in place of the marks
`@cycle@`, `@title@`, `@start@`, `@end@`, `@review@`, `@close@`, `@today@`, `@said@` (the day before) and `@review_by@`
(half a year on), in names and in texts; each content file gets its schema line.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from okrsite.okr.kinds import kind_of
from okrsite.work import schemas
from okrsite.work.hosting import host_files

CONTENT = "content/"
SETTINGS = "content/site.yaml"
HALF_A_YEAR = timedelta(days=182)


def starter(files: Mapping[str, bytes], today: date) -> dict[str, bytes]:
    """The files of a new project, by path."""
    marks = quarter(today)
    return {_filled(path, marks): _filled(data.decode(), marks).encode() for path, data in files.items()}


def new_project(
    shipped: Mapping[str, bytes], ci: Mapping[str, bytes], today: date, *, empty: bool = False
) -> dict[str, bytes]:
    """All files of a new project; `ci` are those of a forge, `empty` leaves out the invented company."""
    files = starter(shipped, today)
    if empty:
        files = {path: data for path, data in files.items() if not path.startswith(CONTENT) or path == SETTINGS}
        files[SETTINGS] = b"# The settings of the site; the docs list them all.\nname: Our company\n"
    told = {path: _with_line(path, data) for path, data in files.items()}
    editors = {schemas.SETTINGS: schemas.settings(None) or "", schemas.EXTENSIONS: schemas.extensions()}
    beside = {path: text.encode() for path, text in editors.items()}
    return {**told, **schemas.schemas(), **beside, **host_files(), **ci}


def _with_line(path: str, data: bytes) -> bytes:
    """A content file with its schema line."""
    known = kind_of(path.removeprefix(CONTENT)) if path.startswith(CONTENT) else None
    text = schemas.with_line(known[0], path, data.decode()) if known else None
    return data if text is None else text.encode()


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
        "said": today - timedelta(days=1),
        "review_by": today + HALF_A_YEAR,
    }
    named = {"cycle": f"{today.year}-q{number}", "title": f"{today.year} Q{number}"}
    return {**named, **{name: day.isoformat() for name, day in days.items()}}


def _filled(text: str, marks: Mapping[str, str]) -> str:
    for name, value in marks.items():
        text = text.replace(f"@{name}@", value)
    return text
