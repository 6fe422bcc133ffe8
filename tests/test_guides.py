"""The commands of the guides work as they are written, in their order, in a new project."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from okrsite.cli import main
from tests.project import ROOT, okrsite

PAGES = ROOT / "docs/content/pages"
SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[list[str]]:
    """Each line of the page's shell blocks, in words."""
    text = (PAGES / page).read_text(encoding="utf-8")
    lines = [line for block in SHELL.findall(text) for line in block.splitlines()]
    return [shlex.split(line, comments=True) for line in lines if line.strip()]


def run(page: str) -> None:
    for program, *words in commands(page):
        assert program == "okrsite"
        done = okrsite(*words)
        assert done.exit_code == 0, (words, done.output)


def test_setting_it_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("setting-it-up.md")
    assert (tmp_path / "our-okrs/site/index.html").exists()


def test_first_check_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert okrsite("init", tmp_path / "okrs").exit_code == 0
    monkeypatch.chdir(tmp_path / "okrs")
    asking, *others = commands("first-check-in.md")
    assert okrsite(*asking[1:]).exit_code == 2  # it asks, and here is nobody
    for _, *words in others:
        done = okrsite(*words)
        assert done.exit_code == 0, (words, done.output)
    assert okrsite("check").exit_code == 0


def test_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("commands.md")
    assert (tmp_path / "our-site/index.html").exists()


def options() -> dict[str, set[str]]:
    """Every command with the options that it has."""
    return {
        name: {word for option in command.params if isinstance(option, click.Option) for word in
               (*option.opts, *option.secondary_opts)}
        for name, command in main.commands.items()
    }  # fmt: skip


@pytest.mark.parametrize("page", ["first-check-in.md", "first-cycle.md", "setting-it-up.md", "commands.md"])
def test_every_option_that_is_named_exists(page: str) -> None:
    text = (PAGES / page).read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    assert named <= set().union(*options().values(), {"--help"})


def test_every_command_and_option_stands_in_the_reference() -> None:
    text = (PAGES / "commands.md").read_text(encoding="utf-8")
    assert [name for name in options() if f"\n### {name}\n" not in text] == []
    assert {word for words in options().values() for word in words if f"`{word}" not in text} == set()


def test_first_cycle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert okrsite("init", tmp_path / "our-okrs").exit_code == 0
    monkeypatch.chdir(tmp_path)
    run("first-cycle.md")
    assert okrsite("check", "our-okrs").exit_code == 0


def test_a_theme_as_the_guide_writes_it(tmp_path: Path) -> None:
    project = tmp_path / "okrs"
    assert okrsite("init", project).exit_code == 0
    text = (PAGES / "your-own-theme.md").read_text(encoding="utf-8")
    for path, body in re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```', text, re.MULTILINE | re.DOTALL):
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(body, encoding="utf-8")
    assert okrsite("build", project).exit_code == 0
    home = (project / "site/index.html").read_text(encoding="utf-8")
    (sheet,) = re.findall(r'href="(static/[^"]+/acme\.css)"', home)
    assert "--accent" in (project / "site" / sheet).read_text(encoding="utf-8")
    assert home.index("okr.css") < home.index("acme.css")
    pages = [path.read_text(encoding="utf-8") for path in (project / "site").rglob("*.html")]
    assert [page for page in pages if "acme.css" not in page and 'http-equiv="refresh"' not in page] == []


def test_a_name_that_does_not_exist_is_told_as_the_guide_says(tmp_path: Path) -> None:
    project = tmp_path / "okrs"
    assert okrsite("init", project).exit_code == 0
    (project / "content/site.yaml").write_text("name: Acme\ntheme: acme\n", encoding="utf-8")
    template = project / "themes/acme/templates/team.html"
    template.parent.mkdir(parents=True)
    template.write_text("{{ view.nme }}", encoding="utf-8")
    (told,) = re.findall(r"^error\[template-error\].*$", (PAGES / "your-own-theme.md").read_text("utf-8"), re.MULTILINE)
    assert told in okrsite("build", project).output
