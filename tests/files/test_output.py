"""Which folders may become the output, and how a swap is mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from okrsite.files import Refused, publish, recover
from okrsite.files.output import MARK, MARKER, claim, exchange


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "home" / "project"
    (root / "content").mkdir(parents=True)
    (root / "content" / "a.md").write_text("mine")
    (root / ".git").mkdir()
    return root


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        (".", "the project lies in it"),
        ("..", "the project lies in it"),
        ("/", "it is the root of the disk"),
        ("content", "it is where the site is made from"),
        ("Content/site", "it is where the site is made from"),
        ("themes/site", "it is where the site is made from"),
        (".okrsite", "it is where the site is made from"),
        (".git", "it belongs to git"),
        (".git/site", "it belongs to git"),
        ("foreign", "okrsite did not make that folder, and will not clear it"),
        ("file", "it is a file"),
        ("link", "name the folder that it leads to"),
    ],
)
def test_what_is_not_ours_is_never_the_output(root: Path, output: str, reason: str) -> None:
    (root / "foreign").mkdir()
    (root / "foreign" / "thesis.txt").write_text("years of work")
    (root / "file").write_text("")
    (root / "link").symlink_to("foreign")
    before = sorted(root.rglob("*"))
    with pytest.raises(Refused, match=reason):
        publish(root, root / output, {"index.html": b""})
    assert sorted(root.rglob("*")) == before


def test_the_home_folder_is_never_the_output(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "me").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    with pytest.raises(Refused, match="your home folder"):
        publish(root, tmp_path / "me", {})


def test_a_marker_that_is_a_link_or_says_something_else_marks_nothing(root: Path) -> None:
    site = root / "site"
    site.mkdir()
    (site / MARKER).write_text("something else")
    with pytest.raises(Refused):
        claim(root, site)
    (site / MARKER).unlink()
    (root / "mark").write_bytes(MARK)
    (site / MARKER).symlink_to(root / "mark")
    with pytest.raises(Refused):
        claim(root, site)


def test_the_folder_beside_the_output_must_be_our_own(root: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    (foreign / "next").mkdir(parents=True)
    (foreign / "next" / "thesis.txt").write_text("years of work")
    (root / ".okrsite-site").symlink_to(foreign)
    with pytest.raises(Refused):
        publish(root, root / "site", {})
    (root / ".okrsite-site").unlink()
    foreign.rename(root / ".okrsite-site")
    with pytest.raises(Refused):
        publish(root, root / "site", {})
    assert (root / ".okrsite-site" / "next" / "thesis.txt").exists()


@pytest.mark.parametrize("part", [b"", MARK[:5]])
def test_a_mark_that_was_half_written_is_mended(root: Path, part: bytes) -> None:
    (root / ".okrsite-site").mkdir()
    (root / ".okrsite-site" / MARKER).write_bytes(part)
    publish(root, root / "site", {"a": b"1"})
    assert (root / "site" / "a").read_bytes() == b"1"


def test_an_empty_folder_and_one_that_is_not_there_will_do(root: Path) -> None:
    (root / "empty").mkdir()
    for name in ("empty", "deep/down/new"):
        publish(root, root / name, {"index.html": b"hello"})
        assert (root / name / "index.html").read_bytes() == b"hello"


def test_a_swap_that_was_cut_short_is_undone_at_the_next_start(root: Path) -> None:
    site, state = root / "site", root / ".okrsite-site"
    publish(root, site, {"a": b"1"})
    publish(root, site, {"a": b"2"})
    site.rename(state / "old")
    recover(site)
    assert (site / "a").read_bytes() == b"2"
    assert publish(root, site, {"a": b"2"}).written == 0


def test_a_swap_that_was_nearly_done_is_finished(root: Path) -> None:
    site, state = root / "site", root / ".okrsite-site"
    publish(root, site, {"a": b"1"})
    publish(root, site, {"a": b"2"})
    (state / "next").rename(state / "old")
    recover(site)
    assert sorted(path.name for path in state.iterdir() if path.is_dir()) == ["next"]
    assert (site / "a").read_bytes() == b"2"


def test_recovery_leaves_alone_what_is_not_ours(root: Path) -> None:
    old = root / ".okrsite-site" / "old"
    old.mkdir(parents=True)
    recover(root / "site")
    assert old.exists()
    assert not (root / "site").exists()


def test_two_names_are_exchanged_in_one_step_or_not_at_all(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    assert exchange(str(tmp_path / "a"), str(tmp_path / "b"))
    assert (tmp_path / "a" / "file").read_text() == "b"
    assert not exchange(str(tmp_path / "a"), str(tmp_path / "gone"))
