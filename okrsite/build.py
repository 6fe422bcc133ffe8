"""The whole arrow: a project's files become a site's files.

In: `Sources`, the default theme's files, `Options`, a `Memo`. Out: `Built`: every problem found on the way and, when
none of them is an error, the tree of the site. Nothing is read from the disk or written to it here. The one clock of
okrsite is read in `today`, and only where neither the command nor `site.yaml` says a date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from okrsite.diagnostics import Checked, Diagnostic, Place, Severity, did_you_mean, error, in_file
from okrsite.files import Source, Sources
from okrsite.memo import Memo, digest
from okrsite.okr.checks import check
from okrsite.okr.company import Loaded, resolve
from okrsite.okr.edition import select
from okrsite.okr.kinds import kind_of
from okrsite.okr.measure import measure
from okrsite.okr.model import Company
from okrsite.okr.records import Site, Visibility
from okrsite.pages.chrome import chrome
from okrsite.pages.export import okrs_json
from okrsite.pages.feeds import feed, robots, sitemap
from okrsite.pages.language import Language
from okrsite.pages.plan import plan
from okrsite.pages.render import renderer
from okrsite.pages.search import index, records
from okrsite.pages.theme import Theme, theme
from okrsite.pages.views.common import Chrome, Page
from okrsite.pages.views.context import Context, context
from okrsite.source import document, markdown
from okrsite.source.decode import decode

CONTENT = "content/"
THEMES = "themes/"
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Options:
    """What a command says: the day (None: `site.yaml`, else today) and the edition (None: `site.yaml`)."""

    as_of: date | None = None
    edition: Visibility | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What came of it: the site's files by address, None where an error keeps them from being published."""

    diagnostics: tuple[Diagnostic, ...]
    tree: Mapping[str, bytes] | None = None
    pages: tuple[Page, ...] = ()
    as_of: date | None = None

    @property
    def failed(self) -> bool:
        """Whether there is an error."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)


def build(sources: Sources, shipped: Mapping[str, bytes], options: Options, memo: Memo) -> Built:
    """Content in, site out."""
    files = {source.path: source.data for source in sources.files}
    loaded = load(sources.files, memo)
    texts = _Markdown(memo)
    resolved = resolve(loaded.value or (), files, texts.block, texts.inline)
    faults = [*sources.diagnostics, *loaded.diagnostics, *resolved.diagnostics]
    if resolved.value is None:
        return Built(tuple(faults))

    site = resolved.value.site
    zone, language = _zone(site), _language(site)
    faults += [*zone.diagnostics, *language.diagnostics]
    day = options.as_of or site.as_of or today(zone.value)
    company = select(resolved.value, options.edition or site.edition, day)
    figures, before = measure(company, day), measure(company, day - WEEK)
    faults += check(company, figures, dated=bool(options.as_of or site.as_of))

    known = context(company, figures, before)
    planned = plan(known)
    look = theme({**shipped, **_below(files, THEMES)}, site.theme)
    frame = chrome(known, edition=options.edition or site.edition)
    rendered = render(planned.value or (), frame, look, language.value or Language(), memo)
    built = Built((*faults, *planned.diagnostics, *rendered.diagnostics), None, planned.value or (), day)
    if built.failed or rendered.value is None:
        return built
    tree = {**rendered.value, **_beside(known, built.pages, look, language.value or Language()), **_assets(company, files)}
    return Built(built.diagnostics, tree, built.pages, day)


def load(files: Iterable[Source], memo: Memo) -> Checked[tuple[Loaded, ...]]:
    """Each file below `content/` that is of a kind: parsed, and decoded into its record."""
    loaded, faults = [], []
    for source in files:
        known = kind_of(source.path.removeprefix(CONTENT)) if source.path.startswith(CONTENT) else None
        if known is None:
            continue
        kind, names = known
        parsed = memo.call("parse", document.parse, source.data, kind.form)
        text = parsed.value
        decoded = decode(text.tree, kind.model) if text else Checked(None)
        faults += in_file(source.path, (*parsed.diagnostics, *decoded.diagnostics))
        body, start = (text.body, text.body_start) if text else ("", 0)
        loaded.append(Loaded(source.path, kind, names, decoded.value, body, start))
    return Checked(tuple(loaded), tuple(faults))


class _Markdown:
    """Markdown through the memo."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo

    def block(self, text: str) -> Checked[markdown.Prose]:
        return self._memo.call("block", markdown.render, text)

    def inline(self, text: str) -> Checked[markdown.Prose]:
        return self._memo.call("inline", markdown.inline, text)


def render(
    pages: Iterable[Page], frame: Chrome, look: Theme, language: Language, memo: Memo
) -> Checked[dict[str, bytes]]:
    """Every page's HTML by file; the memo's key is the hash of all that goes into a page."""
    tree, faults = {}, []
    make = renderer(look, language)
    around = digest((frame, look.digest, language.code))
    for page in pages:
        done = memo.call("render", lambda _around, page: make.render(page, frame), around, page)
        faults += done.diagnostics
        tree[file_of(page.url)] = (done.value or "").encode()
    return Checked(tree, tuple(faults))


def file_of(url: str) -> str:
    """The file of an address: pages are `index.html` in folders."""
    return f"{url}index.html" if not url or url.endswith("/") else url


def _beside(known: Context, pages: tuple[Page, ...], look: Theme, language: Language) -> dict[str, bytes]:
    """The files that are not pages: data, feeds, search, sitemap, the theme's assets."""
    site = known.company.site
    texts = {
        "okrs.json": okrs_json(known, pages),
        "feed.xml": feed(known, language),
        "search.json": index(records(pages, known)),
        "robots.txt": robots(site.url, public=site.public),
        **{f"teams/{team}/feed.xml": feed(known, language, team) for team in known.company.teams},
    }
    if site.url:
        texts["sitemap.xml"] = sitemap(site.url, pages)
    return {path: text.encode() for path, text in texts.items()} | {look.static + n: d for n, d in look.assets.items()}


def _assets(company: Company, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Pictures and files that pages link to, as they are."""
    return {path.removeprefix(CONTENT): files[path] for path in company.assets}


def _below(files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    return {path.removeprefix(folder): data for path, data in files.items() if path.startswith(folder)}


def today(zone: ZoneInfo | None) -> date:
    """The date now, where the company is."""
    return datetime.now(zone or ZoneInfo("UTC")).date()


def _zone(site: Site) -> Checked[ZoneInfo]:
    """The site's time zone."""
    from zoneinfo import available_timezones

    names = available_timezones()
    if site.time_zone in names:
        return Checked(ZoneInfo(site.time_zone))
    place = Place("content/site.yaml", ("time_zone",))
    hint = did_you_mean(site.time_zone, names) or "write it as Europe/Prague"
    return Checked(None, (error("unknown-time-zone", place, f"there is no time zone {site.time_zone}", hint),))


def _language(site: Site) -> Checked[Language]:
    """The language of the interface: the site's first."""
    from babel import Locale, UnknownLocaleError

    code = site.languages[0]
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        place = Place("content/site.yaml", ("languages", 0))
        return Checked(None, (error("unknown-language", place, f"there is no language {code}", "write it as en or pt-BR"),))
    return Checked(Language(code))
