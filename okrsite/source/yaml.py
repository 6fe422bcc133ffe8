"""YAML as a plain tree: text in, dict, list, str and None out, and the place of every node on demand.

Built on libyaml's events. Scalars stay the text that was typed; only an empty or unquoted `~` or `null` is None.
Tags, anchors, aliases, duplicate keys, several documents and hostile sizes are refused with a place. Places count
characters of the file's text: `base` is where the YAML starts in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeAlias

from okrsite.diagnostics import Checked, Diagnostic, Place, Related, error, warning
from okrsite.source.events import DEEPEST, MOST_NODES, as_problem, has_libyaml, open_events
from okrsite.source.find import find
from okrsite.source.slips import explain, quoted
from okrsite.source.text import forbidden_in

__all__ = ["Tree", "find", "parse"]

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | None"

_MOST_FAULTS = 100
_LONGEST_VALUE = 400
_LOST = re.compile(r"[ \t]+(#[^\s#][^\n]*)")
_REST_OF_VALUE = re.compile(r"\s*:\s*([^\n{}\[\]\"'#:]*?)\s*(?=\}|,[^,:{}\n]*:)")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class _StopError(Exception):
    """Reading on makes no sense; why is among the faults."""


def parse(text: str, base: int = 0) -> Checked[Tree]:
    """The tree of the text; an empty text is an empty group of fields."""
    if not has_libyaml():
        message = "PyYAML is installed without libyaml, which okrsite needs"
        hint = "install it again: pip install --force-reinstall --no-cache-dir pyyaml"
        return Checked(None, (error("no-libyaml", Place(), message, hint),))
    from yaml import YAMLError

    builder = _Builder(text)
    tree: Tree = None
    try:
        tree = builder.document()
    except _StopError:
        pass
    except YAMLError as fault:
        builder.faults = _explained(text, fault, builder.faults)
    return Checked(tree, tuple(_moved(fault, base) for fault in builder.faults))


def _explained(text: str, fault: Any, before: list[Diagnostic]) -> list[Diagnostic]:
    """A syntax error in the editor's words, with whatever else is wrong in the file."""
    faults, repaired = explain(text, as_problem(fault))
    if repaired is None:
        return [*before, *faults]
    builder = _Builder(repaired)
    with suppress(_StopError):
        builder.document()
    return [*faults, *(_on_same_line(fault, repaired, text) for fault in builder.faults)]


def _on_same_line(fault: Diagnostic, repaired: str, text: str) -> Diagnostic:
    """A fault of the repaired text, which has the same lines, in the text as it was written."""
    lines = text.split("\n")

    def back(place: Place) -> Place:
        before = repaired[: place.start].split("\n")
        number = len(before) - 1
        start = sum(len(line) + 1 for line in lines[:number])
        column = min(len(before[-1]), max(len(lines[number]) - 1, 0))
        return Place(start=start + column, end=start + min(column + place.end - place.start, len(lines[number])))

    related = tuple(replace(other, place=back(other.place)) for other in fault.related)
    return replace(fault, place=back(fault.place), related=related)


def _moved(fault: Diagnostic, base: int) -> Diagnostic:
    if not base:
        return fault

    def on(place: Place) -> Place:
        return replace(place, start=place.start + base, end=place.end + base) if place.start >= 0 else place

    related = tuple(replace(other, place=on(other.place)) for other in fault.related)
    return replace(fault, place=on(fault.place), related=related)


class _Builder:
    """Events become a tree; faults that leave the rest readable are collected."""

    def __init__(self, text: str) -> None:
        from yaml import events

        self.text = text
        self.next: Callable[[], Any] = open_events(text)
        self.faults: list[Diagnostic] = []
        self.nodes = 0
        self.comments = re.search(r"[ \t]#[^\s#]", text) is not None
        self.scalar, self.alias = events.ScalarEvent, events.AliasEvent
        self.mapping, self.mapping_end = events.MappingStartEvent, events.MappingEndEvent
        self.sequence_end = events.SequenceEndEvent
        self.stream_end = events.StreamEndEvent

    def document(self) -> Tree:
        """The whole text."""
        self.next()
        if type(self.next()) is self.stream_end:
            return {}
        event = self.next()
        tree = self.node(event, 1)
        self.next()
        event = self.next()
        if type(event) is not self.stream_end:
            start = event.start_mark.index
            self.fault("several-documents", start, start + 3, "a second document starts here", "delete the line")
        return {} if tree is None else tree

    def node(self, event: Any, depth: int) -> Tree:
        """The node that starts with the event."""
        kind = type(event)
        if kind is self.alias:
            self.refuse_alias(event)
            return None
        if event.tag is not None or event.anchor is not None:
            self.refuse_properties(event)
        if kind is self.scalar:
            return self.scalar_value(event)
        if depth > DEEPEST:
            at = event.start_mark.index
            self.fault("nested-too-deep", at, at + 1, f"groups are nested more than {DEEPEST} levels deep")
            raise _StopError
        return self.mapping_tree(event, depth) if kind is self.mapping else self.sequence_tree(depth)

    def sequence_tree(self, depth: int) -> Tree:
        """A list, up to its end."""
        tree: list[Tree] = []
        end = self.sequence_end
        while type(event := self.next()) is not end:
            tree.append(self.node(event, depth + 1))
        self.count(len(tree))
        return tree

    def mapping_tree(self, opening: Any, depth: int) -> Tree:
        """A group of fields, up to its end."""
        tree: dict[str, Tree] = {}
        firsts: dict[str, Any] = {}
        flow, cut = opening.flow_style, False
        while type(event := self.next()) is not self.mapping_end:
            key = self.key(event, depth)
            following = self.next()
            value = self.node(following, depth + 1)
            if flow and key is not None and event.end_mark.index == following.start_mark.index:
                cut = cut or self.cut_by_comma(event, firsts)
                continue
            cut = False
            if key in firsts:
                self.duplicate(key, event, firsts[key])
            elif key is not None:
                firsts[key], tree[key] = event, value
        self.count(len(tree))
        return tree

    def key(self, event: Any, depth: int) -> str | None:
        """A field's name; None, and a fault, where it is not a text."""
        if type(event) is not self.scalar:
            start = event.start_mark.index
            hint = "put the text in quotes"
            self.fault("bad-key", start, start + 1, "a field's name is a text, not a list or a group", hint)
            self.node(event, depth + 1)
            return None
        if event.tag is not None or event.anchor is not None:
            self.refuse_properties(event)
        value: str = event.value
        if event.style == '"':
            self.check_escapes(event)
        return value

    def scalar_value(self, event: Any) -> str | None:
        """The text that was typed."""
        value: str = event.value
        style = event.style
        if not style:
            whole = self.check_comment(event) if self.comments else ""
            if value in _NULLS:
                return whole or None
        elif style == '"':
            self.check_escapes(event)
        return value

    def count(self, nodes: int) -> None:
        """Stop at a size that no person wrote."""
        self.nodes += nodes
        if self.nodes > MOST_NODES:
            message = f"this file has more than {MOST_NODES} values"
            self.faults.append(error("file-too-big", Place(), message, "split it"))
            raise _StopError

    def fault(self, code: str, start: int, end: int, message: str, hint: str = "", *related: Related) -> None:
        """Something is wrong."""
        self.add(error(code, Place(start=start, end=end), message, hint, *related))

    def add(self, fault: Diagnostic) -> None:
        """Reading goes on, unless nearly everything is wrong."""
        self.faults.append(fault)
        if len(self.faults) >= _MOST_FAULTS:
            raise _StopError

    def duplicate(self, key: str, event: Any, first: Any) -> None:
        """A key that stands twice in one group."""
        place = Place(start=first.start_mark.index, end=first.end_mark.index)
        other = Related(place, f"{key} is first written here")
        start, end = event.start_mark.index, event.end_mark.index
        self.fault("duplicate-key", start, end, f"{key} is written twice", "keep one of the two", other)

    def cut_by_comma(self, event: Any, firsts: dict[str, Any]) -> bool:
        """`{title: Grow, fast}`: the comma ended the value; said once for all the words up to the next field."""
        word, hint = event.value, f"write {event.value}: and a value"
        start, end = event.start_mark.index, event.end_mark.index
        if firsts:
            before = next(reversed(firsts.values()))
            after = before.end_mark.index
            found = _REST_OF_VALUE.match(self.text, after, after + _LONGEST_VALUE)
            hint = f"{before.value}: {quoted(found[1])}" if found else hint
        self.fault("needs-quotes", start, end, f"the comma makes {word} a field without a value", hint)
        return True

    def check_comment(self, event: Any) -> str:
        """`title: Fix #1`: the text behind the # is a comment and would be lost; out comes what was meant."""
        found = _LOST.match(self.text, event.end_mark.index)
        if not found:
            return ""
        start = event.start_mark.index
        before = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        whole = self.text[start : found.end()].strip()
        message = "what follows a space and # is a comment and is lost; a text needs quotes"
        make = warning if event.value else error
        place = Place(start=found.start(1), end=found.end())
        self.add(make("lost-comment", place, message, f"{before.strip()} {quoted(whole)}".strip()))
        return whole

    def check_escapes(self, event: Any) -> None:
        """Escapes must not smuggle in what the text itself may not hold."""
        name = forbidden_in(event.value)
        if name:
            start, end = event.start_mark.index, event.end_mark.index
            self.fault("forbidden-character", start, end, f"{name} is not allowed here", "delete its escape")

    def refuse_alias(self, event: Any) -> None:
        """`*name`."""
        start, end = event.start_mark.index, event.end_mark.index
        name = f"*{event.anchor}"
        hint = f'write the value itself, or "{name}" if it is a text'
        self.fault("yaml-alias", start, end, "a word that starts with * is a YAML alias", hint)

    def refuse_properties(self, event: Any) -> None:
        """`&name` and `!tag`."""
        start = event.start_mark.index
        typed = re.compile(r"\S*").match(self.text, start)
        word = typed.group() if typed else ""
        end = max(start + 1, start + len(word))
        hint = f"delete {word}, or put the text in quotes"
        if event.anchor is not None:
            self.fault("yaml-alias", start, end, "a word that starts with & is a YAML anchor", hint)
        else:
            self.fault("yaml-tag", start, end, "a word that starts with ! is a YAML tag", hint)
