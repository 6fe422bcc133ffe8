"""A page ages honestly: it is brought to the reader's day; without scripts its own day stands there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Reader, Site, once, opened, reading
from tests.browser.invented import TODAY
from tests.browser.nasty import deep
from tests.project import built, laid

pytestmark = pytest.mark.browser


def make(folder: Path) -> None:
    files = deep()
    files["content/site.yaml"] = json.dumps({"name": "Acme"}).encode()
    made = built(files, as_of=TODAY)
    assert made.tree is not None
    laid(folder, made.tree)


@pytest.fixture(scope="module")
def ageing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site made for 31 October 2026, which is no demonstration."""
    folder = once(tmp_path_factory, "ageing", make)
    with opened(folder) as site:
        yield site


@pytest.fixture
def later(browser: Browser, ageing: Site) -> Iterator[Reader]:
    with reading(browser, ageing) as reader:
        yield reader


def seen_on(reader: Reader, day: date, address: str = "", **options: Any) -> Page:
    """A page as somebody sees it on a day, in a browser of a far time zone."""
    page = reader.open("404.html", timezone_id="Pacific/Auckland", **options)
    page.clock.set_fixed_time(f"{day}T09:00:00+13:00")
    page.goto(address)
    return page


def test_on_its_own_day_a_page_says_only_the_day(later: Reader) -> None:
    page = seen_on(later, TODAY)
    expect(page.get_by_role("contentinfo")).to_contain_text("As of 31 October 2026.")
    expect(page.get_by_role("complementary", name="Current cycle")).to_contain_text("61 days left.")
    expect(page.get_by_text("Published")).to_have_count(0)


def test_days_later_it_says_how_old_it_is(later: Reader) -> None:
    page = seen_on(later, date(2026, 11, 3))
    expect(page.get_by_role("contentinfo")).to_contain_text("As of 31 October 2026, 3 days ago.")
    ribbon = page.get_by_role("complementary", name="Current cycle")
    expect(ribbon).to_contain_text("Published 3 days ago.")
    expect(ribbon).to_contain_text("58 days left.")


def test_silence_grows_while_nobody_publishes(later: Reader) -> None:
    page = seen_on(later, date(2026, 11, 10))
    expect(page.locator("main")).to_contain_text("70 days since the last check-in")


def test_a_due_day_that_has_passed_says_so(later: Reader) -> None:
    address = "teams/level-1/2026-t3/goal/"
    on_time = seen_on(later, TODAY, address)
    due = on_time.locator("time[data-due]").first
    words = due.evaluate("one => one.parentElement.textContent")
    day = date.fromisoformat(due.get_attribute("datetime") or "")
    assert "ago" not in words
    page = seen_on(later, date.fromordinal(day.toordinal() + 2), address)
    assert "2 days ago" in page.locator("time[data-due]").first.evaluate("one => one.parentElement.textContent")


def test_without_scripts_the_day_stands_there(later: Reader) -> None:
    page = later.open(scripts=False)
    expect(page.get_by_role("contentinfo")).to_contain_text("As of 31 October 2026.")
    expect(page.get_by_text("Published")).to_have_count(0)


def test_a_demonstration_does_not_age(reader: Reader) -> None:
    page = seen_on(reader, date(2027, 3, 1))
    expect(page.get_by_role("contentinfo")).to_contain_text("As of 22 November 2026. A fixed date, for demonstration.")
    expect(page.get_by_role("complementary", name="Current cycle")).to_contain_text("39 days left.")
