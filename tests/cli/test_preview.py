"""The preview of a proposed change: a banner everywhere, no search engine, what is changed first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.parsed import Site, acting
from tests.project import okrsite
from tests.scratch import Scratch, scratch, ten_teams

WEEK = "content/teams/search/2026-t3/check-ins/2026-10-30-ann.md"
LESSON = "content/lessons/slow-launch.md"


@pytest.fixture
def work(tmp_path: Path) -> Scratch:
    """A branch with a check-in, a lesson that is written anew and one that is new; main has gone on since."""
    made = scratch(tmp_path / "work")
    public = {"content/site.yaml": ten_teams()["content/site.yaml"] + "public: true\nurl: https://okr.acme.example/\n"}
    made.commit({**ten_teams(), **public})
    made.git("checkout", "-qb", "mine")
    lesson = "---\ntitle: Slow launch\n---\nSo slow.\n"
    made.commit({WEEK: "---\nkey_results: {trust.success: 76}\n---\n", LESSON: lesson})
    made.commit({"content/lessons/new.md": '---\ntitle: "<b>New</b> @ann"\n---\nx\n'})
    made.git("checkout", "-q", "main")
    made.commit({"content/lessons/else.md": "---\ntitle: Somebody else's\n---\nx\n"})
    made.git("checkout", "-q", "mine")
    return made


def built(work: Scratch, out: Path, *words: str) -> dict[str, bytes]:
    result = okrsite("build", work.root, "--output", out, "--as-of", "2026-10-31", *words)
    assert result.exit_code == 0, result.output
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def words(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


def test_every_page_says_that_it_is_a_preview_and_leads_to_the_list(work: Scratch, tmp_path: Path) -> None:
    tree = built(work, tmp_path / "out", "--preview", "main")
    pages = {path: data.decode() for path, data in tree.items() if path.endswith(".html")}
    assert [path for path, page in pages.items() if "A preview of a proposed change" not in page] == []
    assert [path for path, page in pages.items() if '<meta name="robots" content="noindex">' not in page] == []
    assert b"Disallow: /" in tree["robots.txt"]
    assert b"X-Robots-Tag: noindex" in tree["_headers"]
    assert Site({path: data for path, data in tree.items() if "/pagefind/" not in path}).dead() == []


def test_what_it_means_stands_first_then_the_pages_edited_and_those_that_follow(work: Scratch, tmp_path: Path) -> None:
    page = words(built(work, tmp_path / "out", "--preview", "main")["preview/index.html"])
    edited = page.partition("Pages that were edited")[2].partition("Pages that change with them")
    assert "&lt;b&gt;New&lt;/b&gt; @ann new" in edited[0]
    assert "Slow launch" in edited[0]
    assert "Search" in edited[2]
    assert "Somebody else" not in page, "what others did since is not part of the change"
    means = page.partition("Pages that were edited")[0]
    assert "Search, “Raise search success”: came closer to its target: 62% → 76%." in means


def test_pages_that_are_called_alike_show_their_address(work: Scratch, tmp_path: Path) -> None:
    page = words(built(work, tmp_path / "out", "--preview", "main")["preview/index.html"])
    for address in ("alignment/", "alignment/2026-t3/", "alignment/2026-t3/strategy/"):
        assert f"Alignment, Cycle 3, 2026 {address} " in page
    assert "Alignment, Search, Cycle 3, 2026 Review" in page, "what is called like nothing else shows none"


def test_a_title_does_nothing_in_the_list(work: Scratch, tmp_path: Path) -> None:
    assert acting(built(work, tmp_path / "out", "--preview", "main")["preview/index.html"].decode()) == []


def test_the_published_site_has_nothing_of_it(work: Scratch, tmp_path: Path) -> None:
    tree = built(work, tmp_path / "out")
    assert "preview/index.html" not in tree
    assert [path for path, data in tree.items() if path.endswith(".html") and b"preview-bar" in data] == []
    assert b"Allow: /" in tree["robots.txt"]


def test_remembered_and_clean_previews_are_the_same(work: Scratch, tmp_path: Path) -> None:
    built(work, tmp_path / "site")
    warm = built(work, tmp_path / "warm", "--preview", "main")
    clean = built(work, tmp_path / "clean", "--preview", "main", "--no-cache")
    assert [path for path in clean if "pagefind" not in path and warm.get(path) != clean[path]] == [] != list(clean)


def test_a_commit_alone_changes_no_page(work: Scratch, tmp_path: Path) -> None:
    work.git("checkout", "-q", "main")
    work.git("checkout", "-qb", "empty")
    work.commit({})
    assert "No page is changed." in words(built(work, tmp_path / "out", "--preview", "main")["preview/index.html"])


def test_an_unknown_base_is_a_sentence(work: Scratch, tmp_path: Path) -> None:
    result = okrsite("build", work.root, "--output", tmp_path / "out", "--preview", "nothing")
    assert (result.exit_code, result.stderr) == (2, "okrsite: git knows no revision called 'nothing'\n")
    assert not (tmp_path / "out").exists()


def test_a_base_that_is_broken_still_gives_a_preview(work: Scratch, tmp_path: Path) -> None:
    good = (work.root / LESSON).read_text(encoding="utf-8")
    work.commit({LESSON: "---\ntitle: [\n---\n"})
    work.commit({LESSON: good})
    page = words(built(work, tmp_path / "out", "--preview", "mine~1")["preview/index.html"])
    assert f"These files had errors before and are compared only in part: {LESSON}." in page
