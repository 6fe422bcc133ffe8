"""Where a node of the YAML is: text and keys in, offsets out, by walking libyaml's events no further than needed.

Only asked for when a message is printed, so that a parsed tree carries no places.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from okrsite.diagnostics import Keys
from okrsite.source.events import DEEPEST, open_events


class _TooDeepError(Exception):
    """The walk stops where parsing stopped."""


@dataclass(frozen=True, slots=True)
class Found:
    """A node of the text: its place, the scalar's value, and its style (`"` or `'` for quotes, `|` or `>`)."""

    start: int
    end: int
    value: str = ""
    style: str = ""


def find(text: str, keys: Keys, on_key: bool = False) -> tuple[int, int]:
    """Start and end of the deepest node on the way to `keys` that exists, or of its key."""
    found = find_node(text, keys, on_key)
    return found.start, found.end


def find_node(text: str, keys: Keys, on_key: bool = False) -> Found:
    """The deepest node on the way to `keys` that exists; a node that is empty is marked at its key."""
    from yaml import YAMLError

    finder = _Finder(text)
    with suppress(_TooDeepError, YAMLError):
        finder.walk(keys)
    at_key = on_key and finder.missed == 0
    if at_key or finder.node.start == finder.node.end:
        return finder.key or finder.node
    return finder.node


def _of_event(event: Any) -> Found:
    return Found(event.start_mark.index, event.end_mark.index)


class _Finder:
    """Walks to one node; `missed` counts the keys that were not found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.next = open_events(text)
        self.node = Found(0, max(len(text.split("\n", 1)[0]), 1))
        self.key: Found | None = None
        self.missed = 0
        self.skipped_to = 0

    def walk(self, keys: Keys) -> None:
        """Go down as far as the keys lead."""
        from yaml import events

        self.next()
        self.next()
        event = self.next()
        self.missed = len(keys)
        if event is None:
            return
        for key in keys:
            self.reach(event)
            if isinstance(event, events.MappingStartEvent):
                event = self.child_of_mapping(str(key))
            elif isinstance(event, events.SequenceStartEvent) and isinstance(key, int):
                event = self.child_of_sequence(key)
            else:
                return
            if event is None:
                return
            self.missed -= 1
        self.reach(event)
        if getattr(event, "flow_style", False):
            self.skip(event)
            self.node = Found(self.node.start, self.skipped_to)

    def reach(self, event: Any) -> None:
        """The event's node is the deepest so far."""
        start, end = event.start_mark.index, event.end_mark.index
        value, style = getattr(event, "value", ""), getattr(event, "style", "") or ""
        if not hasattr(event, "value"):
            line = self.text.find("\n", start)
            end = len(self.text) if line < 0 else line
        self.node = Found(start, end, value, style)

    def child_of_mapping(self, name: str) -> Any:
        """The first event of the field's value."""
        from yaml import events

        key: Any
        while not isinstance(key := self.next(), events.MappingEndEvent):
            if isinstance(key, events.ScalarEvent) and key.value == name:
                self.key = _of_event(key)
                return self.next()
            self.skip(key)
            self.skip(self.next())
        return None

    def child_of_sequence(self, index: int) -> Any:
        """The first event of the item."""
        from yaml import events

        for _ in range(index):
            item = self.next()
            if isinstance(item, events.SequenceEndEvent):
                return None
            self.skip(item)
        item = self.next()
        return None if isinstance(item, events.SequenceEndEvent) else item

    def skip(self, event: Any) -> None:
        """Read on behind the node that the event starts."""
        from yaml import events

        depth = int(isinstance(event, events.CollectionStartEvent))
        while depth:
            event = self.next()
            depth += isinstance(event, events.CollectionStartEvent) - isinstance(event, events.CollectionEndEvent)
            if depth > DEEPEST:
                raise _TooDeepError
        self.skipped_to = event.end_mark.index
