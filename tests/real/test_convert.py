"""The converter of real OKRs loses nothing: tried on a small company that was made up."""

from __future__ import annotations

from typing import Any

from tests.okr.written import written
from tests.real.convert import convert

DATA: dict[str, Any] = {
    "schema": "okr-neutral/1",
    "source": {"name": "Made-up company", "language": "en"},
    "teams": [
        {"id": "all", "name": "All of us", "kind": "company", "aliases": ["EVERYBODY"]},
        {"id": "x" * 90, "name": "A team with a very long name"},
    ],
    "cycles": [
        {"id": "fy21", "label": "FY21", "start": "2020-02-01", "end": "2021-01-31", "kind": "annual"},
        {"id": "fy21-q1", "label": "FY21 Q1", "start": "2020-02-01", "end": "2020-04-30", "kind": "fiscal-quarter"},
    ],
    "objectives": [
        {
            "id": "fy21-be-known",
            "cycle": "fy21",
            "team": "all",
            "text_raw": 'Be **known** to "all": [$N][n] people # yes',
            "description": "Because: so far we are not.",
            "notes": ["A note.", "**Progress:** 0%"],
            "outcome_raw": "Half of it",
            "score": 1.2,
            "priority": "P1",
            "co_teams": ["x" * 90],
            "src": "a.md:1",
        },
        {
            "id": "fy21-q1-review",
            "cycle": "fy21-q1",
            "team": "x" * 90,
            "text_raw": "Write",
            "parent": {"type": "key_result", "id": "fy21-be-known--kr"},
            "src": "a.md:3",
        },
    ],
    "key_results": [
        {"id": "fy21-be-known--kr", "objective": "fy21-be-known", "text_raw": "Three talks", "src": "a.md:2"},
        {
            "id": "fy21-be-known--kr-2",
            "objective": "fy21-be-known",
            "parent_kr": "fy21-be-known--kr",
            "text_raw": "[x] one talk",
            "metric": {"kind": "binary", "numbers": []},
            "score": 1.0,
            "outcome_raw": "[x]",
            "status": "done",
            "teams": ["all"],
            "owners": ["VP Talks"],
            "notes": ["It rained."],
            "src": "a.md:4",
        },
        {
            "id": "fy21-q1-review--kr",
            "objective": "fy21-q1-review",
            "text_raw": "Earn $N",
            "metric": {"kind": "redacted", "numbers": []},
            "src": "a.md:5",
        },
    ],
    "pages": [{"title": "Vision", "cycle": "fy21", "raw": "Be known."}],
}


SHEET = "content/teams/all/fy21/okrs.yaml"
NO_TEXT = ("id", "kind", "schema", "type", "start", "end")


def texts_in(value: Any) -> set[str]:
    """Every text that a person wrote."""
    if isinstance(value, dict):
        return set().union(*(texts_in(one) for key, one in value.items() if key not in NO_TEXT))
    if isinstance(value, list):
        return set().union(*map(texts_in, value))
    return {value} if isinstance(value, str) else set()


def test_nothing_is_lost_and_nothing_is_wrong() -> None:
    files = {path.removeprefix("content/"): text for path, text in convert(DATA).items()}
    checked = written(dict(files))
    company = checked.value
    assert company
    assert checked.diagnostics == ()
    shown = repr(company)
    ids = {one["id"] for kind in ("teams", "cycles", "objectives", "key_results") for one in DATA[kind]}
    assert [text for text in texts_in(DATA) - ids if repr(text)[1:-1] not in shown] == []
    known, review = company.objectives.values()
    assert (known.id, review.slug) == ("all/fy21/be-known", "review-goal")
    assert company.cycles["fy21-q1"].record.parent == "fy21"
    assert [parent.target.id for parent in review.supports] == ["all/fy21/be-known.kr"]
    assert [kr.type for kr in known.key_results] == ["judged", "binary"]
    assert known.key_results[1].record.tags == ("a.md:4", "done", "part of all/fy21/be-known.kr")
    assert review.key_results[0].record.redacted == "redacted"
    (check_in,) = company.check_ins
    assert [(entry.key_result, entry.value, entry.final) for entry in check_in.entries] == [
        ("all/fy21/be-known.kr-2", True, True)
    ]


def test_a_link_to_a_file_beside_theirs_leads_to_where_they_published_it() -> None:
    source = {"name": "Made-up company", "repo": "github:made-up/handbook", "paths": "content/goals/*.md"}
    text = "[a](../strategy/index.md), [b](next.md#top), [c](https://example.org/)"
    objective = {"id": "fy21-x", "cycle": "fy21", "team": "all", "text_raw": text, "src": "a.md:1"}
    files = convert({**DATA, "source": source, "objectives": [objective], "key_results": []})
    assert "](https://github.com/made-up/handbook/blob/HEAD/content/strategy/index.md)" in files[SHEET]
    assert "](https://github.com/made-up/handbook/blob/HEAD/content/goals/next.md#top)" in files[SHEET]
    assert "[c](https://example.org/)" in files[SHEET]
    assert written({path.removeprefix("content/"): text for path, text in files.items()}).diagnostics == ()
