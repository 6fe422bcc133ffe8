"""`/teams/<team>/<cycle>/review/`: how a team looks back on a cycle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from okrsite.okr.model import Filed, Target
from okrsite.okr.records import Review
from okrsite.pages import routes
from okrsite.pages.views.common import Link, ObjectiveRow, Page, Text, Who
from okrsite.pages.views.context import Context
from okrsite.pages.views.fit import trail
from okrsite.pages.views.lessons import LessonRow, lesson_row
from okrsite.pages.views.pieces import elapsed, objective_row, share, somebody, team_cycle_link, text
from okrsite.pages.views.team import TOO_SAFE
from okrsite.pages.views.writing import gist


@dataclass(frozen=True, slots=True)
class RetrospectiveView:
    """A retrospective. `score` is the mean of the scores as a share; `too_safe` the hint that goes with a high one."""

    title: Text | None
    team: Link
    cycle: Link
    on: date | None
    went_well: tuple[Text, ...]
    went_badly: tuple[Text, ...]
    try_next: tuple[Text, ...]
    body: Text | None
    attendees: tuple[Who, ...]
    recording: str | None
    discussion: str | None
    scores_agreed_on: date | None
    objectives: tuple[ObjectiveRow, ...]
    line: float | None
    score: float | None
    too_safe: bool
    lessons: tuple[LessonRow, ...]


def pages(context: Context) -> Iterator[Page]:
    """A page for every retrospective."""
    for (team, cycle), file in context.company.reviews.items():
        view = retrospective_view(context, team, cycle, file)
        title = context.language.gettext("Looking back on %(cycle)s") % {"cycle": view.cycle.title}
        yield Page(
            url=routes.url(Target("review", f"{team}/{cycle}")),
            template="retrospective.html",
            kind="review",
            title=f"{view.team.title}: {title}",
            view=view,
            description=gist(view.body.plain if view.body else "", *(one.plain for one in view.went_well)),
            section="teams",
            crumbs=trail(context, team, cycle, context.language.gettext("Looking back")),
            source=file.path,
        )


def retrospective_view(context: Context, team: str, cycle: str, file: Filed[Review]) -> RetrospectiveView:
    """Everything a retrospective says."""
    record, figures = file.record, context.figures.teams.get((team, cycle))
    goals = context.relations.by_team.get((team, cycle), ())
    lessons = dict.fromkeys(id for whole in goals for id in context.relations.lessons.get(f"objective:{whole}", ()))
    score: Fraction | None = figures.score if figures else None
    return RetrospectiveView(
        title=text(context.company.inline(file.path, record.title)),
        team=team_cycle_link(context, team, cycle),
        cycle=Link(context.company.cycles[cycle].title, routes.url(Target("cycle", cycle))),
        on=record.date,
        went_well=_items(context, file.path, record.went_well),
        went_badly=_items(context, file.path, record.went_badly),
        try_next=_items(context, file.path, record.try_next),
        body=text(context.company.block(file.path, file.body)),
        attendees=tuple(person for name in record.attendees if (person := somebody(context, name))),
        recording=record.recording,
        discussion=record.discussion,
        scores_agreed_on=record.scores_agreed_on,
        objectives=tuple(objective_row(context, whole) for whole in goals),
        line=share(elapsed(context, cycle)),
        score=share(score),
        too_safe=score is not None and score >= TOO_SAFE,
        lessons=tuple(lesson_row(context, id) for id in lessons),
    )


def _items(context: Context, path: str, words: Iterable[str]) -> tuple[Text, ...]:
    found = (text(context.company.inline(path, one)) for one in words)
    return tuple(one for one in found if one)
