"""From the model and its figures to the pieces of `common.py`. Every maker of pages builds its view from these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from markupsafe import escape

from okrsite.okr.display import percent
from okrsite.okr.figures import KeyResultFigures, ObjectiveFigures, Pace, TeamFigures, Verdict
from okrsite.okr.health import better, silent, worst
from okrsite.okr.model import KeyResult, Linked, Objective, Owner, Target
from okrsite.okr.records import Outcome
from okrsite.pages import routes
from okrsite.pages.views.common import (
    Bar,
    KeyResultRow,
    Link,
    Measure,
    ObjectiveRow,
    Standing,
    Status,
    Text,
    Weaker,
    Who,
)
from okrsite.pages.views.context import Context

BAND_TYPES = ("increase", "decrease", "milestones")
NEARLY_THE_SAME = 0.02
"""A tick closer to today's line than this is not drawn."""

_FRAMES = (
    ("<table>", '<div class="scroll-x" tabindex="0"><table class="tbl">'),
    ("</table>", "</table></div>"),
    ('<pre class="code">', '<pre class="code" tabindex="0">'),
)


def text(linked: Linked | None) -> Text | None:
    """Markdown with its links as addresses."""
    if linked is None:
        return None
    urls = tuple(routes.url(target) for target in linked.targets) if linked.targets else ()
    parts = linked.prose.parts
    html = parts[0] if len(parts) == 1 else "".join(parts)
    if "<table>" in html or "<pre" in html:
        parts = tuple(_framed(part) for part in parts)
    return Text(parts, urls, linked.prose.text)


def _framed(html: str) -> str:
    """What is wide scrolls by itself, with the keyboard too, and never widens its page."""
    for written, shown in _FRAMES:
        html = html.replace(written, shown)
    return html


def plain(words: str) -> Text:
    """Words without markup, made safe by the template's own escaping."""
    return Text((str(escape(words)),), (), words)


def title_of(context: Context, item: Objective | KeyResult) -> Text:
    """The title of an objective or key result, with its inline Markdown; made once, for it stands on many pages."""
    found = context.titles.get(item.id)
    if found is None:
        path = item.path if isinstance(item, Objective) else item.place.path
        found = text(context.company.inline(path, item.record.title)) or plain(item.slug)
        context.titles[item.id] = found
    return found


def initials(name: str) -> str:
    """Two letters for a person: `Ann Novak` is AN, `VP Infrastructure` VI."""
    words = [word for word in name.split() if word[0].isalnum()] or ["?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def who(owner: Owner) -> Who:
    """A person or a role as readers see it."""
    url = routes.url(Target("person", owner.person)) if owner.person else None
    return Who(owner.name, initials(owner.name), url)


def somebody(context: Context, name: str | None) -> Who | None:
    """Who a text such as `owner: ann` means: a listed person, or what it says."""
    return who(context.company.owner(name)) if name else None


def people(owners: Iterable[Owner]) -> tuple[Who, ...]:
    """Several of them."""
    return tuple(who(owner) for owner in owners)


def team_link(context: Context, team: str) -> Link:
    """A team's name and its page of the running cycle."""
    record = context.company.teams[team]
    name = context.company.inline(record.path, record.record.name)
    return Link(name.prose.text if name else team, routes.url(Target("team", team)))


def worked_in(context: Context, team: str, cycle: str) -> bool:
    """Whether a team wrote anything for a cycle, and so has a page of it."""
    key, company, relations = (team, cycle), context.company, context.relations
    return any(key in known for known in (company.sheets, relations.by_team, relations.check_ins, company.reviews))


def team_cycle_link(context: Context, team: str, cycle: str) -> Link:
    """A team's name and its page of one cycle; its front page where that is the running one, or there is none."""
    old = cycle != context.figures.running and worked_in(context, team, cycle)
    target = Target("okrs", f"{team}/{cycle}") if old else Target("team", team)
    return Link(team_link(context, team).title, routes.url(target))


def status(verdict: Verdict, stale: int | None, outcome: Outcome | None = None) -> Status:
    """Health with what is known beside it."""
    closed = outcome if outcome == "partial" or outcome == "dropped" else None
    return Status(
        verdict.shown, verdict.stated, verdict.computed, verdict.disputed, stale, verdict.reasons, outcome=closed
    )


def objective_status(context: Context, objective: Objective) -> Status:
    """An objective's health, and what it counts that stands worse than its owner says of the whole."""
    figures = context.figures.objectives[objective.id]
    known = status(figures.verdict, figures.stale, objective.record.outcome)
    return replace(known, weaker=_weaker(context, objective))


def _weaker(context: Context, objective: Objective) -> Weaker | None:
    record, figures = objective.record, context.figures.objectives[objective.id]
    if figures.verdict.reasons[:1] != ("stated",) or record.redacted is not None:
        return None
    measured = [context.figures.key_results[one.id] for one in objective.key_results]
    own = [one.verdict.shown for one in measured if one.left_out in ("", "no-progress")]
    below = [context.figures.objectives.get(one.id) for one in figures.counted]
    goals = [one.verdict.shown for one in below if one]
    found = worst([*(own if record.progress_from != "aligned" else ()), *goals])
    return Weaker(found, own.count(found), goals.count(found)) if better(figures.verdict.shown, found) else None


def share(value: Fraction | None) -> float | None:
    """A fraction for drawing: clamped to 0–1 and short, so that equal pictures are equal."""
    return None if value is None else round(min(1.0, max(0.0, float(value))), 4)


def tick(expected: Fraction | None, line: Fraction | None) -> float | None:
    """The expected progress, where it is not today's line anyway."""
    drawn, today = share(expected), share(line)
    return None if drawn is None or (today is not None and abs(drawn - today) < NEARLY_THE_SAME) else drawn


def elapsed(context: Context, cycle: str) -> Fraction | None:
    """The share of a cycle that is gone."""
    figures = context.figures.cycles.get(cycle)
    return figures.elapsed if figures else None


def _of_the_way(key_result: KeyResult, value: Decimal | None) -> float | None:
    """A value as a share of the way from baseline to target."""
    record = key_result.record
    if value is None or record.target is None or key_result.type not in ("increase", "decrease"):
        return None
    start = record.baseline or Decimal(0)
    way = record.target - start
    return share(Fraction(value - start) / Fraction(way)) if way else None


def key_result_standing(context: Context, key_result: KeyResult) -> Standing:
    """How far a key result is."""
    figures = context.figures.key_results[key_result.id]
    line = elapsed(context, context.company.objectives[key_result.objective].cycle)
    if key_result.record.redacted is not None:  # any mark on the bar would tell of the way to the target
        return _standing(figures, None, Bar(None, figures.verdict.shown, share(line)))
    before = context.before.key_results.get(key_result.id)
    bar = Bar(
        fill=None if key_result.type == "baseline" else share(figures.progress),
        health=figures.verdict.shown,
        line=share(line),
        tick=tick(figures.expected, line),
        before=_last_week(figures.progress, before.progress if before else None),
        band=key_result.type in BAND_TYPES,
        commit=_of_the_way(key_result, key_result.record.commit),
        stretch=_of_the_way(key_result, key_result.record.stretch),
    )
    standing = _standing(figures, figures.raw, bar, kept=_kept(key_result, figures))
    return replace(
        standing,
        status=status(figures.verdict, figures.stale, key_result.record.outcome),
        over_time=key_result.record.over is not None and standing.kept is not None,
    )


def _kept(key_result: KeyResult, figures: KeyResultFigures) -> bool | None:
    return figures.raw == 1 if key_result.type == "maintain" and figures.raw is not None else None


def _last_week(now: Fraction | None, before: Fraction | None) -> float | None:
    return share(before) if now is not None and before is not None and now != before else None


def objective_standing(context: Context, objective: Objective) -> Standing:
    """How far an objective is."""
    figures = context.figures.objectives[objective.id]
    line = elapsed(context, objective.cycle)
    before = context.before.objectives.get(objective.id)
    bar = Bar(
        fill=share(figures.progress),
        health=figures.verdict.shown,
        line=share(line),
        tick=tick(figures.expected, line),
        before=_last_week(figures.progress, before.progress if before else None),
    )
    standing = _standing(figures, figures.progress, bar, reported=figures.reported, of=figures.expected_reports)
    return replace(standing, status=objective_status(context, objective))


def _standing(
    figures: KeyResultFigures | ObjectiveFigures,
    raw: Fraction | None,
    bar: Bar,
    kept: bool | None = None,
    reported: int = 0,
    of: int = 0,
) -> Standing:
    return Standing(
        status=status(figures.verdict, figures.stale),
        percent=percent(raw),
        pace=figures.pace.word,
        points=figures.pace.points,
        bar=bar,
        kept=kept,
        reported=reported,
        of=of,
        last_on=figures.last_on,
        confidence=None if figures.confidence is None else float(figures.confidence),
        score=figures.score,
        grade=figures.grade,
    )


def team_standing(figures: TeamFigures, line: Fraction | None) -> Standing:
    """How far a team is in a cycle: the mean of its objectives, and the worst health as a summary.

    In a cycle that is over nothing is at risk any more: it was partly reached.
    """
    bar = Bar(share(figures.progress), figures.health, share(line), tick(figures.expected, line))
    unheard = figures.health == "pending" and figures.stale is not None
    unknown = figures.health == "pending" and not figures.reported
    reasons = ("no-recent-word",) if unheard else (silent(line == 1),) if unknown else ()
    verdict = Verdict(figures.health, None, figures.health, reasons)
    standing = summary_standing(verdict, figures.progress, figures.pace, bar, figures)
    over = line == 1 and figures.health == "at-risk"
    return replace(standing, status=replace(standing.status, outcome="partial")) if over else standing


def summary_standing(
    verdict: Verdict, progress: Fraction | None, pace: Pace, bar: Bar, figures: TeamFigures | None = None
) -> Standing:
    """The standing of something that has no owner's word: a team, a cycle, a company."""
    return Standing(
        status=status(verdict, figures.stale if figures else None),
        percent=percent(progress),
        pace=pace.word,
        points=pace.points,
        bar=bar,
        reported=figures.reported if figures else 0,
        of=figures.expected_reports if figures else 0,
        last_on=figures.last_on if figures else None,
    )


def measure(key_result: KeyResult, figures: KeyResultFigures) -> Measure:
    """Where a key result came from, is and goes to; of a redacted one only the text that stands for its numbers."""
    record, value = key_result.record, figures.value
    if record.redacted is not None:
        return Measure(type=key_result.type, redacted=record.redacted)
    return Measure(
        type=key_result.type,
        unit=record.unit,
        baseline=record.baseline,
        value=value if isinstance(value, Decimal) else None,
        target=record.target,
        low=record.min,
        high=record.max,
        commit=record.commit,
        stretch=record.stretch,
        done=len(figures.done & {m.id for m in record.milestones}),
        steps=len(record.milestones),
        level=value if isinstance(value, str) else None,
        met=value if isinstance(value, bool) else None,
    )


def key_result_row(context: Context, key_result: KeyResult) -> KeyResultRow:
    """One line of a goal list."""
    figures = context.figures.key_results[key_result.id]
    return KeyResultRow(
        anchor=key_result.slug,
        title=title_of(context, key_result),
        url=routes.url(Target("key-result", key_result.id)),
        owners=people(key_result.owners),
        measure=measure(key_result, figures),
        standing=key_result_standing(context, key_result),
        state=key_result.record.state,
        left_out=figures.left_out,
    )


def objective_row(context: Context, whole_id: str, *, with_key_results: bool = False) -> ObjectiveRow:
    """One objective in a list, by its whole id."""
    objective = context.company.objectives[whole_id]
    rows = tuple(key_result_row(context, kr) for kr in objective.key_results) if with_key_results else ()
    return ObjectiveRow(
        id=objective.id,
        title=title_of(context, objective),
        url=routes.url(Target("objective", objective.id)),
        team=team_cycle_link(context, objective.team, objective.cycle),
        owners=people(objective.owners),
        standing=objective_standing(context, objective),
        state=objective.record.state,
        ambition=objective.record.ambition,
        key_results=rows,
    )
