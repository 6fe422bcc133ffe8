"""The weekly word of a team: what is asked, and the text of the file that it becomes.

In: goals with their figures, and what somebody says of them. Out: for each key result what is known of it (the value
now as it would be typed, its unit, last week's note), and the text of a check-in's file. The command `okrsite
check-in` and the pages' "Check in" both write with it. The check of the would-be project says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrsite.okr.display import percent
from okrsite.okr.figures import Figures, KeyResultFigures
from okrsite.okr.model import Company, KeyResult, Objective
from okrsite.source.writing import Value, block, flow, scalar

OVER = ("cancelled", "closed", "postponed", "draft")
"""States of goals that nobody is asked about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One key result as its owner meets it: `value` is the present one as it would be typed, empty for none.

    `hidden` says that its figures are for nobody's eyes.
    """

    key: str
    title: str
    type: str
    value: str
    unit: str
    confidence: str
    note: str
    on: date | None
    choices: tuple[str, ...] = ()
    hidden: bool = False


def asked(company: Company, figures: Figures, goals: Iterable[Objective]) -> tuple[Asked, ...]:
    """The key results of these goals that go on, in their order."""
    return tuple(
        _asked(company, objective.path, key_result, figures.key_results[key_result.id])
        for objective in goals
        if objective.record.state not in OVER
        for key_result in objective.key_results
        if key_result.record.state not in OVER
    )


def _asked(company: Company, path: str, key_result: KeyResult, now: KeyResultFigures) -> Asked:
    record, last = key_result.record, now.note_from
    title = company.inline(path, record.title)
    levels = ("none", "commit", "target", "stretch") if key_result.type == "levels" else ()
    kinds = {"binary": ("true", "false"), "milestones": tuple(one.id for one in record.milestones), "levels": levels}
    hidden = record.redacted is not None or company.objectives[key_result.objective].record.redacted is not None
    return Asked(
        key=f"{key_result.objective.rpartition('/')[2]}.{key_result.slug}",
        title=title.prose.text if title else record.title,
        type=key_result.type,
        value=_value(key_result, now),
        unit=record.unit or "",
        confidence=f"{percent(now.confidence)}%" if now.confidence is not None else "",
        note=(last.note or "").strip() if last else "",
        on=now.last_on,
        choices=kinds.get(key_result.type, ()),
        hidden=hidden,
    )


def _value(key_result: KeyResult, now: KeyResultFigures) -> str:
    """The present value as it would be typed."""
    if key_result.type == "milestones":
        return ", ".join(one.id for one in key_result.record.milestones if one.id in now.done)
    if key_result.type == "judged":
        return f"{_plain(now.raw * 100)}%" if now.raw is not None else ""
    if isinstance(now.value, bool):
        return str(now.value).lower()
    return format(now.value, "f") if isinstance(now.value, Decimal) else now.value or ""


def _plain(share: Fraction) -> str:
    """A number as short as it can be written."""
    number = round(Decimal(share.numerator) / Decimal(share.denominator), 4)
    return format(number.normalize(), "f")


def path_of(team: str, cycle: str, on: date, author: str, taken: Collection[str]) -> str:
    """The file: a second word of one day without an author gets a number."""
    folder = f"content/teams/{team}/{cycle}/check-ins"
    if author:
        return f"{folder}/{on}-{author}.md"
    names = (f"{folder}/{on}{f'-{n}' if n > 1 else ''}.md" for n in range(1, 100))
    return next((path for path in names if path not in taken), f"{folder}/{on}.md")


def text(fields: Mapping[str, Value], *, head: Iterable[str] = (), foot: Iterable[str] = (), body: str = "") -> str:
    """The file: front matter with `head` and `foot` as they stand around the fields, and the Markdown below it."""
    lines = ["---", *head, *block(fields), *foot, "---", *([body.strip("\n")] if body.strip() else [])]
    return "".join(f"{line}\n" for line in lines)


def entry(words: Mapping[str, str], milestones: bool) -> Value:
    """What is said of one key result, as short as it can be; the value of milestones is a list."""
    if not milestones or "value" not in words:
        return short("value", words)
    done: list[Value] = [one.strip() for one in words["value"].strip("[] ").split(",") if one.strip()]
    others: dict[str, Value] = {name: said for name, said in words.items() if name != "value"}
    return {"done": done, **others} if others else done


def short(main: str, words: Mapping[str, str]) -> Value:
    """A group of fields, or its main one alone."""
    return words[main] if words.keys() == {main} else {**words}


def prefilled(questions: Iterable[Asked], remarks: Iterable[str], longest: int) -> str:
    """The file to begin with: the values that hold now, each with its title and last note as a comment.

    `remarks` are lines for whoever writes; a comment is cut to `longest` characters, and 0 leaves them out.
    """
    lines = list(_entries(questions, longest))
    said = any(not line.startswith("#") for line in lines)
    name = "key_results:" if said else "# key_results:"
    return text({}, head=(f"# {line}" for line in remarks), foot=(name, *lines) if lines else ())


def _entries(questions: Iterable[Asked], longest: int) -> Iterator[str]:
    """A line for each key result; a comment where there is no value to begin with, or none that may be shown."""
    for one in questions:
        remark = _remark(one, longest)
        about = f"  # {remark}" if remark else ""
        if one.value and not one.hidden:
            yield f"  {scalar(one.key)}: {flow(entry({'value': one.value}, one.type == 'milestones'))}{about}"
        else:
            yield f"#   {scalar(one.key)}:{about}"


def _remark(one: Asked, longest: int) -> str:
    """What helps to answer: the title, what can be chosen, and the last note."""
    choices = "" if one.hidden else ", ".join(one.choices)
    note = "" if one.hidden else one.note
    parts = (f"{one.title} [{choices}]" if choices else one.title, f"last: {note}" if note else "")
    words = " ".join(" · ".join(filter(None, parts)).split())
    return words if len(words) <= longest else f"{words[: max(0, longest - 1)].rstrip()}…" if longest else ""
