"""`/pulse/`: how people feel, as aggregates only. What may not be shown never gets here: see `okr/pulse.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from okrsite.okr.model import Company, Pulse, Target
from okrsite.okr.pulse import Answers, Score, answers, minimum
from okrsite.pages import routes
from okrsite.pages.views.charts import PulseTrend, Spot
from okrsite.pages.views.common import Link, Page, Text, Who
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import plain, somebody, team_link, text
from okrsite.pages.views.writing import crumbs

OPEN = ("open", "doing")
"""States of an action that is still to be done."""


@dataclass(frozen=True, slots=True)
class PulseCell:
    """The answers of one group to one question: how many, and their mean in tenths.

    `hidden` says that there are answers which may not be shown; without answers all is None.
    """

    n: int | None = None
    mean: Decimal | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class PulseQuestion:
    """A question of a survey: all answers now, in the survey before that asked it, and the change between them."""

    id: str
    text: Text
    now: PulseCell
    before: PulseCell | None
    change: Decimal | None


@dataclass(frozen=True, slots=True)
class PulseTeam:
    """A team's answers, one cell a column."""

    team: Link
    cells: tuple[PulseCell, ...]


@dataclass(frozen=True, slots=True)
class PulseAction:
    """What follows from a survey; `state` is open, doing, done or dropped."""

    title: Text
    owner: Who | None
    state: str


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey. `answered` is the most answers that a question got, None where there are too few to say."""

    id: str
    title: str
    on: date
    cycle: Link | None
    scale: int
    answered: int | None
    questions: tuple[PulseQuestion, ...]
    teams: tuple[PulseTeam, ...]
    hidden: int
    actions: tuple[PulseAction, ...]


@dataclass(frozen=True, slots=True)
class PulseSeries:
    """One question through all surveys: a column for each, the row of all answers first, then the teams."""

    id: str
    text: Text
    scale: int
    chart: PulseTrend | None
    surveys: tuple[date, ...]
    all: tuple[PulseCell, ...]
    teams: tuple[PulseTeam, ...]


@dataclass(frozen=True, slots=True)
class PulseView:
    """All surveys, newest first. `risen` and `fallen` are questions of the newest; no group below `fewest` is shown.

    `still_open` are actions of earlier surveys that are not done; `open_actions` counts them and those of the newest.
    """

    surveys: tuple[Survey, ...]
    series: tuple[PulseSeries, ...]
    risen: tuple[PulseQuestion, ...]
    fallen: tuple[PulseQuestion, ...]
    fewest: int
    still_open: tuple[PulseAction, ...]
    open_actions: int


@dataclass(frozen=True, slots=True)
class _Held:
    """A survey with what may be shown of it, by question."""

    pulse: Pulse
    results: Mapping[str, Answers]


def pages(context: Context) -> Iterator[Page]:
    """One page for all surveys that have been held."""
    held = surveys(context)
    if held:
        title, trail = context.language.gettext("How we are doing"), crumbs(context, "pulse")
        yield Page("pulse/", "pulse.html", "pulse", title, _view(context, held), section="pulse", crumbs=trail)


def surveys(context: Context) -> list[_Held]:
    """The surveys up to today, oldest first, with the small groups hidden."""
    company, fewest = context.company, minimum(context.company.site.pulse)
    past = sorted((p for p in company.pulses.values() if p.on <= context.as_of), key=lambda p: (p.on, p.id))
    held = []
    for pulse in past:
        families = _families(company, {team for question in pulse.record.questions for team in question.scores})
        held.append(_Held(pulse, {q.id: answers(q, fewest, families) for q in pulse.record.questions}))
    return held


def _families(company: Company, listed: set[str]) -> list[tuple[str, ...]]:
    """Teams of the table below another one in it."""
    below: dict[str, list[str]] = {}
    for team in sorted(listed):
        parent = company.teams[team].record.parent if team in company.teams else None
        while parent and parent not in listed:
            parent = company.teams[parent].record.parent
        if parent:
            below.setdefault(parent, []).append(team)
    return [tuple(teams) for teams in below.values()]


def tenths(value: Fraction) -> Decimal:
    """A mean as it is shown: one decimal, halves away from zero."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _cell(score: Score | None, *, known: bool = True) -> PulseCell:
    if score is None:
        return PulseCell(hidden=known)
    return PulseCell(score.n, tenths(score.mean))


def _team_cell(result: Answers | None, team: str) -> PulseCell:
    return _cell(result.teams[team]) if result and team in result.teams else PulseCell()


def _total_cell(result: Answers | None) -> PulseCell:
    return _cell(result.total, known=bool(result.teams)) if result else PulseCell()


def _view(context: Context, held: list[_Held]) -> PulseView:
    shown = tuple(_survey(context, held[: index + 1]) for index in reversed(range(len(held))))
    changed = [question for question in shown[0].questions if question.change]
    still_open = [action for survey in shown[1:] for action in survey.actions if action.state in OPEN]
    return PulseView(
        surveys=shown,
        series=tuple(_series(context, held)),
        risen=tuple(question for question in changed if (question.change or 0) > 0),
        fallen=tuple(question for question in changed if (question.change or 0) < 0),
        fewest=minimum(context.company.site.pulse),
        still_open=tuple(still_open),
        open_actions=len(still_open) + sum(1 for action in shown[0].actions if action.state in OPEN),
    )


def _survey(context: Context, held: list[_Held]) -> Survey:
    """The last of these surveys, compared with those before it."""
    now, company = held[-1], context.company
    record, path = now.pulse.record, now.pulse.path
    title = text(company.inline(path, record.title))
    cycle = company.cycles.get(record.cycle or "")
    teams = _teams(context, [now], list(now.results))
    totals = [result.total.n for result in now.results.values() if result.total]
    return Survey(
        id=now.pulse.id,
        title=title.plain if title else "",
        on=now.pulse.on,
        cycle=Link(cycle.title, routes.url(Target("cycle", cycle.id))) if cycle else None,
        scale=record.scale,
        answered=max(totals, default=None),
        questions=tuple(_question(context, held, id) for id in now.results),
        teams=teams,
        hidden=sum(1 for team in teams for cell in team.cells if cell.hidden),
        actions=tuple(
            PulseAction(
                text(company.inline(path, action.title)) or plain(action.title),
                somebody(context, action.owner),
                action.state,
            )
            for action in record.actions
        ),
    )


def _words(context: Context, pulse: Pulse, id: str) -> Text:
    said = next(question.text for question in pulse.record.questions if question.id == id)
    return text(context.company.inline(pulse.path, said)) or plain(said)


def _question(context: Context, held: list[_Held], id: str) -> PulseQuestion:
    now = held[-1]
    earlier = next((one for one in reversed(held[:-1]) if id in one.results), None)
    cell = _total_cell(now.results[id])
    before = _total_cell(earlier.results[id]) if earlier else None
    same_scale = earlier is not None and earlier.pulse.record.scale == now.pulse.record.scale
    return PulseQuestion(
        id=id,
        text=_words(context, now.pulse, id),
        now=cell,
        before=before,
        change=_change(cell, before) if same_scale else None,
    )


def _change(now: PulseCell, before: PulseCell | None) -> Decimal | None:
    """The difference of the means as they are shown."""
    return None if before is None or before.mean is None or now.mean is None else now.mean - before.mean


def _teams(context: Context, held: list[_Held], questions: list[str]) -> tuple[PulseTeam, ...]:
    """A row a team, in the company's order; a column for each question of each survey."""
    columns = [survey.results.get(id) for survey in held for id in questions]
    listed = {team for result in columns if result for team in result.teams}
    order = [team for team in context.company.teams if team in listed] + sorted(listed - set(context.company.teams))
    return tuple(
        PulseTeam(_team(context, team), tuple(_team_cell(result, team) for result in columns)) for team in order
    )


def _team(context: Context, id: str) -> Link:
    return team_link(context, id) if id in context.company.teams else Link(id, "")


def _series(context: Context, held: list[_Held]) -> Iterator[PulseSeries]:
    """Questions that were asked more than once, those of the newest survey first."""
    asked = dict.fromkeys(id for survey in reversed(held) for id in survey.results)
    for id in asked:
        when = [survey for survey in held if id in survey.results]
        scale = when[-1].pulse.record.scale
        when = [survey for survey in when if survey.pulse.record.scale == scale]
        if len(when) < 2:
            continue
        cells = tuple(_total_cell(survey.results[id]) for survey in when)
        yield PulseSeries(
            id=id,
            text=_words(context, when[-1].pulse, id),
            scale=scale,
            chart=_chart(id, _words(context, when[-1].pulse, id).plain, scale, when, cells),
            surveys=tuple(survey.pulse.on for survey in when),
            all=cells,
            teams=_teams(context, when, [id]),
        )


def _chart(id: str, name: str, scale: int, when: list[_Held], cells: tuple[PulseCell, ...]) -> PulseTrend | None:
    pairs = [(survey.pulse.on, cell.mean) for survey, cell in zip(when, cells, strict=True)]
    spots = tuple(Spot(on, float(mean)) for on, mean in pairs if mean is not None)
    gaps = tuple(on for on, mean in pairs if mean is None)
    return PulseTrend(f"trend-{id}", name, scale, spots, gaps) if len(spots) > 1 else None
