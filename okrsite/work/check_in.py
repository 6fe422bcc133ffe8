"""The weekly word of a team, said in a command.

In: a company with its figures, and what somebody says of the key results. Out: a `Proposal` for
`teams/<team>/<cycle>/check-ins/<date>-<author>.md`, written by `okr/weekly.py`, which also knows what to ask.
Values stay the text that was typed; the check of the would-be project says what is wrong with them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from okrsite.diagnostics import Place
from okrsite.okr import weekly
from okrsite.okr.figures import Figures
from okrsite.okr.kinds import KINDS
from okrsite.okr.model import Company, Objective
from okrsite.okr.records import CheckIn
from okrsite.okr.values import entry
from okrsite.source.decode import decode
from okrsite.source.writing import Value
from okrsite.work.new import Proposal, ordered
from okrsite.work.schemas import schema_line

KIND = next(kind for kind in KINDS if kind.name == "check-in")


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


def goals_of(company: Company, team: str, cycle: str) -> list[Objective]:
    """A team's objectives in a cycle."""
    return [one for one in company.objectives.values() if (one.team, one.cycle) == (team, cycle)]


def objectives_of(company: Company, team: str, cycle: str) -> tuple[str, ...]:
    """The ids of a team's objectives in a cycle."""
    return tuple(one.slug for one in goals_of(company, team, cycle))


def fault(company: Company, team: str, cycle: str, key: str, words: Mapping[str, str]) -> str:
    """What is wrong with what is said of one key result, in a sentence; empty where all is well."""
    key_result = company.key_results()[f"{team}/{cycle}/{key}"]
    tree: Any = weekly.entry(words, key_result.type == "milestones")
    checked = decode({"key_results": {key: tree}}, CheckIn)
    faults = list(checked.diagnostics)
    if checked.value is not None:
        entry(key_result, checked.value.key_results[key], Place(), faults)
    return "; ".join(filter(None, (faults[0].message, faults[0].hint))) if faults else ""


def propose(path: str, said: Said, milestones: Collection[str]) -> Proposal:
    """The file of what was said; `milestones` are the keys of those key results whose value is a list."""
    fields: dict[str, Value] = {}
    if said.key_results:
        fields["key_results"] = {key: weekly.entry(words, key in milestones) for key, words in said.key_results.items()}
    if said.objectives:
        fields["objectives"] = {key: weekly.short("health", words) for key, words in said.objectives.items()}
    if said.mood:
        fields["mood"] = said.mood
    if said.blockers:
        fields["blockers"] = [_blocker(text) for text in said.blockers]
    if said.ask:
        fields["ask"] = said.ask
    if said.decisions:
        fields["decisions"] = list(said.decisions)
    head = (schema_line(KIND, path),)
    return Proposal(path, weekly.text(ordered(CheckIn, fields), head=head, body=said.body).encode())


def _blocker(text: str) -> Value:
    """`trust.success=log access by Wed`, or what is next alone."""
    about, sign, then = text.partition("=")
    return {"about": about, "next": then} if sign and " " not in about else {"next": text}
