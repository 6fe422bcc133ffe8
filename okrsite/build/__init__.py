"""The whole arrow: a project's files become a site's files.

In: `Sources`, the default theme's files, `Options`, a `Memo`. Out: `Built`: every problem found on the way and, when
none of them is an error, the tree of the site. Nothing is read from the disk or written to it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

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


def build(
    sources: Sources, shipped: Mapping[str, bytes], options: Options, memo: Memo, engine: Engine | None = None
) -> Built:
    """Content in, site out; without an engine readers search in the built-in index."""
    steps = Steps(memo)
    checked = understand(sources, options, steps, codes(shipped))
    if checked.value is None:
        return Built(checked.diagnostics)

    company, figures, settings = checked.value.company, checked.value.figures, checked.value.settings
    files = {source.path: source.data for source in sources.files}
    known = context(company, figures, checked.value.before, settings.language)
    planned = plan(known, sources.changed)
    pages = planned.value or ()
    dressed = theme({**_except(shipped, CODES), **_below(files, THEMES)}, company.site.theme)
    look = dressed.value or Theme({}, {}, {}, "")
    rendered = render(pages, _arounds(known, look, settings), steps)
    faults = (*checked.diagnostics, *planned.diagnostics, *dressed.diagnostics, *rendered.diagnostics)
    built = Built(faults, None, pages, settings.as_of, steps.rendered)
    if built.failed or rendered.value is None:
        return built
    found = search_files(known, pages, steps, engine)
    beside = {**_beside(known, pages, look), **(found.value or {}), **_assets(company, files)}
    return replace(built, diagnostics=(*faults, *found.diagnostics), tree={**rendered.value, **beside})


def understand(
    sources: Sources, options: Options, steps: Steps, codes: Mapping[str, Severity] | None = None
) -> Checked[Understood]:
    """The first half of the arrow: content becomes one company and its figures, with all that is wrong in it."""
    loaded = load(sources.files, steps)
    files = {source.path: source.data for source in sources.files}
    resolved = resolve(loaded.value or (), _of_no_kind(files), steps.block, steps.inline, codes)
    faults = (*sources.diagnostics, *loaded.diagnostics, *resolved.diagnostics)
    if resolved.value is None:
        return Checked(None, faults)
    whole = resolved.value
    settings = settle(whole.site, options)
    company = select(whole, settings.edition, settings.as_of)
    figures, before = measure_on(company, (settings.as_of, settings.as_of - WEEK))
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
        known = kind_of(source.path.removeprefix(CONTENT)) if source.path.startswith(CONTENT) else None
        if known is None:
            continue
        kind, names = known
        parsed = steps.parse(source.data, kind)
        text = parsed.value
        decoded = decode(text.tree, kind.model) if text else Checked(None)
        faults += in_file(source.path, (*parsed.diagnostics, *decoded.diagnostics))
        body, start = (text.body, text.body_start) if text else ("", 0)
        loaded.append(Loaded(source.path, kind, names, decoded.value, body, start))
    return Checked(tuple(loaded), tuple(faults))


def _arounds(known: Context, look: Theme, settings: Settings) -> dict[str, Around]:
    """What stands around a page, by its language; "" is the first."""
    frames = ((one, chrome(known, edition=settings.edition, language=one.code)) for one in settings.languages)
    arounds = {one.code: Around(renderer(look, one), frame, look, one) for one, frame in frames}
    return {"": arounds[settings.language.code], **arounds}


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


def _beside(known: Context, pages: tuple[Page, ...], look: Theme) -> dict[str, bytes]:
    """The files that are not pages: data, feeds, search, sitemap, the theme's assets."""
    site, language = known.company.site, known.language
    texts = {
        "okrs.json": okrs_json(known, pages),
        **feeds(known, language),
        "robots.txt": robots(site.url, public=site.public),
        "_headers": headers_file(look.static, public=site.public),
        "_redirects": redirects_file(known),
    }
    if site.url:
        texts["sitemap.xml"] = sitemap(site.url, pages)
    return {path: text.encode() for path, text in texts.items()} | {look.static + n: d for n, d in look.assets.items()}


def _of_no_kind(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The content that is no record: pictures, CSV series, and what nobody knows."""
    inside = {path: data for path, data in files.items() if path.startswith(CONTENT)}
    return {path: data for path, data in inside.items() if kind_of(path.removeprefix(CONTENT)) is None}


def _assets(company: Company, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Pictures and files that pages link to, as they are."""
    return {path.removeprefix(CONTENT): files[path] for path in company.assets}


def _except(files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if not path.startswith(folder)}


def _below(files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    return {path.removeprefix(folder): data for path, data in files.items() if path.startswith(folder)}
