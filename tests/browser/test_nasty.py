"""Companies that are too long, too wide, too deep, too early, too late: no page falls apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from playwright.sync_api import Browser, expect

from okrsite import build as arrow
from tests.browser.conftest import Reader, Site, once, opened, reading
from tests.browser.looks import SEEN
from tests.browser.nasty import COMPANIES
from tests.browser.test_accessible import SPACED, too_wide
from tests.browser.test_axe import looked_at
from tests.project import built, laid

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ONE_OF_MANY = re.compile(
    r"team-(?!001)|/leaf-|/part-|level-[2-7]|alignment/2026-t3/(?!strategy)|changes/.|shout|/g\d|parent-[1-9]|^cs/"
)


def wanted(url: str) -> bool:
    """Whether a page is looked at; one of nine hundred teams is enough."""
    return ONE_OF_MANY.search(url) is None


def make(folder: Path) -> None:
    """All companies, each in a folder of its own."""
    render = arrow.render
    with mock.patch.object(arrow, "render", lambda pages, *rest: render([p for p in pages if wanted(p.url)], *rest)):
        for name, files in COMPANIES.items():
            made = built(files(), as_of=None)
            assert made.tree is not None, [one.message for one in made.diagnostics]
            laid(folder / name, made.tree)


@pytest.fixture(scope="module")
def companies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = once(tmp_path_factory, "nasty", make)
    with opened(folder) as site:
        yield site


@pytest.fixture
def nasty(browser: Browser, companies: Site) -> Iterator[Reader]:
    """Reads those companies."""
    with reading(browser, companies) as reader:
        yield reader


@pytest.mark.parametrize("company", COMPANIES)
def test_no_page_is_wider_than_its_window_and_nothing_lies_where_it_should_not(nasty: Reader, company: str) -> None:
    page = nasty.open(f"{company}/", size=(320, 640))
    found = []
    for file in sorted(nasty.site.folder.glob(f"{company}/**/index.html")):
        if 'http-equiv="refresh"' in file.read_text(encoding="utf-8"):
            continue
        address = file.parent.relative_to(nasty.site.folder)
        page.goto(f"{address}/", wait_until="domcontentloaded")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 640})
            if by := too_wide(page):
                found.append(f"{address} at {width} px by {by}")
            if company != "wide":
                found += [f"{address} at {width} px: {one}" for one in page.evaluate(SEEN)]
        if company == "wide":
            continue
        page.evaluate(SPACED)
        if by := too_wide(page):
            found.append(f"{address} with spaced text by {by}")
    assert found == []


def test_what_reads_from_right_to_left_is_mirrored(nasty: Reader) -> None:
    page = nasty.open("arabic/teams/search/")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    brand, tools = page.locator(".brand").bounding_box(), page.locator(".tools").bounding_box()
    assert brand is not None
    assert tools is not None
    assert brand["x"] > tools["x"]
    bar = page.locator(".okr-bar svg.bar").first
    track, fill = bar.locator(".bar-track").bounding_box(), bar.locator(".bar-fill").bounding_box()
    assert track is not None
    assert fill is not None
    assert abs(track["x"] + track["width"] - fill["x"] - fill["width"]) < 2


def test_time_and_the_signs_of_time_are_mirrored(nasty: Reader) -> None:
    page = nasty.open("arabic/teams/search/2026-t3/goal/")
    expect(page.locator(".flow").filter(has_text="40").first).to_contain_text("←")
    expect(page.get_by_role("main")).not_to_contain_text("→")
    rotated = "one => getComputedStyle(one, '::before').rotate"
    assert page.locator(".log > details[open] > summary").first.evaluate(rotated) == "-45deg"
    page.goto("arabic/review/2026-t3/")
    assert page.locator("svg.share").evaluate("one => getComputedStyle(one).scale") == "-1 1"


def test_words_of_the_other_direction_keep_their_order_and_the_side_of_the_page(nasty: Reader) -> None:
    page = nasty.open("mixed/teams/search/2026-t3/trust/")
    for text in ("h1", ".why p", ".okr-title h3"):
        first, last, box = page.locator(text).first.evaluate(ENDS)
        assert first[0] < last[0], f"the words of {text} are turned round"
        assert box["right"] - last[1] < 60, f"{text} stands at the wrong side"


ENDS = """one => {
  const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), range = document.createRange();
  do walk.nextNode(); while (!walk.currentNode.data.trim());
  const text = walk.currentNode, at = n => {
    range.setStart(text, n);
    range.setEnd(text, n + 1);
    return range.getBoundingClientRect();
  };
  let n = 0;
  while (n + 1 < text.data.length && Math.abs(at(n + 1).top - at(0).top) < 4) n++;
  return [[at(0).left, at(0).right], [at(n).left, at(n).right], one.getBoundingClientRect().toJSON()];
}"""
"""Where the first and the last letter of the first line stand, and the element."""


def test_a_cycle_with_a_long_name_leaves_room_for_the_rest_of_the_ribbon(nasty: Reader) -> None:
    page = nasty.open("lengthy/", size=(320, 640))
    gone = page.get_by_text("50% gone").bounding_box()
    assert gone is not None
    assert gone["height"] < 40
    ribbon = page.get_by_role("complementary", name="Current cycle").bounding_box()
    assert ribbon is not None
    assert ribbon["height"] < 200


def test_words_of_a_goal_may_hold_a_picture_a_program_and_a_table(nasty: Reader) -> None:
    page = nasty.open("crowd/teams/child/2026-t3/child/", size=(360, 740))
    for inside in (".why img", ".why pre", ".why table"):
        shown = page.locator(inside).first
        assert shown.evaluate("one => one.closest('.scroll-x, pre, img').getBoundingClientRect().right") <= 360
    assert page.locator(".why pre").first.evaluate("one => one.scrollWidth > one.clientWidth")


def test_what_looks_like_a_program_is_read_as_text(nasty: Reader) -> None:
    page = nasty.open("code/teams/search/2026-t3/trust/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>alert(1)</script>{{ 7*7 }}{% raw %}")
    page.goto("code/search/?q=raw")
    expect(page.locator(".hits > li").first).to_contain_text("{% raw %}")


def test_in_a_mirrored_tree_the_left_arrow_opens(nasty: Reader) -> None:
    page = nasty.open("arabic/alignment/")
    team = page.locator('[id="search"] > .node-row .twist')
    team.focus()
    for key, expanded in (("ArrowLeft", "true"), ("ArrowRight", "false")):
        page.keyboard.press(key)
        expect(team).to_have_attribute("aria-expanded", expanded)


def test_the_home_page_shows_goals_at_the_top_and_counts_those_below(nasty: Reader) -> None:
    page = nasty.open("wide/")
    expect(page.locator(".okr-list > li")).to_have_count(2)
    expect(page.get_by_text("90 more of the company serve these.")).to_be_visible()


@pytest.mark.parametrize(
    "address",
    [
        "hebrew/", "hebrew/teams/search/2026-t3/trust/", "hebrew/review/2026-t3/", "hebrew/alignment/",
        "crowd/teams/child/2026-t3/child/", "crowd/kpis/one/", "crowd/glossary/", "code/teams/search/2026-t3/trust/",
        "code/changes/", "long/", "empty/", "bare/", "person/", "last/", "closed/",
    ],
)  # fmt: skip
def test_axe_finds_nothing_where_companies_are_odd(nasty: Reader, axe: str, address: str) -> None:
    page = nasty.open(address, size=(360, 800), reduced_motion="reduce")
    page.evaluate("for (const one of document.querySelectorAll('details:not(.menu)')) one.open = true")
    page.evaluate(axe)
    # Where all titles are the same, so are the names of tables.
    assert [one for one in looked_at(page, (360,)) if "landmark-unique" not in one] == []


@pytest.mark.parametrize("company", ["empty", "first", "bare"])
def test_where_there_is_nothing_yet_the_page_says_so(nasty: Reader, company: str) -> None:
    page = nasty.open(f"{company}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("yet")
