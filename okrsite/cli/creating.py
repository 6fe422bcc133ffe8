"""`okrsite new KIND`: a well-formed file, asked for on a terminal or said in options."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from okrsite.cli.shared import day, stop
from okrsite.cli.telling import check_in

if TYPE_CHECKING:
    from okrsite.build import Understood
    from okrsite.source.writing import Value
    from okrsite.work.new import Making

KINDS = (
    "objective", "check-in", "team", "cycle", "lesson", "training", "onboarding", "page", "kpi", "wave", "pulse",
    "review",
)  # fmt: skip


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name", required=False)
@click.option(
    "--project",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project's folder.",
)
@click.option("--title", "-t", help="The title; the name of a team.")
@click.option("--team", help="The team, of an objective or a review.")
@click.option("--cycle", help="The cycle; the running one when left out.")
@click.option("--owner", help="Who answers for it.")
@click.option("--key-result", "key_results", multiple=True, metavar="TITLE", help="Of an objective; may be repeated.")
@click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE", help="Any field: supports=[company/grow, b]")
@click.option("--body", default="", help="The Markdown below the front matter.")
@click.option("--as-of", metavar="DATE", callback=day, help="The day to check for; today when left out.")
@click.option("--print", "show", is_flag=True, help="Print the file instead of writing it.")
@click.pass_context
def new(
    context: click.Context, /, kind: str, name: str | None, project: Path, *, body: str, as_of: date | None, show: bool,
    **said: Any,
) -> None:  # fmt: skip
    """Write a new file of a KIND; NAME becomes its id, which is made from the title when left out.

    `okrsite new check-in TEAM` asks on a terminal; in scripts use `okrsite check-in TEAM`, which has options.
    """
    if kind == "check-in":
        team = name or said["team"] or stop("whose check-in? say okrsite check-in TEAM")
        context.invoke(check_in, team=team, project=project, cycle=said["cycle"], as_of=as_of, show=show)
        return
    from okrsite.cli.proposing import understood, write
    from okrsite.work.new import MAKINGS, path_of, propose

    making = MAKINGS[kind]
    sources, known = understood(project, as_of)
    fields = _fields(making, **said)
    names = _names(making, known, fields, name, said["team"], said["cycle"])
    path = path_of(making, names)
    present = next((source.data for source in sources.files if source.path == path), None)
    write(project, sources, propose(making, names, fields, body=body, present=present), as_of, show=show)


def _fields(
    making: Making, *, title: str | None, team: str | None, cycle: str | None, owner: str | None,
    key_results: tuple[str, ...], fields: tuple[str, ...],
) -> dict[str, Value]:  # fmt: skip
    """What the options say of its fields."""
    from okrsite.source.writing import read
    from okrsite.work.new import id_of, names_of

    found: dict[str, Value] = {making.title: title} if title else {}
    if owner:
        found["lead" if "lead" in making.asks else "owner"] = owner
    if cycle and "cycle" not in names_of(making):
        found["cycle"] = cycle
    if key_results:
        given = [read(text) for text in key_results]
        found["key_results"] = [
            one if isinstance(one, dict) else {"id": id_of(str(one)), "title": str(one)} for one in given
        ]
    for pair in fields:
        name, sign, text = pair.partition("=")
        value = read(text) if sign else None
        if value is None:
            raise click.BadParameter(f"{pair!r} is not FIELD=VALUE", param_hint="--set")
        found[name] = value
    return found


def _names(
    making: Making, known: Understood, fields: dict[str, Value], name: str | None, team: str | None, cycle: str | None
) -> dict[str, str]:
    """The ids in its path; on a terminal what is missing is asked for, and put into the fields."""
    from okrsite.cli.prompts import ask, on_terminal
    from okrsite.work.new import has_id, id_of, names_of

    asking = on_terminal()
    needed = {"team": team, "cycle": cycle or known.figures.running}
    names = {part: needed[part] or (ask(part, needed=True) if asking else "") for part in names_of(making)}
    if asking:
        _ask_fields(making, fields, with_title=not name)
    missing = [part for part, value in names.items() if not value]
    if missing:
        stop(f"which {missing[0]}? say it with --{missing[0]}")
    if has_id(making):
        title = str(fields.get(making.title) or "")
        suggested = name or (str(known.figures.as_of) if making.kind.name == "pulse" else id_of(title))
        names["slug"] = ask("id", suggested, needed=True) if asking and not name else suggested
        if not names["slug"]:
            stop(f"say its {making.title} with --title, or its id as NAME")
    return names


def _ask_fields(making: Making, fields: dict[str, Value], *, with_title: bool) -> None:
    """Ask for what was not said: the title, what is required, and what people usually want to say."""
    from okrsite.cli.prompts import ask, ask_field
    from okrsite.diagnostics import Severity
    from okrsite.source.decode import decode
    from okrsite.work.new import id_of, required

    def fault(name: str, value: Value) -> str:
        tree: dict[str, Any] = {name: value}
        found = decode(tree, making.model).diagnostics
        ours = [d for d in found if d.place.keys[:1] == (name,) and d.severity is Severity.ERROR]
        return "; ".join(filter(None, (ours[0].message, ours[0].hint))) if ours else ""

    must = required(making)
    first = (making.title,) if with_title or making.title in must else ()
    for name in dict.fromkeys((*first, *must, *making.asks)):
        if name not in fields and (value := ask_field(making, name, fault, needed=name in (*first, *must))) is not None:
            fields[name] = value
    if making.kind.name == "okrs" and "key_results" not in fields:
        titles = iter(lambda: ask("key result (empty to end)"), "")
        found: list[Value] = [{"id": id_of(title), "title": title} for title in titles]
        fields.update({"key_results": found} if found else {})
