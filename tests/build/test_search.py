"""What a build makes for those who search, and what it has indexed anew after an edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from okrsite.build import Built
from okrsite.files import Cache
from okrsite.index import Engine, Unavailable, engine, is_excepted, pagefind
from okrsite.pages.search import Record
from tests.project import Files, built, codes, every_kind, said

GOALS = "content/teams/search/2026-t3/okrs.yaml"
CHECK_IN = "content/teams/data/2026-t3/check-ins/2026-10-29.md"
PAST = "content/teams/search/2026-t2/okrs.yaml"


class Noting:
    """An engine that only notes which records it was asked to index."""

    def __init__(self, version: str = "1") -> None:
        self.asked: list[tuple[str, ...]] = []
        self.engine = Engine(version, self._run)

    def _run(self, records: Sequence[Record], language: str) -> Mapping[str, bytes]:
        self.asked.append(tuple(record.url for record in records))
        return {"pagefind.js": b"", "wasm.en.pagefind": b"", "fragment/x": repr(records).encode()}


def company() -> Files:
    """The small company, which has a cycle that is over and one that runs."""
    return dict(every_kind())


def made(files: Files, root: Path, engine: Engine) -> Built:
    """One run of the command."""
    store = Cache(root)
    site = built(files, store=store, engine=engine)
    store.close()
    assert site.tree is not None, site.diagnostics
    return site


def found(site: Built) -> dict[str, bytes]:
    """The files that readers search in."""
    assert site.tree is not None
    return {path: data for path, data in site.tree.items() if path.startswith(("search", "pagefind/"))}


def rewritten(path: str, old: str, new: str) -> Files:
    """The company with one thing said otherwise."""
    files = company()
    text = files[path].decode()
    assert old in text
    return {**files, path: text.replace(old, new, 1).encode()}


def test_each_bundle_is_indexed_once(tmp_path: Path) -> None:
    first, second = Noting(), Noting()
    one, other = made(company(), tmp_path, first.engine), made(company(), tmp_path, second.engine)
    assert len(first.asked) == 2
    assert second.asked == []
    assert one.tree == other.tree


def test_a_check_in_changes_figures_and_needs_no_index(tmp_path: Path) -> None:
    before = made(company(), tmp_path, Noting().engine)
    engine = Noting()
    files = {**company(), CHECK_IN: b"---\nkey_results: {clean.gaps: 3}\n---\nMore.\n"}
    after = made(files, tmp_path, engine.engine)
    assert engine.asked == []
    old, new = found(before), found(after)
    assert {path for path in new if old.get(path) != new[path]} == {"search/now/0.json"}


def test_a_title_is_indexed_anew_with_the_bundle_that_it_stands_in(tmp_path: Path) -> None:
    made(company(), tmp_path, Noting().engine)
    now, then = Noting(), Noting()
    made(
        rewritten("content/teams/data/2026-t3/okrs.yaml", "can be believed", "everybody believes"), tmp_path, now.engine
    )
    made(rewritten(PAST, "title: Find out", "title: See"), tmp_path, then.engine)
    assert [any("2026-t3" in url for url in urls) for urls in now.asked] == [True]
    assert [all("2026-t2" in url for url in urls) for urls in then.asked] == [True]


def test_another_version_of_the_engine_indexes_everything_anew(tmp_path: Path) -> None:
    made(company(), tmp_path, Noting("1").engine)
    other = Noting("2")
    made(company(), tmp_path, other.engine)
    assert len(other.asked) == 2


def test_what_reads_the_index_comes_with_the_first_bundle_alone(tmp_path: Path) -> None:
    names = [path for path in found(made(company(), tmp_path, Noting().engine)) if path.startswith("pagefind/")]
    assert sorted(names) == [
        "pagefind/cycles/2026-t2/fragment/x",
        "pagefind/now/fragment/x",
        "pagefind/now/pagefind.js",
        "pagefind/now/wasm.en.pagefind",
    ]


def test_without_the_engine_the_records_serve_and_the_build_says_so_once(tmp_path: Path) -> None:
    def fails(records: Sequence[Record], language: str) -> Mapping[str, bytes]:
        raise Unavailable("its program failed: it ended before it had answered")

    files = company()
    site = made(files, tmp_path, Engine("1", fails))
    assert codes(site) - codes(built(files)) == {"no-search-engine"}
    assert [one.severity for one in site.diagnostics if one.code == "no-search-engine"] == ["advice"]
    assert (
        "the site is searched with its small built-in index, since Pagefind cannot be used: "
        "its program failed: it ended before it had answered" in said(site, files)
    )
    assert found(site) == found(built(files))
    assert b'"engine":true' not in found(site)["search.json"]


def test_whoever_asks_for_no_engine_is_told_nothing() -> None:
    assert "no-search-engine" not in codes(built(company()))


def test_a_language_without_spaces_is_searched_in_the_records(tmp_path: Path) -> None:
    engine = Noting()
    made({**company(), "content/site.yaml": b"name: Acme\nlanguages: [ja, cs]\n"}, tmp_path, engine.engine)
    assert engine.asked == []


@pytest.mark.slow
def test_two_clean_builds_differ_in_nothing_but_the_files_that_are_excepted() -> None:
    if pagefind.program() is None:
        pytest.skip("there is no Pagefind for this machine")
    one, other = (built(company(), engine=engine()).tree or {} for _ in range(2))
    differing = {path for path in {*one, *other} if one.get(path) != other.get(path)}
    assert {path for path in differing if not is_excepted(path)} == set()
    assert any(path.startswith("pagefind/cycles/2026-t2/fragment/") for path in one)
