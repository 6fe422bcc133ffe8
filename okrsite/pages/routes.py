"""What has which address.

Addresses are relative to the site's root, without a leading slash: `teams/search/2026-q4/`, empty for the home page.
`relative` makes the link between two of them, so that a site works at a domain's root and under any path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from okrsite.okr.model import Target


def _objective(whole: str) -> str:
    team, cycle, slug = whole.split("/")
    return f"teams/{team}/{cycle}/{slug}/"


def _key_result(whole: str) -> str:
    objective, _, slug = whole.partition(".")
    return f"{_objective(objective)}#{slug}"


def _check_in(path: str) -> str:
    _, _, team, cycle, _, name = path.split("/")
    return f"teams/{team}/{cycle}/#{check_in_anchor(name)}"


def check_in_anchor(name: str) -> str:
    """The id of a check-in on its team's page, from its file's name."""
    return f"check-in-{name.removesuffix('.md')}"


_ADDRESS: Mapping[str, Callable[[str], str]] = {
    "home": lambda _: "",
    "mission": lambda _: "mission/",
    "vision": lambda _: "vision/",
    "strategy": lambda _: "strategy/",
    "pillar": lambda id: f"strategy/#{id}",
    "people": lambda _: "people/",
    "person": lambda id: f"people/{id}/",
    "glossary": lambda id: "glossary/",
    "cycle": lambda id: f"cycles/{id}/",
    "team": lambda id: f"teams/{id}/",
    "okrs": lambda id: f"teams/{id}/",
    "objective": _objective,
    "key-result": _key_result,
    "check-in": _check_in,
    "review": lambda id: f"teams/{id}/review/",
    "kpi": lambda id: f"kpis/{id}/",
    "lesson": lambda id: f"lessons/{id}/",
    "training": lambda id: f"training/{id}/",
    "onboarding": lambda id: f"onboarding/{id}/",
    "wave": lambda id: f"rollout/#{id}",
    "pulse": lambda id: f"pulse/#{id}",
    "page": lambda id: f"pages/{id}/",
    "asset": lambda path: path.removeprefix("content/"),
}


def url(target: Target, language: str = "") -> str:
    """The address of a target; pages in another language lie under its code."""
    address = _ADDRESS[target.kind](target.id)
    if target.anchor:
        address = f"{address.partition('#')[0]}#{target.anchor}"
    return f"{language}/{address}" if language else address


def relative(origin: str, address: str) -> str:
    """The link from the page at `origin` to `address`; both are addresses from the root."""
    path, hash_, anchor = address.partition("#")
    here, there = origin.split("/")[:-1], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    link = "../" * (len(here) - shared) + "/".join(there[shared:])
    if not link and not anchor:
        return "./"
    return f"{link or ('./' if path != origin else '')}{hash_}{anchor}"
