"""A build of what was built before: it says the same and runs no arrow; whatever is different runs it again."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from okrsite.build import Built, build
from okrsite.index import Unavailable
from tests.project import LEAST, laid, okrsite

WARNED = (
    b"---\nlead: nobody-we-know\nname: Search\nparent: company\n---\n![A picture](https://pictures.example/a.png)\n"
)
DAY = ("--as-of", "2026-10-31")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A company whose content has a warning."""
    return laid(tmp_path / "acme", {**LEAST, "content/teams/search/team.md": WARNED})


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Built]:
    """What the arrow made, each time it ran."""
    made: list[Built] = []

    def counted(*arguments: object) -> Built:
        made.append(build(*arguments))  # type: ignore[arg-type]
        return made[-1]

    monkeypatch.setattr("okrsite.build.build", counted)
    return made


def test_what_was_built_before_is_not_built_again_and_says_the_same(project: Path, runs: list[Built]) -> None:
    first = okrsite("build", project, *DAY)
    again = okrsite("build", project, *DAY)
    assert len(runs) == 1
    assert first.exit_code == again.exit_code == 0
    assert "outside-picture" in first.stderr
    assert again.stderr == first.stderr
    assert f"{len(runs[0].pages)} pages, 0 files written, " in again.stdout


def _edit(project: Path) -> None:
    (project / "content/site.yaml").write_text("name: Acme Ltd\n")


def _add(project: Path) -> None:
    (project / "content/mission.md").write_text("---\ntitle: We help\n---\n")


def _remove(project: Path) -> None:
    (project / "content/teams/search/team.md").unlink()


def _theme(project: Path) -> None:
    (project / "themes/ours/templates").mkdir(parents=True)
    (project / "themes/ours/templates/404.html").write_text("Nothing here.")


def _spoil(project: Path) -> None:
    (project / "site/index.html").write_text("Somebody was here.")


def _wipe(project: Path) -> None:
    (project / "site/okrs.json").unlink()


@pytest.mark.parametrize("change", [_edit, _add, _remove, _theme, _spoil, _wipe])
def test_whatever_is_different_is_built(project: Path, runs: list[Built], change: Callable[[Path], None]) -> None:
    okrsite("build", project, *DAY)
    change(project)
    assert okrsite("build", project, *DAY).exit_code == 0
    assert len(runs) == 2
    assert runs[-1].tree is not None
    for path, data in runs[-1].tree.items():
        assert (project / "site" / path).read_bytes() == data, path


@pytest.mark.parametrize(
    "options",
    [("--as-of", "2026-11-01"), (*DAY, "--edition", "all"), (*DAY, "--no-cache"), (*DAY, "--explain"), ()],
    ids=" ".join,
)
def test_other_options_are_another_build(project: Path, runs: list[Built], options: tuple[str, ...]) -> None:
    okrsite("build", project, *DAY)
    okrsite("build", project, *options)
    assert len(runs) == 2


def test_a_strict_build_of_the_same_fails(project: Path) -> None:
    assert okrsite("build", project, *DAY).exit_code == 0
    strict = okrsite("build", project, *DAY, "--strict")
    assert strict.exit_code == 1
    assert "Nothing was published." in strict.stderr


def test_without_a_named_day_it_holds_until_the_day_is_over(
    project: Path, runs: list[Built], monkeypatch: pytest.MonkeyPatch
) -> None:
    okrsite("build", project)
    okrsite("build", project)
    assert len(runs) == 1
    now = time.time()
    for hours, count in ((25, 2), (-1, 3)):
        monkeypatch.setattr("okrsite.cli.unchanged.time.time", lambda hours=hours: now + hours * 3600)
        okrsite("build", project)
        assert len(runs) == count, hours


def test_a_search_engine_that_failed_is_tried_again(
    project: Path, runs: list[Built], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(records: object, language: str) -> Mapping[str, bytes]:
        raise Unavailable("it does not start")

    with monkeypatch.context() as patch:
        patch.setattr("okrsite.index.run", fails)
        assert "no-search-engine" in okrsite("build", project, *DAY).stderr
    assert "no-search-engine" not in okrsite("build", project, *DAY).stderr
    assert len(runs) == 2


def test_another_version_of_okrsite_builds_again(
    project: Path, runs: list[Built], monkeypatch: pytest.MonkeyPatch
) -> None:
    okrsite("build", project, *DAY)
    monkeypatch.setattr("okrsite.cli.unchanged.edition", lambda: "another")
    okrsite("build", project, *DAY)
    assert len(runs) == 2
