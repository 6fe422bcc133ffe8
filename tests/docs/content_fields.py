"""The fields of the content as tables: from the models in `okr/records.py` and their descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from okrsite.okr import records
from okrsite.okr.kinds import KINDS
from okrsite.source.scalars import OneIsAList, Scalar
from tests.docs.markdown import docstring, literal, row

HEAD = "| field | what to write | when left out | what it is for |\n|---|---|---|---|\n"

Model = type[BaseModel]


def fields_of_kind(name: str) -> str:
    """The tables of a kind, those of the shapes inside it after its own; `page` is what Markdown pages share."""
    if name == "page-fields":
        return _table(records.Page, shared=False)
    model = next(kind.model for kind in KINDS if kind.name == name)
    if issubclass(model, RootModel):
        key, value = get_args(model.model_fields["root"].annotation)
        own = f"{_words(key).capitalize()} to {_words(value)}.\n"
    else:
        own = _table(model, shared=True)
    inner = [f"### {_title(one)}\n\n{docstring(one)}\n\n{_table(one, shared=True)}" for one in _inside(model)]
    return "\n".join([own, *inner])


def _title(model: Model) -> str:
    """`KeyResult` as a heading: the word that the field names use."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in model.__name__).strip()


def _table(model: Model, *, shared: bool) -> str:
    """One row a field; what all Markdown pages share is left to its own table."""
    hidden = set(records.Page.model_fields) if shared and issubclass(model, records.Page) else set()
    rows = [_row(name, field) for name, field in model.model_fields.items() if name not in hidden]
    more = "Besides, everything that [every Markdown page](#every-markdown-page) takes.\n" if hidden else ""
    return (HEAD + "".join(rows) + "\n" if rows else "No fields of its own.\n\n") + more


def _row(name: str, field: FieldInfo) -> str:
    default = "**required**" if field.is_required() else _default(field.default)
    kind = _words(field.annotation, tuple(field.metadata))
    return row(f"`{field.alias or name}`", kind, default, literal(field.description or ""))


def _default(value: Any) -> str:
    """A default as an editor would write it; nothing where leaving out means nothing."""
    if value is PydanticUndefined or value is None or value == () or isinstance(value, BaseModel):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return f"`[{', '.join(value)}]`"
    return f"`{value}`" if isinstance(value, str | int | Decimal) else ""


def _words(annotation: Any, metadata: tuple[Any, ...] = ()) -> str:
    """A type in an editor's words."""
    said = [words for meta in metadata if (words := _said(meta, annotation))]
    return said[0] if said else _built(annotation)


def _said(meta: Any, annotation: Any) -> str:
    """What an annotation says of itself; empty where it is no type of ours."""
    if isinstance(meta, records.PersonName):
        return "a person's id, or any text"
    if isinstance(meta, OneIsAList):
        return f"one or a list: {_words(get_args(annotation)[0])}"
    return meta.expected if isinstance(meta, Scalar) else ""


def _built(annotation: Any) -> str:
    """A type made of others."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _words(arguments[0], arguments[1:])
    if origin is Literal:
        return ", ".join(f"`{choice}`" for choice in arguments)
    if origin in (Union, UnionType):
        return _words(next(part for part in arguments if part is not NoneType))
    if origin is tuple:
        return f"a list: {_words(arguments[0])}"
    if origin is dict:
        return f"a group: {_words(arguments[0])} to {_words(arguments[1])}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{_title(annotation)}](#{_title(annotation).replace(' ', '-')})"
    raise TypeError(annotation)


def _inside(model: Model) -> Iterator[Model]:
    """The shapes inside a shape, each once, in the order in which they come up."""
    found: dict[Model, None] = {}
    for field in model.model_fields.values():
        for one in _models(field.annotation):
            found[one] = None
            found.update(dict.fromkeys(_inside(one)))
    yield from found


def _models(annotation: Any) -> Iterator[Model]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
