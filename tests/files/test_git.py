"""A commit is read as a checkout of it would be."""

from __future__ import annotations

from pathlib import Path

import pytest

from okrsite.files import Unanswered, commit, fork, read, repository, sources_at, touched, work_tree
from tests.scratch import scratch, ten_teams

ODD = {
    "content/.hidden/x.md": "x",
    "content/pages/draft.md~": "x",
    "content/pages/#draft.md": "x",
    "content/node_modules/x.md": "x",
    "content/pages/CON.md": "x",
    "content/pages/Twice.md": "x",
    "content/pages/twice.md": "x",
    "content/assets/größe 1.svg": "x",
    "content/assets/gro\u0308sse.svg": "x",
    "content/assets/empty.svg": "",
    "content/assets/lines.txt": "a\r\n\nb",
    "themes/acme/templates/page.html": "x",
    "elsewhere/x.md": "x",
}


@pytest.mark.parametrize("below", ["", "okrs/"])
def test_a_commit_gives_the_files_that_its_checkout_gives(tmp_path: Path, below: str) -> None:
    made = scratch(tmp_path)
    made.commit({below + path: text for path, text in {**ten_teams(), **ODD}.items()})
    tree = repository(tmp_path / below)
    there, here = sources_at(tree, commit(tree, "HEAD")), read(tmp_path / below)
    assert [(one.path, one.data, one.digest) for one in there.files] == [
        (one.path, one.data, one.digest) for one in here.files
    ]
    assert {(d.code, d.place.path) for d in there.diagnostics} == {(d.code, d.place.path) for d in here.diagnostics}
    assert {d.code for d in here.diagnostics} == {"reserved-name", "name-clash"}


def test_links_and_submodules_of_a_commit_are_not_followed(tmp_path: Path) -> None:
    made = scratch(tmp_path)
    made.commit({"content/site.yaml": "name: Acme\n"})
    (tmp_path / "content/link.md").symlink_to("/etc/hostname")
    made.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},content/module")
    made.commit({})
    tree = repository(tmp_path)
    assert [one.path for one in sources_at(tree, commit(tree, "HEAD")).files] == ["content/site.yaml"]


def test_what_a_branch_touches_is_told_from_where_it_left(tmp_path: Path) -> None:
    made = scratch(tmp_path)
    start = made.commit({"content/site.yaml": "name: Acme\n"})
    made.git("checkout", "-qb", "mine")
    mine = made.commit({"content/pages/ü b.md": "x", "outside.md": "x"})
    made.git("checkout", "-q", "main")
    main = made.commit({"content/pages/c.md": "x"})
    tree = repository(tmp_path)
    assert fork(tree, main, mine) == start
    made.git("checkout", "-q", "mine")
    assert touched(tree, start) == {"content/pages/ü b.md", "outside.md"}


def test_no_repository_and_no_commit_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert work_tree(tmp_path) is None
    with pytest.raises(Unanswered, match=r"^not a git repository"):
        repository(tmp_path)
    scratch(tmp_path)
    with pytest.raises(Unanswered, match="no commit yet"):
        repository(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unanswered, match="git is not installed"):
        repository(tmp_path)
