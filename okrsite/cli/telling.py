"""`okrsite check-in TEAM`: the weekly word, asked for on a terminal or said in options."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.shared import day, stop

if TYPE_CHECKING:
    from okrsite.build import Understood
    from okrsite.okr.weekly import Asked
    from okrsite.work.check_in import Said

_KEYED = re.compile(r"([a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)?)=(.*)", re.DOTALL)


MOODS = ("", "1", "2", "3", "4", "5")


@click.command("check-in")
@click.argument("team")
@click.option(
    "--project",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project's folder.",
)
@click.option("--cycle", help="The cycle; the running one when left out.")
@click.option("--date", "on", metavar="DATE", callback=day, help="The day it is written; today when left out.")
@click.option("--as-of", metavar="DATE", callback=day, help="The day to compute for; today when left out.")
@click.option("--author", help="Your id in people.yaml; it becomes part of the file's name.")
@click.option("--value", "values", multiple=True, metavar="KEY=VALUE", help="trust.success=64.5, trust.launch=cz,at")
@click.option("--confidence", "confidences", multiple=True, metavar="KEY=SHARE", help="trust.success=6/10")
@click.option("--health", "healths", multiple=True, metavar="KEY=WORD", help="trust.success=at-risk, trust=off-track")
@click.option("--note", "notes", multiple=True, metavar="[KEY=]TEXT", help="Of one key result; without a key, of all.")
@click.option("--ask", "asks", multiple=True, metavar="[KEY=]TEXT", help="What would help; without a key, the team.")
@click.option("--mood", help="The team's mood from 1 to 5.")
@click.option("--decision", "decisions", multiple=True, metavar="TEXT", help="What was decided.")
@click.option("--blocker", "blockers", multiple=True, metavar="[KEY=]TEXT", help="The next step out of what blocks.")
@click.option("--print", "show", is_flag=True, help="Print the file instead of writing it.")
def check_in(
    team: str, project: Path, cycle: str | None, on: date | None, as_of: date | None, author: str | None, *,
    values: tuple[str, ...], confidences: tuple[str, ...], healths: tuple[str, ...], notes: tuple[str, ...],
    asks: tuple[str, ...], mood: str | None, decisions: tuple[str, ...], blockers: tuple[str, ...], show: bool,
) -> None:  # fmt: skip
    """Write this week's check-in of TEAM: a new file, and no other is touched."""
    from okrsite.cli.prompts import on_terminal
    from okrsite.cli.proposing import understood, write
    from okrsite.okr import weekly
    from okrsite.work import check_in as work

    sources, known = understood(project, as_of)
    as_of = known.settings.as_of
    cycle = cycle or _cycle(known, team)
    questions = weekly.asked(known.company, known.figures, work.goals_of(known.company, team, cycle))
    keyed = {"value": values, "confidence": confidences, "health": healths, "note": notes, "ask": asks}
    said = _said(keyed, mood, decisions, blockers)
    if not said and not on_terminal():
        stop(f"say what moved: okrsite check-in {team} --value trust.success=64.5 --note 'One question less.'")
    author = author or ("" if said else _author(known, team))
    taken = {source.path for source in sources.files}
    path = weekly.path_of(team, cycle, on or as_of, author, taken)
    if path in taken:
        stop(f"{path} exists already; nothing was written")
    said = said or _asked(questions, partial(work.fault, known.company, team, cycle))
    lists = {one.key for one in questions if one.type == "milestones"}
    write(project, sources, work.propose(path, said, lists), as_of, show=show)


def _cycle(known: Understood, team: str) -> str:
    """The cycle to check in for, or a sentence on why there is none."""
    from okrsite.diagnostics import did_you_mean
    from okrsite.work.check_in import cycle_of

    if team not in known.company.teams:
        stop(f"there is no team {team}; {did_you_mean(team, known.company.teams)}".rstrip("; "))
    cycle = cycle_of(known.company, known.figures, team)
    return cycle or stop(f"{team} has no goals in an open cycle; write some with: okrsite new objective --team {team}")


def _said(
    keyed: dict[str, tuple[str, ...]], mood: str | None, decisions: tuple[str, ...], blockers: tuple[str, ...]
) -> Said:
    """What the options say."""
    from okrsite.work.check_in import Said

    entries: dict[str, dict[str, str]] = {}
    loose: dict[str, list[str]] = {"note": [], "ask": []}
    for name, texts in keyed.items():
        for key, text in _pairs(name, texts):
            if key:
                entries.setdefault(key, {})[name] = text
            else:
                loose[name].append(text)
    return Said(
        key_results={key: entry for key, entry in entries.items() if "." in key},
        objectives={key: entry for key, entry in entries.items() if "." not in key},
        mood=mood or "",
        ask="; ".join(loose["ask"]),
        decisions=decisions,
        blockers=blockers,
        body="\n\n".join(loose["note"]),
    )


def _pairs(name: str, texts: Iterable[str]) -> Iterable[tuple[str, str]]:
    """The key and the text of each; only notes and asks may stand without a key."""
    for text in texts:
        match = _KEYED.fullmatch(text)
        if match:
            yield match[1], match[2].strip()
        elif name in ("note", "ask"):
            yield "", text
        else:
            raise click.BadParameter(
                f"{text!r} names no key result; write it as trust.success=…", param_hint=f"--{name}"
            )


def _author(known: Understood, team: str) -> str:
    """Who is at the terminal."""
    from okrsite.cli.prompts import ask

    return ask("your id", known.company.teams[team].record.lead or "")


def _asked(questions: tuple[Asked, ...], fault: Callable[[str, Mapping[str, str]], str]) -> Said:
    """What somebody at the terminal says."""
    from okrsite.cli.prompts import ask, ask_key_result
    from okrsite.work.check_in import Said

    click.echo("Enter keeps what stands in brackets; - leaves it out.", err=True)
    entries = {one.key: ask_key_result(number, one, fault) for number, one in enumerate(questions, 1)}
    click.echo(err=True)
    while (mood := ask("the team's mood, 1 to 5")) not in MOODS:
        click.echo("a mood is a whole number from 1 to 5", err=True)
    help_wanted = ask("what would help the team")
    body = ask("what moved, what was learned, what is next")
    told = {key: entry for key, entry in entries.items() if entry}
    return Said(key_results=told, mood=mood, ask=help_wanted, body=body)
