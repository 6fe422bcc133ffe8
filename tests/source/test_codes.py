"""Every code of this room is explained, and its two examples are what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from okrsite.diagnostics import Diagnostic
from okrsite.source.document import parse
from okrsite.source.markdown import render

ROOT = Path(__file__).resolve().parents[2] / "okrsite"
CODES = ROOT / "codes"
BY_TEXT = [
    "bad-key",
    "duplicate-key",
    "html-not-allowed",
    "lost-comment",
    "merge-conflict",
    "lfs-pointer",
    "needs-quotes",
    "nested-too-deep",
    "outside-picture",
    "several-documents",
    "tab-indent",
    "unclosed-front-matter",
    "unsafe-link",
    "yaml-alias",
    "yaml-syntax",
    "yaml-tag",
]


def named() -> set[str]:
    """The codes that the sources of this room name."""
    calls = r"(?:error|warning|warn|fault|make|Slip|refusal)\(\s*(?:[a-z_]+, )?\"([a-z0-9]+(?:-[a-z0-9]+)+)\""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "source").glob("*.py")]
    found = {code for text in texts for code in re.findall(calls, text)}
    return found | {code for text in texts for code in re.findall(r"\"(bad-[a-z]+|needs-quotes|wrong-value)\"", text)}


def test_every_code_is_explained() -> None:
    assert {code for code in named() if not (CODES / f"{code}.md").exists()} == set()
    assert set(BY_TEXT) <= named()


@pytest.mark.parametrize("code", sorted(named()))
def test_an_explanation_has_a_severity_words_and_two_examples(code: str) -> None:
    text = (CODES / f"{code}.md").read_text(encoding="utf-8")
    assert re.fullmatch(
        rf"# {code}\nseverity: (error|warning|advice)\n\n(.+\n)+(\n(.+\n)+)?"
        r"\nWrong\n\n```.+\n(.*\n)+?```\n\nRight\n\n```.+\n(.*\n)+?```\n",
        text,
    )


def examples(code: str) -> list[tuple[str, str]]:
    """The language and the text of the two examples."""
    text = (CODES / f"{code}.md").read_text(encoding="utf-8")
    return re.findall(r"^```(\w+)[^\n]*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def faults(language: str, text: str) -> set[str]:
    checked = parse(text.encode(), "yaml" if language == "yaml" else "markdown")
    found: tuple[Diagnostic, ...] = checked.diagnostics
    if language == "markdown" and checked.value:
        found += render(checked.value.body).diagnostics
    return {diagnostic.code for diagnostic in found}


@pytest.mark.parametrize("code", BY_TEXT)
def test_the_wrong_example_is_wrong_and_the_right_one_right(code: str) -> None:
    (first, wrong), (second, right) = examples(code)
    assert (faults(first, wrong), faults(second, right)) == ({code}, set())
