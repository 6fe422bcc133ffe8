"""What people come for, step by step, with scripts and without: nothing that matters needs them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Reader

pytestmark = pytest.mark.browser

RISKY = "Prove that we cut empty kilometres"
KEY_RESULT = re.compile("^Our customers drive 19% of their kilometres empty")


def heading(page: Page, name: str | re.Pattern[str]) -> None:
    """Waits for the page with this heading."""
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def test_i_find_my_team(reader: Reader, scripts: bool) -> None:
    page = reader.open(scripts=scripts)
    page.get_by_role("link", name="My team").click()
    heading(page, "Which team is yours?")
    if scripts:
        page.get_by_role("searchbox", name="Find a team or its lead").fill("route plan")
        expect(page.get_by_role("status")).to_have_text("1 of 22 shown.")
        expect(page.get_by_role("link", name="Support", exact=True)).to_be_hidden()
    page.get_by_role("main").get_by_role("link", name="Route Planning").click()
    heading(page, "Route Planning")


def test_my_team_is_remembered_and_forgotten(reader: Reader) -> None:
    page = reader.open("my-team/")
    page.get_by_role("main").get_by_role("link", name="Route Planning").click()
    expect(page.get_by_role("button", name="This is my team")).to_have_attribute("aria-pressed", "true")
    page.goto("lessons/")
    page.get_by_role("banner").get_by_role("link", name="Route Planning").click()
    heading(page, "Route Planning")
    page.get_by_role("button", name="This is my team").click()
    page.reload()
    expect(page.get_by_role("button", name="This is my team")).to_have_attribute("aria-pressed", "false")
    page.get_by_role("banner").get_by_role("link", name="My team").click()
    heading(page, "Which team is yours?")


def test_the_chooser_shows_which_team_is_mine_and_forgets_it(reader: Reader) -> None:
    page = reader.open("my-team/")
    forget = page.get_by_role("button", name="Forget my choice")
    expect(forget).to_be_hidden()  # there is nothing to forget
    mine = page.get_by_role("main").get_by_role("link", name="Route Planning")
    edge = "one => getComputedStyle(one.closest('.card')).borderTopColor"
    before = mine.evaluate(edge)
    mine.click()
    page.goto("my-team/")
    expect(mine).to_have_attribute("aria-current", "true")
    assert mine.evaluate(edge) != before
    forget.click()
    expect(page.get_by_role("banner").get_by_role("link", name="My team")).to_be_visible()
    assert mine.evaluate(edge) == before
    page.get_by_role("searchbox").focus()
    expect(forget).to_be_hidden()


def test_i_see_why_the_company_objective_is_at_risk(reader: Reader, scripts: bool) -> None:
    page = reader.open(scripts=scripts)
    expect(page.get_by_text(f"One needs help: {RISKY}.")).to_be_visible()
    goal = page.get_by_role("listitem").filter(has=page.get_by_role("heading", level=3, name=RISKY))
    expect(goal).to_contain_text("At risk")
    expect(goal).to_contain_text("42%")
    goal.get_by_role("link", name=RISKY).click()
    heading(page, RISKY)
    expect(page.get_by_role("main")).to_contain_text("Matching needs carriers who share data")


def test_i_follow_it_down_to_a_key_result_and_its_check_in(reader: Reader, scripts: bool) -> None:
    page = reader.open("alignment/", scripts=scripts)
    page.get_by_role("link", name=RISKY).first.click()
    key_result = page.get_by_role("listitem").filter(has=page.get_by_role("heading", level=3, name=KEY_RESULT))
    expect(key_result).to_contain_text("22.4% → 21.3% → 19%")
    page.get_by_role("link", name="All check-ins of the team").click()
    newest = page.locator("#check-in-2026-11-20-pokorna, [id^=check-in-2026-11-20]").first
    expect(newest).to_contain_text("Soňa Pokorná")
    expect(newest).to_contain_text("At this speed we end near 20.8.")


def test_a_number_explains_itself(reader: Reader, scripts: bool) -> None:
    page = reader.open("teams/trasana/2026-q4/empty-kilometres/", scripts=scripts)
    key_result = page.get_by_role("listitem").filter(has=page.get_by_role("heading", level=3, name=KEY_RESULT))
    formula = key_result.get_by_text("(22.4% − 21.3%) ÷ (22.4% − 19%) = 1.1 ÷ 3.4 = 32%")
    expect(formula).to_be_hidden()
    key_result.get_by_text("How the 32% is worked out").click()
    expect(formula).to_be_visible()
    expect(key_result).to_contain_text("check-in of 20 November by Soňa Pokorná")
    expect(key_result).to_contain_text("Due on 27 November.")


def test_i_go_up_to_the_strategy(reader: Reader, scripts: bool) -> None:
    page = reader.open("teams/route-planning/2026-q4/empty-leg/", scripts=scripts)
    fits = page.get_by_role("heading", name="Where it fits").locator("..")
    fits.get_by_role("link", name=RISKY).click()
    heading(page, RISKY)
    fits.get_by_role("link", name="Fewer empty kilometres").click()
    heading(page, re.compile("strategy|Strategy|decided|decisions"))
    expect(page.locator("#fewer-empty-kilometres")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Fewer empty kilometres")).to_be_visible()


def test_the_legend_needs_no_script(reader: Reader, scripts: bool) -> None:
    page = reader.open(scripts=scripts)
    legend = page.get_by_role("dialog", name="How to read this")
    expect(legend).to_be_hidden()
    page.get_by_role("button", name="How to read this").click()
    expect(legend).to_contain_text("A bar that reaches the line keeps even pace with the calendar.")
    page.keyboard.press("Escape")
    expect(legend).to_be_hidden()


def test_the_menu_of_a_phone(reader: Reader, scripts: bool) -> None:
    page = reader.open(scripts=scripts, size=(360, 740), has_touch=True)
    sheet = page.get_by_role("navigation", name="Main, small screen")
    expect(sheet).to_be_hidden()
    page.locator("summary[aria-label=Menu]").click()
    expect(sheet).to_be_visible()
    if scripts:
        page.keyboard.press("Escape")
        expect(sheet).to_be_hidden()
        expect(page.locator("summary[aria-label=Menu]")).to_be_focused()
        page.locator("summary[aria-label=Menu]").click()
    sheet.get_by_role("link", name="Lessons").click()
    heading(page, re.compile("learned"))


def test_the_theme_is_remembered(reader: Reader) -> None:
    page = reader.open()
    toggle = page.get_by_role("button", name="Colour theme")
    for name, dark in (("light", False), ("dark", True)):
        toggle.click()
        expect(toggle).to_have_accessible_name(f"Colour theme: {name}")
        page.goto("teams/")
        expect(toggle).to_have_accessible_name(f"Colour theme: {name}")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == ("rgb(14, 20, 26)" if dark else "rgb(245, 247, 249)")
    toggle.click()
    expect(toggle).to_have_accessible_name("Colour theme: automatic")


def test_lessons_are_filtered(reader: Reader) -> None:
    page = reader.open("lessons/")
    status = page.get_by_role("status")
    all_of_them = status.text_content()
    page.get_by_role("searchbox").first.fill("undo")
    expect(status).to_contain_text("1 of 13")
    expect(page.get_by_role("link", name=re.compile("Undo"))).to_be_visible()
    page.get_by_role("searchbox").first.fill("no such lesson")
    expect(status).to_contain_text("Nothing matches")
    page.get_by_role("searchbox").first.fill("")
    expect(status).to_have_text(all_of_them or "")


def test_training_remembers_what_i_have_read(reader: Reader) -> None:
    page = reader.open("training/")
    first = page.locator("[data-path]").first.get_by_role("listitem").first
    expect(first).not_to_contain_text("min, read")
    first.get_by_role("link").first.click()
    page.get_by_role("button", name="Mark as read").click()
    page.goto("training/")
    expect(first).to_contain_text("min, read")
    expect(page.get_by_text(re.compile("^1 of 5 pages read"))).to_be_visible()


def test_a_review_is_presented_with_keys(reader: Reader) -> None:
    page = reader.open("review/2026-q4/", size=(1280, 720), reduced_motion="reduce")
    page.get_by_role("link", name=re.compile("Present")).click()
    slides = page.locator(".slide")
    expect(slides.first).to_be_in_viewport(ratio=0.6)
    page.keyboard.press("ArrowRight")
    expect(slides.nth(1)).to_be_in_viewport(ratio=0.6)
    expect(page.get_by_text(re.compile("^2 of "))).to_be_visible()
    assert page.url.endswith("#s2")
    page.keyboard.press(" ")
    expect(slides.nth(2)).to_be_in_viewport(ratio=0.6)
    page.keyboard.press("Shift+ ")
    expect(slides.nth(1)).to_be_in_viewport(ratio=0.6)
    page.keyboard.press("End")
    expect(slides.last).to_be_in_viewport()
    page.keyboard.press("Home")
    expect(slides.first).to_be_in_viewport(ratio=0.6)


def test_every_slide_fills_the_screen_of_a_projector_and_nothing_lies_under_the_buttons(reader: Reader) -> None:
    page = reader.open("review/2026-q4/present/", size=(1280, 720), reduced_motion="reduce")
    slides = page.locator(".slide")
    for n in range(slides.count()):
        expect(slides.nth(n)).to_be_in_viewport(ratio=0.99)
        expect(page.get_by_text(re.compile(f"^{n + 1} of "))).to_be_visible()
        low = slides.nth(n).evaluate("one => Math.max(...[...one.children].map(e => e.getBoundingClientRect().bottom))")
        assert low <= page.locator(".slide-bar").evaluate("one => one.getBoundingClientRect().top")
        page.keyboard.press("PageDown")


def test_a_slide_higher_than_the_screen_is_read_to_its_end_with_keys(reader: Reader) -> None:
    page = reader.open("review/2026-q4/present/#s2", size=(400, 480), reduced_motion="reduce")
    slide, end = page.locator("#s2"), page.locator("#s2 > :last-child")
    assert slide.evaluate("one => one.offsetHeight") > 480
    for _ in range(6):
        page.keyboard.press("ArrowDown")
        if end.evaluate("one => one.getBoundingClientRect().bottom < innerHeight"):
            break
        expect(page.locator("#s3")).not_to_be_in_viewport(ratio=0.6)
    expect(end).to_be_in_viewport(ratio=0.9)
    expect(page.get_by_text(re.compile("^2 of "))).to_be_visible()
    for _ in range(6):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    expect(page.locator("#s1")).to_be_in_viewport(ratio=0.6)


def test_slides_are_turned_with_buttons_at_four_times_the_size(reader: Reader) -> None:
    page = reader.open("review/2026-q4/present/#s2", size=(320, 256), reduced_motion="reduce")
    expect(page.locator(".slide-bar .btn")).to_have_count(4)
    for button in page.locator(".slide-bar .btn").all():
        expect(button).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Next slide").click()
    expect(page.get_by_text(re.compile("^3 of "))).to_be_visible()


def test_a_review_is_presented_without_scripts(reader: Reader) -> None:
    page = reader.open("review/2026-q4/", scripts=False, size=(1280, 720))
    page.get_by_role("link", name="Present it").click()
    expect(page.get_by_role("button")).to_have_count(0)
    slides = page.locator(".slide")
    assert slides.count() > 4
    for n in range(slides.count()):
        slides.nth(n).scroll_into_view_if_needed()
        expect(slides.nth(n).get_by_role("heading")).to_be_in_viewport()
    page.get_by_role("link", name="Back to the review").click()
    heading(page, re.compile("^Cycle review"))


def test_a_link_leads_to_a_slide(reader: Reader, scripts: bool) -> None:
    page = reader.open("review/2026-q4/present/#s3", scripts=scripts, size=(1280, 720))
    expect(page.locator("#s3")).to_be_in_viewport(ratio=0.6)
    if scripts:
        expect(page.get_by_text(re.compile("^3 of "))).to_be_visible()


def test_a_wrong_address_still_leads_on(reader: Reader, scripts: bool) -> None:
    page = reader.open(scripts=scripts)
    page.goto("teams/no-such-team/whatever/")
    reader.troubles = [said for said in reader.troubles if "404" not in said]
    heading(page, re.compile("."))
    page.get_by_role("main").get_by_role("link").first.click()
    heading(page, re.compile("."))
    assert "no-such-team" not in page.url


def tabbed_to(page: Page, target: Locator, most: int = 90) -> None:
    """Presses Tab until something has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"{most} times Tab does not lead to {target}")


def test_i_get_from_the_home_page_to_a_check_in_with_the_keyboard_alone(reader: Reader, scripts: bool) -> None:
    page = reader.open(scripts=scripts)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skips to the content
    tabbed_to(page, page.get_by_role("main").get_by_role("heading", level=3).get_by_role("link", name=RISKY))
    page.keyboard.press("Enter")
    heading(page, RISKY)
    tabbed_to(page, page.locator("summary", has_text="How the 32% is worked out"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("(22.4% − 21.3%) ÷ (22.4% − 19%) = 1.1 ÷ 3.4 = 32%")).to_be_visible()
    tabbed_to(page, page.locator("details[open]").get_by_role("link", name="check-in of 20 November").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#check-in-2026-11-20"))
    expect(page.get_by_text("At this speed we end near 20.8.").first).to_be_in_viewport()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "teams/route-planning/",
        "teams/trasana/2026-q4/empty-kilometres/",
        "review/2026-q4/",
        "kpis/empty-kilometres/",
    ],
)
def test_paper_shows_everything_and_no_controls(reader: Reader, address: str, scripts: bool) -> None:
    page = reader.open(address, scripts=scripts)
    before = page.evaluate(READ)
    page.emulate_media(media="print")
    for control in ("banner", "search"):
        expect(page.get_by_role(control)).to_have_count(0)
    expect(page.locator(".btn:visible, .ways:visible")).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(before) > 40
    assert [words for words in before if words not in set(page.evaluate(READ))] == []


READ = """() => {
  const found = [], walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const one = walk.currentNode.parentElement, words = walk.currentNode.data.trim();
    const controls = '.btn, .ways, button, select, .toolbar, .needs-js, .vh, .more > summary, .toc, desc, title';
    const control = one.closest(controls);
    if (words && !control && one.checkVisibility({ visibilityProperty: true })) found.push(words);
  }
  return found;
}"""
"""All that is read in a page's main part, but for its controls."""


def test_a_check_in_that_is_folded_is_printed(reader: Reader) -> None:
    page = reader.open("teams/trasana/2026-q4/empty-kilometres/")
    oldest = page.locator(".log > details").last.locator(".body")
    expect(oldest).to_be_hidden()
    page.emulate_media(media="print")
    expect(oldest).to_be_visible()


def test_a_long_table_is_printed_to_its_last_row(reader: Reader) -> None:
    page = reader.open("kpis/night-alerts/")
    page.emulate_media(media="print")
    table = page.locator(".scroll-y")
    expect(table).to_be_visible()
    assert table.evaluate("box => box.scrollHeight <= box.clientHeight + 1"), "paper cannot be scrolled"


def test_a_review_fits_the_width_of_paper_and_its_last_line_needs_no_sheet(reader: Reader) -> None:
    page = reader.open("review/2026-q4/", size=(688, 900))  # A4 without its margins
    page.emulate_media(media="print")
    for table in page.get_by_role("table").all():
        assert table.evaluate("one => one.scrollWidth <= one.closest('.panel').clientWidth")
    foot = "one => one.getBoundingClientRect().bottom - document.querySelector('main').getBoundingClientRect().bottom"
    assert page.locator(".foot p").first.evaluate(foot) < 60


def test_what_stands_beside_a_lesson_is_printed_but_not_the_way_through_it(reader: Reader) -> None:
    page = reader.open("lessons/warning-nobody-asked-for/")
    way = page.get_by_role("navigation", name="On this page")
    expect(way).to_be_visible()
    page.emulate_media(media="print")
    expect(way).to_be_hidden()
    expect(page.get_by_role("heading", name="Root cause")).to_be_visible()


@pytest.mark.parametrize("address", ["pulse/", "pages/okr/roles/"])
def test_words_of_a_table_stay_whole_on_a_phone(reader: Reader, address: str) -> None:
    page = reader.open(address, size=(360, 800))
    broken = page.locator("main .tbl tbody th").evaluate_all(
        """cells => cells.filter(cell => {
             const longest = document.createElement('span');
             longest.style.cssText = 'white-space: nowrap; position: absolute';
             longest.textContent = cell.innerText.split(/\\s+/).reduce((a, b) => b.length > a.length ? b : a, '');
             cell.append(longest);
             const whole = longest.offsetWidth;
             longest.remove();
             return cell.clientWidth && cell.clientWidth < whole;
           }).map(cell => cell.innerText)"""
    )
    assert broken == []
