"""A published site holds exactly the tree that was given, whatever lay there before."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okrsite.files import Busy, Published, Refused, disk, output, publish, publishing, standing
from okrsite.files.output import MARK, MARKER

STAMP = 1_000_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path


def contents(site: Path) -> dict[str, bytes]:
    """All files of a site but okrsite's mark; empty folders show as a path with a slash."""
    found = {}
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.is_dir() and not any(path.iterdir()):
            found[name + "/"] = b""
        elif not path.is_dir():
            found[name] = path.read_bytes()
    assert found.pop(MARKER) == MARK
    return found


def test_a_site_holds_the_tree_and_the_mark(root: Path) -> None:
    tree = {"index.html": b"a", "teams/growth/index.html": b"b"}
    assert publish(root, root / "site", tree) == Published(written=2)
    assert contents(root / "site") == tree


def test_only_what_differs_is_written(root: Path) -> None:
    tree = {f"{n}.html": b"%d" % n for n in range(5)}
    outcomes = [publish(root, root / "site", tree)]
    for change in ({"1.html": b"new"}, {"2.html": b"new"}, {}, {"2.html": b"2"}):
        tree |= change
        outcomes.append(publish(root, root / "site", tree))
    assert [outcome.written for outcome in outcomes] == [5, 1, 1, 0, 0], "the last change is back in the spare tree"
    assert contents(root / "site") == tree


def test_files_that_stay_keep_their_time(root: Path) -> None:
    tree = {"a": b"1", "b": b"1"}
    publish(root, root / "site", tree)
    before = (root / "site" / "a").stat().st_mtime_ns
    for n in range(3):
        publish(root, root / "site", {**tree, "b": b"%d" % n})
        assert (root / "site" / "a").stat().st_mtime_ns == before


def test_pages_that_are_gone_leave_nothing_behind(root: Path) -> None:
    publish(root, root / "site", {"a/b/c": b"1", "d": b"2"})
    assert publish(root, root / "site", {"d": b"2"}) == Published(written=0, removed=1)
    assert contents(root / "site") == {"d": b"2"}
    publish(root, root / "site", {"a": b"now a file", "d/e": b"now a folder"})
    assert contents(root / "site") == {"a": b"now a file", "d/e": b"now a folder"}


def test_a_note_is_found_with_the_tree_it_came_with(root: Path) -> None:
    site = root / "site"
    assert standing(site) == b""
    publish(root, site, {"a": b"1"}, note=b"first")
    assert standing(site) == b"first"
    publish(root, site, {"a": b"1"}, note=b"the same again")
    assert standing(site) == b"the same again"
    publish(root, site, {"a": b"2"}, note=b"second")
    assert standing(site) == b"second"
    publish(root, site, {"a": b"1"})
    assert standing(site) == b""


@pytest.mark.parametrize("meddle", ["write", "add", "remove", "replace the folder", "forge"])
def test_a_note_of_a_tree_that_somebody_touched_is_not_believed(root: Path, meddle: str) -> None:
    site = root / "site"
    publish(root, site, {"a": b"1", "b/c": b"2"}, note=b"ours")
    if meddle == "write":
        (site / "a").write_bytes(b"not ours")
    elif meddle == "add":
        (site / "b/d").write_bytes(b"3")
    elif meddle == "remove":
        (site / "b/c").unlink()
    elif meddle == "replace the folder":
        shutil.copytree(site, root / "copy")
        shutil.rmtree(site)
        (root / "copy").rename(site)
    else:
        (manifest,) = (path for path in root.glob(".okrsite-site/tree-*") if b"ours" in path.read_bytes())
        manifest.write_bytes(manifest.read_bytes().replace(b"ours", b"evil"))
    assert standing(site) == b""


def test_bytes_with_a_known_digest_are_fetched_only_when_needed(root: Path) -> None:
    class Lazy(Mapping[str, bytes]):
        fetched: list[str] = []  # noqa: RUF012 (lives for one test)

        def __getitem__(self, path: str) -> bytes:
            self.fetched.append(path)
            return path.encode()

        def __iter__(self) -> Iterator[str]:
            return iter(("a", "b"))

        def __len__(self) -> int:
            return 2

    lazy = Lazy()
    publish(root, root / "site", lazy, {"a": "1", "b": "1"})
    publish(root, root / "site", lazy, {"a": "1", "b": "2"})
    publish(root, root / "site", lazy, {"a": "1", "b": "2"})
    assert lazy.fetched == ["a", "b", "b"]


def test_whatever_others_did_to_the_site_is_undone(root: Path, tmp_path: Path) -> None:
    site, outside = root / "site", tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("keep")
    tree = {"a": b"1", "b/c": b"2", "d/e": b"3", "f": b"4"}
    publish(root, site, tree)
    for _ in range(3):
        (site / "a").write_bytes(b"x")
        (site / "b" / "c").unlink()
        (site / "b" / "stray").write_text("")
        (site / "f").unlink()
        (site / "f").symlink_to(outside / "precious")
        (site / "link").symlink_to(outside)
        assert publish(root, site, tree).written > 0
        assert contents(site) == tree
    shutil.rmtree(site / "d")
    (site / "d").symlink_to(outside)
    publish(root, site, tree)
    shutil.rmtree(root / ".okrsite-site")
    publish(root, site, {**tree, "g": b"5"})
    publish(root, site, tree)
    assert contents(site) == tree
    assert (outside / "precious").read_text() == "keep"


def test_a_copy_by_hard_links_is_not_touched(root: Path) -> None:
    for n in range(3):
        publish(root, root / "site", {"a": b"%d" % n})
        os.link(root / "site" / "a", root / f"backup{n}")
    assert [(root / f"backup{n}").read_bytes() for n in range(3)] == [b"0", b"1", b"2"]


@pytest.mark.parametrize("path", ["../a", "/a", "a/../b", "a//b", "a/", "", "a\\b", ".", "a/.", "a\0b", MARKER])
def test_no_path_leaves_the_site(root: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        publish(root, root / "site", {path: b"", "index.html": b""})
    assert not (root / "site").exists()


def test_no_path_is_a_file_and_a_folder_at_once(root: Path) -> None:
    with pytest.raises(ValueError, match="at once"):
        publish(root, root / "site", {"a": b"", "a/b": b""})


def test_a_full_disk_leaves_the_last_site(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(root, root / "site", {"a": b"1", "b": b"1"})

    def full(path: str, data: bytes) -> os.stat_result:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "write_fresh", full)
        with pytest.raises(Refused, match="no space left on device; the last one stays"):
            publish(root, root / "site", {"a": b"2", "b": b"2"})
    assert contents(root / "site") == {"a": b"1", "b": b"1"}
    publish(root, root / "site", {"a": b"2", "b": b"2"})
    assert contents(root / "site") == {"a": b"2", "b": b"2"}


def test_umask_and_times_do_not_change_a_byte(root: Path) -> None:
    tree = {"a": b"1", "b/c": b"2"}
    before = os.umask(0o077)
    try:
        publish(root, root / "one", tree)
    finally:
        os.umask(before)
    publish(root, root / "two", tree)
    assert contents(root / "one") == contents(root / "two")


def test_without_links_and_exchange_it_works_as_well(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(*_: object, **__: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(output, "exchange", lambda one, other: False)
    monkeypatch.setattr("okrsite.files.tree.os.link", unable)
    for n in range(4):
        tree = {"a": b"%d" % n, "b": b"same"}
        publish(root, root / "site", tree)
        assert contents(root / "site") == tree
    assert not (root / ".okrsite-site" / "old").exists()


def test_a_second_build_waits_or_says_who_holds_the_site(root: Path) -> None:
    publish(root, root / "site", {"a": b"1"})
    heard: list[str] = []
    with disk.lock(str(root / ".okrsite-site" / "lock"), "site"):
        with pytest.raises(Busy, match=rf"another build is writing .*site \(process {os.getpid()}, since 20"):
            publish(root, root / "site", {"a": b"2"}, wait=0, tell=heard.append)
        later = threading.Thread(target=publish, args=(root, root / "site", {"a": b"3"}), kwargs={"tell": heard.append})
        later.start()
        while not heard:
            time.sleep(0.001)
    later.join()
    assert heard[0].startswith("waits for another build that is writing")
    assert contents(root / "site") == {"a": b"3"}


def test_a_reader_always_finds_a_whole_page(root: Path) -> None:
    publish(root, root / "site", {"index.html": b"0" * 9999})
    seen, stop = set(), threading.Event()

    def look() -> None:
        while not stop.is_set():
            seen.add((root / "site" / "index.html").read_bytes())

    reader = threading.Thread(target=look)
    reader.start()
    for n in range(60):
        publish(root, root / "site", {"index.html": b"%d" % (n % 10) * 9999})
    stop.set()
    reader.join()
    assert seen <= {b"%d" % n * 9999 for n in range(10)}


names = st.sampled_from(["a", "b", "c/a", "c/b", "c/d/a", "e"])
trees = st.dictionaries(names, st.sampled_from([b"1", b"2", b"longer"]))
meddling = st.sampled_from(["", "", "", "delete", "stray", "edit", "forget", "clear", "old"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(trees, meddling), min_size=1, max_size=6))
def test_after_any_history_the_site_is_the_last_tree(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[dict[str, bytes], str]]
) -> None:
    root = tmp_path_factory.mktemp("project")
    site, state = root / "site", root / ".okrsite-site"
    for tree, deed in steps:
        publish(root, site, tree)
        assert contents(site) == tree
        meddle(site, state, deed)


def meddle(site: Path, state: Path, deed: str) -> None:
    """Do something that nobody should do to a site."""
    pages = sorted(path for path in site.rglob("*") if path.is_file() and path.name != MARKER)
    if deed == "stray":
        (site / "stray").mkdir()
        (site / "stray" / "file").write_text("")
    if deed == "edit" and pages:
        pages[0].write_bytes(b"edited!")
        os.utime(pages[0], ns=(STAMP, STAMP))
    if deed == "delete" and pages:
        pages[-1].unlink()
    if deed == "forget":
        shutil.rmtree(state)
    if deed == "clear":
        shutil.rmtree(site)
    if deed == "old" and (state / "next").exists():
        (state / "next").rename(state / "old")
