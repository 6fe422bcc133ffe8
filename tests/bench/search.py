"""What the search costs: `python -m tests.bench.search SITE WORDS [records]`.

SITE is a built site. Out: for each state of a search the requests and the bytes over the wire, text compressed as any
host would; then what indexing the records of each bundle costs, in seconds of wall clock and CPU, unless `records` is
left out.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import IO, Any, cast

from playwright.sync_api import Page, sync_playwright

from okrsite.index import engine
from okrsite.pages.search import Record
from tests.browser.conftest import CHROMIUM

TEXT = (".html", ".js", ".css", ".json", ".svg")


class _Compressed(SimpleHTTPRequestHandler):
    """Files of a folder, text with gzip."""

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in TEXT or not path.exists():
            return super().send_head()
        data = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return BytesIO(data)

    def log_message(self, *arguments: Any) -> None:
        """Says nothing."""


class Wire:
    """Counts what comes over the wire."""

    def __init__(self, page: Page) -> None:
        self.urls: dict[str, str] = {}
        self.sizes: dict[str, float] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", lambda e: self.urls.update({e["requestId"]: e["response"]["url"]}))
        session.on("Network.loadingFinished", lambda e: self.sizes.update({e["requestId"]: e["encodedDataLength"]}))

    def say(self, what: str) -> None:
        """Print what came since the last time, and forget it. What is loaded after the first answer is told apart."""
        found = sorted(((size, self.urls.get(id, "")) for id, size in self.sizes.items()), reverse=True)
        later = [size for size, url in found if "/measures/" in url]
        parts = ", ".join(f"{url.split('/', 3)[-1].partition('?')[0]} {size / 1000:.1f}" for size, url in found[:6])
        sizes = [size for size, url in found if "/measures/" not in url]
        print(f"{what}: {len(sizes)} requests, {sum(sizes) / 1000:.1f} kB", end="")
        print(f", then key results {sum(later) / 1000:.1f} kB ({parts})" if later else f" ({parts})")
        self.sizes.clear()


def first_answers(url: str, words: str) -> None:
    """A search in the dialog, and the same on the page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context().new_page()
        wire = Wire(page)
        page.on("pageerror", lambda fault: print(fault))
        page.goto(f"{url}cycles/", wait_until="networkidle")
        page.wait_for_load_state("load")
        wire.say("a page")
        page.keyboard.press("/")
        page.locator("dialog[open] input").wait_for()
        began = time.perf_counter()
        page.keyboard.insert_text(words)
        page.locator("dialog [role=option]").first.wait_for()
        wire.say(f"the first answer, {time.perf_counter() - began:.2f} s")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(3000)
        wire.say("what comes after it")
        print(page.locator("dialog [role=status]").inner_text())
        page = browser.new_context().new_page()
        wire = Wire(page)
        page.goto(f"{url}search/?q={words}")
        page.locator(".hits > li").first.wait_for()
        wire.say("the search page with its first answer")
        page.wait_for_timeout(5000)
        wire.say("its facets, and what comes after")
        browser.close()


def indexing(folder: Path) -> None:
    """Indexes the records of each bundle anew."""
    for path in sorted((folder / "search").rglob("records.json")):
        records = read(path)
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        made = engine().run(records, "en")
        after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - began
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        name, n = path.parent.relative_to(folder / "search"), max(1, len(records))
        print(f"{name}: {n} records, {wall:.2f} s, {cpu:.2f} s CPU of the engine, {1000 * cpu / n:.2f} ms a record,")
        print(f"  {sum(map(len, made.values())) / 1e6:.1f} MB, {after.ru_maxrss / 1024:.0f} MB of memory at most")


def read(path: Path) -> list[Record]:
    """The records of a bundle, from the file for browsers."""
    data = json.loads(path.read_text(encoding="utf-8"))
    names = data["names"]
    return [
        Record(names[r[0]], r[1], r[2], tuple(names[t] for t in r[3]), names[r[4]], names[r[5]], r[6], *r[7:])
        for r in data["records"]
    ]


def main(site: str, words: str, *more: str) -> None:
    """Serve, measure, print."""
    folder = Path(site)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressed, directory=site))
    Thread(target=server.serve_forever, daemon=True).start()
    first_answers(f"http://127.0.0.1:{server.server_port}/", words)
    server.shutdown()
    if more:
        indexing(folder)
    cast(IO[str], sys.stdout).flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
