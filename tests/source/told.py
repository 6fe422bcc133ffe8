"""Diagnostics as tests compare them: the marked line with its caret, the message and the hint, whole."""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.diagnostics import Checked, Diagnostic, Place, in_file
from okrsite.source.document import Document, Form, parse
from okrsite.source.locate import span
from okrsite.source.text import normalised


def told(diagnostics: Iterable[Diagnostic], text: str, path: str = "a.yaml") -> str:
    """What a reader of the terminal sees, but for colours and folding."""
    return "\n".join(_one(diagnostic, text) for diagnostic in in_file(path, diagnostics))


def told_of(text: str, form: Form = "yaml") -> str:
    """What is wrong with a file of this text."""
    path = "a.yaml" if form == "yaml" else "a.md"
    return told(parsed(text, form).diagnostics, normalised(text.encode()), path)


def parsed(text: str, form: Form = "yaml") -> Checked[Document]:
    """The document of a file of this text."""
    return parse(text.encode(), form)


def _one(diagnostic: Diagnostic, text: str) -> str:
    lines = [f"{diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}", *_marked(diagnostic.place, text)]
    lines[-1] += f" {diagnostic.hint}" if diagnostic.hint else ""
    for other in diagnostic.related:
        lines += [other.message, *_marked(other.place, text)]
    return "\n".join(lines)


def _marked(place: Place, text: str) -> list[str]:
    at = span(place, text)
    line = text.split("\n")[at.line - 1]
    number = f"{at.line} | "
    marks = " " * (len(number) + at.column - 1) + "^" * (at.end_column - at.column)
    return [f"{number}{line}", marks]
