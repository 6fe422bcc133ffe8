"""The kinds of content: which file is which record.

One tuple lists them all. A kind is a value: its name, the form of its files, the pattern of their paths below
`content/`, and the model of what stands in them. The named groups of the pattern are the record's names
(`team`, `cycle`, `slug`, …).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from okrsite.okr import records

_ID = r"[a-z0-9][a-z0-9-]{0,63}"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of content; `path` is that of its files, with `<name>` for an id, `example` one of them."""

    name: str
    form: Literal["yaml", "markdown"]
    model: type[records.Record] | type[records.People] | type[records.Glossary]
    pattern: re.Pattern[str]
    path: str
    example: str


def _kind(name: str, model: type, path: str, example: str) -> Kind:
    """A kind from a path with `<name>` for an id, `<**>` for any folders."""
    form: Literal["yaml", "markdown"] = "yaml" if path.endswith(".yaml") else "markdown"
    stem = path.removesuffix(".md").removesuffix(".yaml")
    named = re.sub(r"<(\w+)>", rf"(?P<\1>{_ID})", stem)
    pattern = named.replace("<**>/", rf"(?P<folder>(?:{_ID}/)*)")
    ending = r"\.yaml" if form == "yaml" else r"(?:\.(?P<language>[a-z]{2,3}(?:-[A-Za-z]{2,4})?))?\.md"
    return Kind(name, form, model, re.compile(pattern + ending), path, example)


KINDS: tuple[Kind, ...] = (
    _kind("site", records.Site, "site.yaml", "site.yaml"),
    _kind("mission", records.Statement, "mission.md", "mission.md"),
    _kind("vision", records.Statement, "vision.md", "vision.md"),
    _kind("strategy", records.Strategy, "strategy.md", "strategy.md"),
    _kind("people", records.People, "people.yaml", "people.yaml"),
    _kind("glossary", records.Glossary, "glossary.yaml", "glossary.yaml"),
    _kind("cycle", records.Cycle, "cycles/<slug>.yaml", "cycles/2026-q4.yaml"),
    _kind("team", records.Team, "teams/<slug>/team.md", "teams/search/team.md"),
    _kind("okrs", records.Okrs, "teams/<team>/<cycle>/okrs.yaml", "teams/search/2026-q4/okrs.yaml"),
    _kind(
        "check-in",
        records.CheckIn,
        "teams/<team>/<cycle>/check-ins/<slug>.md",
        "teams/search/2026-q4/check-ins/2026-11-20-ann.md",
    ),
    _kind("review", records.Review, "teams/<team>/<cycle>/review.md", "teams/search/2026-q4/review.md"),
    _kind("kpi", records.Kpi, "kpis/<slug>.yaml", "kpis/nps.yaml"),
    _kind("lesson", records.Lesson, "lessons/<slug>.md", "lessons/slow-launch.md"),
    _kind("training", records.Training, "training/<**>/<slug>.md", "training/okr-basics.md"),
    _kind("onboarding", records.Onboarding, "onboarding/<slug>.md", "onboarding/team-lead.md"),
    _kind("wave", records.Wave, "rollout/<slug>.yaml", "rollout/pilot.yaml"),
    _kind("pulse", records.Pulse, "pulse/<slug>.yaml", "pulse/2026-11-15.yaml"),
    _kind("page", records.FreePage, "pages/<**>/<slug>.md", "pages/faq.md"),
)


def kind_of(path: str) -> tuple[Kind, dict[str, str]] | None:
    """The kind of a path below `content/` and the names in it, or None."""
    for kind in KINDS:
        match = kind.pattern.fullmatch(path)
        if match:
            return kind, {name: value or "" for name, value in match.groupdict().items()}
    return None
