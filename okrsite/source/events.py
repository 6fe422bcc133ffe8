"""libyaml's event parser, opened safely: YAML text in, events or the first syntax error out.

Events carry no recursion and are fetched one by one, so that a reader who stops at a depth of `DEEPEST` is safe
from the nesting that makes libyaml's composer crash. The slow pure-Python parser is never used in its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

DEEPEST = 32
MOST_NODES = 200_000


@dataclass(frozen=True, slots=True)
class Problem:
    """libyaml's words for a syntax error, and where: characters of the text; `context` is -1 where it is unknown."""

    words: str
    at: int
    context: int


def has_libyaml() -> bool:
    """Whether PyYAML was built with the C library."""
    try:
        import yaml.cyaml  # noqa: F401
    except ImportError:
        return False
    return True


def open_events(text: str) -> Callable[[], Any]:
    """A function that gives the next event of the text, and None behind the last."""
    from yaml._yaml import CParser

    next_event: Callable[[], Any] = CParser(text).get_event
    return next_event


def as_problem(fault: Any) -> Problem:
    """What a `yaml.YAMLError` says, as plain data."""
    mark, context = getattr(fault, "problem_mark", None), getattr(fault, "context_mark", None)
    words = str(getattr(fault, "problem", None) or getattr(fault, "reason", ""))
    return Problem(words, mark.index if mark else 0, context.index if context else -1)


def first_problem(text: str) -> Problem | None:
    """The first syntax error of the text."""
    from yaml import YAMLError
    from yaml.events import CollectionEndEvent, CollectionStartEvent

    next_event = open_events(text)
    depth = 0
    try:
        while (event := next_event()) is not None and depth <= DEEPEST:
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
    except YAMLError as fault:
        return as_problem(fault)
    return None
