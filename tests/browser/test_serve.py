"""Editing with a browser beside: the new value without a jump, what is wrong above the page, and gone when mended."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.project import ROOT
from tests.serve.served import PATIENCE, Server, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GOAL = "teams/route-planning/2026-q4/one-sitting/"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    themes = tmp_path / "themes/own/assets"
    themes.mkdir(parents=True)
    shutil.copy(ROOT / "themes/default/assets/okr.css", themes / "okr.css")
    replaced(tmp_path / "content/site.yaml", "theme: default", "theme: own")
    return tmp_path


@pytest.fixture
def server(project: Path) -> Iterator[Server]:
    with served(project, "--as-of", "2026-11-22") as server:
        yield server


def until(page: Page, expression: str) -> None:
    """Wait for something in the page. Playwright's own way evaluates text there, which the policy forbids."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"never: {expression}"
        page.wait_for_timeout(50)


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(base_url=f"http://127.0.0.1:{server.port}/", viewport={"width": 1000, "height": 500})
    context.set_default_timeout(60_000)
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: troubles.append(str(fault)))
    page.goto(GOAL)
    until(page, "window.LiveReload?.connector?.protocol")
    yield page
    context.close()
    assert troubles == []


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def check_in(project: Path) -> Path:
    """The newest check-in that names the goal."""
    folder = project / "content/teams/route-planning/2026-q4/check-ins"
    return max(path for path in folder.iterdir() if "one-sitting.session" in path.read_text(encoding="utf-8"))


def test_a_check_in_is_edited_broken_and_mended_beside_the_page(project: Path, page: Page) -> None:
    path = check_in(project)
    old = re.search(r"one-sitting\.session:\s+(?:value: )?(\d+)", path.read_text(encoding="utf-8"))
    assert old is not None
    folds = page.locator("details.more")
    folds.first.locator("summary").click()
    page.evaluate("scrollTo(0, 300)")

    replaced(path, old[0], old[0].replace(old[1], "23.5"))
    expect(page.locator("#session .okr-meta")).to_contain_text("23.5")
    until(page, "scrollY === 300")
    assert folds.first.get_attribute("open") is not None
    expect(page.locator("#okrsite-overlay")).to_have_count(0)

    replaced(path, "one-sitting.session", "one-sitting.sesion")
    overlay = page.locator("#okrsite-overlay")
    expect(overlay).to_contain_text("did you mean one-sitting.session?")
    expect(overlay).to_contain_text(path.name)
    expect(page.locator("#session .okr-meta")).to_contain_text("23.5")
    assert page.evaluate("scrollY") == 300

    replaced(path, "one-sitting.sesion", "one-sitting.session")
    expect(overlay).to_have_count(0)
    assert page.evaluate("scrollY") == 300


def test_a_style_sheet_is_exchanged_below_a_page_that_stays(project: Path, page: Page) -> None:
    page.evaluate("window.stays = true")
    with (project / "themes/own/assets/okr.css").open("a", encoding="utf-8") as file:
        file.write("\nh1 { color: rgb(1, 2, 3) !important; }\n")
    expect(page.locator("h1").first).to_have_css("color", "rgb(1, 2, 3)")
    assert page.evaluate("window.stays") is True


def test_a_tab_that_was_away_asks_when_it_comes_back(project: Path, page: Page, server: Server) -> None:
    page.evaluate("LiveReload.shutDown()")
    path = check_in(project)
    old = re.search(r"one-sitting\.session:\s+(?:value: )?(\d+)", path.read_text(encoding="utf-8"))
    assert old is not None
    replaced(path, old[0], old[0].replace(old[1], "23.5"))
    server.until(lambda: "23.5" in server.page(GOAL), "it is built")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#session .okr-meta")).to_contain_text("23.5")
