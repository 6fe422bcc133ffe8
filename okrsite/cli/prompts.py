"""Questions on a terminal, with what is known already as the default.

In: what to ask. Out: what was answered, as text; an empty answer leaves the question open. Questions go to standard
error, so that `--print` can be sent into a file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, get_args

import click

if TYPE_CHECKING:
    from okrsite.okr.weekly import Asked
    from okrsite.source.writing import Value
    from okrsite.work.new import Making

KEPT = "-"
"""What to answer to say nothing where a default stands."""


def on_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(label: str, default: str = "", *, choices: Sequence[str] = (), needed: bool = False) -> str:
    """One answer; `-` leaves out what would be the default."""
    shown = f"{label} ({', '.join(choices)})" if choices else label
    while True:
        answer: str = click.prompt(shown, default=default, show_default=bool(default), err=True).strip()
        if answer == KEPT:
            return ""
        if answer or not needed:
            return answer
        click.echo(f"{label} is needed", err=True)


def ask_field(making: Making, name: str, fault: Callable[[str, Value], str], *, needed: bool) -> Value | None:
    """The value of a field, asked for again while it is none."""
    from okrsite.source.writing import read
    from okrsite.work.new import field_of

    info = field_of(making, name)
    if info is not None and info.description:
        click.secho(info.description, dim=True, err=True)
    choices = [word for word in get_args(info.annotation) if isinstance(word, str)] if info else []
    while True:
        answer = ask(name, choices=choices, needed=needed)
        if not answer:
            return None
        value = read(_list(answer) if info is not None and _is_list(info.annotation) else answer)
        problem = "that bracket does not close" if value is None else fault(name, value)
        if not problem:
            return value
        click.echo(problem, err=True)


def _is_list(annotation: object) -> bool:
    return "tuple[" in str(annotation)


def _list(answer: str) -> str:
    """`ann, bo` is as good as `[ann, bo]` where names are asked for; a sentence stays whole."""
    words = [word.strip() for word in answer.split(",")]
    plain = all(word and " " not in word for word in words)
    return f"[{', '.join(words)}]" if plain and len(words) > 1 else answer


def ask_key_result(number: int, asked: Asked, fault: Callable[[str, Mapping[str, str]], str]) -> dict[str, str]:
    """What is said of one key result, each answer asked for until it is right; nothing without a value."""
    now = f"{asked.value}{'' if asked.unit == '%' else ' '}{asked.unit}".strip() if asked.value else "no value yet"
    since = f", said on {asked.on}" if asked.on else ""
    click.echo(f"\n{number}. {asked.title}\n   {asked.key}: {now}{since}", err=True)
    if asked.note:
        click.secho(f"   last note: {' '.join(asked.note.split())}", dim=True, err=True)
    many = " done so far, with commas" if asked.type == "milestones" else ""
    unit = f" in {asked.unit}" if asked.unit else ""
    labels = {"value": "progress" if asked.type == "judged" else f"value{unit}{many}", "confidence": "confidence"}
    defaults = {"value": asked.value, "confidence": asked.confidence}
    said: dict[str, str] = {}
    for name in ("value", "confidence", "note"):
        choices = asked.choices if name == "value" else ()
        answer = ask(f"   {labels.get(name, name)}", defaults.get(name, ""), choices=choices)
        while answer and (problem := fault(asked.key, {name: answer})):
            click.echo(f"   {problem}", err=True)
            answer = ask(f"   {labels.get(name, name)}", choices=choices)
        if not answer and name == "value":
            return {}
        said |= {name: answer} if answer else {}
    return said
