"""A plain tree and the shape of a kind become a record, or all the reasons why not.

In come dict, list, str and None and a frozen pydantic model; out comes the record, or diagnostics whose places are
keys. pydantic's own words never reach an editor: every kind of its errors is said in ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from okrsite.diagnostics import Checked, Diagnostic, Keys, Place, did_you_mean, error
from okrsite.source.hints import slug
from okrsite.source.scalars import shown
from okrsite.source.yaml import Tree

M = TypeVar("M", bound=BaseModel)

_CODE = "wrong-value"
_GROUPS = ("model_type", "model_attributes_type", "dict_type", "dataclass_type", "mapping_type")
_LISTS = ("list_type", "tuple_type", "set_type", "frozen_set_type")


def decode(tree: Tree, model: type[M]) -> Checked[M]:
    """The record that the tree describes."""
    try:
        return Checked(model.model_validate(tree))
    except ValidationError as fault:
        details = fault.errors(include_url=False)
        found = _merged(_Fault(detail, tree, model).diagnostic() for detail in details)
        return Checked(None, tuple(fault for fault in found if not _is_misspelt(fault, found)))


def _merged(faults: Iterable[Diagnostic]) -> list[Diagnostic]:
    """One message for a value that fits none of the types it may have."""
    merged: dict[tuple[Place, str], Diagnostic] = {}
    for fault in faults:
        key = (fault.place, "" if fault.message.startswith("expected ") else fault.message)
        merged[key] = _either(merged[key], fault) if key in merged and merged[key] != fault else fault
    return list(merged.values())


def _either(one: Diagnostic, other: Diagnostic) -> Diagnostic:
    wanted, _, rest = one.message.partition(", not ")
    also = other.message.removeprefix("expected ").partition(", not ")[0]
    code = one.code if one.code == other.code else _CODE
    return replace(one, code=code, message=f"{wanted} or {also}, not {rest}", hint=one.hint or other.hint)


def _is_misspelt(missing: Diagnostic, found: Iterable[Diagnostic]) -> bool:
    """Whether a field is missing only because its name was misspelt, which is said where it stands."""
    return missing.code == "missing-field" and any(
        other.code == "unknown-field"
        and other.place.keys[:-1] == missing.place.keys
        and other.hint == f"did you mean {missing.message.removesuffix(' is missing')}?"
        for other in found
    )


class _Fault:
    """One of pydantic's errors, seen against the tree that it is about."""

    def __init__(self, detail: ErrorDetails, tree: Tree, model: type[BaseModel]) -> None:
        self.detail = detail
        self.kind = detail["type"]
        self.keys, self.on_key = _keys(detail, tree)
        self.place = Place(keys=self.keys, on_key=self.on_key)
        self.tree = tree
        self.model = model
        self.name = next((str(key) for key in reversed(self.keys) if isinstance(key, str)), "this file")

    def diagnostic(self) -> Diagnostic:
        """The error in the editor's words."""
        if self.kind == "missing":
            return self.missing()
        if self.kind == "extra_forbidden":
            return self.unknown()
        if self.kind in ("literal_error", "enum"):
            return self.not_a_choice()
        if self.kind in _GROUPS:
            return error(_CODE, self.place, f"expected a group of fields, not {shown(self.detail['input'])}")
        if self.kind in _LISTS:
            return error(_CODE, self.place, f"expected a list, not {shown(self.detail['input'])}")
        return self.said_by_the_schema()

    def missing(self) -> Diagnostic:
        """A required field is not there."""
        parent, field = self.keys[:-1], self.keys[-1]
        group = self.detail["input"]
        title = group.get("title") if isinstance(group, dict) else None
        hint = ""
        if field == "id" and isinstance(title, str) and slug(title):
            hint = f"write id: {slug(title)}"
        return error("missing-field", Place(keys=parent), f"{field} is missing", hint)

    def unknown(self) -> Diagnostic:
        """A field that the shape does not have."""
        names = _field_names(self.model, self.keys[:-1])
        free = [name for name in names if not _has(self.tree, (*self.keys[:-1], name))]
        hint = did_you_mean(str(self.keys[-1]), free)
        if not hint and names:
            hint = "known here: " + ", ".join(names)
        return error("unknown-field", self.place.key(), f"there is no field {shown(self.keys[-1])} here", hint)

    def not_a_choice(self) -> Diagnostic:
        """A word that is not one of a fixed few."""
        words = str(self.detail.get("ctx", {}).get("expected", "")).replace("'", "")
        names = [name for part in words.split(" or ") for name in part.split(", ")]
        value = self.detail["input"]
        hint = did_you_mean(value, names) if isinstance(value, str) else ""
        return error(_CODE, self.place, f"expected {words}, not {shown(value)}", hint)

    def said_by_the_schema(self) -> Diagnostic:
        """Errors that the scalars and the models make themselves; anything else is a plain wrong value."""
        context = self.detail.get("ctx", {})
        if "-" in self.kind:
            message, hint = context.get("message", self.detail["msg"]), context.get("hint", "")
            place = (self.place / context["short"]).key() if "short" in context else self.place
            return error(self.kind, place, message, hint)
        if self.kind == "value_error":
            return error(_CODE, self.place, self.detail["msg"].removeprefix("Value error, "))
        words = self.detail["msg"]
        return error(
            _CODE, self.place, f"{self.name}: {words[:1].lower()}{words[1:]}, not {shown(self.detail['input'])}"
        )


def _keys(detail: ErrorDetails, tree: Tree) -> tuple[Keys, bool]:
    """pydantic's location without the names of union members and validators, and whether a key is meant."""
    keys: list[str | int] = []
    node: Any = tree
    for part in detail["loc"]:
        if part == "[key]":
            return tuple(keys), True
        key = _key_of(node, part)
        if key is not None:
            keys.append(key)
            node = node[key]
    if detail["type"] == "missing":
        keys.append(detail["loc"][-1])
    return tuple(keys), False


def _key_of(node: Any, part: int | str) -> int | str | None:
    """What the tree calls this part of a location; a field for several may have been written for one."""
    if isinstance(node, list):
        return part if isinstance(part, int) and part < len(node) else None
    if not isinstance(node, dict):
        return None
    return next((name for name in (str(part), str(part).removesuffix("s")) if name in node), None)


def _has(tree: Tree, keys: Keys) -> bool:
    node: Any = tree
    for key in keys:
        if not isinstance(node, dict) or key not in node:
            return False
        node = node[key]
    return True


def _field_names(model: type[BaseModel], keys: Keys) -> list[str]:
    """The names that are valid in the group that the keys lead to."""
    shapes: list[Any] = [model]
    for key in keys:
        shapes = [child for shape in shapes for child in _children(shape, key)]
    found = [name for shape in shapes for member in _models(shape) for name in _names(member)]
    return list(dict.fromkeys(found))


def _names(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name


def _children(shape: Any, key: str | int) -> Iterator[Any]:
    """The annotations of what stands behind the key in a value of this shape."""
    for part in _parts(shape):
        if isinstance(part, type) and issubclass(part, RootModel):
            yield from _children(part.model_fields["root"].annotation, key)
        elif isinstance(part, type) and issubclass(part, BaseModel):
            yield from (f.annotation for name, f in part.model_fields.items() if key in (name, f.alias))
        elif get_origin(part) is dict:
            yield get_args(part)[1]
        elif get_origin(part) in (list, tuple) and isinstance(key, int):
            yield get_args(part)[0]


def _models(shape: Any) -> Iterator[type[BaseModel]]:
    for part in _parts(shape):
        if isinstance(part, type) and issubclass(part, RootModel):
            yield from _models(part.model_fields["root"].annotation)
        elif isinstance(part, type) and issubclass(part, BaseModel):
            yield part


def _parts(shape: Any) -> Iterator[Any]:
    """The alternatives of an annotation, without what only annotates it."""
    origin = get_origin(shape)
    if origin is Annotated:
        yield from _parts(get_args(shape)[0])
    elif origin in (Union, UnionType):
        for part in get_args(shape):
            yield from _parts(part)
    elif origin is not Literal and not (isinstance(shape, type) and issubclass(shape, Enum)):
        yield shape
