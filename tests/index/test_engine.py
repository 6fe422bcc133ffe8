"""The engine itself: what it makes of records, and what happens where it cannot."""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from okrsite.index import engine, is_excepted, pagefind, without_spaces
from okrsite.index.pagefind import Unavailable, run
from okrsite.pages.search import Record

RECORDS = tuple(
    Record("objective", f"Goal {n}", f"Why we <b>want</b> {n}", ("Search",), "Ann", "t3", f"teams/search/t3/o{n}/")
    for n in range(300)
)


@pytest.fixture
def program() -> Path:
    """The real one; a machine for which there is none skips."""
    found = pagefind.program()
    if found is None:
        pytest.skip("there is no Pagefind for this machine")
    return found


def fragment(data: bytes) -> dict[str, object]:
    plain: dict[str, object] = json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
    return plain


@pytest.mark.usefixtures("program")
def test_every_record_is_in_the_index_as_it_was_given() -> None:
    made = run(RECORDS, "en")
    found = [fragment(data) for path, data in made.items() if path.startswith("fragment/")]
    assert sorted(str(one["url"]) for one in found) == sorted(one.url for one in RECORDS)
    assert {str(one["content"]) for one in found} >= {"Why we <b>want</b> 7"}
    assert {"pagefind.js", "pagefind-entry.json", "wasm.en.pagefind"} <= made.keys()


@pytest.mark.usefixtures("program")
def test_two_runs_differ_in_nothing_but_the_files_that_are_excepted() -> None:
    teams = tuple(Record("team", f"Team {n}", "", (f"Team {n}",), "", "", f"teams/t{n}/") for n in range(50))
    one, other = (run((*RECORDS, *teams), "en") for _ in range(2))
    differing = {path for path in {*one, *other} if one.get(path) != other.get(path)}
    assert {path for path in differing if not is_excepted(f"pagefind/cycles/2026-t3/{path}")} == set()


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize(
    ("language", "module"), [("en", "en"), ("pt-br", "pt-br"), ("cs", "unknown"), ("xx", "unknown")]
)
def test_a_language_with_and_one_without_stemming(language: str, module: str) -> None:
    assert f"wasm.{module}.pagefind" in run(RECORDS[:3], language)


def test_a_machine_without_the_program_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "program", lambda: None)
    with pytest.raises(Unavailable, match="there is no program of it for this machine"):
        engine().run(RECORDS, "en")


def script(tmp_path: Path, words: str) -> Callable[[], Path]:
    """A program that does what the words of Python say."""
    path = tmp_path / "program"
    path.write_text(f"#!{sys.executable}\nimport sys, time\n{words}\n", encoding="utf-8")
    path.chmod(0o755)
    return lambda: path


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "it ended before it had answered"),
        ("sys.exit(3)", "it ended before it had answered"),
        ("print('nonsense,' * 999, flush=True)", "an answer could not be read"),
        ("sys.stdout.write(sys.stdin.read(1000) + ',')", "an answer could not be read"),
    ],
)
def test_a_program_that_fails_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: str, why: str) -> None:
    monkeypatch.setattr(pagefind, "program", script(tmp_path, words))
    with pytest.raises(Unavailable, match=f"its program failed: {why}"):
        run(RECORDS, "en")


def test_a_program_that_cannot_start_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pagefind, "program", lambda: tmp_path)
    with pytest.raises(Unavailable, match="its program does not start"):
        run(RECORDS, "en")


def test_a_program_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pagefind, "program", script(tmp_path, "time.sleep(60)"))
    began = time.monotonic()
    with pytest.raises(Unavailable, match="it ended before it had answered"):
        run(RECORDS, "en", wait=0.2)
    assert time.monotonic() - began < 20


def test_who_cannot_wait_sets_a_limit() -> None:
    with pytest.raises(Unavailable, match="300 records take too long while you edit"):
        engine(most=299).run(RECORDS, "en")


def test_languages_without_spaces_are_left_to_the_built_in_index() -> None:
    assert [without_spaces(code) for code in ("en", "ja", "zh-Hant", "th", "th-TH", "cs")] == [
        False,
        True,
        True,
        True,
        True,
        False,
    ]
