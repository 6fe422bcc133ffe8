"""Files beside the pages: Atom feeds of check-ins, sitemap, robots and the host's redirects.

In: a `Context`, planned pages, a `Language`. Out: texts. Addresses are absolute where the site says its own `url`,
relative to the feed elsewhere; days become midnight in UTC, so that the same content gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import escape

from okrsite.okr.model import CheckIn, Entry, KeyResult, Target
from okrsite.okr.turns import NOTHING, turn_between, way_between
from okrsite.pages import routes
from okrsite.pages.language import Language
from okrsite.pages.movement import figures as figures_in_words
from okrsite.pages.movement import movement
from okrsite.pages.views.common import Page, Text
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import team_link, text, title_of

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
LONGEST = 60
"""Entries of a feed, newest first."""


def feeds(context: Context, language: Language) -> dict[str, str]:
    """All feeds by address: `feed.xml` with every team's check-ins, and one below each team."""
    newest = sorted(context.company.check_ins, key=lambda c: (c.on, c.path), reverse=True)
    by_team: dict[str, list[CheckIn]] = {team: [] for team in context.company.teams}
    for check_in in newest:
        by_team[check_in.team].append(check_in)
    name = context.company.site.name
    made = {"feed.xml": _feed(context, language, newest, "", name)}
    for team, own in by_team.items():
        home = routes.url(Target("team", team))
        made[f"{home}feed.xml"] = _feed(context, language, own, home, f"{team_link(context, team).title} · {name}")
    return made


def _feed(context: Context, language: Language, check_ins: list[CheckIn], home: str, title: str) -> str:
    """One feed of what stands at `home`, newest first."""
    here, shown = f"{home}feed.xml", check_ins[:LONGEST]
    root = Element("feed", {"xmlns": ATOM, "xml:lang": language.code})
    _add(root, "title", title)
    _add(root, "id", _identity(context, here))
    _add(root, "updated", _midnight(shown[0].on if shown else context.as_of))
    _add(root, "link", rel="self", type="application/atom+xml", href=_address(context, here, here))
    _add(root, "link", rel="alternate", type="text/html", href=_address(context, here, home))
    for check_in in shown:
        _entry(root, context, language, check_in, here)
    return _document(root)


def _entry(root: Element, context: Context, language: Language, check_in: CheckIn, here: str) -> None:
    address = routes.url(Target("check-in", check_in.path))
    team = team_link(context, check_in.team).title
    entry = _add(root, "entry")
    _add(entry, "title", f"{team}, {language.date(check_in.on)}")
    _add(entry, "id", _identity(context, check_in.path))
    _add(entry, "updated", _midnight(check_in.on))
    _add(entry, "link", rel="alternate", type="text/html", href=_address(context, here, address))
    _add(_add(entry, "author"), "name", check_in.author.name if check_in.author else team)
    _add(entry, "content", "".join(_paragraphs(context, check_in, here)), type="html")


def _add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """A new last child."""
    child = SubElement(parent, tag, attributes)
    child.text = text
    return child


def _paragraphs(context: Context, check_in: CheckIn, here: str) -> Iterable[str]:
    """A check-in as HTML: its words, then each key result with its value and note."""
    yield _html(context, text(context.company.block(check_in.path, check_in.body)), here)
    for entry in check_in.entries:
        key_result = context.key_results[entry.key_result]
        said = _said(context, key_result, check_in, entry)
        yield f"<h3>{escape(title_of(context, key_result).plain)}</h3>" + (f"<p>{escape(said)}</p>" if said else "")
        yield _html(context, text(context.company.block(check_in.path, entry.note)), here)


def _said(context: Context, key_result: KeyResult, check_in: CheckIn, entry: Entry) -> str:
    """What a check-in made of a key result, in the words of "What changed this week"; nothing of a redacted one."""
    figures = context.figures.key_results.get(key_result.id)
    if key_result.record.redacted is not None or figures is None:
        return ""
    measured = [one for one in figures.history if one.raw is not None]
    at = next((n for n, one in enumerate(measured) if one.path == check_in.path), None)
    if at is None:
        return _named(context.language, key_result, entry)
    now, before = measured[at], measured[at - 1] if at else None
    told = way_between(key_result, before[2:5] if before else NOTHING, now[2:5])
    turn = turn_between(before.raw if before else None, now.raw)
    if turn is None or turn == "first":
        return figures_in_words(context.language, told)
    return movement(context.language, turn, told)


def _named(language: Language, key_result: KeyResult, entry: Entry) -> str:
    """The value that a check-in names, where it makes no progress: a baseline, a number without a target."""
    if isinstance(entry.value, Decimal):
        return language.quantity(entry.value, key_result.record.unit)
    return language.share(entry.progress) if entry.progress is not None else ""


def _html(context: Context, words: Text | None, here: str) -> str:
    if words is None:
        return ""
    pieces = [words.html[0]]
    for address, piece in zip(words.urls, words.html[1:], strict=True):
        pieces += (str(escape(_address(context, here, address))), piece)
    return "".join(pieces)


def _address(context: Context, here: str, address: str) -> str:
    base = context.company.site.url
    return f"{base.rstrip('/')}/{address}" if base else routes.relative(here, address)


def _identity(context: Context, path: str) -> str:
    """An id for ever: made of the site's address, or of its name where it has none."""
    base = context.company.site.url
    return f"{base.rstrip('/')}/{path}" if base else f"urn:okrsite:{path}"


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _document(root: Element) -> str:
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def sitemap(base: str, pages: Iterable[Page]) -> str:
    """All pages with their absolute addresses; only for a site that says its `url`."""
    root = Element("urlset", {"xmlns": SITEMAP})
    for page in pages:
        if page.index:
            _add(_add(root, "url"), "loc", f"{base.rstrip('/')}/{page.url}")
    return _document(root)


def robots(base: str | None, *, public: bool) -> str:
    """An intranet tells search engines to stay away, unless the site is public."""
    if not public:
        return "User-agent: *\nDisallow: /\n"
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {base.rstrip('/')}/sitemap.xml\n" if base else "")
