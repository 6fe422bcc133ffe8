"""Pages of a company written in a test: texts below `content/` in, contexts, pages and HTML out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from okrsite.okr.measure import measure
from okrsite.pages.chrome import chrome
from okrsite.pages.language import ENGLISH, Language
from okrsite.pages.render import renderer
from okrsite.pages.theme import theme
from okrsite.pages.views.common import Page
from okrsite.pages.views.context import Context, context
from tests.okr.written import company_of

THEMES = Path(__file__).resolve().parent.parent.parent / "themes"
TODAY = date(2026, 10, 31)
"""Half of `2026-t3` is gone."""


def known(files: Mapping[str, str], today: date = TODAY, language: Language = ENGLISH) -> Context:
    """What makers of pages read, for these files beside the base."""
    company = company_of(files)
    return context(company, measure(company, today), measure(company, today - timedelta(days=7)), language)


def page_at(pages: Iterable[Page], url: str) -> Page:
    """The page of an address."""
    return next(page for page in pages if page.url == url)


def html(page: Page, context: Context, language: Language = ENGLISH) -> str:
    """The page as the default theme renders it."""
    files = {path.relative_to(THEMES).as_posix(): path.read_bytes() for path in THEMES.rglob("*.*")}
    look = theme(files, "default").value
    assert look is not None
    rendered = renderer(look, language).render(page, chrome(context))
    assert rendered.diagnostics == ()
    assert rendered.value is not None
    return rendered.value


def words(page: str) -> str:
    """What the main part of a page says, without tags."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"</?bdi>", "", main.partition(">")[2])).split())
