"""Where a node of the YAML is: text and keys in, offsets out, from one walk over libyaml's events for each text.

Only asked for when a message is printed, so that a parsed tree carries no places. The places of the last text are kept,
for where one thing is wrong, more often are.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

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
    nodes = _nodes(text)
    way: Keys = ()
    for key in keys:
        further = next((one for one in ((*way, key), (*way, str(key))) if one in nodes), None)
        if further is None:
            break
        way = further
    node, at = nodes.get(way) or _Node(Found(0, max(len(text.split("\n", 1)[0]), 1)))
    wanted = on_key and len(way) == len(keys)
    return at or node if wanted or node.start == node.end else node


class _Node(NamedTuple):
    """Where a node is, and the key of the field that it belongs to."""

    node: Found
    key: Found | None = None


@lru_cache(maxsize=2)
def _nodes(text: str) -> dict[Keys, _Node]:
    """Every node of a text by the keys that lead to it, as far as the text can be read; of two alike the first."""
    from yaml import YAMLError

    walk = _Walk(text)
    with suppress(_TooDeepError, YAMLError):
        walk.document()
    return walk.nodes


def _of_event(event: Any) -> Found:
    return Found(event.start_mark.index, event.end_mark.index)


class _Walk:
    """Goes through all nodes once."""

    def __init__(self, text: str) -> None:
        from yaml import events

        self.text, self.events = text, events
        self.next = open_events(text)
        self.nodes: dict[Keys, _Node] = {}

    def document(self) -> None:
        """The first document; an empty one has no nodes."""
        self.next()
        self.next()
        event = self.next()
        if event is not None:
            self.node(event, (), None, 1)

    def node(self, event: Any, keys: Keys | None, key: Found | None, depth: int) -> None:
        """The node that starts with the event; without keys it is only stepped over."""
        if depth > DEEPEST + 1:
            raise _TooDeepError
        if keys in self.nodes:
            keys = None
        if keys is not None:
            self.nodes[keys] = _Node(self.found(event), key)
        if isinstance(event, self.events.MappingStartEvent):
            self.mapping(keys, depth)
        elif isinstance(event, self.events.SequenceStartEvent):
            self.sequence(keys, key, depth)

    def mapping(self, keys: Keys | None, depth: int) -> None:
        """Its fields, up to its end."""
        while not isinstance(key := self.next(), self.events.MappingEndEvent):
            if isinstance(key, self.events.ScalarEvent):
                at, way = _of_event(key), None if keys is None else (*keys, key.value)
            else:
                at, way = None, None
                self.node(key, None, None, depth + 1)
            self.node(self.next(), way, at, depth + 1)
        self.end(keys, key)

    def sequence(self, keys: Keys | None, key: Found | None, depth: int) -> None:
        """Its items, up to its end."""
        index = 0
        while not isinstance(item := self.next(), self.events.SequenceEndEvent):
            self.node(item, None if keys is None else (*keys, index), key, depth + 1)
            index += 1
        self.end(keys, item)

    def end(self, keys: Keys | None, event: Any) -> None:
        """A list or group in brackets ends where they close; others are marked on their first line only."""
        if keys is not None and event.end_mark.index > event.start_mark.index:
            known = self.nodes[keys]
            self.nodes[keys] = known._replace(node=replace(known.node, end=event.end_mark.index))

    def found(self, event: Any) -> Found:
        """The event's own place."""
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, self.events.CollectionStartEvent):
            line = self.text.find("\n", start)
            return Found(start, len(self.text) if line < 0 else line)
        return Found(start, end, getattr(event, "value", ""), getattr(event, "style", "") or "")
