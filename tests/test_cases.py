"""What an editor reads, whole: each file in `cases/` is a project beside the least one, and all that is said of it.

`pytest tests/test_cases.py --accept` writes what is said now into the cases; read the change before you commit it. A
path with a hyphen in front is a file of the least project that is missing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from okrsite import report
from tests.project import LEAST, built, files_of, said

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
HEAD = "=== said\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_everything_is_said_as_the_case_has_it(path: Path, request: pytest.FixtureRequest) -> None:
    text = path.read_text(encoding="utf-8")
    given, _, expected = text.partition(HEAD)
    found = told(given)
    if request.config.getoption("--accept"):
        path.write_text(given + HEAD + found, encoding="utf-8")
        expected = found
    assert found == expected


def told(given: str) -> str:
    """All that is said of a case's project."""
    files = files_of(given)
    whole = {path: data for path, data in {**LEAST, **files}.items() if path[0] != "-" and f"-{path}" not in files}
    made = built(whole)
    return "\n".join(filter(None, (said(made, whole), report.summary(made.diagnostics) or "Nothing."))) + "\n"


def test_there_are_many_cases_and_each_says_what_it_is_about() -> None:
    assert len(CASES) >= 40
    assert [path.stem for path in CASES if not path.read_text(encoding="utf-8").partition("\n===")[0].strip()] == []
