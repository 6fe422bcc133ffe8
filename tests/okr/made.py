"""Companies made by hand for the tests of figures: the model's types, without YAML and files.

`made(objective("trust", kr("success", baseline=0, target=10)), said("2026-11-22", {"trust.success": 5}))` is a
company of one team, `search`, in one cycle, `2026-q4`. Short ids (`trust.success`) are of that team and cycle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from okrsite.diagnostics import Place
from okrsite.okr import records
from okrsite.okr.figures import Figures, KeyResultFigures, ObjectiveFigures
from okrsite.okr.measure import measure
from okrsite.okr.model import (
    CheckIn,
    Company,
    Cycle,
    Entry,
    Filed,
    KeyResult,
    Objective,
    ObjectiveEntry,
    Parent,
    Target,
)

HERE = Place()
SEARCH = "search/2026-q4/"


def day(text: str | date) -> date:
    return text if isinstance(text, date) else date.fromisoformat(text)


def written(tree: Any) -> Any:
    """A Python value as the text that an editor would have written."""
    if isinstance(tree, Mapping):
        return {key: written(value) for key, value in tree.items() if value is not None}
    if isinstance(tree, list | tuple):
        return [written(value) for value in tree]
    if isinstance(tree, bool):
        return str(tree).lower()
    return format(tree, "f") if isinstance(tree, Decimal) else str(tree)


def cycle(
    id: str = "2026-q4",
    start: str | date = "2026-10-01",
    end: str | date = "2026-12-31",
    every: int = 7,
    grace: int = 3,
    state: str = "active",
) -> Cycle:
    record = records.Cycle.model_validate({"start": str(start), "end": str(end), "state": state})
    return Cycle(id, f"content/cycles/{id}.yaml", record, id, day(start), day(end), every, grace)


def team(id: str, parent: str | None = None) -> Filed[records.Team]:
    record = records.Team.model_validate(written({"name": id, "parent": parent}))
    return Filed(id, f"content/teams/{id}/team.md", record)


def _type_of(tree: Mapping[str, Any]) -> records.KeyResultType:
    for field, kind in (("milestones", "milestones"), ("levels", "levels"), ("min", "maintain"), ("max", "maintain")):
        if tree.get(field) is not None:
            return kind  # type: ignore[return-value]
    down = "target" in tree and tree.get("baseline") is not None and Decimal(str(tree["target"])) < tree["baseline"]
    return "judged" if "target" not in tree else "decrease" if down else "increase"


def kr(slug: str = "success", type: records.KeyResultType | None = None, **tree: Any) -> KeyResult:  # noqa: A002
    """A key result; the type is guessed from the fields. Its objective is set by `objective`."""
    record = records.KeyResult.model_validate(written({"id": slug, "title": slug, **tree}))
    return KeyResult(slug, slug, "", record, type or _type_of(tree), (), (), None, HERE)


def parent(to: str | Parent) -> Parent:
    """`a/b/c` an objective, `a/b/c.d` a key result, `pillar:x` a pillar; `-` in front: no contribution."""
    if isinstance(to, Parent):
        return to
    name = whole(to.removeprefix("-"))
    kind: Any = "pillar" if name.startswith("pillar:") else "key-result" if "." in name else "objective"
    return Parent(Target(kind, name), contributes=not to.startswith("-"))


def whole(id: str) -> str:
    return id if "/" in id or ":" in id else SEARCH + id


def objective(
    slug: str = "trust", *key_results: KeyResult, team: str = "search", cycle: str = "2026-q4",
    supports: Iterable[str | Parent] = (), **tree: Any,
) -> Objective:  # fmt: skip
    record = records.Objective.model_validate(written({"id": slug, "title": slug, **tree}))
    id_ = f"{team}/{cycle}/{slug}"
    own = tuple(
        KeyResult(f"{id_}.{k.slug}", k.slug, id_, k.record, k.type, (), (), None, HERE) for k in key_results
    )  # fmt: skip
    path = f"content/teams/{team}/{cycle}/okrs.yaml"
    links = tuple(parent(one) for one in supports)
    return Objective(id_, slug, team, cycle, path, record, (), (), links, own, None, HERE)


def _value(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    text = str(value)
    return text if text in ("none", "commit", "target", "stretch") else Decimal(text)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def entry(id: str, said: Any) -> Entry:
    """A value, a list of milestones, or a mapping of the fields of an entry."""
    tree: Any = said if isinstance(said, dict) else {"done": said} if isinstance(said, list | set) else {"value": said}
    done = None if tree.get("done") is None else frozenset(tree["done"])
    return Entry(
        whole(id), _value(tree.get("value")), done, _decimal(tree.get("progress")), _decimal(tree.get("confidence")),
        tree.get("health"), tree.get("note"), tree.get("ask"), tree.get("final", False), HERE,
    )  # fmt: skip


def said(
    on: str | date, key_results: Mapping[str, Any] | None = None, objectives: Mapping[str, Any] | None = None,
    by: str = "ann", team: str = "search", cycle: str = "2026-q4",
) -> CheckIn:  # fmt: skip
    name = f"{on}-{by}"
    words = tuple(
        ObjectiveEntry(whole(id_), w.get("health"), _decimal(w.get("confidence")), w.get("note"), w.get("ask"), HERE)
        for id_, w in (objectives or {}).items()
    )  # fmt: skip
    entries = tuple(entry(id_, one) for id_, one in (key_results or {}).items())
    path = f"content/teams/{team}/{cycle}/check-ins/{name}.md"
    return CheckIn(path, name, team, cycle, day(on), None, records.CheckIn.model_validate({}), "", entries, words, ())


def made(
    *content: Objective | CheckIn, cycles: Iterable[Cycle] = (), teams: Iterable[Filed[records.Team]] = (),
    site: Mapping[str, Any] | None = None,
) -> Company:  # fmt: skip
    """A company of objectives and check-ins; the cycle 2026-q4 and every team are there without being named."""
    objectives = [one for one in content if isinstance(one, Objective)]
    all_cycles = {one.id: one for one in (cycle(), *cycles)}
    all_teams = {name: team(name) for name in dict.fromkeys(o.team for o in objectives)} | {t.id: t for t in teams}
    empty: dict[str, Any] = {field.name: {} for field in fields(Company)}
    return Company(
        **empty
        | {
            "site": records.Site.model_validate(written({"name": "Acme", **(site or {})})),
            "mission": None,
            "vision": None,
            "strategy": None,
            "assets": (),
            "cycles": all_cycles,
            "teams": all_teams,
            "objectives": {one.id: one for one in objectives},
            "check_ins": tuple(one for one in content if isinstance(one, CheckIn)),
        }
    )


def one(
    key_result: KeyResult, *check_ins: CheckIn, as_of: str | date = "2026-11-22", cycles: Iterable[Cycle] = (),
    **goal: Any,
) -> KeyResultFigures:  # fmt: skip
    """The figures of one key result, alone in the objective `trust`."""
    company = made(objective("trust", key_result, **goal), *check_ins, cycles=cycles)
    return measure(company, day(as_of)).key_results[f"{SEARCH}trust.{key_result.slug}"]


def figures(company: Company, as_of: str | date = "2026-11-22") -> Figures:
    return measure(company, day(as_of))


def goal(company: Company, id: str = "trust", as_of: str | date = "2026-11-22") -> ObjectiveFigures:
    return figures(company, as_of).objectives[whole(id)]
