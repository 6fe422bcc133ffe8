"""A page becomes HTML.

In: a `Page` with its view, the `Chrome`, a `Theme` and a `Language`, all values. Out: the text of one file, or a
located fault of the theme. Templates see `page`, `view`, `site`, `root` (the way from the page to the site's root) and
`icons` (the link to the theme's icons), the filters listed in `FILTERS`, the functions `asset(name)` and
`kept(macro, …)`, and gettext's `_`; parts that are imported without their page's scope see `here`. Content is never
compiled as a template.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.runtime import Context as Scope
from markupsafe import Markup

from okrsite.diagnostics import Checked, Diagnostic, Place, Related, did_you_mean, error
from okrsite.pages import movement, routes
from okrsite.pages.calls import Calls, escape, texts
from okrsite.pages.charts import charts
from okrsite.pages.icons import Icon, icons, with_icons
from okrsite.pages.language import Language
from okrsite.pages.theme import Theme
from okrsite.pages.views.common import Chrome, Page, Text

_NO_FIELD = re.compile(r"'(?:\w+\.)*(\w+) object' has no attribute '(\w+)'")
SAFE_SCHEMES = ("http:", "https:", "mailto:", "tel:")


class _Here:
    """The page that is being rendered: what filters and parts need of it wherever they are called from.

    A renderer makes one page at a time. So parts can be imported without the page's own scope, once for all pages.
    """

    __slots__ = ("page", "site")

    page: Page
    site: Chrome

    def link(self, address: str) -> str:
        """The link from the page to an address: relative, but for a page that is served anywhere."""
        return f"{self.site.root}{address}" if self.page.rooted else routes.relative(self.page.url, address)

    def text(self, words: Text | None) -> Markup:
        """Finished HTML with its open links filled in."""
        if words is None:
            return Markup("")
        if not words.urls:
            return Markup(words.html[0])  # noqa: S704 (made safe by source.markdown)
        pieces = [words.html[0]]
        for address, piece in zip(words.urls, words.html[1:], strict=True):
            pieces += (str(escape(self.link(address))), piece)
        return Markup("".join(pieces))  # noqa: S704 (made safe by source.markdown, links escaped above)


def safe_url(address: str | None) -> str:
    """An address from the content that may stand in `href`; anything else than web, mail and phone becomes `#`."""
    words = (address or "").strip()
    return words if words.casefold().startswith(SAFE_SCHEMES) else "#"


FILTERS: Mapping[str, Callable[..., Any]] = {"url": _Here.link, "text": _Here.text, "safe_url": safe_url}
"""Filters that need no language; those of `LANGUAGE_FILTERS` and the charts come on top."""

LANGUAGE_FILTERS = ("number", "quantity", "percent", "share", "date", "span", "both")


CONSTANT = re.compile(r'\{\{ _\("([^"\\]*)"\) \}\}')
"""A template's interface text without anything to fill in."""


Compiled = Callable[..., CodeType]
"""`compiled(make, *key)`: what `make(*key)` gives, a template's code, or the same from another time."""


class _Texts(BaseLoader):
    """Templates from the theme's texts, never from the disk; constant interface texts are translated once, here."""

    def __init__(self, theme: Theme, language: Language, compiled: Compiled) -> None:
        self._theme, self._language, self._compiled = theme, language, compiled

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        if template not in self._theme.templates:
            raise TemplateNotFound(template)
        text = CONSTANT.sub(self._translated, self._theme.templates[template])
        return text, self._theme.origins[template], lambda: True

    def load(self, environment: Environment, name: str, globals: Any = None) -> Template:  # noqa: A002 (Jinja names it)
        """The template, from code that somebody may have kept: it follows from the text and the language alone."""
        text, path, fresh = self.get_source(environment, name)
        language = f"{self._language.code} {self._language.digest}"
        code = self._compiled(lambda text, path, _: environment.compile(text, name, path), text, path, language)
        template = environment.template_class.from_code(environment, code, globals or {}, fresh)
        template.root_render_func.__globals__["escape"] = escape  # what Jinja's code calls by that name
        return template

    def _translated(self, found: re.Match[str]) -> str:
        """What the call would print; left to it where the words could be taken for template code."""
        words = self._language.gettext(found[1])
        return found[0] if re.search(r"%(?!%)|[{}]|\n", words.replace("%%", "")) else words.replace("%%", "%")


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders pages with one theme in one language; made by `renderer`."""

    environment: Environment
    theme: Theme
    here: _Here
    icons: Mapping[str, Icon]

    def render(self, page: Page, chrome: Chrome) -> Checked[str]:
        """The HTML of a page; a fault of the theme names its file, its line and the page."""
        try:
            template = self.environment.get_template(page.template)
            root = chrome.root if page.rooted else "../" * page.url.count("/")
            file = f"{root}{self.theme.static}icons.svg"
            self.here.page, self.here.site = page, chrome
            html = template.render(page=page, view=page.view, site=chrome, root=root, icons=file)
            return Checked(with_icons(without_empty_lines(html), self.icons, file))
        except TemplateError as fault:
            return Checked(None, (self._explain(fault, page),))
        except (TypeError, ValueError, AttributeError, LookupError, ArithmeticError, RecursionError) as fault:
            return Checked(None, (self._explain(fault, page),))

    def _explain(self, fault: Exception, page: Page) -> Diagnostic:
        """What went wrong in a template, said to the theme's author."""
        name, line = self._where(fault, page)
        path = self.theme.origins.get(name or "", name or "")
        source = page.source or self.theme.origins.get(page.template, path)
        while_ = Related(Place(source), f"while rendering /{page.url}")
        hint, message = "", _NO_FIELD.sub(r"\1 has no field \2", str(fault))
        if isinstance(fault, TemplateNotFound):
            hint, message = (
                did_you_mean(str(fault.name), self.theme.templates),
                f"the theme has no template {fault.name}",
            )
        start = self._offset(name, line)
        return error("template-error", Place(path, start=start, end=start), message, hint, while_)

    def _where(self, fault: Exception, page: Page) -> tuple[str | None, int]:
        """The innermost template line of a fault; Jinja rewrites tracebacks to template lines."""
        if isinstance(fault, TemplateSyntaxError):
            return fault.name, fault.lineno
        files = {origin: name for name, origin in self.theme.origins.items()}
        frames = [f for f in traceback.extract_tb(fault.__traceback__) if f.filename in files]
        return (files[frames[-1].filename], frames[-1].lineno or 1) if frames else (page.template, 1)

    def _offset(self, name: str | None, line: int) -> int:
        """Where a line of a template begins, in characters."""
        lines = self.theme.templates.get(name or "", "").splitlines(keepends=True)
        return sum(len(text) for text in lines[: line - 1])


def renderer(theme: Theme, language: Language, compiled: Compiled = lambda make, *key: make(*key)) -> Renderer:
    """A renderer: every value is escaped, an unknown name is a fault, nothing is read from the disk."""
    environment = Environment(
        loader=_Texts(theme, language, compiled),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        lstrip_blocks=True,
        cache_size=-1,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.context_class = Calls
    environment.globals.update(texts(language))
    here = _Here()
    environment.filters.update(FILTERS, url=_of_the_page(here.link), text=_of_the_page(here.text))
    environment.filters.update({name: getattr(language, name) for name in LANGUAGE_FILTERS})
    environment.filters.update(charts(language))
    environment.filters.update(movement.filters(language))
    environment.globals.update(language=language, here=here, asset=_asset(theme, here), kept=_kept(here))
    drawing = theme.assets.get("icons.svg", b"").decode("utf-8", "replace")
    return Renderer(environment, theme, here, icons(drawing))


def without_empty_lines(page: str) -> str:
    """The page without the empty lines that tags of templates leave behind; only text that is set as is needs them."""
    if "<pre" in page or "<textarea" in page:
        return page
    while "\n\n" in page:
        page = page.replace("\n\n", "\n")
    return page


def _of_the_page(answer: Callable[[Any], str]) -> Callable[[Scope, Any], str]:
    """A filter whose answer is another on each page. Jinja must not work it out once for all when it compiles."""

    @pass_context
    def ask(scope: Scope, value: Any) -> str:
        return answer(value)

    return ask


def _kept(here: _Here) -> Callable[..., Markup]:
    """`kept(macro, *arguments)`: what a macro makes, made once for equal arguments around the same site.

    Such a macro reads nothing but its arguments and `site`, and prints the same for equal ones. Two templates may have
    macros of one name, so that a macro is known by its code.
    """
    known: dict[tuple[CodeType, tuple[Hashable, ...]], tuple[Chrome, Markup]] = {}

    def kept(macro: Callable[..., Markup], *arguments: Hashable) -> Markup:
        site, key = here.site, (macro._func.__code__, arguments)  # type: ignore[attr-defined]
        found = known.get(key)
        if found is None or found[0] is not site:
            found = known[key] = (site, macro(*arguments))
        return found[1]

    return kept


def _asset(theme: Theme, here: _Here) -> Callable[[str], str]:
    def asset(name: str) -> str:
        """The link to one of the theme's assets."""
        if name not in theme.assets:
            raise TemplateError(f"the theme has no asset {name}")
        return here.link(theme.static + name)

    return asset
