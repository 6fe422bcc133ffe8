"""The scalar types of the content: what a piece of text may mean.

In comes text as the editor typed it (every YAML scalar reaches a schema as `str`, or as None when nothing is
written); out goes a value, or a `PydanticCustomError` whose type is the diagnostic's code and whose message is in
the editor's words. Nothing is guessed: `no` is not a Boolean, `010` is not eight. A value that already has the
type (a record made by code) passes. Every type also describes itself as JSON Schema, for editors and for the docs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from okrsite.source.hints import YEARS, alias_hint, date_hint, id_hint, number_hint, share_hint

T = TypeVar("T")
JsonSchema = dict[str, Any]

_LONGEST_SHOWN = 60
_PLAIN = ["string", "number", "boolean"]


def shown(value: object) -> str:
    """A wrong value as a message shows it: text as typed, on one line and not too long."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list | tuple):
        return "a list"
    line = " ".join(str(value).split())
    if len(line) > _LONGEST_SHOWN:
        return line[: _LONGEST_SHOWN - 1] + "…"
    return line or "an empty text"


@dataclass(frozen=True, eq=False)
class Scalar(Generic[T]):
    """How one type is read: `read` gives None where the text is not of this type."""

    title: str
    expected: str
    type: type[T]
    read: Callable[[str], T | None]
    schema: JsonSchema
    code: str = "wrong-value"
    hint: Callable[[str], str] = field(default=lambda text: "")

    def validate(self, value: object) -> T:
        """The value of the text, or an error in the editor's words."""
        if isinstance(value, str):
            found = self.read(value)
            if found is not None:
                return found
        elif type(value) is self.type:
            return value
        hint = self.hint(value.strip()) if isinstance(value, str) else ""
        message = f"expected {self.expected}, not {shown(value)}"
        raise PydanticCustomError(self.code, "{message}", {"message": message, "hint": hint})

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.validate)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        return {"title": self.title, "description": self.expected[0].upper() + self.expected[1:], **self.schema}


def _read_text(text: str) -> str | None:
    return text.strip() or None


def _read_inline(text: str) -> str | None:
    return text.strip().replace("\n", " ") or None


def _read_markdown(text: str) -> str | None:
    return text


def _read_id(text: str) -> str | None:
    return text if re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", text) else None


def _read_alias(text: str) -> str | None:
    parts = text.removeprefix("/").removesuffix("/").split("/")
    return text if all(map(_read_id, parts)) else None


def _read_ref(text: str) -> str | None:
    return text if re.fullmatch(r"\S{1,300}", text) else None


def _read_number(text: str) -> Decimal | None:
    return Decimal(text) if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,10})?", text) else None


def _read_whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?[0-9]{1,15}", text) else None


def _read_weight(text: str) -> Decimal | None:
    number = _read_number(text)
    return number if number is not None and number >= 0 else None


def _read_share(text: str) -> Decimal | None:
    parts = re.fullmatch(r"([0-9]{1,15}(?:\.[0-9]{1,10})?)(?: ?(%)|/([0-9]{1,15}))?", text)
    if parts is None:
        return None
    number, percent, whole = parts.groups()
    divisor = Decimal(100 if percent else whole or 1)
    share = Decimal(number) / divisor if divisor else Decimal(2)
    return share if share <= 1 else None


def _read_flag(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text)


def read_day(text: str) -> date | None:
    """A day of the calendar in `YEARS`."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) or int(text[:4]) not in YEARS:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read_moment(text: str) -> datetime | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}", text) or int(text[:4]) not in YEARS:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _read_duration(text: str) -> int | None:
    return int(text[:-1]) if re.fullmatch(r"[0-9]{1,4}d", text) else None


def _read_url(text: str) -> str | None:
    return text if re.fullmatch(r"(?i:https?://[^\s/?#\\]+|mailto:[^\s@]+@[^\s@]+)[^\s\\]*", text) else None


class OneIsAList:
    """One value where a list is expected is a list of one; nothing written is an empty list."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.listed, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        many = handler(schema)
        return {"anyOf": [many.get("items", {}), many]}

    @staticmethod
    def listed(value: object) -> object:
        """A list, whatever was written."""
        if value is None:
            return ()
        return value if isinstance(value, list | tuple) else (value,)


_DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "examples": ["2026-11-22"]}
_MOMENT = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}$",
    "examples": ["2026-11-22 09:30"],
}
_SHARE = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?( ?%|/[0-9]+)?$"},
    ],
    "examples": ["40%", "6/10", 0.4],
}
_ID = {"type": ["string", "integer"], "pattern": "^[a-z0-9][a-z0-9-]{0,63}$", "examples": ["search", "2026-t3"]}
_ALIAS = {
    "type": ["string", "integer"],
    "pattern": "^/?[a-z0-9][a-z0-9-]{0,63}(/[a-z0-9][a-z0-9-]{0,63})*/?$",
    "examples": ["old-name", "/pages/old-name/"],
}
_REF = {"type": ["string", "integer"], "pattern": r"^\S{1,300}$", "examples": ["company/grow.nps", "pillar:self-serve"]}

Text = Annotated[str, Scalar("Text", "a text", str, _read_text, {"type": _PLAIN, "examples": ["Search"]})]
Inline = Annotated[
    str,
    Scalar(
        "Inline Markdown",
        "a line of text (inline Markdown is welcome)",
        str,
        _read_inline,
        {"type": _PLAIN, "examples": ["The **first** place to look"]},
    ),
]
Markdown = Annotated[
    str,
    Scalar("Markdown", "a text in Markdown", str, _read_markdown, {"type": _PLAIN, "examples": ["Two so far."]}),
]
Id = Annotated[
    str,
    Scalar("Id", "an id of small letters, digits and hyphens such as grow-2026", str, _read_id, _ID, "bad-id", id_hint),
]
Alias = Annotated[
    str,
    Scalar(
        "Old id or address",
        "an old id such as old-name, or an old address such as /pages/old-name/",
        str,
        _read_alias,
        _ALIAS,
        "bad-id",
        alias_hint,
    ),
]
Ref = Annotated[
    str,
    Scalar("Reference", "a reference such as team/objective", str, _read_ref, _REF, "bad-reference"),
]
Number = Annotated[
    Decimal,
    Scalar(
        "Number",
        "a number such as 12 or 3.5",
        Decimal,
        _read_number,
        {"type": "number", "examples": [12, 3.5]},
        "bad-number",
        number_hint,
    ),
]
Whole = Annotated[
    int,
    Scalar(
        "Whole number",
        "a whole number such as 12",
        int,
        _read_whole,
        {"type": "integer", "examples": [12]},
        "bad-number",
    ),
]
Weight = Annotated[
    Decimal,
    Scalar(
        "Weight",
        "a number that is not below 0, such as 1 or 0.5",
        Decimal,
        _read_weight,
        {"type": "number", "minimum": 0, "examples": [1, 0.5]},
        "bad-number",
        number_hint,
    ),
]
Share = Annotated[
    Decimal,
    Scalar("Share", "40%, 6/10 or a number from 0 to 1", Decimal, _read_share, _SHARE, "bad-share", share_hint),
]
Flag = Annotated[
    bool,
    Scalar("Flag", "true or false", bool, _read_flag, {"type": "boolean", "examples": [True]}),
]
Day = Annotated[
    date,
    Scalar("Date", "a date such as 2026-11-22", date, read_day, _DAY, "bad-date", date_hint),
]
Moment = Annotated[
    datetime,
    Scalar("Date and time", "a date and time such as 2026-11-22 09:30", datetime, _read_moment, _MOMENT, "bad-date"),
]
Duration = Annotated[
    int,
    Scalar(
        "Duration",
        "a number of days such as 7d",
        int,
        _read_duration,
        {"type": "string", "pattern": "^[0-9]{1,4}d$", "examples": ["7d"]},
        "bad-number",
    ),
]
Url = Annotated[
    str,
    Scalar(
        "Web address",
        "a web address that starts with https://, http:// or mailto:",
        str,
        _read_url,
        {"type": "string", "format": "uri", "pattern": "^(https?://|mailto:)", "examples": ["https://acme.example/"]},
        "bad-url",
    ),
]

Listed = Annotated[tuple[T, ...], OneIsAList()]
Texts = Listed[Text]
Ids = Listed[Id]
Aliases = Listed[Alias]
Refs = Listed[Ref]
Days = Listed[Day]
