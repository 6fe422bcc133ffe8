"""All problems as GitHub shows them: annotations on lines, and a list in the summary of the step.

In: diagnostics, the files' texts, and what lies around them. Out: workflow commands, and Markdown. GitHub keeps ten
errors, ten warnings and ten notices of a step and drops the rest, so the files that the change touches come first,
and what is left over is printed as plain lines; the summary holds all. Content is untrusted: nothing of it can become
a command or Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.diagnostics import Diagnostic, Severity, Span
from okrsite.report.inert import markdown, plain
from okrsite.report.places import ALONE, Around, Found, Read, ordered, where
from okrsite.report.terminal import summary

MOST = 10
LARGEST = 900_000
"""Characters of a summary; GitHub refuses more than a mebibyte."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def workflow_commands(diagnostics: Iterable[Diagnostic], read: Read, around: Around = ALONE) -> str:
    """Workflow commands for the runner, worst first; then a plain line for each problem that GitHub would drop."""
    found = sorted(ordered(diagnostics, read), key=lambda pair: pair[0].path not in around.touched)
    shown: Found = []
    rest: Found = []
    for severity in Severity:
        these = [pair for pair in found if pair[1].severity is severity]
        shown, rest = [*shown, *these[:MOST]], [*rest, *these[MOST:]]
    lines = [_command(at, diagnostic, around) for at, diagnostic in shown]
    if rest:
        lines.append(f"{len(rest)} more, which GitHub would not show beside the lines:")
        lines += [plain(f"{where(at)}: {d.severity}[{d.code}]: {d.message}") for at, d in rest]
    return "".join(f"{line}\n" for line in lines)


def step_summary(diagnostics: Iterable[Diagnostic], read: Read) -> str:
    """Markdown for `$GITHUB_STEP_SUMMARY`: every problem in a table, or one sentence."""
    found = ordered(diagnostics, read)
    if not found:
        return "okrsite found no problems.\n"
    lines = [f"### okrsite: {summary([d for _, d in found])}\n", "| where | what |", "| --- | --- |"]
    size = 0
    for number, (at, diagnostic) in enumerate(found):
        hint = f" → {markdown(diagnostic.hint)}" if diagnostic.hint else ""
        what = f"**{diagnostic.severity}** {markdown(diagnostic.code)}: {markdown(diagnostic.message)}{hint}"
        line = f"| {markdown(where(at))} | {what} |"
        size += len(line.encode()) + 1
        if size > LARGEST:
            lines.append(f"\n… and {len(found) - number} more")
            break
        lines.append(line)
    return "\n".join(lines) + "\n"


def _command(at: Span, diagnostic: Diagnostic, around: Around) -> str:
    """`::error file=…,line=…,col=…,endColumn=…,title=…::message`."""
    properties = {
        "file": around.folder + at.path,
        "line": at.line,
        "col": at.column,
        "endColumn": at.end_column,
        "title": diagnostic.code,
    }
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = f"{diagnostic.message}\n{diagnostic.hint}".strip()
    return f"::{_LEVELS[diagnostic.severity]} {told}::{_data(message)}"


def _data(text: str) -> str:
    """A message as the runner reads it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property's value as the runner reads it."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
