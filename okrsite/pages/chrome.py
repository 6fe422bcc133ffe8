"""What stands around every page: menu, ribbon, footer.

In: a `Context`. Out: a `Chrome`, the same for all pages of a language. It changes with the settings, the running cycle
and the kinds of content there are, never with a single edit: else one check-in would render the whole site anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import quote, urlsplit

from babel import Locale, UnknownLocaleError

from okrsite import __version__
from okrsite.okr.model import Company, Cycle, Target
from okrsite.okr.records import Site, Visibility
from okrsite.pages import routes
from okrsite.pages.views.common import Chrome, Ribbon, Section
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import text


def chrome(context: Context, *, edition: Visibility | None = None, language: str = "", preview: str = "") -> Chrome:
    """The frame of all pages in one language ("" for the first); `edition` is the one built, the settings' if None.

    `preview` is the address of the page that lists what a proposed change does.
    """
    site = context.company.site
    root = f"{site.url.rstrip('/')}/" if site.url else None
    return Chrome(
        name=site.name,
        url=root,
        language=language or site.languages[0],
        languages=tuple((code, endonym(code)) for code in site.languages),
        as_of=context.as_of,
        pinned=site.as_of == context.as_of,
        edition=edition or site.edition,
        public=site.public,
        sections=tuple(sections(context)),
        ribbon=ribbon(context),
        version=__version__,
        feedback_url=feedback_url(site),
        root=urlsplit(root).path if root else "/",
        preview=preview,
        goals=bool(context.company.teams or context.company.cycles),
    )


def endonym(code: str) -> str:
    """A language's name for itself: `English`, `čeština`; the code where there is no such language."""
    try:
        return Locale.parse(code.replace("-", "_")).get_display_name() or code
    except (UnknownLocaleError, ValueError):
        return code


def feedback_url(site: Site) -> str | None:
    """Where readers may answer; {page} stands for the page's address."""
    feedback, repository = site.feedback, site.repository
    if feedback.url:
        return feedback.url
    if feedback.mailto:
        return f"mailto:{feedback.mailto}?subject={quote(site.name)}%20OKRs:%20{{page}}"
    if feedback.issue and repository.url and repository.forge in ("github", "gitea"):
        return f"{repository.url.rstrip('/')}/issues/new?title={{page}}"
    if feedback.issue and repository.url and repository.forge == "gitlab":
        return f"{repository.url.rstrip('/')}/-/issues/new?issue[title]={{page}}"
    return None


def sections(context: Context) -> Iterator[Section]:
    """The parts of the site that have content: the menu first, what stands below the page after it."""
    company, running = context.company, context.figures.running
    yield Section("home", "", main=True)
    if company.objectives:
        yield Section("alignment", "alignment/", main=True)
    if running and running in context.relations.by_cycle:
        yield Section("review", f"review/{running}/", main=True)
    if company.lessons:
        yield Section("lessons", "lessons/", main=True)
    if company.trainings:
        yield Section("training", "training/", main=True)
    if company.teams:
        yield Section("teams", "teams/", main=True)
    yield from (Section(key, f"{key}/") for key, there in _others(company) if there)


def _others(company: Company) -> Iterator[tuple[str, bool]]:
    yield "strategy", company.strategy is not None
    yield "cycles", bool(company.cycles)
    yield "changes", bool(company.check_ins)
    yield "people", bool(company.people)
    yield "onboarding", bool(company.onboardings)
    yield "kpis", bool(company.kpis)
    yield "rollout", bool(company.waves)
    yield "pulse", bool(company.pulses)
    yield "glossary", bool(company.glossary)
    yield "pages", bool(company.pages)


def ribbon(context: Context) -> Ribbon | None:
    """The running cycle in one line; None where no cycle is running today."""
    cycle = context.company.cycles.get(context.figures.running or "")
    if cycle is None or not cycle.start <= context.as_of <= cycle.end:
        return None
    figures = context.figures.cycles[cycle.id]
    title, on, end = next_event(context, cycle)
    return Ribbon(
        title=cycle.title,
        url=routes.url(Target("cycle", cycle.id)),
        week=figures.week,
        weeks=figures.weeks,
        elapsed=round(float(figures.elapsed), 4),
        days_left=figures.days_left,
        start=cycle.start,
        end=cycle.end,
        next_title=title,
        next_on=on,
        next_end=end,
    )


def next_event(context: Context, cycle: Cycle) -> tuple[str, date | None, date | None]:
    """The next date of a cycle that is not over: its title as plain text, its first and its last day."""
    ahead = [event for event in cycle.record.events if (event.end or event.date) >= context.as_of]
    if not ahead:
        return "", None, None
    event = min(ahead, key=lambda event: event.date)
    title = text(context.company.inline(cycle.path, event.title))
    return title.plain if title else event.title, event.date, event.end
