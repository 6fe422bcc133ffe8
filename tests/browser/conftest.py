"""What the browser's tests share: the sample site, built once a run and served; Chromium; and a reader who opens pages.

Whatever a test looks at, its pages must be quiet: no error in the console, no violation of the policy, no request that
fails or leaves the site. That is looked at when the test is over.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from unittest import mock

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from okrsite import build as arrow
from tests.browser.served import served
from tests.project import ROOT, okrsite

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

Theme = Literal["light", "dark"]

PATIENCE = 20_000
"""Milliseconds that a busy machine may take for anything."""

_QUIET = "Transition was skipped"
"""Chromium says so, even without scripts, where a page is left before the transition to it has ended."""

_LEFT = "net::ERR_ABORTED"
"""A request of a page that was left meanwhile; what is missing shows in the console."""


@dataclass(frozen=True)
class Site:
    """A built site: its folder, and the address at which it is served."""

    folder: Path
    url: str

    def html(self, address: str = "") -> str:
        """The text of a page, as it was built."""
        return (self.folder / address / "index.html").read_text(encoding="utf-8")


@dataclass
class Reader:
    """Somebody with a browser. Every `open` is a tab in a browser of its own, which remembers nothing of the others."""

    browser: Browser
    site: Site
    troubles: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self,
        address: str = "",
        *,
        scripts: bool = True,
        theme: Theme = "light",
        size: tuple[int, int] = (1280, 900),
        **options: Any,
    ) -> Page:
        """A page of the site; `options` are playwright's for a context."""
        context = self.browser.new_context(
            base_url=self.site.url,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,
            java_script_enabled=scripts,
            **options,
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        self._listen(page)
        page.goto(address)
        return page

    def _listen(self, page: Page) -> None:
        def trouble(what: str) -> None:
            self.troubles.append(f"{page.url}: {what}")

        page.on("console", lambda said: trouble(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda fault: None if _QUIET in str(fault) else trouble(str(fault)))
        page.on("requestfailed", lambda a: None if a.failure == _LEFT else trouble(f"{a.url} {a.failure}"))
        page.on("request", lambda asked: None if self._own(asked.url) else trouble(f"asks for {asked.url}"))

    def _own(self, url: str) -> bool:
        return url.startswith((self.site.url, "data:", "blob:"))

    def close(self) -> None:
        """Closes everything that was opened."""
        for context in self.contexts:
            context.close()


def once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that is made by the first who asks in a run, whatever the number of workers."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / name
    done = folder.with_suffix(".done")
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(1200):
            if done.exists():
                return folder
            time.sleep(0.1)
        pytest.fail(f"nobody finished {folder}")
    make(folder)
    done.touch()
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample company on its own day."""

    def make(folder: Path) -> None:
        render = arrow.render

        def noted(pages: Sequence[Any], *rest: Any) -> Any:
            """Which page is made by which template, for the test of `KINDS`."""
            made = {page.url: page.template for page in pages}
            folder.with_suffix(".json").write_text(json.dumps(made), encoding="utf-8")
            return render(pages, *rest)

        with mock.patch.object(arrow, "render", noted):
            result = okrsite("build", ROOT, "--no-cache", "--output", folder)
        assert result.exit_code == 0, result.output

    folder = once(tmp_path_factory, "sample-site", make)
    with opened(folder) as site:
        yield site


# Of a module, not of the session: while playwright runs, nothing else in this thread can have an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium: install it (Debian: apt-get install chromium)")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def reading(browser: Browser, site: Site) -> Iterator[Reader]:
    """Somebody who reads a site, whose pages must have been quiet when that is over."""
    reader = Reader(browser, site)
    try:
        yield reader
    finally:
        reader.close()
    assert reader.troubles == []


@contextmanager
def opened(folder: Path) -> Iterator[Site]:
    """A built site, served."""
    with served(folder) as url:
        yield Site(folder, url)


@pytest.fixture
def reader(browser: Browser, site: Site) -> Iterator[Reader]:
    """Reads the sample site."""
    with reading(browser, site) as reader:
        yield reader


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs scripts."""
    return bool(request.param)


@pytest.fixture(scope="session")
def axe(node: Path) -> str:
    """The text of axe-core, which a page evaluates."""
    return (node / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def node() -> Path:
    """The folder of npm's tools."""
    folder = ROOT / ".node" / "node_modules"
    if not (folder / "axe-core").exists() or not (folder / "html-validate").exists():
        pytest.skip("axe-core and html-validate are not there: install npm and run python3 build.py test once")
    return folder
