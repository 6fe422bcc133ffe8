"""The way from a page to this week's check-in: a new file on the forge that begins with what holds now.

In: a team, a cycle and its goals. Out: a `CheckInWay`, None where nobody checks in any more or no repository is named.
Only what this edition contains is in it, and nothing of a key result whose figures are for nobody's eyes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from okrsite.okr import weekly
from okrsite.okr.cycles import due_on
from okrsite.okr.model import Cycle, Objective
from okrsite.pages.forge import TAKES_TEXT, edit_url, new_url
from okrsite.pages.views.context import Context

YOU = "you"
"""Stands in the file's name where the author's id belongs."""

LONGEST = 6000
"""Characters of an address that every forge and browser takes; nine key results need about 1,200."""

REMARKS = (110, 40, 0)
"""How long a comment beside a key result may be; a shorter one where the address would be too long."""


@dataclass(frozen=True, slots=True)
class CheckInWay:
    """`url` opens the forge's editor; `text` is the file to begin with, where the link does not bring it along.

    `path` is the file's, with the day and a word for the author's id in its name; `last` is the last day that can stand
    there, None where the site's calendar stands still.
    """

    url: str | None
    path: str
    text: str
    last: date | None


def way(context: Context, team: str, cycle: Cycle, goals: Sequence[Objective]) -> CheckInWay | None:
    """How to check in on these goals."""
    repository = context.company.site.repository
    if not _open(context, team, cycle) or not repository.url or repository.forge == "none":
        return None
    questions = weekly.asked(context.company, context.figures, goals)
    if not questions:
        return None
    path = weekly.path_of(team, cycle.id, day(context, team, cycle), YOU, ())
    remarks = (
        context.language.gettext("In the file's name, put your id in place of you."),
        context.language.gettext("Change what moved, and delete what you do not know."),
        context.language.gettext("Below the second line of dashes: what moved, what was learned, what is next."),
    )
    texts = [weekly.prefilled(questions, remarks, longest) for longest in REMARKS]
    last = cycle.end if context.company.site.as_of is None else None
    if repository.forge in TAKES_TEXT:
        for text in texts:
            url = new_url(repository, path, text)
            if url and len(url) <= LONGEST:
                return CheckInWay(url, path, "", last)
    return CheckInWay(new_url(repository, path, "") or edit_url(repository, _folder(path)), path, texts[0], last)


def day(context: Context, team: str, cycle: Cycle) -> date:
    """Today, or when the next word is due where the team has spoken today already."""
    said = context.relations.check_ins.get((team, cycle.id), ())
    if said and said[0].on == context.as_of:
        return max(context.as_of, min(due_on(cycle, context.as_of), cycle.end))
    return context.as_of


def _open(context: Context, team: str, cycle: Cycle) -> bool:
    """Whether the team is at work in the cycle."""
    ended = context.company.teams[team].record.ended if team in context.company.teams else None
    now = cycle.start <= context.as_of <= cycle.end and cycle.record.state not in ("planning", "closed")
    return now and (ended is None or ended >= context.as_of)


def _folder(path: str) -> str:
    """The nearest folder of a team that exists for certain."""
    return path.partition("/check-ins/")[0] + "/"
