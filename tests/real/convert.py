"""Real OKRs as an okrsite project, to try okrsite on: `python tests/real/convert.py DATA.json OUT`.

In: a file in the format `okr-neutral/1` (teams, cycles, objectives, key results as their company published them; it is
not part of this project). Out: a folder with `content/`. Nothing is left out: the text as it was written is the
title, what came of it is the result, a ticked box is a final check-in on the cycle's last day. What the format only
guesses from the text (the numbers of a metric) stays in the text. A link to a file beside theirs leads to that file
where they published it.
"""

from __future__ import annotations

import json
import posixpath
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Data = Mapping[str, Any]
LONGEST = 64
BESIDE = re.compile(r"\]\((?![a-z]+:|[#/])([^)\s]+)")


def convert(data: Data) -> dict[str, str]:
    """The files of the project, by path."""
    data = _linked(data, data["source"])
    names = _Names(data)
    files = {
        "site.yaml": _yaml({"name": data["source"]["name"], "languages": [data["source"].get("language", "en")]}),
        **{f"cycles/{cycle['id']}.yaml": _cycle(cycle, data["cycles"]) for cycle in data["cycles"]},
        **{f"teams/{names.folders[team['id']]}/team.md": _team(team, names) for team in data["teams"]},
        **{f"pages/page-{number}.md": _page(page) for number, page in enumerate(data.get("pages", ()), 1)},
    }
    sheets = defaultdict(list)
    for objective in data["objectives"]:
        sheets[objective["team"], objective["cycle"]].append(objective)
    for (team, cycle), objectives in sheets.items():
        folder = f"teams/{names.folders[team]}/{cycle}"
        files[f"{folder}/okrs.yaml"] = _yaml({"objectives": [_objective(one, names) for one in objectives]})
        ticked = _ticked(objectives, names)
        if ticked:
            files[f"{folder}/check-ins/{names.cycles[cycle]['end']}.md"] = _front(ticked, "")
    return {f"content/{path}": text for path, text in files.items()}


def _linked(value: Any, source: Data) -> Any:
    """The same with links that lead somewhere: a relative one is taken from the folder that `source` names."""
    if isinstance(value, dict):
        return {key: _linked(one, source) for key, one in value.items()}
    if isinstance(value, list):
        return [_linked(one, source) for one in value]
    if not isinstance(value, str) or not str(source.get("repo", "")).startswith("github:"):
        return value
    root = f"https://github.com/{source['repo'].removeprefix('github:')}/blob/HEAD"
    folder = posixpath.dirname(source["paths"])
    return BESIDE.sub(lambda found: f"]({root}/{posixpath.normpath(posixpath.join(folder, found[1]))}", value)


class _Names:
    """Who is called what: our ids are short, and unique in their team and cycle."""

    def __init__(self, data: Data) -> None:
        self._taken: set[str] = set()
        self.cycles = {cycle["id"]: cycle for cycle in data["cycles"]}
        self.teams = {team["id"]: team["name"] for team in data["teams"]}
        self.folders = {team["id"]: self._free("", team["id"]) for team in data["teams"]}
        self.objectives: dict[str, str] = {}
        self.key_results: dict[str, str] = {}
        self.items: dict[str, list[Data]] = defaultdict(list)
        for one in data["objectives"]:
            place = f"{self.folders[one['team']]}/{one['cycle']}/"
            self.objectives[one["id"]] = place + self._free(place, one["id"].removeprefix(f"{one['cycle']}-"))
        for kr in data["key_results"]:
            place = f"{self.objectives[kr['objective']]}."
            self.key_results[kr["id"]] = place + self._free(place, kr["id"].rpartition("--")[2])
            self.items[kr["objective"]].append(kr)

    def _free(self, place: str, wanted: str) -> str:
        """The id, or the first free one with a number behind it."""
        base = re.sub(r"[^a-z0-9-]+", "-", wanted.lower()).strip("-")[: LONGEST - 4].strip("-") or "item"
        base = f"{base}-goal" if base == "review" else base
        tries = [base, *(f"{base}-{number}" for number in range(2, 1000))]
        found = next(one for one in tries if place + one not in self._taken)
        self._taken.add(place + found)
        return found


def _cycle(cycle: Data, cycles: Iterable[Data]) -> str:
    """A cycle; a quarter belongs to the year that holds it."""
    years = [
        one["id"]
        for one in cycles
        if one["kind"] == "annual"
        and one is not cycle
        and one["start"] <= cycle["start"]
        and cycle["end"] <= one["end"]
    ]
    fields = {"title": cycle["label"], "start": cycle["start"], "end": cycle["end"], "state": "closed"}
    return _yaml({**fields, **({"parent": years[0]} if years else {})})


def _team(team: Data, names: _Names) -> str:
    also = f"Also called {', '.join(team['aliases'])}.\n" if team.get("aliases") else ""
    fields = {"name": team["name"], "kind": team.get("kind"), "parent": names.folders.get(team.get("parent"))}
    return _front(fields, also)


def _page(page: Data) -> str:
    files = "".join(f"- {name}\n" for name in page.get("files", ()))
    return _front({"title": page["title"], "tags": [page["cycle"]] if "cycle" in page else []}, page.get("raw", files))


def _objective(one: Data, names: _Names) -> dict[str, Any]:
    """An objective with its key results."""
    parent = one.get("parent")
    supports = (
        [(names.objectives if parent["type"] == "objective" else names.key_results)[parent["id"]]] if parent else []
    )
    return {
        "id": names.objectives[one["id"]].rpartition("/")[2],
        **_item(one),
        "why": "\n\n".join(filter(None, [one.get("description"), *one.get("notes", ())])) or None,
        "contributors": [names.teams.get(team, team) for team in one.get("co_teams", ())],
        "supports": supports,
        "key_results": [_key_result(kr, names) for kr in names.items[one["id"]]],
    }


def _key_result(kr: Data, names: _Names) -> dict[str, Any]:
    """A key result; one that was nested says so in a tag."""
    metric = kr.get("metric") or {}
    part_of = [f"part of {names.key_results[kr['parent_kr']]}"] if kr.get("parent_kr") else []
    item = _item(kr)
    return {
        "id": names.key_results[kr["id"]].rpartition(".")[2],
        **item,
        "owners": [*item["owners"], *(names.teams.get(team, team) for team in kr.get("teams", ()))],
        "type": "binary" if metric.get("kind") == "binary" else None,
        "redacted": "true" if metric.get("kind") == "redacted" else None,
        "tags": [*item["tags"], *part_of],
        "initiatives": [{"title": action} for action in kr.get("actions", ())],
        "result": "\n\n".join(filter(None, [kr.get("outcome_raw"), *kr.get("notes", ())])) or None,
    }


def _item(one: Data) -> dict[str, Any]:
    """What objectives and key results share."""
    return {
        "title": one["text_raw"],
        "owners": list(one.get("owners", ())),
        "priority": one.get("priority"),
        "tags": [one["src"]] + ([one["status"]] if one.get("status") else []),
        "score": one.get("score"),
        "result": one.get("outcome_raw"),
    }


def _ticked(objectives: Iterable[Data], names: _Names) -> dict[str, Any]:
    """The last word on boxes that can be ticked."""
    said = {}
    for objective in objectives:
        for kr in names.items[objective["id"]]:
            if (kr.get("metric") or {}).get("kind") == "binary" and kr.get("score") in (0, 1):
                key = names.key_results[kr["id"]].rpartition("/")[2]
                said[key] = {"value": "true" if kr["score"] == 1 else "false", "final": "true"}
    return {"key_results": said} if said else {}


def _front(fields: Mapping[str, Any], body: str) -> str:
    return f"---\n{_yaml(fields)}---\n{body}"


def _yaml(fields: Mapping[str, Any]) -> str:
    """Block style at the top, JSON below, which is YAML too; what is empty is left out."""
    lines = []
    for key, value in fields.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [f"{key}:", *(f"  - {_json(item)}" for item in value)]
        elif value not in (None, [], {}):
            lines.append(f"{key}: {_json(value)}")
    return "".join(f"{line}\n" for line in lines) or "{}\n"


def _json(value: Any) -> str:
    return json.dumps(_filled(value), ensure_ascii=False)


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _filled(one) for key, one in value.items() if one not in (None, [], {})}
    return [_filled(one) for one in value] if isinstance(value, list) else value


def main(source: str, target: str) -> None:
    """Read one file, write one project."""
    data = json.loads(Path(source).read_text(encoding="utf-8"))
    for name, text in convert(data).items():
        path = Path(target, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
