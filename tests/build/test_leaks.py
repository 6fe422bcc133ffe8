"""Nothing leaks: what a build leaves out is in none of its files, not in a name, a number, a feed or an index.

`secrets.txt` holds the words to look for; every one of them would be seen if nothing were left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from functools import cache

import pytest

from okrsite.okr.records import Visibility
from tests.parsed import Parsed
from tests.project import LEAST, ROOT, TODAY, Files, built, every_kind, files_of

SECRET = re.compile(r"(?:hush|murmur|later|past)[\w-]*(?: \w+)?", re.IGNORECASE)
UNSEEN = {
    "hush-comment", "hush-day", "hush-value", "later-question", "Hush title", "Hush kind", "Hush keeper",
    "hush-tag", "hush-kpi-tag", "hush-kr-tag", "hush-lesson-tag", "hush-training-tag",
}  # fmt: skip
"""What no page shows: comments, columns, ids of questions; of teams title, kind and keeper; most tags."""

NUMBERS = re.compile(r"\b[78]00\d\d\b")


@cache
def files() -> Files:
    """The small company with its secrets."""
    return {**every_kind(), **files_of((ROOT / "tests/build/secrets.txt").read_text(encoding="utf-8"))}


@cache
def site(edition: Visibility, as_of: date = TODAY) -> dict[str, str]:
    """Every file of a site as text, by its path."""
    made = built(files(), as_of, edition)
    assert made.tree is not None, made.diagnostics
    return {path: data.decode("utf-8", "replace") for path, data in made.tree.items() if not path.startswith("static/")}


def found(texts: dict[str, str], words: Iterable[str]) -> list[str]:
    """Where any of the words stands, in a file or in its name."""
    pattern = re.compile("|".join(words), re.IGNORECASE)
    return [
        f"{path}: …{text[max(match.start() - 60, 0) : match.end() + 40]!r}"
        for path, data in texts.items()
        for text in (path, data)
        if (match := pattern.search(text))
    ]


def numbers(*beginnings: str) -> list[str]:
    """The numbers of secrets, as written and with separators of thousands."""
    known = {n for data in files().values() for n in NUMBERS.findall(data.decode("utf-8", "replace"))}
    chosen = sorted(n for n in known if n.startswith(beginnings))
    return [rf"{n[:2]}[,.\s]?{n[2:]}" for n in chosen]


@pytest.mark.parametrize("edition", ["all", "internal"])
def test_drafts_and_private_things_leave_no_trace(edition: Visibility) -> None:
    assert found(site(edition), ["hush", *numbers("700")]) == []


def test_internal_things_are_not_in_the_edition_for_all() -> None:
    assert found(site("all"), ["murmur", *numbers("80")]) == []


@pytest.mark.parametrize("edition", ["all", "internal", "private"])
def test_what_lies_ahead_or_is_over_leaves_no_trace(edition: Visibility) -> None:
    assert found(site(edition), [r"\b(?:later|past)[ -]", "70031", "70041", "70043"]) == []


def test_mail_addresses_are_not_in_the_edition_for_all() -> None:
    addresses = r"[\w.+-]+@[\w-]+\.\w+"
    assert found(site("all"), [r"(?:ann|bo)@acme"]) == []
    assert {match for text in site("all").values() for match in re.findall(addresses, text)} <= {"okr@acme.example"}


def test_every_secret_would_be_seen_if_it_were_none() -> None:
    """All that hides is taken out of the files; then each word of `secrets.txt` is somewhere in the site."""
    hiding = re.compile(rb"^(?:draft|publish|expire|visibility): .*\n|, visibility: \w+|, state: draft", re.MULTILINE)
    later = {
        b"2026-11-06": b"2026-10-06",
        b"date: 2026-11-": b"date: 2026-10-",
        b"date: 2026-12-20": b"date: 2026-10-20",
    }
    later |= {b"2026-11-15": b"2026-10-25", b"2026-11-02,": b"2026-10-02,"}
    shown = {}
    for path, data in files().items():
        for old, new in later.items():
            data, path = data.replace(old, new), path.replace(old.decode(), new.decode())
        shown[path] = hiding.sub(b"", data)
    made = built(shown, TODAY, "private")
    assert made.tree is not None, made.diagnostics
    whole = "\n".join(data.decode("utf-8", "replace") for data in made.tree.values()).casefold()
    words = {word for data in shown.values() for word in SECRET.findall(data.decode("utf-8", "replace"))}
    unseen = {word for word in words if word.casefold() not in whole}
    assert sorted(unseen - UNSEEN) == []


STATEMENTS = files_of(
    """\
=== content/mission.md
---
title: Hush mission
description: Hush reason
visibility: private
---
Hush mission words.
=== content/vision.md
---
title: Hush vision
draft: true
---
Hush vision words.
=== content/strategy.md
---
title: Hush strategy
publish: 2026-11-01
pillars: [{id: self-serve, title: Hush pillar, decision: Hush decision, hypothesis: Hush guess, signals: [kpi:nps]}]
not_doing: [Hush omission]
---
Hush strategy words.
"""
)


@pytest.mark.parametrize("edition", ["all", "internal"])
def test_statements_that_are_not_for_the_reader_leave_no_trace(edition: Visibility) -> None:
    made = built({**every_kind(), **STATEMENTS}, TODAY, edition)
    assert made.tree is not None, made.diagnostics
    texts = {path: data.decode() for path, data in made.tree.items() if not path.startswith("static/")}
    assert found(texts, ["hush", "self-serve", "pillar:"]) == []


REDACTED = files_of(
    """\
=== content/teams/search/2026-t3/okrs.yaml
objectives:
  - id: trust
    title: People trust search
    key_results:
      - id: money
        title: Earn more
        unit: EUR
        baseline: 71701
        target: 91702
        commit: 81703
        stretch: 99704
        plan: [{by: 2026-10-31, value: 77705}]
        amended: [{date: 2026-09-20, field: target, from: 88706, to: 91702}]
        redacted: for the board only
      - {id: keep, title: Keep some, min: 71707, max: 71708, tolerance: 13709, redacted: true}
      - {id: story, title: They like us, redacted: true}
      - {id: fewer, title: Fewer complaints, baseline: 91710, target: 71711, redacted: a secret}
  - {id: other, title: Other, supports: [trust], key_results: [{id: one, title: One, baseline: 0, target: 10}]}
=== content/teams/search/2026-t3/check-ins/2026-09-25.md
---
key_results: {trust.money: 71712, trust.keep: 71713, trust.story: 73.14%, trust.fewer: 88715, other.one: 1}
---
=== content/teams/search/2026-t3/check-ins/2026-10-02.md
---
key_results: {trust.money: 73716, trust.keep: 71717, trust.story: 74.18%, trust.fewer: 88719, other.one: 2}
---
=== content/teams/search/2026-t3/check-ins/2026-10-16.md
---
key_results: {trust.money: 75720, trust.keep: 71721, trust.story: 75.22%, trust.fewer: 88723, other.one: 3}
---
=== content/teams/search/2026-t3/check-ins/2026-10-30.md
---
key_results:
  trust.money: {value: 76724, note: We gained 12345 more}
  trust.keep: 71725
  trust.story: 76.26%
  trust.fewer: 88727
---
"""
)


def test_redacted_numbers_are_nowhere_but_where_somebody_wrote_them_into_a_note() -> None:
    made = built({**LEAST, **REDACTED})
    assert made.tree is not None, made.diagnostics
    texts = {path: data.decode() for path, data in made.tree.items() if not path.startswith("static/")}
    secrets = {n for data in REDACTED.values() for n in re.findall(rb"\b(?:[789]\d{4}|7\d\.\d\d)\b", data)}
    assert len(secrets) > 20
    exact = [rf"{n[:2]}[,.\s]?{n[2:]}" for n in (one.decode() for one in secrets)]
    assert found(texts, exact) == []
    assert any("12345" in text for text in texts.values())


def test_no_share_of_the_way_to_a_redacted_target_is_told() -> None:
    """Neither as text nor as the length of a bar, a point of a chart or a forecast."""
    made = built({**LEAST, **REDACTED})
    assert made.tree is not None, made.diagnostics
    objective = next(o for o in json.loads(made.tree["okrs.json"])["objectives"] if o["id"].endswith("trust"))
    assert objective["progress"] is None
    for key_result in objective["key_results"]:
        hidden = ("baseline", "target", "value", "raw", "progress", "expected", "pace", "forecast")
        assert {name: key_result[name] for name in hidden} == dict.fromkeys(hidden), key_result["id"]
        assert key_result["percent"] == "—"
    page = Parsed(made.tree["teams/search/2026-t3/trust/index.html"].decode())
    assert re.findall(r"\b(?:7[3-7]|2[0-9]|1[0-9])(?:\.\d+)?\s?%", page.text) == []
    marks = {"bar-fill", "bar-tick", "bar-end", "bar-band", "bar-prev", "chart"}
    assert [one for one in page.elements if marks & set((one.get("class") or "").split())] == []
