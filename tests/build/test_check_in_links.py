"""The links "Check in" of the sample site, used: each makes a file that is sound, and the new value is on the page."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from okrsite.build import Built
from tests.project import ROOT, Files, built, texts

LINK = re.compile(r'<a class="btn" href="([^"]*)"[^>]* data-checkin="([^"]*)"')
NUMBER = re.compile(r"^  (\S+): (\d+(?:\.\d+)?)(?=  #)", re.MULTILINE)


@cache
def sample() -> Files:
    return {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in sorted((ROOT / "content").rglob("*.*"))
        if path.is_file()
    }


@cache
def before() -> Built:
    return built(sample(), as_of=None)


def links(deep: bool) -> Iterator[tuple[str, str, str]]:
    """The page, the file and the text of every link, on objectives' pages or on teams'."""
    for page, text in sorted(texts(before()).items()):
        if not page.startswith("teams/") or (page.count("/") == 4) != deep:
            continue
        for address, path in LINK.findall(text):
            url = urlsplit(html.unescape(address))
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            folder = url.path.partition("/_new/main/")[2]
            assert f"{folder}/{query['filename']}" == path
            yield page, path, query["value"]


def one_more(text: str) -> tuple[str, str, float | None]:
    """The text as somebody saves it who changes the first number: with the key result and the number."""
    found = NUMBER.search(text)
    if found is None:
        return text, "", None
    number = float(found[2]) + 1
    return text.replace(found[0], f"  {found[1]}: {number:g}", 1), found[1], number


@pytest.mark.slow
@pytest.mark.parametrize("deep", [False, True], ids=["teams", "objectives"])
def test_every_link_makes_a_sound_file_whose_value_the_site_shows(deep: bool) -> None:
    files, expected = dict(sample()), dict[str, float]()
    seen = set[str]()
    for n, (page, path, text) in enumerate(links(deep)):
        saved, key, number = one_more(text)
        if text in seen:
            continue  # a team's front page and that of the running cycle lead to the same file
        seen.add(text)
        files[path.replace("-you.md", f"-you{n}.md" if deep else "-you.md")] = saved.encode()
        team, cycle = path.split("/")[2:4]
        if number is not None:
            expected[f"{team}/{cycle}/{key}"] = number
        assert page.startswith(f"teams/{team}/")
    assert len(seen) > 10
    after = built(files, as_of=None)
    assert not after.failed
    assert set(after.diagnostics) <= set(before().diagnostics)
    assert len(expected) > 8
    assert {id: value for id, value in values(after).items() if id in expected} == expected


def values(made: Built) -> dict[str, Any]:
    document = json.loads(texts(made)["okrs.json"])
    return {kr["id"]: kr["value"] for objective in document["objectives"] for kr in objective["key_results"]}
