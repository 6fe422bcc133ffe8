"""What a reference means: `trust`, `company/grow.nps`, `search/2026-q4/trust`, `pillar:self-serve`, `kpi:nps`.

In: the names of everything in the company, and a reference with the team and the cycle where it stands. Out: a
`Target`, or `Missing` with a sentence for the editor, or None where the answer lies in a file that could not be
read: that file has been reported already.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from okrsite.diagnostics import did_you_mean, nearest
from okrsite.okr.model import Target, TargetKind

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_PATH = re.compile(rf"({_ID.pattern}(?:/{_ID.pattern}){{0,2}})(?:\.({_ID.pattern}))?")

FORMS = "write objective, team/objective or team/cycle/objective, with .key-result behind it if one is meant"


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a reference leads nowhere."""

    message: str
    hint: str = ""
    code: str = "unknown-reference"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The names in one okrs.yaml: objectives with their key results; None for a file that could not be read."""

    objectives: Mapping[str, Collection[str]] | None


@dataclass(frozen=True, slots=True)
class Chain:
    """A cycle and those it is part of; `whole` is False where one of them is not known."""

    cycles: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """The names of one kind; `old` leads from an alias to the id, `whole` is False where the file is broken."""

    kind: TargetKind
    noun: str
    ids: Collection[str]
    old: Mapping[str, str]
    where: str = ""
    whole: bool = True


Found = Target | Missing | None


@dataclass(frozen=True, slots=True)
class References:
    """Everything that can be referred to. `teams` holds ids and old ids of teams, each with the id of today."""

    sheets: Mapping[tuple[str, str], Sheet]
    chains: Mapping[str, Chain]
    teams: Mapping[str, str]
    shelves: Mapping[str, Shelf]

    def find(self, ref: str, team: str = "", cycle: str = "") -> Found:
        """What the reference means where it stands; without a cycle, the only objective of that name."""
        prefix, colon, name = ref.partition(":")
        if colon:
            return self._on_shelf(prefix, name)
        match = _PATH.fullmatch(ref)
        if match is None:
            return Missing(f"{ref} is not a reference", FORMS, "bad-reference")
        parts, key_result = match[1].split("/"), match[2] or ""
        if len(parts) == 1:
            return self._in_sheets(_Wanted(team, parts[0], key_result, ref), (cycle,), True)
        named = self.teams.get(parts[0])
        if named is None:
            return self._no_team(parts, key_result, cycle)
        wanted = _Wanted(named, parts[-1], key_result, ref)
        if len(parts) == 3:
            return self._in_cycle(wanted, parts[1])
        if not cycle:
            return self._anywhere(wanted)
        chain = self.chains.get(cycle, Chain((), False))
        return self._in_sheets(wanted, chain.cycles, chain.whole)

    def in_team(self, ref: str, team: str, cycle: str) -> Found:
        """What a key of a check-in means: an objective or `objective.key-result` of the same team and cycle."""
        match = _PATH.fullmatch(ref)
        if match is None or "/" in ref:
            return Missing(f"{ref} is not an objective or key result of this team", "write objective.key-result")
        return self._in_sheets(_Wanted(team, match[1], match[2] or "", ref), (cycle,), True)

    def _on_shelf(self, prefix: str, name: str) -> Found:
        """`pillar:…` and the like."""
        shelf = self.shelves.get(prefix)
        if shelf is None:
            known = nearest(prefix, self.shelves)
            hint = f"did you mean {known}:{name}?" if known else f"known are {', '.join(f'{p}:' for p in self.shelves)}"
            return Missing(f"{prefix}: is no kind of reference", hint, "bad-reference")
        return find_on(shelf, name, f"{prefix}:")

    def _in_cycle(self, wanted: _Wanted, cycle: str) -> Found:
        """An objective in a cycle that the reference names."""
        if cycle not in self.chains:
            known = nearest(cycle, self.chains)
            hint = f"did you mean {wanted.team}/{known}/{wanted.rest}?" if known else ""
            return Missing(f'no cycle "{cycle}"', hint)
        return self._in_sheets(wanted, (cycle,), True)

    def _anywhere(self, wanted: _Wanted) -> Found:
        """The only objective of that name that the team ever had."""
        sheets = [(cycle, sheet.objectives) for (team, cycle), sheet in self.sheets.items() if team == wanted.team]
        holding = [cycle for cycle, objectives in sheets if objectives is not None and wanted.objective in objectives]
        if len(holding) > 1:
            choices = _or([f"{wanted.team}/{cycle}/{wanted.rest}" for cycle in sorted(holding)])
            return Missing(
                f"{wanted.ref} can mean {choices}", "write one of them, or say the cycle", "ambiguous-reference"
            )
        cycles = holding or [cycle for cycle, _ in sheets]
        return self._in_sheets(wanted, cycles, True)

    def _in_sheets(self, wanted: _Wanted, cycles: Iterable[str], whole: bool) -> Found:
        """The first cycle in which the team has an objective of that name."""
        for cycle in cycles:
            sheet = self.sheets.get((wanted.team, cycle))
            if sheet is None:
                continue
            if sheet.objectives is None:
                whole = False
            elif wanted.objective in sheet.objectives:
                return self._key_result(wanted, cycle, sheet.objectives[wanted.objective])
        return self._no_objective(wanted, tuple(cycles)) if whole else None

    def _key_result(self, wanted: _Wanted, cycle: str, key_results: Collection[str]) -> Found:
        objective = f"{wanted.team}/{cycle}/{wanted.objective}"
        if not wanted.key_result:
            return Target("objective", objective)
        if wanted.key_result in key_results:
            return Target("key-result", f"{objective}.{wanted.key_result}")
        shown = wanted.ref.rpartition(".")[0]
        match = nearest(wanted.key_result, key_results)
        hint = f"did you mean {shown}.{match}?" if match else _listing(key_results, "it has")
        return Missing(f'no key result "{wanted.key_result}" in objective "{shown}"', hint)

    def _no_objective(self, wanted: _Wanted, cycles: tuple[str, ...]) -> Missing:
        """The nearest objective of the team in these cycles, else the same one in another cycle."""
        message = f'no objective "{wanted.objective}" in team "{wanted.team}"'
        match = nearest(wanted.objective, self._objectives(wanted.team, cycles))
        if match and match != wanted.objective:
            head = wanted.ref.partition(".")[0].rpartition("/")
            key_result = self._nearest_key_result(wanted, match, cycles)
            return Missing(message, f"did you mean {head[0]}{head[1]}{match}{key_result}?")
        for (team, cycle), sheet in sorted(self.sheets.items(), reverse=True, key=lambda item: item[0]):
            if team == wanted.team and sheet.objectives and wanted.objective in sheet.objectives:
                return Missing(message, f"did you mean {team}/{cycle}/{wanted.rest}?")
        return Missing(message)

    def _nearest_key_result(self, wanted: _Wanted, objective: str, cycles: Iterable[str]) -> str:
        """`.key-result` as it would be called in the objective that was most likely meant."""
        if not wanted.key_result:
            return ""
        for cycle in cycles:
            sheet = self.sheets.get((wanted.team, cycle))
            if sheet and sheet.objectives and objective in sheet.objectives:
                match = nearest(wanted.key_result, sheet.objectives[objective])
                return f".{match}" if match else ""
        return ""

    def _objectives(self, team: str, cycles: Iterable[str]) -> Iterator[str]:
        for cycle in cycles:
            sheet = self.sheets.get((team, cycle))
            yield from (sheet.objectives or ()) if sheet else ()

    def _no_team(self, parts: list[str], key_result: str, cycle: str) -> Missing:
        """The nearest team; or `2026/grow` was meant to be `team/2026/grow`."""
        rest = "/".join(parts[1:]) + (f".{key_result}" if key_result else "")
        if parts[0] in self.chains:
            return Missing(f'no team "{parts[0]}": that is a cycle', f"write team/{parts[0]}/{rest}")
        match = nearest(parts[0], self.teams)
        return Missing(f'no team "{parts[0]}"', f"did you mean {match}/{rest}?" if match else "")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A reference to an objective or key result, taken apart."""

    team: str
    objective: str
    key_result: str
    ref: str

    @property
    def rest(self) -> str:
        return f"{self.objective}.{self.key_result}" if self.key_result else self.objective


def find_on(shelf: Shelf, name: str, prefix: str = "") -> Found:
    """A name on its shelf: an id, an old id, or for paths the last part alone."""
    if name in shelf.ids:
        return Target(shelf.kind, name)
    if name in shelf.old:
        return Target(shelf.kind, shelf.old[name])
    ending = [id for id in shelf.ids if id.endswith(f"/{name}")]
    if len(ending) == 1:
        return Target(shelf.kind, ending[0])
    if ending:
        return Missing(f'"{name}" can mean {_or(sorted(ending))}', "write one of them in full", "ambiguous-reference")
    if not shelf.whole:
        return None
    message = f'no {shelf.noun} "{name}"' + (f" in {shelf.where}" if shelf.where else "")
    match = nearest(name, shelf.ids)
    return Missing(message, f"did you mean {prefix}{match}?" if match else "")


def known(ids: Mapping[str, object], what: str, id: str) -> Missing | None:
    """Nothing where the id is known, else why not; a mapping to texts leads from old ids to those of today."""
    if id not in ids:
        return Missing(f'no {what} "{id}"', did_you_mean(id, ids), f"unknown-{what}")
    today = ids[id]
    if isinstance(today, str) and today != id:
        return Missing(f'the {what} "{id}" is called "{today}" now', f"write {today}", f"unknown-{what}")
    return None


def _listing(names: Collection[str], lead: str) -> str:
    few = 6
    return f"{lead} {_or(list(names))}" if 0 < len(names) <= few else ""


def _or(names: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
