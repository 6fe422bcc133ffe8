"""The dev server: what it answers and to whom, what it notices, and what it says when something is wrong."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from okrsite.pages.headers import headers
from tests.project import built, every_kind, laid
from tests.serve.served import PATIENCE, Server, served, start, without_client

WEEK = "content/teams/search/2026-t3/check-ins/2026-10-30-ann.md"
PAGE, GOAL = "teams/search/", "teams/search/2026-t3/trust/"

pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return laid(tmp_path, every_kind())


@pytest.fixture
def server(project: Path) -> Iterator[Server]:
    with served(project) as server:
        yield server


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_pages_come_with_the_headers_of_production_and_as_they_are_built(server: Server) -> None:
    made = built(every_kind())
    assert made.tree is not None
    for address in ("", PAGE, GOAL, "search/", "lessons/slow-launch/", "okrs.json", "teams/search/feed.xml"):
        response, data = server.ask(address)
        name = f"{address}index.html" if not address or address.endswith("/") else address
        assert (response.status, without_client(data)) == (200, made.tree[name]), address
        sent = dict(response.getheaders())
        assert {name: sent.get(name) for name in headers(public=False) if not name.startswith("Strict")} == {
            name: value for name, value in headers(public=False).items() if not name.startswith("Strict")
        }
        assert sent["Cache-Control"] == "no-store"
        assert "Server" not in sent


def test_what_is_not_there_gets_the_sites_own_page_and_folders_their_slash(server: Server) -> None:
    response, data = server.ask("no/such/page/")
    assert (response.status, b"This road ends here" in data) == (404, True)
    response, _ = server.ask("teams/search")
    assert (response.status, response.getheader("Location")) == (302, "/teams/search/")


def test_only_reading_only_from_here_and_nothing_hidden(project: Path, server: Server) -> None:
    (project / "content" / ".secret").write_text("secret")
    assert server.ask("", "HEAD")[0].status == 200
    assert server.ask("", "HEAD")[1] == b""
    assert server.ask("", "POST")[0].status == 405
    assert server.ask("", Host="evil.example")[0].status == 403
    assert server.ask("_okrsite/state", Host=f"evil.example:{server.port}")[0].status == 403
    assert server.ask("", Host=f"localhost:{server.port}")[0].status == 200
    for hidden in (".secret", ".okrsite/lock", "content/.secret", "..%2f..%2fetc%2fpasswd", "%2e%2e/content/site.yaml"):
        assert server.ask(hidden)[0].status == 404, hidden


async def _tab(server: Server, origin: str = "") -> WebSocketClientConnection:
    """A browser's tab: livereload's handshake."""
    origin = origin or f"http://127.0.0.1:{server.port}"
    request = HTTPRequest(f"ws://127.0.0.1:{server.port}/livereload", headers={"Origin": origin})
    tab = await websocket_connect(request)
    await tab.write_message(json.dumps({"command": "hello", "protocols": []}))
    await tab.read_message()
    await tab.write_message(json.dumps({"command": "info", "plugins": {}, "url": origin}))
    return tab


async def _told(tab: WebSocketClientConnection) -> str:
    message = await asyncio.wait_for(tab.read_message(), PATIENCE)
    command: str = json.loads(message or "{}")["command"]
    return command


def test_two_tabs_are_told_of_a_save_and_only_the_pages_that_show_it_are_new(project: Path, server: Server) -> None:
    before = {page: server.state(page)["stamp"] for page in (PAGE, GOAL, "lessons/slow-launch/")}

    async def look() -> None:
        tabs = [await _tab(server), await _tab(server)]
        await asyncio.sleep(0.1)
        replaced(project / WEEK, "value: 64.5", "value: 71.5")
        assert [await _told(tab) for tab in tabs] == ["reload", "reload"]
        for tab in tabs:
            tab.close()
            assert await tab.read_message() is None

    asyncio.run(look())
    after = {page: server.state(page)["stamp"] for page in before}
    assert {page for page in before if before[page] != after[page]} == {PAGE, GOAL}
    assert "71.5" in server.page(GOAL)


def test_pages_from_elsewhere_cannot_listen(server: Server) -> None:
    async def listen() -> None:
        with pytest.raises(HTTPClientError) as refused:
            await _tab(server, "http://evil.example")
        assert refused.value.code == 403

    asyncio.run(listen())


def test_a_broken_file_leaves_the_last_good_site_and_lists_what_is_wrong_until_it_is_mended(
    project: Path, server: Server
) -> None:
    good, shown = (project / WEEK).read_text(), server.page(GOAL)
    replaced(project / WEEK, "trust.success:", "trust.succes:")
    server.until(lambda: server.state(GOAL)["problems"], "the problem is listed")
    problems = server.state(GOAL)["problems"]
    assert "did you mean trust.success?" in problems
    assert f"{WEEK}:" in problems
    assert "trust.succes: " in problems
    assert server.page(GOAL) == shown
    (project / WEEK).write_text(good)
    server.until(lambda: not server.state(GOAL)["problems"], "the problem is gone")
    assert server.page(GOAL) == shown


def test_a_site_that_is_broken_from_the_start_opens_once_it_is_mended(project: Path) -> None:
    good = (project / WEEK).read_text()
    replaced(project / WEEK, "trust.success:", "trust.succes:")
    with served(project) as server:
        assert "There is nothing to see here yet" in server.page(GOAL)
        assert "did you mean trust.success?" in server.state(GOAL)["problems"]
        (project / WEEK).write_text(good)
        server.until(lambda: server.state(GOAL)["stamp"], "the site is there")
        assert "64.5" in server.page(GOAL)


def test_a_template_that_fails_on_a_page_that_nobody_opens_is_found(project: Path, server: Server) -> None:
    replaced(project / "content/site.yaml", "languages:", "theme: acme\nlanguages:")
    fails = "{% block main %}{{ view.nothing }}{% endblock %}"
    laid(project, {"themes/acme/templates/lesson.html": f'{{% extends "base.html" %}}\n{fails}\n'})
    server.until(lambda: "view" in server.state("")["problems"], "the template's fault is found")
    problems = server.state("")["problems"]
    assert "themes/acme/templates/lesson.html:2" in problems
    assert "nothing" in problems
    assert "There is nothing to see here yet" in server.page("lessons/slow-launch/")
    (project / "themes/acme/templates/lesson.html").write_text('{% extends "default/lesson.html" %}\n')
    server.until(lambda: not server.state("")["problems"], "the template is mended")
    assert server.ask("lessons/slow-launch/")[0].status == 200


def test_a_style_sheet_changes_no_page(project: Path) -> None:
    replaced(project / "content/site.yaml", "languages:", "theme: acme\nlanguages:")
    laid(project, {"themes/acme/assets/okr.css": "body { color: red }\n", "themes/acme/assets/own.js": "1;\n"})
    with served(project) as server:
        before, page = server.state(PAGE), server.page(PAGE)
        (project / "themes/acme/assets/okr.css").write_text("body { color: blue }\n")
        server.until(lambda: server.state(PAGE)["styles"] != before["styles"], "the style is new")
        assert server.state(PAGE)["stamp"] == before["stamp"]
        old = page.partition('rel="stylesheet" href="../../')[2].partition('"')[0]
        assert server.page(old) == "body { color: blue }\n"
        (project / "themes/acme/assets/own.js").write_text("2;\n")
        server.until(lambda: server.state(PAGE)["stamp"] != before["stamp"], "scripts are another matter")


def test_editors_save_by_renaming(project: Path, server: Server) -> None:
    text = (project / WEEK).read_text().replace("value: 64.5", "value: 71.5")
    (project / f"{WEEK}.tmp").write_text(text)
    (project / f"{WEEK}.tmp").replace(project / WEEK)
    server.until(lambda: "71.5" in server.page(GOAL), "the new value is shown")


def test_a_storm_of_changes_ends_in_what_lies_there(project: Path, server: Server) -> None:
    folder = project / "content/pages/storm"
    folder.mkdir()
    for n in range(2000):
        (folder / f"page-{n}.md").write_text(f"Page number {n}.\n")
    server.until(lambda: "Page number 1999." in server.page("pages/storm/page-1999/"), "the last page is there")
    for n in range(2000):
        if n % 100:
            (folder / f"page-{n}.md").unlink()
        else:
            (folder / f"page-{n}.md").write_text(f"Number {n} is left.\n")
    server.until(lambda: "Number 1900 is left." in server.page("pages/storm/page-1900/"), "the last one is new")
    server.until(lambda: server.ask("pages/storm/page-1999/")[0].status == 404, "the others are gone")
    assert server.state("")["problems"] == ""


def test_the_whole_content_may_be_replaced_and_is_still_watched(project: Path, server: Server) -> None:
    other, old = project / "other", project / "old"
    shutil.copytree(project / "content", other)
    replaced(other / WEEK.removeprefix("content/"), "value: 64.5", "value: 71.5")
    (project / "content").rename(old)
    other.rename(project / "content")
    server.until(lambda: "71.5" in server.page(GOAL), "the other folder is shown")
    replaced(project / WEEK, "value: 71.5", "value: 72.5")
    server.until(lambda: "72.5" in server.page(GOAL), "it is watched")
    shutil.rmtree(project / "content")
    server.until(lambda: "site.yaml is missing" in server.state(GOAL)["problems"], "nothing is left")
    assert "72.5" in server.page(GOAL)
    old.rename(project / "content")
    server.until(lambda: "64.5" in server.page(GOAL) and not server.state(GOAL)["problems"], "the old one is back")


def test_a_file_that_is_written_twice_within_a_moment_is_read_twice(project: Path, server: Server) -> None:
    path = project / WEEK
    first = path.read_text().replace("value: 64.5", "value: 71.5")
    second = first.replace("value: 71.5", "value: 72.5")
    path.write_text(first)
    status = path.stat()
    server.until(lambda: "71.5" in server.page(GOAL), "the first is shown")
    path.write_text(second)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    server.until(lambda: "72.5" in server.page(GOAL), "so is the second, of the same size and time")


def test_network_drives_are_polled(project: Path) -> None:
    with served(project, "--poll") as server:
        replaced(project / WEEK, "value: 64.5", "value: 71.5")
        server.until(lambda: "71.5" in server.page(GOAL), "the new value is shown")


def test_a_polled_file_that_is_saved_twice_in_a_second_is_seen(project: Path) -> None:
    with served(project, "--poll") as server:
        second = (project / WEEK).stat().st_mtime_ns
        replaced(project / WEEK, "value: 64.5", "value: 72.5")
        os.utime(project / WEEK, ns=(second, second + 1))
        server.until(lambda: "72.5" in server.page(GOAL), "what was saved in the second of the watcher's first look")


def test_search_works_and_a_check_in_leaves_its_index(project: Path, server: Server) -> None:
    head, index = server.page("search.json"), server.ask("pagefind/now/pagefind-entry.json")
    assert '"name":"now"' in head
    assert index[0].status == 200
    replaced(project / WEEK, "value: 64.5", "value: 71.5")
    server.until(lambda: "71.5" in server.page(GOAL), "the new value is shown")
    assert server.ask("pagefind/now/pagefind-entry.json")[1] == index[1]
    assert "71.5" in server.page("okrs.json")


def test_ctrl_c_ends_quietly(project: Path) -> None:
    with served(project) as server:
        server.page(GOAL)
        assert server.stop() == 0
        assert [line for line in server.said if "Traceback" in line or "Error" in line] == []


def test_a_port_in_use_is_a_sentence(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        server = start(project, "--port", str(port))
        assert server.process.wait(PATIENCE) == 2
        assert f"okrsite: port {port} cannot be opened: address already in use" in server.hear("port")
