"""What things are called in a sentence: their titles on two sides, the words of kinds and fields.

In: the contexts of both sides and a `Language`. Out: short plain texts on one line.
"""

from __future__ import annotations

from dataclasses import dataclass

from okrsite.okr.model import Target, TargetKind
from okrsite.pages import routes
from okrsite.pages.language import Language
from okrsite.pages.views.context import Context, objective_of
from okrsite.pages.views.targets import link_to

TITLE, LONG = 90, 200
"""Characters of a title, and of a reason; nobody fills a report with one."""

NAMELESS = ("home", "glossary", "okrs", "review", "check-in")
"""Kinds whose things are named by what they are."""


def cut(words: str, most: int = TITLE) -> str:
    """Words on one line, without signs that nobody sees, and no longer than a title may be."""
    seen = "".join(sign if sign.isprintable() else " " for sign in words)
    line = " ".join(seen.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a change, as pages know them."""

    before: Context
    after: Context
    language: Language

    def title(self, target: Target, *, earlier: bool = False) -> str:
        """What something is called, on the newer side where it is there; its id where it has no title."""
        if target.kind in NAMELESS:
            return self._nameless(target)
        for context in (self.before, self.after) if earlier else (self.after, self.before):
            link = link_to(context, target)
            if link is not None:
                return cut(link.title)
        return cut(target.id or target.kind)

    def quoted(self, target: Target) -> str:
        """The same between quotation marks, but for names."""
        name = self.title(target)
        return name if target.kind in ("team", "person", "cycle", *NAMELESS) else f"“{name}”"

    def with_team(self, target: Target) -> str:
        """A goal with its team, and with its cycle where that is not running: `Search, “People trust search”`."""
        whole = objective_of(target)
        if not whole:
            return self.quoted(target)
        team, cycle, _ = whole.split("/")
        named = f"{self.title(Target('team', team))}, {self.quoted(target)}"
        running = (self.before.figures.running, self.after.figures.running)
        return named if cycle in running else f"{named} ({self.title(Target('cycle', cycle))})"

    def url(self, target: Target) -> str:
        """Where it can be seen on the newer side, or nothing."""
        return routes.url(target) if link_to(self.after, target) is not None else ""

    def inline(self, path: str, words: str) -> str:
        """Inline Markdown of the newer side as plain words."""
        linked = self.after.company.inline(path, words)
        return linked.prose.text if linked else words

    def check_in(self, path: str) -> str:
        """A check-in by its day and its author."""
        found = self.after.relations.by_path.get(path) or self.before.relations.by_path.get(path)
        if found is None:
            return cut(path)
        day = self.language.date(found.on)
        return f"{day} ({cut(found.author.name)})" if found.author else day

    def _nameless(self, target: Target) -> str:
        gettext = self.language.gettext
        team, _, cycle = target.id.partition("/")
        words = {"team": self.title(Target("team", team)), "cycle": self.title(Target("cycle", cycle))} if cycle else {}
        if target.kind == "okrs":
            return gettext("the summary of %(team)s in %(cycle)s") % words
        if target.kind == "review":
            return gettext("the review of %(team)s in %(cycle)s") % words
        return gettext("the glossary") if target.kind == "glossary" else gettext("the site's settings")


def kinds(language: Language) -> dict[TargetKind, str]:
    """What kinds of things are called at the beginning of a line."""
    return {
        "objective": language.gettext("Objective:"),
        "key-result": language.gettext("Key result:"),
        "team": language.gettext("Team:"),
        "cycle": language.gettext("Cycle:"),
        "person": language.gettext("Person:"),
        "kpi": language.gettext("KPI:"),
        "lesson": language.gettext("Lesson:"),
        "training": language.gettext("Training:"),
        "onboarding": language.gettext("Onboarding:"),
        "wave": language.gettext("Roll-out:"),
        "pulse": language.gettext("Survey:"),
        "page": language.gettext("Page:"),
    }


def fields(language: Language) -> dict[str, str]:
    """What fields are called; one that is not here is called by its key."""
    return {
        "owners": language.gettext("owner"),
        "progress_from": language.gettext("source of progress"),
        "supports": language.gettext("what it supports"),
        "min": language.gettext("lower limit"),
        "max": language.gettext("upper limit"),
        "plan": language.gettext("expected curve"),
        "commit": language.gettext("promised value"),
        "parent": language.gettext("parent team"),
        "body": language.gettext("text"),
        "why": language.gettext("reason why"),
        "depends_on": language.gettext("dependencies"),
    }
