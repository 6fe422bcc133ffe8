"""Somebody searches: in the dialog and on the page, with the engine and without it, and where nothing can run."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect

from okrsite.pages import search
from tests.browser.conftest import Reader, Site, once, opened, reading
from tests.browser.served import served
from tests.project import laid, okrsite

pytestmark = pytest.mark.browser

RISKY = "Prove that we cut empty kilometres"
PAST = "Know our customers' empty kilometres as well as our own revenue"


@pytest.fixture(params=["engine", "records"])
def ours(request: pytest.FixtureRequest, reader: Reader, tmp_path: Path, browser: Browser) -> Iterator[Reader]:
    """A reader of a site with the engine's index, and one of a site that was built where there is no engine."""
    if request.param == "engine":
        yield reader
        return
    folder = tmp_path / "without"
    shutil.copytree(reader.site.folder, folder, ignore=shutil.ignore_patterns("pagefind"), copy_function=_link)
    listed = json.loads((folder / "search.json").read_text(encoding="utf-8"))
    listed["bundles"] = [{**bundle, "engine": False} for bundle in listed["bundles"]]
    (folder / "search.json").unlink()
    (folder / "search.json").write_text(json.dumps(listed), encoding="utf-8")
    with opened(folder) as site, reading(browser, site) as other:
        yield other


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


def asked(page: Page) -> list[str]:
    """The addresses that a page asks for from now on."""
    found: list[str] = []

    def note(request: Request) -> None:
        found.append(request.url)

    page.on("request", note)
    return found


def dialog(page: Page, words: str = "") -> Locator:
    """The opened dialog, with words typed into it."""
    page.keyboard.press("/")
    box = page.get_by_role("dialog", name="Search")
    expect(box).to_be_visible()
    if words:
        page.keyboard.type(words)
    return box


def hits(page: Page) -> Locator:
    return page.locator(".hits > li")


def test_i_type_and_see_how_goals_stand(ours: Reader) -> None:
    page = ours.open()
    box = dialog(page, "prove empty")
    option = box.get_by_role("option").filter(has_text=RISKY).filter(has_text="Objective")
    expect(option).to_contain_text("Objective · Trasana, 2026 Q4 · At risk · 42%")
    expect(box.get_by_role("status")).to_have_text(re.compile(r"^Results: \d+$"))


def test_i_choose_with_the_keyboard(ours: Reader) -> None:
    page = ours.open("teams/")
    box = dialog(page, "empty")
    options, field = box.get_by_role("option"), box.get_by_role("combobox")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "hit-0")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "hit-1")
    title = options.nth(1).locator("b").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text(title)
    expect(box).to_have_count(0)


def test_escape_closes_and_the_focus_is_where_it_was(reader: Reader) -> None:
    page = reader.open()
    link = page.get_by_role("banner").get_by_role("link", name="Search")
    link.focus()
    page.keyboard.press("Control+k")
    box = page.get_by_role("dialog", name="Search")
    expect(box.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(link).to_be_focused()


def test_a_slash_in_a_field_is_a_slash(reader: Reader) -> None:
    page = reader.open("my-team/")
    page.get_by_role("searchbox").fill("")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_have_value("/")
    expect(page.get_by_role("dialog", name="Search")).to_have_count(0)


def test_i_look_for_lessons_only(ours: Reader) -> None:
    page = ours.open()
    box = dialog(page, "warning")
    expect(box.get_by_role("option").first).to_be_visible()
    chip = box.get_by_role("button", name="Lesson", exact=True)
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(box.get_by_role("option").filter(has_not_text="Lesson")).to_have_count(0)
    expect(box.get_by_role("option").filter(has_text="We built a warning nobody had asked for")).to_be_visible()
    expect(box.get_by_role("combobox")).to_be_focused()


def test_at_four_times_the_size_nothing_of_the_dialog_lies_on_another_part(reader: Reader) -> None:
    page = reader.open(size=(320, 256))
    box = dialog(page, "empty")
    expect(box.get_by_role("option").first).to_be_visible()
    rows = box.locator(".finder > *").evaluate_all("all => all.map(one => one.getBoundingClientRect())")
    edges = box.evaluate("one => one.getBoundingClientRect()")
    assert all(above["bottom"] <= below["top"] + 1 for above, below in pairwise(rows))
    assert all(row["top"] >= edges["top"] and row["bottom"] <= edges["bottom"] for row in rows)
    chip = box.get_by_role("button", name="Objective", exact=True)
    assert chip.evaluate("one => one.getBoundingClientRect().bottom") <= rows[1]["bottom"]
    assert rows[2]["height"] > 80  # at least one result is read


def test_what_is_not_there_is_said(ours: Reader) -> None:
    page = ours.open()
    box = dialog(page, "zyxwvut")
    expect(box.get_by_role("status")).to_have_text("Nothing found. Try fewer words.")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"search/\?q=zyxwvut$"))
    expect(page.get_by_role("status")).to_have_text("Nothing found for “zyxwvut”. Try fewer words.")


def test_a_link_to_a_search_shows_its_results(ours: Reader) -> None:
    page = ours.open("search/?q=empty")
    expect(page.get_by_role("searchbox")).to_have_value("empty")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^Results for “empty”: \d+\.$"))
    found = hits(page).filter(has=page.get_by_role("heading", name=RISKY))
    expect(found).to_contain_text("At risk")
    expect(found).to_contain_text("42%")
    expect(found.locator("h2 mark")).to_have_text("empty")
    found.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1, name=RISKY)).to_be_visible()


def count(page: Page, value: str) -> int:
    """The number beside a value of a facet."""
    return int(page.locator(".facet label").filter(has_text=value).locator("span").last.inner_text())


@pytest.mark.parametrize("value", ["Objective", "Marketing", "At risk"])
def test_facets_say_how_many_and_narrow_the_results(ours: Reader, value: str) -> None:
    page = ours.open("search/?q=empty")
    box = page.get_by_role("checkbox", name=re.compile(f"^{value}"))
    expect(box).to_be_visible()
    expected = count(page, value)
    assert expected < hits(page).count()
    box.check()
    expect(hits(page)).to_have_count(expected)
    for text in hits(page).all_inner_texts():
        assert value in text
    assert value.lower().replace(" ", "-") in page.url.lower()
    page.reload()
    expect(hits(page)).to_have_count(expected)
    page.get_by_role("button", name="Clear filters").click()
    expect(page).to_have_url(re.compile(r"\?q=empty$"))


def test_a_cycle_that_is_over_is_found_when_it_is_asked_for(ours: Reader) -> None:
    page = ours.open("search/?q=empty")
    expect(hits(page).first).to_be_visible()
    expect(page.get_by_role("heading", name=PAST)).to_have_count(0)
    box = page.get_by_role("checkbox", name=re.compile("^2026 Q3"))
    requests = asked(page)
    box.check()
    expect(page.get_by_role("heading", name=PAST)).to_be_visible()
    assert [url for url in requests if "cycles/2026-q3/" in url] != []
    expect(box).to_be_focused()
    expect(hits(page).filter(has_not_text="2026 Q3")).to_have_count(0)
    box.uncheck()
    expect(page.get_by_role("heading", name=PAST)).to_have_count(0)
    expect(page.get_by_role("heading", name=RISKY)).to_be_visible()


def test_typing_on_the_page_writes_itself_into_the_address(ours: Reader) -> None:
    page = ours.open("search/")
    expect(page.get_by_role("heading", name="Ways on")).to_be_visible()
    page.get_by_role("searchbox").fill("matching")
    expect(page).to_have_url(re.compile(r"\?q=matching$"))
    expect(hits(page).first).to_be_visible()
    expect(page.get_by_role("heading", name="Ways on")).to_be_hidden()
    page.get_by_role("searchbox").fill("")
    expect(page.get_by_role("heading", name="Ways on")).to_be_visible()


def test_the_engine_knows_forms_of_a_word(reader: Reader) -> None:
    page = reader.open("search/?q=proving+kilometre")
    expect(page.get_by_role("heading", name=RISKY)).to_be_visible()


def test_a_page_asks_for_nothing_before_somebody_searches(reader: Reader) -> None:
    page = reader.open("lessons/")
    requests = asked(page)
    page.reload(wait_until="networkidle")
    assert [url for url in requests if re.search(r"finder|find\.js|search|pagefind", url)] == []
    expect(dialog(page, "empty").get_by_role("option").first).to_be_visible()
    assert [url for url in requests if "/filter/" in url or "records.json" in url] == []


def test_the_search_page_is_as_light_as_the_others_until_somebody_searches(reader: Reader) -> None:
    page = reader.open()
    requests = asked(page)
    page.goto("search/", wait_until="networkidle")
    assert len(set(requests)) <= 6
    page.get_by_role("searchbox").fill("empty")
    expect(hits(page).first).to_be_visible()
    scripts = [url for url in requests if url.endswith(".js") and "/static/" in url]
    own = {
        url.rpartition("/")[2]: len(reader.site.folder.joinpath(url.removeprefix(reader.site.url)).read_bytes())
        for url in scripts
    }
    assert sum(own.values()) <= 25_000, own


def test_it_works_below_any_path(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").symlink_to(reader.site.folder, target_is_directory=True)
    with served(tmp_path) as url, reading(reader.browser, Site(tmp_path, f"{url}a/b/")) as other:
        page = other.open("teams/route-planning/")
        requests = asked(page)
        box = dialog(page, "prove empty")
        expect(box.get_by_role("option").filter(has_text=RISKY).first).to_contain_text("42%")
        page.keyboard.press("Enter")
        expect(page.get_by_role("main")).to_contain_text(RISKY)
        page.goto("search/?q=empty&cycle=2026+Q3")
        expect(page.get_by_role("heading", name=PAST)).to_be_visible()
        assert [url for url in requests if "pagefind/now/pagefind.js" in url] != []


def refuse(pattern: str) -> Callable[[Page], None]:
    def set_up(page: Page) -> None:
        def answer(route: Route) -> None:
            route.fulfill(status=404, body="not here")

        page.route(re.compile(pattern), answer)

    return set_up


@pytest.mark.parametrize(
    "broken",
    [r"/pagefind\.js", r"/pagefind-entry\.json", r"\.pf_meta", r"/wasm\."],
    ids=["no program", "no entry", "no list", "no module"],
)
def test_where_the_engine_is_broken_the_records_serve(browser: Browser, site: Site, broken: str) -> None:
    other = Reader(browser, site)
    page = other.open()
    refuse(broken)(page)
    box = dialog(page, "prove empty")
    expect(box.get_by_role("option").filter(has_text=RISKY).first).to_contain_text("42%")
    other.close()


def test_where_nothing_can_be_loaded_the_page_says_so_and_shows_ways_on(browser: Browser, site: Site) -> None:
    other = Reader(browser, site)
    page = other.open("search/")
    refuse(r"/(search\.json|search/.+|pagefind/.+)$")(page)
    page.get_by_role("searchbox").fill("empty")
    expect(page.get_by_role("status")).to_contain_text("The search could not be loaded.")
    expect(page.get_by_role("heading", name="Ways on")).to_be_visible()
    other.close()


def test_without_scripts_the_page_says_what_to_do(reader: Reader) -> None:
    page = reader.open("search/?q=empty", scripts=False)
    expect(page.get_by_role("main")).to_contain_text("Searching needs JavaScript, which is off in this browser.")
    page.get_by_role("main").get_by_role("link", name="Teams").click()
    expect(page).to_have_url(re.compile(r"/teams/$"))


HOSTILE = {
    "content/site.yaml": "name: Acme\n",
    "content/cycles/2026-t3.yaml": "start: 2026-09-01\nend: 2026-12-31\n",
    "content/teams/acme/team.md": "---\nname: <b onclick=alert(1)>Acme</b>\n---\nWe &amp; them.\n",
    "content/teams/acme/2026-t3/okrs.yaml": r"""
objectives:
  - id: one
    title: "Trap <img src=x onerror=alert(1)> & `<script>alert(2)</script>` $& \\1 مرحبا"
    why: "Trap &lt;mark&gt; it <svg onload=alert(3)> now."
    key_results: [{id: kr, title: "Trap 東京で測る İstanbul"}]
""",
}


def built(tmp_path_factory: pytest.TempPathFactory, name: str) -> Path:
    """The small site, built once."""

    def make(folder: Path) -> None:
        result = okrsite("build", laid(folder, HOSTILE), "--as-of", "2026-10-31", "--no-cache")
        assert result.exit_code == 0, result.output

    return once(tmp_path_factory, name, make) / "site"


def test_very_many_key_results_come_after_the_first_answer(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST", 1)
    with opened(built(tmp_path_factory, "many-key-results")) as site, reading(browser, site) as reader:
        page = reader.open()
        requests = asked(page)
        box = dialog(page)
        page.wait_for_load_state("networkidle")
        assert [one for one in requests if "/measures/" in one] == []
        page.keyboard.type("trap")
        expect(box.get_by_role("option")).to_have_count(2)
        box.get_by_role("button", name="Key result").click()
        expect(box.get_by_role("option")).to_have_count(1)
        page.goto("search/?q=trap&kind=key-result")
        expect(hits(page)).to_have_count(1)
        expect(hits(page)).to_contain_text("No verdict yet")


def test_texts_are_texts_whatever_they_hold(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    with opened(built(tmp_path_factory, "hostile-search")) as site, reading(browser, site) as reader:
        page = reader.open("search/?q=trap")
        expect(hits(page)).to_have_count(2)
        expect(hits(page).first).to_contain_text("<img src=x onerror=alert(1)>")
        assert page.locator(".hits :is(img, script, svg[onload], b)").count() == 0
        expect(hits(page).locator("h2 mark")).to_have_text(["Trap", "Trap"])
        page.get_by_role("searchbox").fill("<img $& istanbul")
        expect(page.get_by_role("status")).to_contain_text("“<img $& istanbul”")
        box = dialog(reader.open(), "trap")
        expect(box.get_by_role("option")).to_have_count(2)
