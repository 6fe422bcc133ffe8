"""The whole arrow: a project's files become a site's files.

In: `Sources`, the default theme's files, `Options`, a `Memo`. Out: `Built`: every problem found on the way and, when
none of them is an error, the tree of the site. Nothing is read from the disk or written to it here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from okrsite.build.remembered import Around, Steps
from okrsite.build.search import search_files
from okrsite.build.settings import Options, Settings, settle
from okrsite.diagnostics import Checked, Diagnostic, Severity, in_file
from okrsite.files import Source, Sources
from okrsite.index import Engine
from okrsite.memo import Memo
from okrsite.okr.checks import check
from okrsite.okr.company import Loaded, resolve
from okrsite.okr.edition import select
from okrsite.okr.figures import Figures
from okrsite.okr.kinds import kind_of
from okrsite.okr.measure import measure_on
from okrsite.okr.model import Company
from okrsite.okr.severities import weighed
from okrsite.pages.chrome import chrome
from okrsite.pages.export import okrs_json
from okrsite.pages.feeds import feeds, robots, sitemap
from okrsite.pages.headers import headers_file
from okrsite.pages.plan import plan
from okrsite.pages.render import renderer
from okrsite.pages.theme import Theme, theme
from okrsite.pages.views.common import Page
from okrsite.pages.views.context import Context, context
from okrsite.pages.views.moved import redirects_file
from okrsite.source.decode import decode

CONTENT = "content/"
THEMES = "themes/"
OWN_THEME = "themes/default/"
CODES = "codes/"
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Built:
    """What came of it: the site's files by address, None where an error keeps them from being published."""

    diagnostics: tuple[Diagnostic, ...]
    tree: Mapping[str, bytes] | None = None
    pages: tuple[Page, ...] = ()
    as_of: date | None = None
    rendered: tuple[str, ...] = ()
    """The addresses of the pages that were made anew; the others were remembered."""
    until: datetime | None = None
    """When the day it was made for is over; None where somebody named the day."""

    @property
    def failed(self) -> bool:
        """Whether there is an error."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)


@dataclass(frozen=True, slots=True)
class Understood:
    """What the content means on one day to one audience; `before` are the figures of a week ago."""

    company: Company
    figures: Figures
    before: Figures
    settings: Settings


Preview = Callable[[Understood, Context, tuple[Page, ...]], Page]
"""Makes the page that lists what a proposed change does, from all others; see `comparing.py`."""


def build(
    sources: Sources,
    shipped: Mapping[str, bytes],
    options: Options,
    memo: Memo,
    engine: Engine | None = None,
    preview: Preview | None = None,
) -> Built:
    """Content in, site out; without an engine readers search in the built-in index.

    With `preview` the site is that of a proposed change: it says so, lists what is changed, and is not for the public.
    """
    steps = Steps(memo)
    drafted = draft(sources, shipped, options, steps, preview)
    site = drafted.value
    if site is None:
        return Built(drafted.diagnostics)
    rendered = render(site.pages, site.arounds, steps)
    faults = (*drafted.diagnostics, *_blamed(rendered.diagnostics, drafted.diagnostics))
    built = Built(faults, None, site.pages, site.known.as_of, steps.rendered, site.until)
    if built.failed or rendered.value is None:
        return built
    found = search_files(site.known, site.pages, steps, engine)
    tree = {**rendered.value, **data_files(site), **site.assets, **(found.value or {})}
    return replace(built, diagnostics=(*faults, *found.diagnostics), tree=tree)


@dataclass(frozen=True, slots=True)
class Draft:
    """A site of which no page is rendered yet: its pages, what stands around them by language, and its other files;
    `until` is when its day is over.
    """

    known: Context
    pages: tuple[Page, ...]
    arounds: Mapping[str, Around]
    look: Theme
    assets: Mapping[str, bytes]
    changed: Mapping[str, date]
    until: datetime | None


def draft(
    sources: Sources,
    shipped: Mapping[str, bytes],
    options: Options,
    steps: Steps,
    preview: Preview | None = None,
    *,
    with_pages: bool = True,
) -> Checked[Draft]:
    """The arrow up to the plan, or up to what the plan is made from: `asked.py` makes pages one by one.

    Views wait for their pages to be rendered, but in a preview, which compares them.
    """
    checked = understand(sources, options, steps, codes(shipped))
    if checked.value is None:
        return Checked(None, checked.diagnostics)
    company, figures, settings = checked.value.company, checked.value.figures, checked.value.settings
    files = {source.path: source.data for source in sources.files}
    known = context(
        _unlisted(company) if preview else company, figures, checked.value.before, settings.language, steps.again
    )
    planned = plan(replace(known, later=preview is None), sources.changed) if with_pages else Checked(())
    pages = planned.value or ()
    begin = (preview(checked.value, known, pages),) if preview else ()
    pages = (*pages, *begin)
    dressed = theme({**_except(shipped, CODES), **_below(files, THEMES)}, company.site.theme)
    look = steps.again.same("look", dressed.value or Theme({}, {}, {}, ""))
    arounds = _arounds(known, look, settings, begin[0].url if begin else "", steps)
    faults = (*checked.diagnostics, *planned.diagnostics, *dressed.diagnostics)
    assets = {look.static + name: data for name, data in look.assets.items()} | _assets(company, files)
    return Checked(Draft(known, pages, arounds, look, assets, sources.changed, settings.until), faults)


def understand(
    sources: Sources, options: Options, steps: Steps, codes: Mapping[str, Severity] | None = None
) -> Checked[Understood]:
    """The first half of the arrow: content becomes one company and its figures, with all that is wrong in it."""
    loaded = load(sources.files, steps)
    files = {source.path: source.data for source in sources.files}
    found, others = loaded.value or (), _of_no_kind(files, loaded.value or ())
    resolved = resolve(found, others, steps.block, steps.inline, codes, steps.again)
    faults = (*sources.diagnostics, *loaded.diagnostics, *resolved.diagnostics)
    if resolved.value is None:
        return Checked(None, faults)
    whole = resolved.value
    settings = settle(whole.site, options)
    languages = tuple(steps.again.same(f"language {one.code}", one) for one in settings.languages)
    settings = replace(settings, languages=languages)
    company = select(whole, settings.edition, settings.as_of)
    figures, before = measure_on(company, (settings.as_of, settings.as_of - WEEK), steps.again)
    faults = (*faults, *settings.diagnostics, *check(company, figures, dated=settings.dated, whole=whole))
    return Checked(Understood(company, figures, before, settings), weighed(faults, whole.site.checks))


def codes(shipped: Mapping[str, bytes]) -> dict[str, Severity]:
    """Every code with its usual severity, from the second lines of their pages."""
    pages = (
        (path.removeprefix(CODES).removesuffix(".md"), data) for path, data in shipped.items() if path.startswith(CODES)
    )
    return {code: Severity(data.decode().split("\n")[1].removeprefix("severity: ")) for code, data in pages}


def load(files: Iterable[Source], steps: Steps) -> Checked[tuple[Loaded, ...]]:
    """Each file below `content/` that is of a kind: parsed, and decoded into its record."""
    loaded: list[Loaded] = []
    faults: list[Diagnostic] = []
    for source in files:
        one = steps.again("load", (source,), partial(_load, source, steps))
        faults += one.diagnostics
        loaded += (one.value,) if one.value else ()
    return Checked(tuple(loaded), tuple(faults))


def _load(source: Source, steps: Steps) -> Checked[Loaded]:
    """One file; nothing where it is of no kind."""
    known = kind_of(source.path.removeprefix(CONTENT)) if source.path.startswith(CONTENT) else None
    if known is None:
        return Checked(None)
    kind, names = known
    parsed = steps.parse(source.data, kind)
    text = parsed.value
    decoded = decode(text.tree, kind.model) if text else Checked(None)
    faults = tuple(in_file(source.path, (*parsed.diagnostics, *decoded.diagnostics)))
    body, start = (text.body, text.body_start) if text else ("", 0)
    return Checked(Loaded(source.path, kind, names, decoded.value, body, start), faults)


def _unlisted(company: Company) -> Company:
    """The same company, whose site search engines stay away from."""
    return replace(company, site=company.site.model_copy(update={"public": False}))


def _arounds(known: Context, look: Theme, settings: Settings, preview: str, steps: Steps) -> dict[str, Around]:
    """What stands around a page, by its language; "" is the first."""
    again, arounds = steps.again, {}
    for one in settings.languages:
        frame = chrome(known, edition=settings.edition, language=one.code, preview=preview)
        frame = again.same(f"frame {one.code}", frame)
        made = again("renderer", (look, one.code), partial(renderer, look, one, steps.code))
        arounds[one.code] = Around(made, frame, look, one)
    return {"": arounds[settings.language.code], **arounds}


def _blamed(faults: Iterable[Diagnostic], before: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The theme's faults; where content is broken, which was told before, okrsite's own theme is not to blame."""
    broken = any(fault.severity is Severity.ERROR for fault in before)
    return (fault for fault in faults if not (broken and fault.place.path.startswith(OWN_THEME)))


def render(pages: Sequence[Page], arounds: Mapping[str, Around], steps: Steps) -> Checked[dict[str, bytes]]:
    """Every page's HTML by file."""
    tree: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    for page, done in zip(pages, steps.pages(pages, arounds), strict=True):
        faults += done.diagnostics
        tree[file_of(page.url)] = (done.value or "").encode()
    return Checked(tree, tuple(faults))


def file_of(url: str) -> str:
    """The file of an address: pages are `index.html` in folders."""
    return f"{url}index.html" if not url or url.endswith("/") else url


def data_files(draft: Draft) -> dict[str, bytes]:
    """The files that are made and are no pages, but for search: data, feeds, what hosts and robots read."""
    known, pages = draft.known, draft.pages
    site, language = known.company.site, known.language
    texts = {
        "okrs.json": okrs_json(known, pages),
        **feeds(known, language),
        "robots.txt": robots(site.url, public=site.public),
        "_headers": headers_file(draft.look.static, public=site.public),
        "_redirects": redirects_file(known),
    }
    if site.url:
        texts["sitemap.xml"] = sitemap(site.url, pages)
    return {path: text.encode() for path, text in texts.items()}


def _of_no_kind(files: Mapping[str, bytes], loaded: Iterable[Loaded]) -> dict[str, bytes]:
    """The content that is no record: pictures, CSV series, and what nobody knows."""
    known = {one.path for one in loaded}
    return {path: data for path, data in files.items() if path.startswith(CONTENT) and path not in known}


def _assets(company: Company, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Pictures and files that pages link to, as they are."""
    return {path.removeprefix(CONTENT): files[path] for path in company.assets}


def _except(files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if not path.startswith(folder)}


def _below(files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    return {path.removeprefix(folder): data for path, data in files.items() if path.startswith(folder)}
