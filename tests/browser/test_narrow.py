"""A phone's width: words stay whole, bars stay aligned, what opens has room."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader
from tests.browser.pages import KINDS

pytestmark = pytest.mark.browser

PHONE = (360, 740)

BROKEN = """() => {
  const broken = [], walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    if (node.parentElement.closest('.vh, code, a[href^="http"]') || !node.parentElement.checkVisibility()) continue;
    for (const word of node.data.matchAll(/[\\p{L}\\p{N}]{2,19}/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(box => Math.round(box.bottom)));
      if (lines.size > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""

LINES = """() => [...document.querySelectorAll('.okrs, .tree')].map(list => new Set([...list.querySelectorAll('.bar')]
  .filter(bar => bar.checkVisibility() && !bar.closest('.okr-thread'))
  .map(bar => bar.getBoundingClientRect())
  .map(box => Math.round(box.left) + '+' + Math.round(box.width))).size)"""


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_is_torn_apart(reader: Reader, kind: str) -> None:
    page = reader.open(KINDS[kind], size=PHONE)
    assert page.evaluate(BROKEN) == []


@pytest.mark.parametrize("size", [PHONE, (768, 900), (1280, 900)])
@pytest.mark.parametrize("kind", ["home", "team", "objective", "alignment"])
def test_all_bars_of_a_list_begin_and_end_together(reader: Reader, kind: str, size: tuple[int, int]) -> None:
    page = reader.open(KINDS[kind], size=size)
    found = page.evaluate(LINES)
    assert found
    assert set(found) <= {0, 1}


def test_the_legend_fits_on_a_small_screen(reader: Reader, scripts: bool) -> None:
    page = reader.open(size=(360, 600), scripts=scripts)
    page.get_by_role("button", name="How to read this").click()
    box = page.locator("[popover]:popover-open").bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 600


def test_the_company_keeps_its_name_beside_the_menu_and_a_long_team(reader: Reader) -> None:
    page = reader.open("teams/security/", size=(993, 600))
    page.get_by_role("button", name="This is my team").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Security & Compliance")).to_be_visible()
    name = page.locator(".brand b")
    assert name.evaluate("name => name.scrollWidth - name.clientWidth") == 0
