"""`okrs.json`: the company's figures for scripts.

In: a `Context` and the planned pages. Out: the text of the file. The keys are documented, versioned by `format`, and
never change their meaning. Fractions are numbers 0–1, null where there is none; dates are ISO; addresses are relative
to the site's root.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from okrsite.okr.display import percent
from okrsite.okr.figures import Forecast, KeyResultFigures, Reading
from okrsite.okr.model import CheckIn, KeyResult, Objective, Target, Value
from okrsite.pages import routes
from okrsite.pages.views.common import Page
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import title_of

FORMAT = "okrsite/1"

Json = dict[str, Any]


def okrs_json(context: Context, pages: Iterable[Page]) -> str:
    """The whole file, one line an objective, so that two builds can be compared."""
    authors = {check_in.path: check_in for check_in in context.company.check_ins}
    document: Json = {
        "format": FORMAT,
        "name": context.company.site.name,
        "as_of": context.as_of.isoformat(),
        "cycles": [_cycle(context, id) for id in context.company.cycles],
        "teams": [_team(context, id) for id in context.company.teams],
        "objectives": [_objective(context, o, authors) for o in context.company.objectives.values()],
        "lessons": [_lesson(context, id) for id in context.company.lessons],
        "pages": [{"url": page.url, "title": page.title, "kind": page.kind} for page in pages if page.index],
    }
    lists = (f"{json.dumps(key)}:{_lines(value)}" for key, value in document.items())
    return "{" + ",\n".join(lists) + "}\n"


def _lines(value: Any) -> str:
    """A list with one item a line."""
    if not isinstance(value, list):
        return _compact(value)
    return "[\n" + ",\n".join(_compact(item) for item in value) + "]" if value else "[]"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def number(value: Fraction | Decimal | None) -> int | float | None:
    """An exact number as JSON's: whole ones without a point, fractions to nine decimals."""
    if value is None:
        return None
    return int(value) if value == int(value) else round(float(value), 9)


def _value(value: Value | None, done: frozenset[str] | None) -> Any:
    """A number, true or false, a level, or the list of milestones reached; None where nothing was said."""
    if value is None:
        return None if done is None else sorted(done)
    return number(value) if isinstance(value, Decimal) else value


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _cycle(context: Context, id: str) -> Json:
    cycle, figures = context.company.cycles[id], context.figures.cycles[id]
    return {
        "id": id,
        "title": cycle.title,
        "start": _day(cycle.start),
        "end": _day(cycle.end),
        "state": cycle.record.state,
        "elapsed": number(figures.elapsed),
        "progress": number(figures.progress),
        "url": routes.url(Target("cycle", id)),
    }


def _team(context: Context, id: str) -> Json:
    team = context.company.teams[id]
    figures = context.figures.teams.get((id, context.figures.running or ""))
    name = context.company.inline(team.path, team.record.name)
    return {
        "id": id,
        "name": name.prose.text if name else id,
        "parent": team.record.parent,
        "lead": team.record.lead,
        "progress": number(figures.progress) if figures else None,
        "health": figures.health if figures else "pending",
        "url": routes.url(Target("team", id)),
    }


def _reference(target: Target) -> str:
    return target.id if target.kind in ("objective", "key-result") else f"{target.kind}:{target.id}"


def _objective(context: Context, objective: Objective, authors: Mapping[str, CheckIn]) -> Json:
    record, figures = objective.record, context.figures.objectives[objective.id]
    return {
        "id": objective.id,
        "team": objective.team,
        "cycle": objective.cycle,
        "title": record.title,
        "title_text": title_of(context, objective).plain,
        "owners": list(record.owners),
        "state": record.state,
        "weight": number(record.weight),
        "ambition": record.ambition,
        "supports": [_reference(parent.target) for parent in objective.supports],
        "progress": number(figures.progress),
        "expected": number(figures.expected),
        "pace": number(figures.pace_ratio),
        "health": figures.verdict.shown,
        "health_stated": figures.verdict.stated,
        "health_computed": figures.verdict.computed,
        "stale": figures.stale,
        "reported": [figures.reported, figures.expected_reports],
        "score": number(figures.score),
        "outcome": record.outcome,
        "url": routes.url(Target("objective", objective.id)),
        "key_results": [_key_result(context, kr, authors) for kr in objective.key_results],
    }


def _key_result(context: Context, key_result: KeyResult, authors: Mapping[str, CheckIn]) -> Json:
    record, figures = key_result.record, context.figures.key_results[key_result.id]
    about: Json = {
        "id": key_result.id,
        "title": record.title,
        "title_text": title_of(context, key_result).plain,
        "type": key_result.type,
        "unit": record.unit,
    }
    after: Json = {
        "health": figures.verdict.shown,
        "stale": figures.stale,
        "confidence": number(figures.confidence),
        "forecast": None if record.redacted else _forecast(figures.forecast),
        "score": number(figures.score),
        "weight": number(record.weight),
        "url": routes.url(Target("key-result", key_result.id)),
        "check_ins": [_reading(reading, authors, hide=record.redacted is not None) for reading in figures.history],
    }
    return {**about, **_progress(key_result, figures), **after}


def _progress(key_result: KeyResult, figures: KeyResultFigures) -> Json:
    """The numbers of a key result; a redacted one shows none."""
    record = key_result.record
    if record.redacted is not None:
        hidden = ("baseline", "target", "value", "raw", "progress")
        return {**dict.fromkeys(hidden), "percent": percent(None), "expected": None, "pace": None}
    return {
        "baseline": number(record.baseline),
        "target": number(record.target),
        "value": _value(figures.value, figures.value_from.done if figures.value_from else None),
        "raw": number(figures.raw),
        "progress": number(figures.progress),
        "percent": percent(figures.raw),
        "expected": number(figures.expected),
        "pace": number(figures.pace_ratio),
    }


def _forecast(forecast: Forecast | None) -> Json | None:
    if forecast is None:
        return None
    progress = min(Fraction(1), max(Fraction(0), forecast.progress))
    return {"value": number(forecast.value), "progress": number(progress), "on": _day(forecast.on)}


def _reading(reading: Reading, authors: Mapping[str, CheckIn], *, hide: bool) -> Json:
    author = authors[reading.path].author
    return {
        "on": _day(reading.on),
        "by": (author.person or author.name) if author else None,
        "value": None if hide else _value(reading.value, reading.done),
        "confidence": number(reading.confidence),
        "health": reading.health,
        "note": reading.note,
        "path": reading.path,
    }


def _lesson(context: Context, id: str) -> Json:
    lesson = context.company.lessons[id]
    title = context.company.inline(lesson.path, lesson.record.title)
    return {
        "id": id,
        "title": title.prose.text if title else id,
        "about": [_reference(target) for target in lesson.about],
        "url": routes.url(Target("lesson", id)),
    }
