"""Everyday slips in YAML: a text that libyaml refuses comes in, messages in the editor's words go out.

A slip's hint is the corrected line. Every correction is proven by parsing the text with it; when it holds, it
stays in place while the text is read on, so that several slips of one file are reported in one run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from okrsite.diagnostics import Diagnostic, Place, error
from okrsite.source.events import Problem, first_problem

_MOST_REPAIRS = 12
_LONGEST_TEXT = 100_000
_LONGEST_LINE = 600

_LEAD = r"(?P<lead> *(?:- +)*(?:\? +)?)"
_KEY = r"(?P<key>\"[^\"]*\"|'[^']*'|[^\s#\"'\[{&*!|>%@`-](?:[^#:]|:(?=\S))*)"
_FIELD = _LEAD + _KEY + r":[ \t]+(?P<value>\S.*)$"
_ITEM = r"(?P<lead> *(?:- +)+)(?P<value>\S.*)$"

# libyaml's words and ours; a message that starts with "this" is about the beginning of the construct, not its end.
_GENERAL = (
    ("expected ',' or ']'", "this list is not closed with ]"),
    ("expected ',' or '}'", "this group of fields is not closed with }"),
    ("unexpected end of stream", "this quote is never closed"),
    ("document indicator", "this quote is never closed"),
    ("mapping values are not allowed", "a colon has no place here"),
    ("expected key", "the line does not fit the lines above it"),
    ("expected '-' indicator", "the line does not belong to the list above it"),
    ("expected ':'", "the line has no colon behind the field's name"),
    ("block sequence entries", "a list cannot start here"),
    ("mapping keys", "a field cannot start with ? here"),
    ("cannot start any token", "a value cannot start with this character"),
    ("expected node content", "a value is missing here"),
    ("directive", "a line cannot start with %"),
    ("escape", "the character behind the backslash means nothing between double quotes"),
    ("tag", "a value that starts with ! needs quotes"),
)


@dataclass(frozen=True, slots=True)
class Slip:
    """One line that needs a correction: columns from 0 of what is wrong in it."""

    message: str
    start: int
    end: int
    corrected: str
    code: str = "needs-quotes"
    hint: str = ""


@dataclass(slots=True)
class _Repair:
    """A text on its way to being readable: the lines as they stand, and what had to be said about them."""

    lines: list[str]
    starts: list[int]
    said: list[Diagnostic] = field(default_factory=list)
    mended: set[int] = field(default_factory=set)

    def line_at(self, index: int) -> int:
        """The line that a character of the text as it stands is in."""
        for number, line in enumerate(self.lines):
            if index <= len(line):
                return number
            index -= len(line) + 1
        return len(self.lines) - 1


def explain(text: str, problem: Problem) -> tuple[list[Diagnostic], str | None]:
    """What is wrong, and the text with all slips corrected where that makes it readable."""
    repair = _Repair(text.split("\n"), _line_starts(text))
    found: Problem | None = problem
    for _ in range(_MOST_REPAIRS):
        if found is None:
            return repair.said, "\n".join(repair.lines)
        if len(text) > _LONGEST_TEXT or not _mend(repair, found):
            break
        found = first_problem("\n".join(repair.lines))
    if found is not None:
        repair.said.append(_in_general(repair, found))
    return repair.said, None


def quoted(value: str) -> str:
    """The value as a quoted scalar of one line."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]


def _mend(repair: _Repair, problem: Problem) -> bool:
    """Find the slip behind the problem, say it, and correct its line."""
    for number in _suspects(repair, problem):
        if number in repair.mended or len(repair.lines[number]) > _LONGEST_LINE:
            continue
        for slip in _slips(repair, number, problem):
            if _holds(repair, number, slip):
                repair.lines[number] = slip.corrected
                repair.mended.add(number)
                start = repair.starts[number]
                place = Place(start=start + slip.start, end=start + slip.end)
                repair.said.append(error(slip.code, place, slip.message, slip.hint or slip.corrected.strip()))
                return True
    return False


def _suspects(repair: _Repair, problem: Problem) -> Iterator[int]:
    """Lines that may hold the slip: the one at the problem, the last one above that holds text, its context."""
    at = repair.line_at(problem.at)
    above = next((n for n in range(at - 1, -1, -1) if repair.lines[n].strip()), at)
    context = repair.line_at(problem.context) if problem.context >= 0 else at
    return iter(dict.fromkeys((at, above, context)))


def _holds(repair: _Repair, number: int, slip: Slip) -> bool:
    """Whether the text can be read beyond the line once it is corrected."""
    lines = [*repair.lines[:number], slip.corrected, *repair.lines[number + 1 :]]
    problem = first_problem("\n".join(lines))
    if problem is None:
        return slip.corrected != repair.lines[number]
    return problem.at > sum(len(line) + 1 for line in lines[: number + 1])


def _slips(repair: _Repair, number: int, problem: Problem) -> Iterator[Slip]:
    """What may be wrong with a line, the likeliest first."""
    line = repair.lines[number]
    yield from _tab(line)
    yield from _in_flow(repair, number, problem)
    yield from _unclosed(line)
    yield from _value(line)
    yield from _colon(line)
    yield from _indent(repair, number)


def _tab(line: str) -> Iterator[Slip]:
    lead = line[: len(line) - len(line.lstrip())]
    if "\t" in lead:
        corrected = lead.replace("\t", "  ") + line.lstrip()
        hint = "use spaces, two for each level"
        yield Slip("a tab cannot indent a line", 0, len(lead), corrected, "tab-indent", hint)


def _value(line: str) -> Iterator[Slip]:
    found = re.match(_FIELD, line) or re.match(_ITEM, line)
    if found is None:
        return
    start, end = found.span("value")
    value = re.sub(r"\s+#(?:\s.*)?$", "", found["value"]).rstrip()
    end = start + len(value)
    for message, text in _rewritings(value):
        yield Slip(message, start, end, line[:start] + text + line[end:])


def _rewritings(value: str) -> Iterator[tuple[str, str]]:
    """Ways to write the value that its writer may have meant, each with what is wrong with it as it is."""
    first = value[0]
    if first in "\"'":
        yield from _requoted(value, first)
    elif first == "-" and value.startswith("- "):
        yield "a list cannot start behind a field's name", f"[{value[2:]}]"
    elif first in "[{":
        kind = "a list" if first == "[" else "a group of fields"
        yield f"a value that starts with {first} is read as {kind}; a text needs quotes", quoted(value)
    elif first in "|>":
        yield f"a value that starts with {first} is read as a block of lines; a text needs quotes", quoted(value)
    elif first in "%@`*&!]},?":
        yield f"a value that starts with {first} needs quotes", quoted(value)
    if ": " in value or value.endswith(":"):
        yield "a value with a colon and a space in it needs quotes", quoted(value)


def _requoted(value: str, quote: str) -> Iterator[tuple[str, str]]:
    inner = value[1:-1] if value.endswith(quote) and len(value) > 1 else ""
    escape = re.search(r"\\[^0abtnvfre \"/\\N_LPxuU]", value)
    if quote == '"' and escape and inner:
        yield f"{escape.group()} means nothing between double quotes", quoted(inner)
    if quote in inner:
        yield "the quotes end before the value does", quoted(inner)
    if quote not in value[1:]:
        yield "this quote is never closed", quoted(value[1:])
    if inner == "" or quote in inner:
        yield "the value goes on behind its quotes", quoted(value)


def _in_flow(repair: _Repair, number: int, problem: Problem) -> Iterator[Slip]:
    """A value that needs quotes inside `{…}` or `[…]`."""
    if repair.line_at(problem.at) != number:
        return
    line = repair.lines[number]
    column = problem.at - sum(len(above) + 1 for above in repair.lines[:number])
    start = len(line[:column].rstrip("*&!"))
    found = re.match(r"[%@`*&!][^,\]}]*", line[start:])
    if found and re.search(r"[\[{][^\]}]*$", line[:start]):
        value = found.group().rstrip()
        end = start + len(value)
        yield Slip(
            f"a value that starts with {value[0]} needs quotes", start, end, line[:start] + quoted(value) + line[end:]
        )


def _unclosed(line: str) -> Iterator[Slip]:
    for opening, closing, kind in (("[", "]", "list"), ("{", "}", "group of fields")):
        if line.count(opening) == line.count(closing) + 1:
            start = line.rindex(opening)
            message = f"this {kind} is not closed"
            yield Slip(message, start, len(line.rstrip()), line.rstrip() + closing, "yaml-syntax")


def _colon(line: str) -> Iterator[Slip]:
    found = re.match(_LEAD + r"(?P<key>[A-Za-z_][\w-]*):(?P<value>[^\s/:].*)$", line)
    if found:
        corrected = f"{found['lead']}{found['key']}: {found['value']}"
        start = found.end("key")
        yield Slip("a space is missing behind the colon", start, start + 1, corrected, "yaml-syntax")
    found = re.match(_LEAD + r"(?P<key>[a-z_]+) +(?P<value>[^\s:].*)$", line)
    if found:
        corrected = f"{found['lead']}{found['key']}: {found['value']}"
        yield Slip(
            f"a colon is missing behind {found['key']}", found.start("key"), found.end("key"), corrected, "yaml-syntax"
        )


def _indent(repair: _Repair, number: int) -> Iterator[Slip]:
    """A line that is indented unlike the lines above it."""
    line = repair.lines[number]
    text = line.lstrip(" ")
    own = len(line) - len(text)
    above = [n for n in range(max(0, number - 60), number) if repair.lines[n].strip()]
    widths = {width for n in above for width in _columns(repair.lines[n])}
    for width in sorted(widths - {own}, key=lambda w: (abs(w - own), w))[:4]:
        spaces = "1 space" if width == 1 else f"{width} spaces"
        hint = f"indent it by {spaces}" if width else "start it in the first column"
        yield Slip(
            "this line is not indented like its neighbours", 0, max(own, 1), " " * width + text, "yaml-syntax", hint
        )


def _columns(line: str) -> Iterator[int]:
    """Where the line's text begins, and where that of its list items does."""
    yield len(line) - len(line.lstrip(" "))
    found = re.match(r" *(?:- +)+", line)
    if found:
        yield found.end()


def _in_general(repair: _Repair, problem: Problem) -> Diagnostic:
    words = next((ours for theirs, ours in _GENERAL if theirs in problem.words), "here the text stops being YAML")
    index = problem.context if words.startswith("this ") and problem.context >= 0 else problem.at
    number = repair.line_at(index)
    column = index - sum(len(line) + 1 for line in repair.lines[:number])
    line = repair.lines[number]
    start = repair.starts[number] + min(column, max(len(line) - 1, 0))
    end = max(start + 1, repair.starts[number] + len(line.rstrip()))
    hint = "cure this first: nothing behind it was read"
    if "\t" in line[: len(line) - len(line.lstrip("- \t"))]:
        return error("tab-indent", Place(start=start, end=start + 1), "a tab cannot indent a line", hint)
    return error("yaml-syntax", Place(start=start, end=end), words, hint)
