"""What axe cannot see: what is said beside a drawing, where the focus goes, 400 % zoom, spaced text, quiet motion."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Reader
from tests.browser.looks import SEEN
from tests.browser.pages import KINDS
from tests.browser.tree import Tree

pytestmark = pytest.mark.browser

ROWS = ".okr, .node-row, .goal-now, .slide, .signals > li, .change, .feed > li"
WORDS = re.compile(
    "On track|At risk|Off track|Achieved|Missed|No verdict yet|No data yet|No recent word|Too early to say|Draft"
    "|Partly reached|Dropped"
)

SPACED = """{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`p { margin-block-end: 2em !important; }
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
"""The text spacing of WCAG 1.4.12."""


def too_wide(page: Page) -> int:
    """How many pixels of a page are only seen after scrolling sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_cut_at_400_percent(reader: Reader, kind: str) -> None:
    page = reader.open(KINDS[kind], size=(320, 640))
    assert too_wide(page) == 0
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for width in (320, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 640})
        assert too_wide(page) == 0
        assert page.evaluate(SEEN) == [], f"at {width} px"
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate(SPACED)
    assert too_wide(page) == 0


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("home", 4), ("company", 4), ("team", 5), ("team in a closed cycle", 3), ("objective", 3),
        ("closed objective", 2), ("alignment", 20), ("alignment by strategy", 8), ("slides", 4), ("person", 1),
        ("cycle", 4), ("retrospective", 1),
    ],
)  # fmt: skip
def test_the_text_beside_every_bar_says_what_it_shows(reader: Reader, kind: str, least: int) -> None:
    page = reader.open(KINDS[kind])
    tree = Tree(page)
    assert tree.ignored("svg.bar")
    bars = page.evaluate(
        """rows => [...document.querySelectorAll('svg.bar:has(.bar-fill)')].filter(b => b.checkVisibility()).map(b =>
             [parseFloat(b.querySelector('.bar-fill').getAttribute('width')),
              [...document.querySelectorAll(rows)].filter(r => r.checkVisibility()).indexOf(b.closest(rows))])""",
        ROWS,
    )
    rows = [one.text for one in tree.told(ROWS)]
    assert len(bars) >= least
    for fill, row in bars:
        assert row >= 0, f"a bar of {fill} % stands in no row"
        said = rows[row]
        assert any(abs(shown - fill) <= 1 for shown in percents(said)), f"no figure for a bar of {fill} %: {said}"
        assert WORDS.search(said), f"no status beside a bar: {said}"


def percents(text: str) -> list[float]:
    """Every percentage in a text as a bar would draw it."""
    found = re.findall(r"([−<]?)\s*([\d,]+(?:\.\d+)?)\s*%", text)
    return [0 if sign else min(100, float(number.replace(",", ""))) for sign, number in found]


@pytest.mark.parametrize("kind", ["objective", "closed objective", "KPI", "pulse", "KPIs"])
def test_every_chart_has_a_name_and_says_what_it_shows(reader: Reader, kind: str) -> None:
    page = reader.open(KINDS[kind])
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    charts = Tree(page).told("svg[role=img]")
    assert charts or kind == "KPIs"
    for chart in charts:
        assert chart.name, chart
        assert re.search(r"(From .*\d.* to )?.*\d.* on \d+ \w+\.", chart.description), (
            f"{chart.name}: {chart.description}"
        )


@pytest.mark.parametrize("kind", ["objective", "KPI"])
def test_a_chart_says_where_it_begins_and_ends_as_its_table_does(reader: Reader, kind: str) -> None:
    page = reader.open(KINDS[kind])
    table = page.locator("details", has_text="The same as a table").last
    table.locator("summary").click()
    rows = [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all()]
    ends = {rows[0][1], rows[-1][1]}
    assert len(ends) == 2
    told = [set(re.findall(r"(?:From|to) (\S+) on", one.description)) for one in Tree(page).told("svg[role=img]")]
    assert ends in told


def test_every_cell_of_the_heat_map_says_its_word_and_its_number(reader: Reader) -> None:
    page = reader.open(KINDS["review"])
    cells = Tree(page).told("a.cell")
    assert len(cells) > 20
    for cell in cells:
        assert WORDS.search(cell.name), cell.name
        assert re.search(r"\d+%|—", cell.name), cell.name


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    ("kind", "most"), [("home", 90), ("team", 70), ("objective", 90), ("alignment", 60), ("review", 60), ("pulse", 40)]
)
def test_the_focus_goes_down_the_page_and_is_seen(reader: Reader, kind: str, most: int, width: int) -> None:
    page = reader.open(KINDS[kind], size=(width, 800))
    seen: list[int] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        at, name, shown, below_header, covered = page.evaluate(FOCUS)
        if at < 0:
            break
        assert shown, f"nobody sees the focus at {name}"
        assert below_header, f"the header hides the focus at {name}"
        assert not covered, f"{covered} covers or cuts the focus at {name}"
        seen.append(at)
    assert len(seen) > 20
    assert seen == sorted(seen)


FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return [-1, '', true, true, ''];
  const frame = one.closest('.card') ?? one, style = getComputedStyle(frame), box = one.getBoundingClientRect();
  const header = document.querySelector('.top'), end = header.getBoundingClientRect().bottom;
  const at = [...document.querySelectorAll('*')].indexOf(one);
  const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 0;
  const free = header.contains(one) || one.matches('.skip') || box.bottom > end && box.top < innerHeight;
  const line = one.getClientRects()[0];
  const over = document.elementFromPoint(line.x + line.width / 2, line.y + line.height / 2);
  let covered = one.contains(over) || over?.contains(one) || !over ? '' : `${over.tagName}.${over.className}`;
  for (let up = frame.parentElement; up && up !== document.body; up = up.parentElement) {
    if (getComputedStyle(up).overflowX === 'visible') continue;
    const edge = up.getBoundingClientRect(), least = Math.min(24, box.width);
    if (box.right < edge.left + least || box.left > edge.right - least) covered ||= `the edge of ${up.className}`;
  }
  return [at, `${one.tagName} ${one.textContent.trim().slice(0, 60)}`, shown, free, covered];
}"""


def test_the_first_stop_skips_to_the_content(reader: Reader, scripts: bool) -> None:
    page = reader.open(KINDS["objective"], scripts=scripts)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_nothing_moves_for_those_who_ask_for_that(reader: Reader) -> None:
    page = reader.open(reduced_motion="reduce")
    page.get_by_role("link", name="Lessons").first.click()
    page.wait_for_load_state()
    moving = "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0)"
    assert page.evaluate(f"document.getAnimations().length + {moving}.length") == 0


@pytest.mark.parametrize(
    ("kind", "marks"),
    [
        ("home", ".bar-fill, .bar-pace, .weeks .now, .weeks .past"), ("team", ".bar-fill, .bar-pace"),
        ("objective", ".bar-fill, .bar-pace, .chart .act, .chart .today"), ("alignment", ".bar-fill, .bar-pace, .stop"),
        ("review", ".cell, .share rect"), ("KPI", ".chart .act, .chart .level"),
    ],
)  # fmt: skip
def test_colours_that_the_system_forces_keep_everything(reader: Reader, kind: str, marks: str) -> None:
    page = reader.open(KINDS[kind], forced_colors="active")
    for mark in marks.split(", "):
        seen, lost = page.evaluate(
            """mark => { const ground = getComputedStyle(document.body).backgroundColor;
                 const all = [...document.querySelectorAll(mark)].filter(one => one.checkVisibility());
                 const nothing = [ground, 'none', 'rgba(0, 0, 0, 0)'];
                 const says = one => { const style = getComputedStyle(one);
                   return [style.fill, style.stroke].some(c => one instanceof SVGElement && !nothing.includes(c))
                     || parseFloat(style.borderTopWidth) > 0 && !nothing.includes(style.borderTopColor); };
                 return [all.length, all.filter(one => !says(one)).length]; }""",
            mark,
        )
        assert seen > 0, mark
        assert lost == 0, mark
