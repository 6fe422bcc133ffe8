"""The budgets of a page: bytes and requests, as DESIGN.md counts them; times are the benchmark's."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Request

from tests.browser.conftest import Reader, Site
from tests.browser.pages import KINDS

pytestmark = pytest.mark.browser

KB = 1000


def static(site: Site, suffix: str) -> list[Path]:
    """The theme's files of a sort."""
    return sorted((site.folder / "static").rglob(f"*{suffix}"))


def test_one_stylesheet_of_60_kb_for_all_pages(site: Site) -> None:
    assert sum(path.stat().st_size for path in static(site, ".css")) <= 60 * KB


@pytest.mark.parametrize("pages", ["", "teams/*/", "teams/*/*/", "teams/*/*/*/"])
def test_the_html_of_what_is_read_most_is_small(site: Site, pages: str) -> None:
    """The home page, and every team and every objective of the sample, in every cycle."""
    sizes = {
        path.relative_to(site.folder).as_posix(): path.stat().st_size for path in site.folder.glob(f"{pages}index.html")
    }
    assert sizes
    assert {path: size for path, size in sizes.items() if size > 40 * KB} == {}


def asked(reader: Reader, address: str, keys: str = "") -> dict[str, bytes]:
    """The files that a first visit fetches, but for pictures of the content and what search looks things up in.

    With the page's own icon, for which a browser without a window does not ask.
    """
    page = reader.open("404.html")
    page.wait_for_load_state("networkidle")
    files: dict[str, bytes] = {}

    def note(request: Request) -> None:
        path = urlsplit(request.url).path.lstrip("/")
        path = f"{path}index.html" if not path or path.endswith("/") else path
        if path.endswith(("html", "css", "js", "svg")) and not path.startswith(("assets/", "pagefind/")):
            files[path] = (reader.site.folder / path).read_bytes()

    page.on("request", note)
    page.goto(address)
    if keys:
        page.keyboard.press(keys)
        page.get_by_role("dialog").wait_for()
    page.wait_for_load_state("networkidle")
    icon = urlsplit(page.locator("link[rel=icon]").evaluate("one => one.href")).path.lstrip("/")
    return {**files, icon: (reader.site.folder / icon).read_bytes()}


@pytest.mark.parametrize("kind", KINDS)
def test_a_first_visit_is_light(reader: Reader, kind: str) -> None:
    files = asked(reader, KINDS[kind])
    assert len(files) <= (7 if kind == "search" else 6), sorted(files)
    assert sum(len(data) for path, data in files.items() if path.endswith(".js")) <= 25 * KB
    assert sum(len(gzip.compress(data)) for data in files.values()) <= 40 * KB


def test_the_tree_with_search_opened_stays_within_its_scripts(reader: Reader) -> None:
    files = asked(reader, "alignment/", "/")
    assert sum(len(data) for path, data in files.items() if path.endswith(".js")) <= 25 * KB


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_inline(site: Site, kind: str) -> None:
    address = KINDS[kind].partition("?")[0]
    html = site.html(address) if address != "404.html" else (site.folder / address).read_text(encoding="utf-8")
    assert re.search(r"<style|\sstyle=|\son[a-z]+=", html) is None
    assert re.search(r"<script(?![^>]*\bsrc=)", html) is None
    assert re.search(r"<(link|script|img|iframe|source)[^>]*(href|src)=.(https?:)?//(?!okr\.trasana)", html) is None
