"""html-validate finds no error on any page of the sample."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = {
    # A table that scrolls sideways is a named region that takes the focus, and a section is a part of the text;
    # no select can show what the quick search shows.
    "prefer-native-element": ["error", {"exclude": ["region", "combobox", "listbox"]}],
    # Lists may have names: the weeks of a cycle have one.
    "aria-label-misuse": ["error", {"allowAnyNamable": True}],
    # Filters work while one types, and on Enter; a button would do nothing.
    "wcag/h32": "off",
    # In a plain table HTML takes the first cells of rows and columns for headers by itself (note 1 of H63).
    "wcag/h63": "off",
    # Blank ends of lines cost nothing once compressed.
    "no-trailing-whitespace": "off",
}
"""What differs from the rules as they come, and why."""


def test_every_page_is_valid(site: Site, node: Path, tmp_path: Path) -> None:
    settings = {"root": True, "extends": ["html-validate:standard", "html-validate:a11y"], "rules": RULES}
    (tmp_path / "rules.json").write_text(json.dumps(settings), encoding="utf-8")
    program = node / "html-validate" / "bin" / "html-validate.mjs"
    command = [shutil.which("node") or "node", program, "-c", tmp_path / "rules.json", "-f", "json"]
    pages = site.folder / "**" / "*.html"
    done = subprocess.run([*map(str, command), str(pages)], capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    found = [
        f"{Path(page['filePath']).relative_to(site.folder)}:{one['line']}: {one['ruleId']}: {one['message']}"
        for page in json.loads(done.stdout)
        for one in page["messages"]
    ]
    assert found == []
