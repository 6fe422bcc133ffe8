"""What a change means, for people and for scripts: text, Markdown for a comment of a pull request, JSON.

In: a `Comparison`: groups of sentences and what was compared. Out: texts. Titles are content and so untrusted: they
come through `inert.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from okrsite.okr.model import Target
from okrsite.pages.language import Language
from okrsite.pages.sentences import Group
from okrsite.report.inert import markdown, plain

MARKER = "<!-- okrsite diff -->"
"""The first line of the comment, by which a later run finds it again."""
FORMAT = "okrsite-diff/1"
LINES, LARGEST = 40, 60_000
"""Lines of one group, and characters of a comment; GitHub takes 65,536."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of the content on one day. `base` and `head` are commits, `head` None for the work tree;
    `unread` are files of the base that could not be read, `errors` how many the newer side has.
    """

    groups: tuple[Group, ...]
    base: str
    head: str | None
    as_of: date
    language: Language
    unread: tuple[str, ...] = ()
    errors: int = 0


def changes_text(comparison: Comparison) -> str:
    """Sentences for a terminal."""
    lines = [*(plain(note) for note in _notes(comparison)), ""]
    for group in comparison.groups:
        lines.append(f"{group.heading} ({len(group.told)})")
        lines += [f"  - {plain(line)}" for line in _shown(comparison.language, group)]
        lines.append("")
    return "\n".join([*lines, plain(_compared(comparison))]).lstrip("\n") + "\n"


def changes_markdown(comparison: Comparison) -> str:
    """The same as a comment of a pull request, which a later run replaces."""
    gettext = comparison.language.gettext
    parts = [MARKER, f"### {gettext('What this change means')}", *(markdown(note) for note in _notes(comparison))]
    size = 0
    for group in comparison.groups:
        part = _markdown_group(comparison.language, group)
        size += len(part)
        if size > LARGEST:
            parts.append(gettext("There is more; okrsite diff shows all of it."))
            break
        parts.append(part)
    return "\n\n".join([*parts, f"<sub>{markdown(_compared(comparison))}</sub>"]) + "\n"


def changes_json(comparison: Comparison) -> str:
    """The same for scripts; the keys are documented and stable."""
    document = {
        "format": FORMAT,
        "base": comparison.base,
        "head": comparison.head,
        "as_of": comparison.as_of.isoformat(),
        "unread": list(comparison.unread),
        "errors": comparison.errors,
        "changes": [
            {"group": group.key, "kind": type(told.change).__name__.lower(), "text": told.text, "url": told.url}
            | _plain(told.change)
            for group in comparison.groups
            for told in group.told
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _notes(comparison: Comparison) -> Iterator[str]:
    """What a reader must know before all others."""
    language = comparison.language
    if comparison.errors:
        words = language.ngettext(
            "There is an error in this change: okrsite check shows it.",
            "There are %(num)s errors in this change: okrsite check shows them.",
            comparison.errors,
        )
        yield words % {"num": comparison.errors}
    if comparison.unread:
        words = language.gettext("In the base these files have errors, so they are compared only in part: %(files)s.")
        shown = [*comparison.unread[:5], *(["…"] if comparison.unread[5:] else [])]
        yield words % {"files": ", ".join(shown)}
    if not comparison.groups and not comparison.errors:
        yield language.gettext("Readers will see no difference in goals, numbers or texts.")


def _compared(comparison: Comparison) -> str:
    language = comparison.language
    words = {"base": comparison.base[:12], "day": language.date(comparison.as_of)}
    if comparison.head is None:
        return language.gettext("The files as they are, compared with %(base)s, as of %(day)s.") % words
    words["head"] = comparison.head[:12]
    return language.gettext("%(head)s compared with %(base)s, as of %(day)s.") % words


def _shown(language: Language, group: Group) -> Iterator[str]:
    """The sentences of a group, and how many are not shown."""
    yield from (told.text for told in group.told[:LINES])
    more = len(group.told) - LINES
    if more > 0:
        yield language.ngettext("and one more", "and %(num)s more", more) % {"num": more}


def _markdown_group(language: Language, group: Group) -> str:
    lines = "\n".join(f"- {markdown(line)}" for line in _shown(language, group))
    heading = f"{markdown(group.heading)} ({len(group.told)})"
    if group.folded:
        return f"<details><summary>{heading}</summary>\n\n{lines}\n\n</details>"
    return f"**{heading}**\n\n{lines}"


def _plain(value: Any) -> Any:
    """A change as JSON: what refers to something is `{kind, id}`, numbers are numbers."""
    if isinstance(value, Target):
        return {"kind": value.kind, "id": value.id}
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
