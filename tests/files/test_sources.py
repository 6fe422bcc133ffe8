"""What is read of a project, and what is kept out."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from okrsite.files import read, sources
from okrsite.files.output import MARK, MARKER

Lay = Callable[[dict[str, str]], Path]


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """Lays files into a project and gives its folder."""

    def fill(files: dict[str, str]) -> Path:
        root = tmp_path / "project"
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        return root

    return fill


def paths(root: Path) -> list[str]:
    return [source.path for source in read(root).files]


def codes(root: Path) -> list[tuple[str, str]]:
    return [(d.code, d.place.path) for d in read(root).diagnostics]


def test_content_and_themes_are_read_in_order_with_their_digests(lay: Lay) -> None:
    root = lay(
        {"themes/own/a.css": "x", "content/b.md": "b", "content/a/z.yaml": "z", "README.md": "no", "site/x": "no"}
    )
    found = read(root)
    assert [s.path for s in found.files] == ["content/a/z.yaml", "content/b.md", "themes/own/a.css"]
    assert found.files[1].data == b"b"
    assert found.files[1].digest == hashlib.sha1(b"b").hexdigest()
    assert found.diagnostics == ()


def test_a_project_without_content_is_empty(tmp_path: Path) -> None:
    assert read(tmp_path).files == ()


def test_hidden_files_and_leavings_of_editors_are_passed_over(lay: Lay) -> None:
    names = (".hidden", ".git/config", "a.md~", "#a.md#", ".#a.md", "__pycache__/a.pyc", "node_modules/a.js", "a.md")
    assert paths(lay({f"content/{name}": "" for name in names})) == ["content/a.md"]


def test_a_site_that_okrsite_made_is_not_content(lay: Lay) -> None:
    root = lay({"content/a.md": "", "content/out/index.html": "", f"content/out/{MARKER}": MARK.decode()})
    assert paths(root) == ["content/a.md"]


def test_a_link_inside_the_project_is_read_under_its_own_name(lay: Lay) -> None:
    root = lay({"content/a.md": "a", "content/real/b.md": "b"})
    (root / "content/c.md").symlink_to("a.md")
    (root / "content/linked").symlink_to("real")
    assert paths(root) == ["content/a.md", "content/c.md", "content/linked/b.md", "content/real/b.md"]
    assert codes(root) == []


@pytest.mark.parametrize("goal", ["/etc/hostname", "../../other", "../.git/config", "../notes.txt", ".", "..", "/"])
def test_a_link_that_leads_out_of_the_content_is_refused(lay: Lay, goal: str) -> None:
    root = lay({"content/a.md": "", ".git/config": "secret", "notes.txt": "secret", "../other": "secret"})
    (root / "content/link").symlink_to(goal)
    assert codes(root) == [("outside-project", "content/link")]
    assert paths(root) == ["content/a.md"]


def test_content_that_is_itself_a_link_to_elsewhere_is_refused(lay: Lay, tmp_path: Path) -> None:
    root = lay({"themes/a.css": ""})
    (root / "content").symlink_to(tmp_path)
    assert codes(root) == [("outside-project", "content")]


def test_a_project_may_itself_be_reached_through_a_link(lay: Lay, tmp_path: Path) -> None:
    lay({"content/a.md": ""})
    (tmp_path / "door").symlink_to("project")
    assert paths(tmp_path / "door") == ["content/a.md"]


def test_a_link_that_leads_nowhere_is_told(lay: Lay) -> None:
    root = lay({"content/a.md": ""})
    (root / "content/link").symlink_to("gone.md")
    assert codes(root) == [("unreadable-file", "content/link")]


def test_two_folders_that_link_to_each_other_end(lay: Lay) -> None:
    root = lay({"content/a/1.md": "", "content/b/2.md": ""})
    (root / "content/a/b").symlink_to("../b")
    (root / "content/b/a").symlink_to("../a")
    assert paths(root) == ["content/a/1.md", "content/a/b/2.md", "content/b/2.md", "content/b/a/1.md"]
    assert codes(root) == [("outside-project", "content/a/b/a"), ("outside-project", "content/b/a/b")]


def test_pipes_and_files_too_large_are_not_opened(lay: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST", 10)
    root = lay({"content/a.md": "x" * 10, "content/b.md": "x" * 11})
    os.mkfifo(root / "content/pipe")
    assert paths(root) == ["content/a.md"]
    assert codes(root) == [("file-too-large", "content/b.md"), ("unreadable-file", "content/pipe")]


def test_a_file_that_may_not_be_read_is_told(lay: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    root = lay({"content/a.md": "", "content/b.md": ""})
    real = os.open

    def closed(path: str, flags: int) -> int:
        if path.endswith("a.md"):
            raise PermissionError(13, "Permission denied")
        return real(path, flags)

    monkeypatch.setattr("okrsite.files.sources.os.open", closed)
    assert codes(root) == [("unreadable-file", "content/a.md")]
    assert paths(root) == ["content/b.md"]


def test_names_have_one_spelling(lay: Lay) -> None:
    root = lay({"content/" + unicodedata.normalize("NFD", "čaj.md"): ""})
    assert paths(root) == ["content/čaj.md"]
    assert codes(root) == []


def test_names_that_some_disk_takes_for_one_are_reported(lay: Lay) -> None:
    root = lay({"content/Team/a.md": "", "content/team/b.md": "", "content/é.md": "", "content/e\u0301.md": ""})
    clashes = [d for d in read(root).diagnostics if d.code == "name-clash"]
    assert [(d.place.path, d.related[0].place.path) for d in clashes] == [
        ("content/team", "content/Team"),
        ("content/é.md", "content/é.md"),
    ]


@pytest.mark.parametrize("name", ["con", "AUX.md", "lpt1.yaml", "a:b.md", "what?.md", "end.", "end ", "a\\b", "a\nb"])
def test_names_that_windows_cannot_hold_are_refused(lay: Lay, name: str) -> None:
    assert [code for code, _ in codes(lay({f"content/{name}": ""}))] == ["reserved-name"]


def test_a_name_that_is_no_text_is_refused(lay: Lay) -> None:
    root = lay({"content/a.md": ""})
    with open(os.fsencode(root) + b"/content/\xff.md", "wb"):
        pass
    assert codes(root) == [("reserved-name", "content/?.md")]


def test_modes_times_and_order_on_disk_do_not_matter(lay: Lay) -> None:
    root = lay({"content/a.md": "1", "content/b.md": "2"})
    before = read(root)
    os.utime(root / "content/a.md", (1, 1))
    (root / "content/b.md").chmod(0o600)
    (root / "content/b.md").rename(root / "content/c.md")
    (root / "content/c.md").rename(root / "content/b.md")
    assert read(root) == before
