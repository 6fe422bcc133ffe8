"""The command as the README uses it: what is typed, what is printed, what is written, and the exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from okrsite import __version__
from tests.project import LEAST, laid, okrsite

CLEAN, PROBLEMS, USAGE = 0, 1, 2
DAY = ("--as-of", "2026-10-31")
PAGE = "content/pages/faq.md"
LAST_LINE = re.compile(r"\d+ pages, \d+ files written, \d+\.\d s\n")
WARNING = {PAGE: "[a](javascript:x)\n"}
ERROR = {PAGE: "[a](gone.md)\n"}
ADVICE = {"content/teams/search/2026-t3/okrs.yaml": "objectives: [{id: a, title: Grow by 20 %}]\n"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A sound project."""
    return laid(tmp_path / "okrs", LEAST)


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder, but for what okrsite remembers."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    found = [path for path in found if ".okrsite" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


# ---------------------------------------------------------------------------------------------- init


def test_a_new_project_checks_clean_and_builds(tmp_path: Path) -> None:
    folder = tmp_path / "our-okrs"
    made = okrsite("init", folder)
    assert (made.exit_code, made.stderr) == (CLEAN, "")
    assert f"okrsite serve {folder}" in made.stdout
    checked = okrsite("check", folder)
    assert (checked.exit_code, checked.output) == (CLEAN, "")
    assert okrsite("build", folder).exit_code == CLEAN
    assert (folder / "site/index.html").is_file()


def test_an_empty_project_holds_its_settings_alone_and_builds(tmp_path: Path) -> None:
    assert okrsite("init", tmp_path / "a", "--empty").exit_code == CLEAN
    assert [path for path in files(tmp_path / "a") if path.startswith("content/")] == ["content/site.yaml"]
    assert okrsite("build", tmp_path / "a").exit_code == CLEAN


def test_a_new_project_never_overwrites_a_file(project: Path) -> None:
    before = files(project)
    made = okrsite("init", project)
    assert made.exit_code == USAGE
    assert made.stderr.endswith("exists already; nothing was written\n")
    assert files(project) == before


# ---------------------------------------------------------------------------------------------- check


def test_a_sound_project_gives_no_word(project: Path) -> None:
    checked = okrsite("check", project, *DAY)
    assert (checked.exit_code, checked.stdout, checked.stderr) == (CLEAN, "", "")


def test_checking_writes_nothing_but_what_it_remembers(project: Path) -> None:
    before = files(project)
    okrsite("check", project, *DAY)
    assert files(project) == before
    assert not (project / "site").exists()


def test_problems_are_told_to_people_on_standard_error(project: Path) -> None:
    laid(project, ERROR)
    checked = okrsite("check", project, *DAY)
    assert (checked.exit_code, checked.stdout) == (PROBLEMS, "")
    assert checked.stderr == (
        "error[dead-link]: gone.md leads to no content file\n"
        "  content/pages/faq.md:1:5\n"
        "   1 | [a](gone.md)\n"
        "     |     ^^^^^^^\n"
        "\n"
        "1 error\n"
    )


def test_problems_are_told_to_scripts_on_standard_output(project: Path) -> None:
    laid(project, ERROR)
    checked = okrsite("check", project, *DAY, "--format", "json")
    assert (checked.exit_code, checked.stderr) == (PROBLEMS, "")
    assert json.loads(checked.stdout) == {
        "diagnostics": [
            {
                "code": "dead-link",
                "severity": "error",
                "path": PAGE,
                "line": 1,
                "column": 5,
                "end_column": 12,
                "message": "gone.md leads to no content file",
                "hint": "",
                "related": [],
            }
        ],
        "summary": {"error": 1, "warning": 0, "advice": 0},
    }


def test_json_is_written_where_nothing_is_wrong_too(project: Path) -> None:
    checked = okrsite("check", project, *DAY, "--format", "json")
    assert checked.exit_code == CLEAN
    assert json.loads(checked.stdout) == {"diagnostics": [], "summary": {"error": 0, "warning": 0, "advice": 0}}


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_files_and_pipes_get_utf_8_whatever_the_machine_speaks(project: Path, encoding: str) -> None:
    laid(project, {PAGE: "[a](žluťoučký-検索.md)\n"})
    command = (sys.executable, "-c", "from okrsite.cli import main; main()", "check", str(project), "--format", "json")
    env = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": encoding}
    ran = subprocess.run(command, env=env, capture_output=True)
    assert (ran.returncode, ran.stderr) == (PROBLEMS, b"")
    assert json.loads(ran.stdout.decode("utf-8"))["diagnostics"][0]["message"].startswith("žluťoučký-検索.md leads")


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(
    ("content", "strict", "ci", "code"),
    [
        ({}, (), None, CLEAN),
        ({}, ("--strict",), "true", CLEAN),
        (ADVICE, ("--strict",), "true", CLEAN),
        (WARNING, (), None, CLEAN),
        (WARNING, (), "", CLEAN),
        (WARNING, ("--strict",), None, PROBLEMS),
        (WARNING, (), "true", PROBLEMS),
        (WARNING, ("--no-strict",), "true", CLEAN),
        (ERROR, (), None, PROBLEMS),
        (ERROR, ("--no-strict",), None, PROBLEMS),
    ],
)
def test_the_exit_code_tells_how_bad_it_is(
    project: Path, command: str, content: dict[str, str], strict: tuple[str, ...], ci: str | None, code: int
) -> None:
    laid(project, content)
    ran = okrsite(command, project, *DAY, *strict, env={"CI": ci})
    assert ran.exit_code == code, ran.output
    if command == "build":
        assert (project / "site").exists() == (code == CLEAN)


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"FORCE_COLOR": ""}, False),
    ],
)
def test_colour_is_for_terminals_unless_the_environment_says_otherwise(
    project: Path, env: dict[str, str | None], coloured: bool
) -> None:
    laid(project, ERROR)
    told = okrsite("check", project, *DAY, env=env)
    assert ("\x1b[1;31merror[dead-link]\x1b[0m: gone.md" in told.stderr) is coloured
    assert ("\x1b" in told.output) is coloured


# ---------------------------------------------------------------------------------------------- build


def test_a_build_says_how_much_it_made_on_its_last_line(project: Path) -> None:
    built = okrsite("build", project, *DAY)
    assert built.exit_code == CLEAN
    assert LAST_LINE.fullmatch(built.stdout)
    assert built.stdout.startswith(f"{len(list((project / 'site').rglob('*.html')))} pages, ")


def test_a_second_build_writes_nothing(project: Path) -> None:
    okrsite("build", project, *DAY)
    before = files(project / "site")
    assert ", 0 files written, " in okrsite("build", project, *DAY).stdout
    assert files(project / "site") == before


def test_the_output_is_where_it_is_wanted(project: Path, tmp_path: Path) -> None:
    built = okrsite("build", project, *DAY, "--output", tmp_path / "made" / "here")
    assert built.exit_code == CLEAN
    assert (tmp_path / "made/here/index.html").is_file()
    assert not (project / "site").exists()


def test_the_current_folder_is_the_project_when_none_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    assert okrsite("build", *DAY).exit_code == CLEAN
    assert (project / "site/index.html").is_file()


def test_an_error_leaves_the_last_good_site(project: Path) -> None:
    okrsite("build", project, *DAY)
    before = files(project / "site")
    laid(project, ERROR)
    built = okrsite("build", project, *DAY)
    assert (built.exit_code, built.stdout) == (PROBLEMS, "")
    assert built.stderr.endswith("1 error\nNothing was published.\n")
    assert files(project / "site") == before


def test_the_day_and_the_edition_decide_what_is_published(project: Path) -> None:
    laid(project, {"content/pages/later.md": "---\npublish: 2026-11-01\n---\n"})
    laid(project, {"content/pages/ours.md": "---\nvisibility: internal\n---\n"})

    def pages(*options: str) -> list[str]:
        assert okrsite("build", project, *options).exit_code == CLEAN
        return sorted(path.name for path in (project / "site/pages").glob("*/"))

    assert pages(*DAY) == ["ours"]
    assert pages("--as-of", "2026-11-01") == ["later", "ours"]
    assert not okrsite("build", project, *DAY, "--edition", "all").exit_code
    assert not (project / "site/pages").exists()


def test_without_a_cache_nothing_is_remembered(project: Path) -> None:
    okrsite("build", project, *DAY, "--no-cache")
    assert not (project / ".okrsite").exists()
    okrsite("build", project, *DAY)
    assert (project / ".okrsite").is_dir()


def test_explaining_a_build_names_each_page_and_whether_it_was_rendered(project: Path) -> None:
    laid(project, {PAGE: "Words.\n"})
    *first, last = okrsite("build", project, *DAY, "--explain").stdout.splitlines()
    assert LAST_LINE.fullmatch(f"{last}\n")
    assert "rendered   /pages/faq/" in first
    assert all(line.startswith("rendered   /") for line in first)
    laid(project, {PAGE: "Other words.\n"})
    *second, _ = okrsite("build", project, *DAY, "--explain").stdout.splitlines()
    assert "rendered   /pages/faq/" in second
    assert "remembered /teams/search/" in second
    assert {line.split()[1] for line in second} == {line.split()[1] for line in first}


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--as-of", "yesterday"),
        ("build", "--as-of", "2026-02-30"),
        ("build", "--edition", "everybody"),
        ("check", "--format", "xml"),
        ("build", "--frobnicate"),
        ("frobnicate",),
        ("explain",),
        ("check", "a", "b"),
    ],
)
def test_a_slip_in_what_is_typed_is_told_in_a_sentence(
    project: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    ran = okrsite(*arguments)
    assert ran.exit_code == USAGE
    assert "Error: " in ran.stderr
    assert "Traceback" not in ran.output


# ---------------------------------------------------------------------------------------------- the output folder


def outputs(project: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Folders that must never be an output."""
    yield "the project", project
    yield "its parent", tmp_path
    yield "the content", project / "content"
    yield "a part of the content", project / "content/pages/new"
    yield "the themes", project / "themes"
    yield "git", project / ".git"
    yield "a part of git", project / ".git/site"
    yield "a foreign folder", tmp_path / "foreign"
    yield "a file", tmp_path / "file"
    yield "a link", tmp_path / "link"
    yield "the root", Path("/")
    yield "the home folder", Path("~").expanduser()


def test_a_folder_that_is_not_its_own_is_never_cleared(project: Path, tmp_path: Path) -> None:
    laid(tmp_path / "foreign", {"thesis.txt": "years of work\n"})
    laid(project, {".git/HEAD": "ref: refs/heads/main\n"})
    (tmp_path / "file").write_text("a file\n")
    (tmp_path / "link").symlink_to(tmp_path / "foreign")
    before = files(tmp_path)
    for name, output in outputs(project, tmp_path):
        built = okrsite("build", project, *DAY, "--output", output)
        assert built.exit_code == USAGE, name
        assert built.stderr.startswith("okrsite: "), name
        assert "Traceback" not in built.output, name
        assert files(tmp_path) == before, name


# ---------------------------------------------------------------------------------------------- explain and the rest


def test_a_code_is_explained(project: Path) -> None:
    told = okrsite("explain", "dead-link")
    assert told.exit_code == CLEAN
    assert told.stdout.startswith("# dead-link\nseverity: error\n")


def test_an_unknown_code_gets_the_nearest_one(project: Path) -> None:
    told = okrsite("explain", "ded-link")
    assert told.exit_code == USAGE
    assert told.stderr == "okrsite: there is no code ded-link; did you mean dead-link?\n"
    assert okrsite("explain", "zzz").stderr == "okrsite: there is no code zzz\n"


def test_a_code_cannot_name_another_file(project: Path) -> None:
    for code in ("../__init__", "/etc/passwd", "..", ""):
        assert okrsite("explain", code).exit_code == USAGE


def test_the_version_and_every_command_are_told(project: Path) -> None:
    assert okrsite("--version").stdout == f"okrsite, version {__version__}\n"
    told = okrsite("--help")
    for command in ("init", "build", "check", "serve", "explain"):
        assert re.search(rf"^  {command} +\S", told.stdout, re.MULTILINE)
        assert okrsite(command, "--help").exit_code == CLEAN
