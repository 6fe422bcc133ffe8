"""What an editor shows in content files, by the language server that VS Code and others use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.editor.language_server import SERVER, Editor
from tests.project import okrsite

LINE = "# yaml-language-server: $schema=../../../../.vscode/schemas/okrs.json\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not SERVER.exists() or shutil.which("node") is None:
        if os.environ.get("CI"):
            pytest.fail("there is no yaml-language-server: python3 build.py test installs it where npm is")
        pytest.skip("no yaml-language-server: install Node with npm and run python3 build.py test once")
    folder = tmp_path_factory.mktemp("project")
    (folder / "content").mkdir()
    assert okrsite("schema", folder).exit_code == 0
    return folder


@pytest.fixture
def okrs(request: pytest.FixtureRequest) -> str:
    """A file of each test's own, since a language server may still speak of the last text of a file."""
    return f"content/teams/{request.node.name.replace('_', '-')}/2026-t3/okrs.yaml"


@pytest.fixture(scope="module")
def editor(project: Path) -> Iterator[Editor]:
    editor = Editor(project)
    yield editor
    editor.close()


def marked(diagnostics: list[dict[str, Any]], text: str) -> list[tuple[str, str]]:
    """The marked words and what is said of them."""
    lines = text.split("\n")
    return [
        (lines[d["range"]["start"]["line"]][d["range"]["start"]["character"] : d["range"]["end"]["character"]],
         d["message"])
        for d in diagnostics
    ]  # fmt: skip


def test_a_sound_file_has_no_marks(editor: Editor, okrs: str) -> None:
    text = "objectives:\n  - {id: a, title: no, owner: ann, supports: company/grow, score: 0.7, state: active}\n"
    assert editor.opened(okrs, text) == []


def test_a_wrong_key_is_marked(editor: Editor, okrs: str) -> None:
    text = "objectives:\n  - id: a\n    title: A\n    titel: B\n"
    assert marked(editor.opened(okrs, text), text) == [("titel", "Property titel is not allowed.")]


def test_a_wrong_value_is_marked_with_what_would_be_right(editor: Editor, okrs: str) -> None:
    text = "objectives:\n  - id: a\n    title: A\n    state: actve\n    weight: -1\n"
    found = dict(marked(editor.opened(okrs, text), text))
    assert '"draft", "active", "paused"' in found["actve"]
    assert "0" in found["-1"]


def test_a_missing_field_is_marked(editor: Editor) -> None:
    text = "start: 2026-01-01\n"
    found = marked(editor.opened("content/cycles/2026.yaml", text), text)
    assert [said for _, said in found] == ['Missing property "end".']


def test_fields_are_completed_with_what_they_are_for(editor: Editor, okrs: str) -> None:
    editor.opened(okrs, "objectives:\n  - id: a\n    \n")
    found = {item["label"]: item for item in editor.at("completion", okrs, 2, 4)["items"]}
    assert {"title", "owner", "owners", "supports", "key_results", "why"} <= found.keys()
    assert "What it says, in inline Markdown." in str(found["title"]["documentation"])


def test_words_of_a_fixed_few_are_completed(editor: Editor, okrs: str) -> None:
    editor.opened(okrs, "objectives:\n  - id: a\n    ambition: \n")
    labels = [item["label"] for item in editor.at("completion", okrs, 2, 14)["items"]]
    assert {"committed", "aspirational"} <= set(labels)


def test_a_field_says_what_it_is_when_pointed_at(editor: Editor, okrs: str) -> None:
    editor.opened(okrs, "objectives:\n  - id: a\n    title: A\n    ambition: committed\n")
    said = editor.at("hover", okrs, 3, 6)["contents"]["value"]
    assert "committed is expected in full, aspirational to 70 %." in said


def test_the_schema_line_alone_is_enough(project: Path) -> None:
    editor = Editor(project)
    editor.settings = {}
    try:
        text = LINE + "objectives:\n  - id: a\n    titel: A\n"
        words = [word for word, _ in marked(editor.opened("content/teams/search/2026-t3/okrs.yaml", text), text)]
        assert "titel" in words
    finally:
        editor.close()
