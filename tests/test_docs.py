"""What is documented is true: every code has its page, every page its code, and examples do what they say."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from okrsite import report
from tests.okr.test_codes import AROUND
from tests.okr.test_codes import TODAY as DAY
from tests.project import ROOT, Files, built, codes, every_kind, reader, said

WEEKS = "content/teams/search/2026-t3/check-ins/"
PACKAGE = ROOT / "okrsite"
CODES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((PACKAGE / "codes").glob("*.md"))}

KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
MADE_IN = {"error", "warning", "advice", "Diagnostic", "Missing", "PydanticCustomError", "Scalar", "Slip", "fault",
           "make", "warn"}  # fmt: skip
"""The calls whose words may be a code."""

COMPOSED = {"unknown-team", "unknown-cycle", "unknown-wave", "team-loop", "cycle-loop"}
"""Codes that are put together from words: `unknown-{what}`, `{what}-loop`."""

WITHOUT_CONTENT = {
    "file-too-big": "the example stands for a file of a megabyte",
    "file-too-large": "the example stands for a file of 812 MB",
    "lfs-pointer": "only its beginning matters; see tests/source",
    "missing-site": "the example is a file that is not there",
    "name-clash": "about names on the disk; see tests/files",
    "no-libyaml": "about how okrsite is installed",
    "no-search-engine": "about how okrsite is installed",
    "not-utf8": "the example cannot be written in UTF-8",
    "outside-project": "about links on the disk; see tests/files",
    "reserved-name": "about names on the disk; see tests/files",
    "shallow-clone": "about how git was asked",
    "unreadable-file": "about what lies on the disk; see tests/files",
}
"""Codes whose examples are no files that a project can hold, and why."""

MORE: Mapping[str, Files] = {
    "same-address": {"content/training/slow-launch.md": b"Slowly.\n"},
    "template-error": {"content/site.yaml": b"name: Acme\ntheme: acme\n"},
}
"""What else an example needs, where its page says so in words."""


def spoken() -> Iterator[str]:
    """Every code that stands in the source where a diagnostic is made."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            words = []
            if isinstance(node, ast.Call) and name_of(node.func) in MADE_IN:
                words = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "code")]
            elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                words = [node.value] if "code" in ast.unparse(target).casefold() else []
            for word in words:
                if isinstance(word, ast.Constant) and isinstance(word.value, str) and KEBAB.fullmatch(word.value):
                    yield word.value


def name_of(function: ast.expr) -> str:
    """`error` of `error(…)` and of `self.error(…)`."""
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def test_every_code_has_its_page_and_every_page_its_code() -> None:
    assert {*spoken(), *COMPOSED} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_page_of_a_code_says_how_bad_it_is_and_shows_it_wrong_and_right(code: str) -> None:
    head = rf"# {code}\nseverity: (?:error|warning|advice)\n\n\S"
    assert re.match(head, CODES[code])
    assert CODES[code].count("\nWrong\n") == CODES[code].count("\nRight\n") == 1
    assert all(len(line) <= 120 for line in CODES[code].splitlines() if not line.startswith(("      - {", "  ")))


def example(code: str, part: str) -> Files:
    """The files of an example, by path."""
    wrong, _, right = CODES[code].partition("\nWrong\n")[2].partition("\nRight\n")
    fences = re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', {"Wrong": wrong, "Right": right}[part], re.M | re.S)
    return {path: text.encode() for path, text in fences}


def around() -> Files:
    """The company around the examples."""
    company = {f"content/{path}": text.encode() if isinstance(text, str) else text for path, text in AROUND.items()}
    return {**company, "content/assets/funnel.png": b""}


@pytest.mark.parametrize("code", [code for code in CODES if code not in WITHOUT_CONTENT])
def test_the_wrong_example_gives_its_code_alone_and_the_right_one_builds(code: str) -> None:
    as_of = None if code == "future-check-in" else DAY
    for part, expected in (("Wrong", {code}), ("Right", set())):
        files = {**around(), **MORE.get(code, {}), **example(code, part)}
        made = built(files, as_of)
        assert codes(made) == expected, said(made, files)


def test_the_codes_that_are_told_without_content_are_still_there() -> None:
    assert set(WITHOUT_CONTENT) <= set(CODES)


# ---------------------------------------------------------------------------------------------- formats


def documented() -> dict[str, list[str]]:
    """The keys that each part of the formats' page lists, in order."""
    text = (ROOT / "docs/content/pages/formats.md").read_text(encoding="utf-8")
    parts = re.split(r"^### (.+)$", text, flags=re.MULTILINE)[1:]
    return {
        name: re.findall(r"^\| `(\w+)` \|", body, re.MULTILINE)
        for name, body in zip(parts[::2], parts[1::2], strict=True)
    }


def keys(value: Any, name: str) -> Iterator[tuple[str, list[str]]]:
    """The keys of every object in a document, with the name of the key that holds it."""
    if isinstance(value, list):
        for item in value:
            yield from keys(item, name)
    elif isinstance(value, dict):
        yield name, list(value)
        for key, item in value.items():
            if key != "summary":
                yield from keys(item, key)


def test_every_key_of_okrs_json_is_documented_in_its_order() -> None:
    weeks = {f"{WEEKS}2026-10-{day:02}.md": b"---\nkey_results: {trust.success: 62}\n---\n" for day in (5, 12, 19, 26)}
    made = built({**every_kind(), **weeks})
    assert made.tree is not None
    found = dict(keys(json.loads(made.tree["okrs.json"]), "The file"))
    assert {"The file", "objectives", "key_results", "forecast", "check_ins", "lessons", "pages"} <= set(found)
    assert {name: documented()[name] for name in found} == found


def test_every_key_of_check_as_json_is_documented_in_its_order() -> None:
    files = {**every_kind(), "content/pages/more.md": b"---\naliases: [faq]\n---\n"}
    answer = json.loads(report.as_json(built(files).diagnostics, reader(files)))
    found = dict(keys(answer, "The answer"))
    assert found == {name: documented()[name] for name in ("The answer", "diagnostics", "related")}
    assert list(answer["summary"]) == ["error", "warning", "advice"]
