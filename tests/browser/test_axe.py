"""axe-core finds nothing on any kind of page: in both themes, at three widths, folded and unfolded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Reader, opened, reading
from tests.browser.pages import KINDS
from tests.project import okrsite
from tests.scratch import scratch, ten_teams

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""What can change with the theme alone."""

WIDTHS = (1280, 768, 360)


def violations(page: Page, options: dict[str, Any] = OPTIONS) -> list[str]:
    """Everything found on a page that knows `axe`, as one line each."""
    found: list[dict[str, Any]] = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{rule['id']} at {' '.join(map(str, one['target']))}: {one['failureSummary'].splitlines()[1].strip()}"
        for rule in found
        for one in rule["nodes"]
    ]


def looked_at(page: Page, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """What axe finds at each width and in each theme."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        found += [f"{width} light: {one}" for one in violations(page)]
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        found += [f"{width} dark: {one}" for one in violations(page, COLOURS)]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(reader: Reader, axe: str, kind: str) -> None:
    page = reader.open(KINDS[kind])
    page.evaluate(axe)
    assert violations(page) == []  # as it comes, folded
    page.evaluate("for (const one of document.querySelectorAll('details:not(.menu)')) one.open = true")
    assert looked_at(page) == []


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_without_scripts(reader: Reader, axe: str, kind: str) -> None:
    page = reader.open("mission/")
    page.route("**/*.js", lambda asked: asked.fulfill(body="", content_type="text/javascript"))
    page.goto(KINDS[kind])
    page.evaluate(axe)
    assert looked_at(page, (1280, 360)) == []


def test_axe_finds_nothing_on_what_a_preview_adds(browser: Browser, axe: str, tmp_path: Path) -> None:
    work = scratch(tmp_path / "work")
    work.commit(ten_teams())
    work.git("checkout", "-qb", "mine")
    work.commit({"content/lessons/new.md": "---\ntitle: New\n---\nx\n"})
    options = ("--output", tmp_path / "out", "--as-of", "2026-10-31", "--preview", "main")
    result = okrsite("build", work.root, *options)
    assert result.exit_code == 0, result.output
    with opened(tmp_path / "out") as site, reading(browser, site) as reader:
        page = reader.open("preview/")
        expect(page.get_by_role("link", name="New", exact=True)).to_be_visible()
        page.evaluate(axe)
        assert looked_at(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("layer", ["legend", "menu", "search"])
def test_axe_finds_nothing_in_what_opens_above_a_page(reader: Reader, axe: str, layer: str, theme: str) -> None:
    page = reader.open(size=(360 if layer == "menu" else 1280, 800))
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
    if layer == "legend":
        page.get_by_role("button", name="How to read this").click()
    elif layer == "menu":
        page.locator("summary[aria-label=Menu]").click()
    else:
        page.keyboard.press("/")
        page.get_by_role("combobox").fill("carrier")
        page.get_by_role("option").first.wait_for()
    page.evaluate(axe)
    assert violations(page) == []
