"""When a page was last changed, as git knows it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.project import okrsite
from tests.scratch import Scratch, scratch, ten_teams

AS_OF = "2026-11-22"
LESSON = "content/lessons/slow-launch.md"


@pytest.fixture
def work(tmp_path: Path) -> Scratch:
    """A company of which only a lesson was changed after the beginning."""
    made = scratch(tmp_path / "work")
    made.commit(ten_teams(), on=date(2026, 9, 1))
    made.commit({LESSON: "---\ntitle: Slow launch\n---\nSo slow.\n"}, on=date(2026, 11, 20))
    return made


def site(root: Path, out: Path, *words: str) -> tuple[dict[str, str], str]:
    """The pages of a built site, and what the build said."""
    result = okrsite("build", root, "--output", out, "--as-of", AS_OF, *words)
    assert result.exit_code == 0, result.output
    return {path.relative_to(out).as_posix(): path.read_text("utf-8") for path in out.rglob("*.html")}, result.stderr


def last_changed(page: str) -> str:
    found = re.search(r"Last changed ([^<,]+)", page)
    return found[1] if found else ""


def test_a_page_says_when_its_file_was_changed_and_leads_to_its_history(work: Scratch, tmp_path: Path) -> None:
    pages, _ = site(work.root, tmp_path / "out")
    lesson = pages["lessons/slow-launch/index.html"]
    assert last_changed(lesson) == "20 November 2026"
    assert f'<a href="https://github.com/acme/okrs/commits/main/{LESSON}">history</a>' in lesson
    assert last_changed(pages["teams/search/2026-t3/trust/index.html"]) == "1 September 2026"
    assert last_changed(pages["index.html"]) == "", "the home page is made of many files"


def test_nobody_is_named_and_no_mail_address_is_published(work: Scratch, tmp_path: Path) -> None:
    pages, _ = site(work.root, tmp_path / "out")
    assert not any("Secret" in page or "ann.secret@" in page or "bo.secret@" in page for page in pages.values())


def test_a_commit_renders_only_the_pages_of_its_files_anew(work: Scratch, tmp_path: Path) -> None:
    before, _ = site(work.root, tmp_path / "out")
    (work.root / LESSON).write_text("---\ntitle: Slow launch\n---\nSo slow!\n", encoding="utf-8")
    edited, _ = site(work.root, tmp_path / "out")
    work.commit({}, on=date(2026, 11, 21))
    after, _ = site(work.root, tmp_path / "out")
    assert {path for path in after if after[path] != edited[path]} == {"lessons/slow-launch/index.html"}
    assert {path for path in after if edited[path] != before[path]} >= {"lessons/slow-launch/index.html"}


def test_remembered_and_clean_are_the_same(work: Scratch, tmp_path: Path) -> None:
    warm = [site(work.root, tmp_path / "out") for _ in range(2)]
    assert warm[0] == warm[1] == site(work.root, tmp_path / "clean", "--no-cache")


def test_a_shallow_clone_shows_none_and_says_why_once(work: Scratch, tmp_path: Path) -> None:
    work.git("clone", "-q", "--depth=1", work.root.as_uri(), str(tmp_path / "shallow"))
    pages, said = site(tmp_path / "shallow", tmp_path / "out")
    assert not any(last_changed(page) for page in pages.values())
    assert said.count("advice[shallow-clone]: this clone lacks older commits") == 1
    settings = tmp_path / "shallow/content/site.yaml"
    settings.write_text(settings.read_text("utf-8") + "checks: {shallow-clone: off}\n", encoding="utf-8")
    assert "shallow-clone" not in site(tmp_path / "shallow", tmp_path / "out")[1]
    assert "shallow-clone" not in okrsite("check", tmp_path / "shallow", "--as-of", AS_OF).stderr


def test_without_git_and_where_it_is_turned_off_nothing_is_said(work: Scratch, tmp_path: Path) -> None:
    settings = work.edit("content/site.yaml", "name: Acme", "name: Acme\nhistory: false")
    (work.root / "content/site.yaml").write_text(settings, encoding="utf-8")
    pages, said = site(work.root, tmp_path / "out")
    assert not any(last_changed(page) for page in pages.values())
    (work.root / ".git").rename(tmp_path / "elsewhere")
    (work.root / "content/site.yaml").write_text(settings.replace("history: false\n", ""), encoding="utf-8")
    pages, again = site(work.root, tmp_path / "out")
    assert not any(last_changed(page) for page in pages.values())
    assert "git" not in said + again


def test_a_project_below_the_top_and_names_in_other_alphabets_are_found(tmp_path: Path) -> None:
    whole = scratch(tmp_path / "whole")
    whole.commit({f"okrs/{path}": text for path, text in ten_teams().items()}, on=date(2026, 9, 1))
    whole.commit({"okrs/content/assets/größe 1.png": "x", "other": "x"}, on=date(2026, 11, 20))
    whole.git("checkout", "-qb", "side")
    whole.commit({f"okrs/{LESSON}": "---\ntitle: Slow launch\n---\nOh.\n"}, on=date(2026, 11, 21))
    whole.git("checkout", "-q", "main")
    whole.commit({"other": "y"})
    whole.git("merge", "-q", "--no-edit", "side")
    pages, _ = site(tmp_path / "whole/okrs", tmp_path / "out")
    assert last_changed(pages["lessons/slow-launch/index.html"]) == "21 November 2026"


def test_what_a_hook_is_told_of_its_own_repository_leads_nobody_astray(
    work: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nothing"))
    pages, _ = site(work.root, tmp_path / "out")
    assert last_changed(pages["lessons/slow-launch/index.html"]) == "20 November 2026"
