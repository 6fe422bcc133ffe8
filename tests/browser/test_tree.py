"""The alignment tree: by keyboard alone, filtered, linked into, searched by the browser, printed, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Reader

pytestmark = pytest.mark.browser

GOAL = "trasana/2026-q4/empty-kilometres"
KEY_RESULT = "route-planning/2026-q4/empty-leg.acted-on"


def node(page: Page, id: str) -> Locator:
    """A row with everything below it."""
    return page.locator(f'[id="{id}"]')


def twist(page: Page, id: str) -> Locator:
    """The button that folds a row's children."""
    return node(page, id).locator("button.twist").first


def tabbed_to(page: Page, target: Locator, most: int = 60) -> None:
    """Presses Tab until something has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"{most} times Tab does not lead to {target}")


def hidden_rows(page: Page) -> int:
    """How many rows of the tree are not shown."""
    return int(page.evaluate("[...document.querySelectorAll('.tree .node')].filter(n => !n.checkVisibility()).length"))


def shown_titles(page: Page) -> list[str]:
    """The titles of the rows that are shown and not dimmed."""
    return list(
        page.evaluate(
            """[...document.querySelectorAll('.tree .node:not(:has(> .dim))')].filter(n => n.checkVisibility())
               .map(n => n.querySelector('.node-name a')?.textContent ?? '')"""
        )
    )


def test_it_is_walked_with_arrow_keys(reader: Reader) -> None:
    page = reader.open("alignment/")
    company, first = twist(page, "trasana"), twist(page, "trasana/2026-q4/refuse-to-give-up")
    tabbed_to(page, company)
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowRight")
    expect(first).to_have_attribute("aria-expanded", "true")
    expect(node(page, "trasana/2026-q4/refuse-to-give-up.retention")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(first).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(twist(page, GOAL)).to_be_focused()
    page.keyboard.press("*")
    expect(first).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Home")
    expect(company).to_be_focused()
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.closest('.tree') !== null")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(company).to_have_attribute("aria-expanded", "false")


def test_it_is_filtered_with_the_keyboard_alone(reader: Reader) -> None:
    page = reader.open("alignment/")
    status = page.get_by_role("status")
    tabbed_to(page, page.get_by_role("searchbox", name="Words in the title"))
    page.keyboard.type("empty")
    expect(status).to_contain_text("match")
    assert any("empty" in title.lower() for title in shown_titles(page))
    expect(page).to_have_url(re.compile(r"\?q=empty$"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    expect(status).to_have_text("29 objectives and 77 key results.")
    tabbed_to(page, page.get_by_role("combobox", name="Team"), 2)
    page.keyboard.type("Route")
    expect(status).to_have_text("Objectives that match: 3, key results: 7.")
    tabbed_to(page, page.get_by_role("combobox", name="Status"), 2)
    for _ in range(3):  # on track, at risk, off track: letters would have to come quickly
        page.keyboard.press("ArrowDown")
    expect(status).to_contain_text("match")
    expect(page).to_have_url(re.compile(r"\?t=route-planning&s=off$"))
    expect(node(page, "support")).to_be_hidden()


def test_a_filter_is_in_the_address(reader: Reader) -> None:
    page = reader.open("alignment/?t=support&s=none")
    expect(page.get_by_role("combobox", name="Team")).to_have_value("support")
    expect(page.get_by_role("status")).to_contain_text("match")
    expect(node(page, "route-planning")).to_be_hidden()


def test_words_are_found_without_their_accents(reader: Reader) -> None:
    page = reader.open("alignment/")
    page.get_by_role("searchbox").fill("EMPTY KILOMÉTRES")
    expect(page.get_by_role("status")).to_contain_text("match")
    page.get_by_role("searchbox").fill("no goal says this")
    expect(page.get_by_role("status")).to_have_text("Nothing matches. Clear a filter.")
    expect(page.locator("[data-tree]")).to_be_hidden()  # no empty frame is left
    page.get_by_role("searchbox").fill("books close")
    expect(page.get_by_role("status")).to_have_text("Key results that match: 1.")
    expect(page.locator("[data-tree]")).to_be_visible()


def test_what_was_open_is_open_again_after_a_filter(reader: Reader) -> None:
    page = reader.open("alignment/")
    twist(page, GOAL).click()
    before = hidden_rows(page)
    page.get_by_role("searchbox").fill("carriers")
    expect(page.get_by_role("status")).to_contain_text("match")
    page.get_by_role("searchbox").fill("")
    expect(page.get_by_role("status")).to_contain_text("29 objectives")
    assert hidden_rows(page) == before


def test_a_link_opens_its_branch(reader: Reader, scripts: bool) -> None:
    page = reader.open(f"alignment/#{GOAL}.share", scripts=scripts)
    expect(node(page, GOAL)).to_be_visible()
    page.goto(f"alignment/#{KEY_RESULT}")
    expect(node(page, KEY_RESULT)).to_be_in_viewport()


def test_the_browsers_own_search_opens_what_it_finds(reader: Reader) -> None:
    page = reader.open("alignment/#:~:text=Dispatchers%20act%20on%20a%20third")
    expect(node(page, KEY_RESULT)).to_be_in_viewport()
    expect(twist(page, "route-planning/2026-q4/empty-leg")).to_have_attribute("aria-expanded", "true")
    expect(twist(page, GOAL)).to_have_attribute("aria-expanded", "false")


def test_paper_shows_the_whole_tree(reader: Reader, scripts: bool) -> None:
    page = reader.open("alignment/", scripts=scripts)
    page.emulate_media(media="print")
    assert hidden_rows(page) == 0
    assert len(page.pdf()) > 20_000


def test_everything_is_open_without_scripts(reader: Reader) -> None:
    page = reader.open("alignment/", scripts=False)
    assert hidden_rows(page) == 0
    expect(page.locator("button:visible, input:visible, select:visible")).to_have_count(0)
    page.get_by_role("main").get_by_role("link", name="Product & Engineering").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Product & Engineering")


def test_relatives_light_up(reader: Reader) -> None:
    page = reader.open("alignment/")
    page.get_by_role("button", name="Expand all").click()
    page.locator('[id="route-planning/2026-q4/empty-leg"] .node-name a').first.focus()
    expect(node(page, GOAL).locator(".node-row").first).to_contain_class("rel")


def test_the_two_orders_are_two_pages(reader: Reader, scripts: bool) -> None:
    page = reader.open("alignment/", scripts=scripts)
    page.get_by_role("link", name="By strategy").click()
    expect(page.get_by_role("link", name="By strategy")).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("link", name="Carriers first").first).to_be_visible()
