"""A file's text, its front matter and its body apart.

In come the bytes of a `.yaml` or `.md` file; out comes a `Document` of plain data, with everything that is wrong
with the text or its YAML. No places are kept: `source/locate.py` finds them again when a message is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from okrsite.diagnostics import Checked, Place, error
from okrsite.source import yaml
from okrsite.source.text import strict_text
from okrsite.source.yaml import Tree

Form = Literal["yaml", "markdown"]

_OPENING = re.compile(r"\s*^---[ \t]*\n", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """`tree` is the YAML (the front matter); `body` the Markdown, which starts at `body_start` of the text."""

    tree: Tree
    body: str
    body_start: int


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the YAML and the body are in a text; `closed` is false where front matter has no end."""

    yaml_start: int
    yaml_end: int
    body_start: int
    closed: bool = True


def parse(data: bytes, form: Form) -> Checked[Document]:
    """The document of a file. The value is None where its YAML cannot be read."""
    text, faults = strict_text(data)
    if text is None:
        return Checked(None, faults)
    parts = split(text, form)
    if not parts.closed:
        hint = "end it with a line of three hyphens: ---"
        place = Place(start=parts.yaml_start - 4, end=parts.yaml_start - 1)
        return Checked(None, (*faults, error("unclosed-front-matter", place, "the front matter has no end", hint)))
    checked = yaml.parse(text[parts.yaml_start : parts.yaml_end], parts.yaml_start)
    faults = (*faults, *checked.diagnostics)
    if checked.value is None:
        return Checked(None, faults)
    return Checked(Document(checked.value, text[parts.body_start :], parts.body_start), faults)


def split(text: str, form: Form) -> Parts:
    """The parts of a normalised text."""
    if form == "yaml":
        return Parts(0, len(text), len(text))
    opening = _OPENING.match(text)
    if opening is None:
        return Parts(0, 0, 0)
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return Parts(opening.end(), len(text), len(text), closed=False)
    return Parts(opening.end(), closing.start(), closing.end())
