"""The dev server's web application: pages from memory, the reload socket, the overlay.

In: a `Preview`. Out: a tornado application that answers only its own host names and origins, with GET and HEAD, under
the headers of production. livereload's handler and client carry the message that something has changed; the page then
asks whether it is still the newest (`overlay.js`), so that no message can come too early, too late or twice.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from importlib.resources import files
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.web import Application, HTTPError, RequestHandler

from okrsite.pages.headers import headers
from okrsite.serve.preview import CLIENT, Preview, media_type

LOCAL = ("localhost", "127.0.0.1", "[::1]")


def application(preview: Preview, hosts: Iterable[str]) -> Application:
    """The application; `hosts` are the names, without port, that it answers to."""
    shared = {"hosts": frozenset(hosts)}
    pages = {**shared, "preview": preview}
    Socket.watcher = SimpleNamespace(filepath=None)
    return Application(
        [
            (r"/livereload", Socket, shared),
            (r"/livereload\.js", Client, shared),
            (rf"/{CLIENT}(state|overlay\.js|overlay\.css)", Own, pages),
            (r"/(.*)", Pages, pages),
        ],
        log_function=lambda handler: None,
    )


def tell() -> None:
    """Say to every open page that something has changed."""
    Socket.reload_waiters("*")


def host_name(address: str) -> str:
    """A host without its port: `[::1]:8000` is `[::1]`."""
    name, _, port = address.rpartition(":")
    return (name if name and port.isdigit() else address).casefold()


class Guarded(RequestHandler):
    """Answers only its own names: a page elsewhere must not read an intranet through a developer's browser."""

    def initialize(self, hosts: frozenset[str], **_: Any) -> None:
        """The names it answers to."""
        self.hosts = hosts

    def prepare(self) -> None:
        """Refuse other names and anything but reading."""
        if host_name(self.request.host) not in self.hosts:
            raise HTTPError(403, "unknown host")
        if self.request.method not in ("GET", "HEAD"):
            raise HTTPError(405)

    def set_default_headers(self) -> None:
        """The headers of production, except the one that forbids plain HTTP; nothing is kept by the browser."""
        for name, value in headers(public=False).items():
            if name != "Strict-Transport-Security":
                self.set_header(name, value)
        self.set_header("Cache-Control", "no-store")
        self.clear_header("Server")


class Pages(Guarded):
    """The site."""

    def initialize(self, hosts: frozenset[str], preview: Preview) -> None:  # type: ignore[override]
        """The names it answers to, and what is shown."""
        super().initialize(hosts)
        self.preview = preview

    async def get(self, address: str) -> None:
        """A page, a file, a way to a folder, or the site's page for what is missing."""
        if any(part.startswith(".") for part in address.split("/")):
            raise HTTPError(404)
        answer = await asyncio.to_thread(self.preview.answer, address)
        if answer.to:
            self.redirect(answer.to)
            return
        self.set_status(answer.status)
        self.set_header("Content-Type", answer.kind)
        self.write(answer.data)

    head = get


class Own(Pages):
    """The overlay, and what a page that is open asks."""

    async def get(self, address: str) -> None:
        """A file of the overlay, or what there is to say to the page `?page=/teams/`."""
        if address == "state":
            page = unquote(self.get_query_argument("page", "/")).removeprefix("/")
            news = await asyncio.to_thread(self.preview.news, page)
            self.set_header("Content-Type", media_type("state.json"))
            self.write(json.dumps(news, ensure_ascii=False))
            return
        self.set_header("Content-Type", media_type(address))
        self.write((files("okrsite.serve") / address).read_bytes())

    head = get


class Client(LiveReloadJSHandler, Guarded):  # type: ignore[misc]
    """livereload's own script."""


class Socket(LiveReloadHandler):  # type: ignore[misc]
    """livereload's socket, for pages of this server only."""

    def initialize(self, hosts: frozenset[str]) -> None:
        """The names it answers to."""
        self.hosts = hosts

    def prepare(self) -> None:
        """Refuse other names."""
        if host_name(self.request.host) not in self.hosts:
            raise HTTPError(403, "unknown host")

    def check_origin(self, origin: str) -> bool:
        """Only pages that came from here may listen."""
        return bool(urlsplit(origin).netloc.casefold() == self.request.host.casefold())
