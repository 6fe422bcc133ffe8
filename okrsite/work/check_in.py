"""The weekly word of a team: what to ask, and the file it becomes.

In: a company with its figures, and what somebody says of the key results. Out: for each key result what is known of it
(the value now, its unit, last week's note), and a `Proposal` for `teams/<team>/<cycle>/check-ins/<date>-<author>.md`.
Values stay the text that was typed; the check of the would-be project says what is wrong with them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from okrsite.diagnostics import Place
from okrsite.okr.display import percent
from okrsite.okr.figures import Figures, KeyResultFigures
from okrsite.okr.kinds import KINDS
from okrsite.okr.model import Company, KeyResult
from okrsite.okr.records import CheckIn
from okrsite.okr.values import entry
from okrsite.source.decode import decode
from okrsite.work.new import Proposal, whole
from okrsite.work.yaml import Value

KIND = next(kind for kind in KINDS if kind.name == "check-in")
_OVER = ("cancelled", "closed", "postponed", "draft")


@dataclass(frozen=True, slots=True)
class Asked:
    """One key result as its owner meets it: `value` is the present one as it would be typed, empty for none."""

    key: str
    title: str
    type: str
    value: str
    unit: str
    confidence: str
    note: str
    on: date | None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says: by key what stands in its entry, and of the week as a whole."""

    key_results: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    objectives: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    mood: str = ""
    ask: str = ""
    decisions: tuple[str, ...] = ()
    blockers: tuple[str, ...] = ()
    body: str = ""

    def __bool__(self) -> bool:
        """Whether anything is said at all."""
        return any((self.key_results, self.objectives, self.mood, self.ask, self.decisions, self.blockers, self.body))


def cycle_of(company: Company, figures: Figures, team: str) -> str | None:
    """The cycle in which a team checks in: the running one, else the newest open one in which it has goals."""
    ours = {objective.cycle for objective in company.objectives.values() if objective.team == team}
    if figures.running in ours:
        return figures.running
    open_ones = [one for id, one in company.cycles.items() if id in ours and one.record.state != "closed"]
    begun = [one for one in open_ones if one.start <= figures.as_of] or open_ones
    return max(begun, key=lambda one: (one.start, one.id)).id if begun else None


def asked(company: Company, figures: Figures, team: str, cycle: str) -> tuple[Asked, ...]:
    """The team's key results that go on, in the order of its file."""
    return tuple(
        _asked(company, objective.path, key_result, figures.key_results[key_result.id])
        for objective in company.objectives.values()
        if (objective.team, objective.cycle) == (team, cycle) and objective.record.state not in _OVER
        for key_result in objective.key_results
        if key_result.record.state not in _OVER
    )


def objectives_of(company: Company, team: str, cycle: str) -> tuple[str, ...]:
    """The ids of a team's objectives in a cycle."""
    return tuple(one.slug for one in company.objectives.values() if (one.team, one.cycle) == (team, cycle))


def _asked(company: Company, path: str, key_result: KeyResult, now: KeyResultFigures) -> Asked:
    record, last = key_result.record, now.note_from
    title = company.inline(path, record.title)
    levels = ("none", "commit", "target", "stretch") if key_result.type == "levels" else ()
    kinds = {"binary": ("true", "false"), "milestones": tuple(one.id for one in record.milestones), "levels": levels}
    return Asked(
        key=f"{key_result.objective.rpartition('/')[2]}.{key_result.slug}",
        title=title.prose.text if title else record.title,
        type=key_result.type,
        value=_value(key_result, now),
        unit=record.unit or "",
        confidence=f"{percent(now.confidence)}%" if now.confidence is not None else "",
        note=(last.note or "").strip() if last else "",
        on=now.last_on,
        choices=kinds.get(key_result.type, ()),
    )


def _value(key_result: KeyResult, now: KeyResultFigures) -> str:
    """The present value as it would be typed."""
    if key_result.type == "milestones":
        return ", ".join(one.id for one in key_result.record.milestones if one.id in now.done)
    if key_result.type == "judged":
        return f"{percent(now.raw)}%" if now.raw is not None else ""
    if isinstance(now.value, bool):
        return str(now.value).lower()
    return "" if now.value is None else str(now.value)


def path_of(team: str, cycle: str, on: date, author: str, taken: Collection[str]) -> str:
    """The file: a second word of one day without an author gets a number."""
    folder = f"content/teams/{team}/{cycle}/check-ins"
    if author:
        return f"{folder}/{on}-{author}.md"
    names = (f"{folder}/{on}{f'-{n}' if n > 1 else ''}.md" for n in range(1, 100))
    return next((path for path in names if path not in taken), f"{folder}/{on}.md")


def fault(company: Company, team: str, cycle: str, key: str, words: Mapping[str, str]) -> str:
    """What is wrong with what is said of one key result, in a sentence; empty where all is well."""
    key_result = company.key_results()[f"{team}/{cycle}/{key}"]
    tree: Any = _entry(dict(words), key_result.type == "milestones")
    checked = decode({"key_results": {key: tree}}, CheckIn)
    faults = list(checked.diagnostics)
    if checked.value is not None:
        entry(key_result, checked.value.key_results[key], Place(), faults)
    return "; ".join(filter(None, (faults[0].message, faults[0].hint))) if faults else ""


def propose(path: str, said: Said, milestones: Collection[str]) -> Proposal:
    """The file of what was said; `milestones` are the keys of those key results whose value is a list."""
    fields: dict[str, Value] = {}
    if said.key_results:
        fields["key_results"] = {key: _entry(dict(words), key in milestones) for key, words in said.key_results.items()}
    if said.objectives:
        fields["objectives"] = {key: _short("health", dict(words)) for key, words in said.objectives.items()}
    if said.mood:
        fields["mood"] = said.mood
    if said.blockers:
        fields["blockers"] = [_blocker(text) for text in said.blockers]
    if said.ask:
        fields["ask"] = said.ask
    if said.decisions:
        fields["decisions"] = list(said.decisions)
    return Proposal(path, whole(KIND, CheckIn, path, fields, said.body, hints=False).encode())


def _entry(words: dict[str, str], milestones: bool) -> Value:
    """What is said of one key result, as short as it can be."""
    if not milestones or "value" not in words:
        return _short("value", words)
    done: list[Value] = [one.strip() for one in words.pop("value").strip("[] ").split(",") if one.strip()]
    return {"done": done, **words} if words else done


def _short(main: str, words: dict[str, str]) -> Value:
    return words[main] if words.keys() == {main} else {**words}


def _blocker(text: str) -> Value:
    """`trust.success=log access by Wed`, or what is next alone."""
    about, sign, then = text.partition("=")
    return {"about": about, "next": then} if sign and " " not in about else {"next": text}
