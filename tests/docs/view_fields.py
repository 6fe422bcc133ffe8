"""What a template may see, as tables: from the frozen dataclasses in `pages/views` and their docstrings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import okrsite.pages.views
from okrsite.pages.charts import CHARTS
from okrsite.pages.language import Language
from okrsite.pages.movement import MOVEMENTS
from okrsite.pages.render import FILTERS, LANGUAGE_FILTERS
from tests.docs.field_words import WORDS
from tests.docs.markdown import docstring, row

PLAIN = {
    str: "text", int: "whole number", float: "number", bool: "yes or no", Decimal: "exact number", date: "day",
    Fraction: "exact number", datetime: "day and time", object: "a class of this page",
}  # fmt: skip


@cache
def modules() -> dict[str, ModuleType]:
    """The modules of the views by name."""
    return {
        found.name: import_module(f"{okrsite.pages.views.__name__}.{found.name}")
        for found in iter_modules(okrsite.pages.views.__path__)
    }


@cache
def seen() -> frozenset[type]:
    """The classes that a template can reach: views, the page, the chrome, and all that is in them."""
    ours = [one for module in modules().values() for one in _classes(module)]
    waiting = [one for one in ours if one.__name__.endswith("View") or one.__name__ in ("Page", "Chrome")]
    found: set[type] = set()
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [inner for hint in hints(one).values() for inner in parts(hint)]
    return frozenset(found)


def _classes(module: ModuleType) -> list[type]:
    """The dataclasses of a module, in their order."""
    return [
        one
        for one in vars(module).values()
        if isinstance(one, type) and is_dataclass(one) and one.__module__ == module.__name__
    ]


def hints(one: type) -> dict[str, Any]:
    """The fields of a class with their types."""
    return get_type_hints(one)


def parts(hint: Any) -> Iterator[type]:
    """The classes of ours inside a type."""
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for inner in get_args(hint):
        yield from parts(inner)


def views(which: str) -> str:
    """`common` with charts and what lies outside of the views, or `pages`: every class that a template can reach."""
    shared = {"common": modules()["common"], "charts": modules()["charts"], **_outside()}
    chosen = shared if which == "common" else {name: one for name, one in modules().items() if name not in shared}
    return "\n".join(filter(None, (_module(name, one) for name, one in chosen.items())))


def _outside() -> dict[str, ModuleType]:
    """The modules of other rooms whose values stand in views as they are."""
    paths = sorted({one.__module__ for one in seen()} - {module.__name__ for module in modules().values()})
    return {path.rpartition(".")[2]: import_module(path) for path in paths}


def _module(name: str, module: ModuleType) -> str:
    classes = [one for one in _classes(module) if one in seen()]
    if not classes:
        return ""
    return f"### {name}\n\n{docstring(module)}\n\n" + "\n".join(_class(name, one) for one in classes)


def _class(module: str, one: type) -> str:
    rows = "".join(row(f"`{name}`", _words(hint), meaning(one, name, hint)) for name, hint in hints(one).items())
    return f"#### {module}.{one.__name__}\n\n{docstring(one)}\n\n| field | type | meaning |\n|---|---|---|\n{rows}"


def meaning(one: type, name: str, hint: Any) -> str:
    """What a field means, where neither its class nor its type says it."""
    return "" if told(one, name, hint) else WORDS.get(name, "")


def told(one: type, name: str, hint: Any) -> bool:
    """Whether the docstring of the class names the field, or its type is a class that has its own words."""
    return bool(re.search(rf"`{name}`", one.__doc__ or "")) or any(parts(hint))


def _words(hint: Any) -> str:
    """A type in words."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        kinds = [_words(part) for part in arguments if part is not NoneType]
        return " or ".join([*kinds, *(["none"] if NoneType in arguments else [])])
    if origin is Literal:
        return ", ".join(f"`{choice}`" for choice in arguments)
    if origin is tuple:
        return f"list of {_words(arguments[0])}" if arguments[-1] is ... else f"({', '.join(map(_words, arguments))})"
    if isinstance(hint, type) and is_dataclass(hint):
        return f"[{hint.__name__}](#{hint.__module__.rpartition('.')[2]}{hint.__name__.lower()})"
    return PLAIN[hint]


def filters(which: str) -> str:
    """The filters: `plain` ones, those of the `language`, or the `charts`."""
    found = {
        "plain": {name: docstring(one) for name, one in FILTERS.items()},
        "language": {name: docstring(getattr(Language, name)) for name in LANGUAGE_FILTERS}
        | {name: docstring(one) for name, one in MOVEMENTS.items()},
        "charts": {name: docstring(one) for name, one in CHARTS.items()},
    }[which]
    rows = "".join(row(f"`{name}`", " ".join(doc.split())) for name, doc in found.items())
    return f"| filter | what it does |\n|---|---|\n{rows}"
