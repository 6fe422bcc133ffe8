"""The dev server's web application: pages from memory, the reload socket, the overlay.

In: a `Preview`. Out: a tornado application that answers only its own host names and origins, with GET and HEAD, under
the headers of production. livereload's handler and client carry the message "reload"; nothing else of it is used.
"""

from __future__ import annotations

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
            (rf"/{CLIENT}(problems|overlay\.js|overlay\.css)", Own, pages),
            (r"/(.*)", Pages, pages),
        ]
    )


def tell(path: str = "*") -> None:
    """Ask every open page to load anew; a style sheet's path swaps the style alone."""
    Socket.reload_waiters(path)


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

    def get(self, address: str) -> None:
        """A page, a file, a way to a folder, or the site's page for what is missing."""
        address = unquote(address)
        found = self.preview.file(address)
        if found:
            data, kind = found
            self.set_header("Content-Type", kind)
            self.write(data)
        elif self.preview.is_folder(address):
            self.redirect(f"/{address}/")
        else:
            self.set_status(404)
            self.write(self.preview.missing())

    head = get


class Own(Pages):
    """The overlay and the problems that it shows."""

    def get(self, address: str) -> None:
        """A file of the overlay, or the problems as plain text."""
        if address == "problems":
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.write(self.preview.state.problems)
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
