"""The dear steps through the memo: parse a file, Markdown of a text, compile a template, render a page, index a bundle.

Each is keyed by all its arguments, and what is remembered holds no path and no line, so that moving a file or a line
costs nothing. Faults are remembered with the value they belong to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import CodeType
from typing import Any, TypeVar

from okrsite.build.forked import each
from okrsite.diagnostics import Checked, packed, unpacked
from okrsite.index import Engine
from okrsite.memo import Memo, digest
from okrsite.okr.again import ANEW, Again
from okrsite.okr.kinds import Kind
from okrsite.pages.language import Language
from okrsite.pages.render import Renderer
from okrsite.pages.search import Record
from okrsite.pages.theme import Theme
from okrsite.pages.views.common import Chrome, Page
from okrsite.source.document import Document, parse
from okrsite.source.markdown import Heading, Prose, Slot, inline, render

T = TypeVar("T")
Plain = tuple[Any, ...]


class Steps:
    """The steps, with one memo; `again` is what a process that builds again and again remembers besides."""

    def __init__(self, memo: Memo, again: Again = ANEW) -> None:
        self._memo, self.again = memo, again
        self.rendered: tuple[str, ...] = ()  # the addresses of the pages that were not remembered

    def parse(self, data: bytes, kind: Kind) -> Checked[Document]:
        """A file's bytes as a tree and a body."""
        return self._memo.call("parse", parse, data, kind.form, **_codec(_document, Document))

    def block(self, text: str) -> Checked[Prose]:
        """Block Markdown as HTML with open links."""
        return self._memo.call("block", render, text, **_codec(_prose, _unpack_prose))

    def inline(self, text: str) -> Checked[Prose]:
        """Inline Markdown, such as a title."""
        return self._memo.call("inline", inline, text, **_codec(_prose, _unpack_prose))

    def code(self, make: Callable[..., CodeType], *key: str | None) -> CodeType:
        """A template's code, where `make(*key)` compiles it."""
        return self._memo.call("template", make, *key)

    def pages(self, pages: Sequence[Page], arounds: Mapping[str, Around]) -> list[Checked[str]]:
        """Each page's HTML; the key is the page's view and all that stands around it in its language."""

        def key(page: Page) -> tuple[Page, str]:
            return page.made(), arounds[page.language].digest

        def render(page: Page, _: str) -> Checked[str]:
            around = arounds[page.language]
            return around.renderer.render(page, around.chrome)

        made = self._memo.call_all("page", render, pages, key, each, **_codec(lambda html: (html,), lambda html: html))
        self.rendered = tuple(page.url for page, (_, anew) in zip(pages, made, strict=True) if anew)
        return [html for html, _ in made]

    def index(self, records: tuple[Record, ...], language: str, engine: Engine) -> Mapping[str, bytes]:
        """The engine's files for a bundle; raises Unavailable, which is not remembered."""

        def make(records: tuple[Record, ...], language: str, version: str) -> dict[str, bytes]:
            return dict(engine.run(records, language))

        return self._memo.call("search", make, records, language, engine.version)


class Around:
    """What goes into every page besides its view: the frame, the theme and the language, with one digest of them."""

    def __init__(self, renderer: Renderer, chrome: Chrome, theme: Theme, language: Language) -> None:
        self.renderer, self.chrome = renderer, chrome
        self.digest = digest((chrome, theme.digest, language.code, language.digest))


def _codec(pack: Callable[[T], Plain], unpack: Callable[..., T]) -> dict[str, Any]:
    """How a checked value is kept: as plain tuples."""

    def pack_checked(checked: Checked[T]) -> Plain:
        value = None if checked.value is None else pack(checked.value)
        return value, tuple(map(packed, checked.diagnostics))

    def unpack_checked(plain: Plain) -> Checked[T]:
        value = None if plain[0] is None else unpack(*plain[0])
        return Checked(value, tuple(map(unpacked, plain[1])))

    return {"pack": pack_checked, "unpack": unpack_checked}


def _document(document: Document) -> Plain:
    return document.tree, document.body, document.body_start


def _prose(prose: Prose) -> Plain:
    slots = tuple((s.target, s.picture, s.start, s.end) for s in prose.slots)
    headings = tuple((h.level, h.id, h.title) for h in prose.toc)
    return prose.parts, slots, headings, prose.text, prose.words


def _unpack_prose(parts: Plain, slots: Plain, headings: Plain, text: str, words: int) -> Prose:
    return Prose(parts, tuple(Slot(*s) for s in slots), tuple(Heading(*h) for h in headings), text, words)
