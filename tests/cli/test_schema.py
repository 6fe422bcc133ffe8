"""`okrsite schema` brings editors' files up to date and leaves what people set."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.company import files, project
from tests.project import okrsite


def test_schemas_and_settings_are_written_once(tmp_path: Path) -> None:
    root = project(tmp_path)
    done = okrsite("schema", root)
    assert done.exit_code == 0
    assert "wrote .vscode/schemas/okrs.json\n" in done.stdout
    assert "yaml.schemas" in json.loads((root / ".vscode/settings.json").read_text())
    assert okrsite("schema", root).stdout == "Everything is up to date.\n"


def test_settings_with_comments_stay_and_ours_are_printed(tmp_path: Path) -> None:
    root = project(tmp_path)
    mine = '{\n  // wide\n  "editor.rulers": [100]\n}\n'
    (root / ".vscode").mkdir()
    (root / ".vscode/settings.json").write_text(mine)
    done = okrsite("schema", root)
    assert done.exit_code == 0
    assert ".vscode/settings.json is not plain JSON and stays as it is; add to it:" in done.stderr
    assert '"./.vscode/schemas/okrs.json": "content/teams/*/*/okrs.yaml"' in done.stderr
    assert (root / ".vscode/settings.json").read_text() == mine


def test_lines_are_put_on_top_of_every_file_and_nothing_else_changes(tmp_path: Path) -> None:
    root = project(tmp_path)
    before = files(root)
    assert okrsite("schema", root, "--lines").exit_code == 0
    for path, data in files(root).items():
        first, second, *_ = data.decode().split("\n")
        line = second if first == "---" else first
        assert line.startswith("# yaml-language-server: $schema=../"), path
        assert data.replace(f"{line}\n".encode(), b"") == before[path]
        assert (root / path).parent.joinpath(line.partition("=")[2]).resolve().is_file()
    assert okrsite("check", root, "--as-of", "2026-11-20").exit_code == 0
