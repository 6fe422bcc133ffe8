"""What a browser makes of a page: HTML in; elements, ids, addresses and everything that could act out.

`acting` lists all that must not be in a page of ours: scripts but for the site's own files and plain data, styles and
handlers in attributes, addresses that a browser would run. `Site` follows links from page to page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "xlink:href", "ping", "background", "srcset")
SAFE = ("http", "https", "mailto", "tel")
FOREIGN = {"iframe", "object", "embed", "applet", "base", "frame", "frameset", "portal", "style"}


@dataclass(frozen=True)
class Element:
    """One opening tag; `text` is what follows it directly, up to the next tag."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    text: str = ""

    def get(self, name: str) -> str | None:
        """The first value of an attribute, as browsers take it."""
        return next((value for key, value in self.attributes if key == name), None)


@dataclass
class Parsed(HTMLParser):
    """A page taken apart."""

    html: str
    elements: list[Element] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, tuple((name, value or "") for name, value in attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.elements and not self.elements[-1].text:
            last = self.elements[-1]
            self.elements[-1] = Element(last.tag, last.attributes, data)

    @property
    def ids(self) -> list[str]:
        """All ids, in order."""
        return [value for one in self.elements if (value := one.get("id")) is not None]

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Every address with its attribute's name."""
        for one in self.elements:
            yield from ((name, value) for name, value in one.attributes if name in ADDRESSES)
            if (one.get("http-equiv") or "").lower() == "refresh":
                yield "refresh", (one.get("content") or "").partition("url=")[2]


@cache
def parsed(html: str) -> Parsed:
    """A page taken apart, once."""
    return Parsed(html)


def acting(html: str) -> list[str]:
    """Everything in a page that could act in a reader's browser without being ours."""
    found = []
    for one in parsed(html).elements:
        if one.tag == "script":
            own = (one.get("src") or "").split("/static/")[-1:] != [""] and "static/" in (one.get("src") or "")
            data = one.get("type") == "application/json" and one.get("src") is None
            if not ((own and not one.text.strip()) or (data and _is_json(one.text))):
                found.append(f"<script {dict(one.attributes)}>{one.text[:40]}")
        if one.tag in FOREIGN:
            found.append(f"<{one.tag}>")
        found += [f"{name}= on <{one.tag}>" for name, _ in one.attributes if name.startswith("on") or name == "style"]
    found += [f"{name}={value}" for name, value in parsed(html).addresses() if not harmless(value)]
    return found


def harmless(address: str) -> bool:
    """Whether an address is relative or of a scheme that runs nothing."""
    bare = "".join(sign for sign in address if sign > " " and sign != "\x7f")
    scheme, colon, _ = bare.partition(":")
    return not colon or "/" in scheme or "#" in scheme or "?" in scheme or scheme.lower() in SAFE


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Site:
    """A site's files by path, and where its links lead; `root` is the address that it says it has."""

    tree: Mapping[str, bytes]
    root: str = ""

    @property
    def pages(self) -> dict[str, str]:
        """The HTML of every page by its file."""
        return {path: data.decode() for path, data in self.tree.items() if path.endswith(".html")}

    def dead(self) -> list[str]:
        """Every link of every page, feed, sitemap and index that leads nowhere, or out of the site by its path."""
        return [*self._in_pages(), *self._in_feeds(), *self._in_data()]

    def _in_pages(self) -> Iterator[str]:
        for path, html in self.pages.items():
            base = (urlsplit(self.root).path or "/") if path == "404.html" else ""
            for _, value in parsed(html).addresses():
                if fault := self.fault(path, value, base):
                    yield f"{path}: {value} {fault}"

    def _in_feeds(self) -> Iterator[str]:
        for path, data in self.tree.items():
            if path.endswith(".xml"):
                root = ElementTree.fromstring(data)
                links = [one.get("href", "") for one in root.iter("{http://www.w3.org/2005/Atom}link")]
                links += [one.text or "" for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
                for content in root.iter("{http://www.w3.org/2005/Atom}content"):
                    links += [value for _, value in parsed(content.text or "").addresses()]
                yield from (f"{path}: {link} {fault}" for link in links if (fault := self.fault(path, link, "")))

    def _in_data(self) -> Iterator[str]:
        for path in ("okrs.json", *(path for path in self.tree if path.endswith("/records.json"))):
            for url in _urls(json.loads(self.tree[path])):
                if fault := self.fault("index.html", url, ""):
                    yield f"{path}: {url} {fault}"

    def fault(self, path: str, link: str, base: str) -> str:
        """Why a link in a file cannot be followed, or nothing."""
        if self.root and link.startswith(self.root):
            link, path = link.removeprefix(self.root) or "./", "index.html"
        if base and link.startswith(base):
            link, path = link.removeprefix(base) or "./", "index.html"
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return ""
        if parts.path.startswith("/"):
            return "begins at the root of the host"
        file = normpath(join(dirname(path), unquote(parts.path))) if parts.path else path
        if file.startswith(".."):
            return "leads out of the site"
        if parts.path.endswith("/") or file == ".":
            file = normpath(join(file, "index.html"))
        if file not in self.tree:
            return f"leads to no file ({file})"
        return self._anchor(file, unquote(parts.fragment))

    def _anchor(self, file: str, anchor: str) -> str:
        if not anchor or not file.endswith(".html"):
            return ""
        return "" if anchor in parsed(self.tree[file].decode()).ids else f"has no such place in {file}"


def _urls(value: object) -> Iterator[str]:
    """The addresses in okrs.json (`url`) and in the records of search (the seventh of each)."""
    if isinstance(value, dict):
        if "records" in value:
            yield from (record[6] for record in value["records"])
        for key, item in value.items():
            if key == "url" and isinstance(item, str):
                yield item
            else:
                yield from _urls(item)
    elif isinstance(value, list):
        for item in value:
            yield from _urls(item)
