"""Short forms of the content, made long before a shape looks at them.

In: a tree as it was written (`supports: company/grow`, `owner: ann`, `trust.success: 64.5`). Out: the tree that the
shapes in `records.py` describe. Each form also tells the JSON Schemas that it exists, so that editors accept what
okrsite accepts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


@dataclass(frozen=True)
class Long:
    """What is no group of fields stands for one field: a list for `many` where it is named, anything for `one`."""

    one: str
    many: str = ""

    def made_long(self, value: Any) -> Any:
        """The group that the value stands for; where lists have a field of their own, nothing stays nothing."""
        if isinstance(value, dict) or (self.many and value is None):
            return value
        return {self.many if self.many and isinstance(value, list) else self.one: value}

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.made_long, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        whole = handler(schema)
        fields = handler.resolve_ref_schema(whole)["properties"]
        return {"anyOf": [whole, *(fields[name] for name in (self.one, self.many) if name)]}


def one_of(tree: Any, short: str, full: str) -> Any:
    """`owner: ann` means `owners: [ann]`; both together are an error."""
    if not isinstance(tree, dict) or short not in tree:
        return tree
    if full in tree:
        raise PydanticCustomError(
            "both-fields", "{short} and {full} say the same thing; keep one of them", {"short": short, "full": full}
        )
    return {full if key == short else key: _listed(value) if key == short else value for key, value in tree.items()}


def with_short(schema: dict[str, Any], model: type[BaseModel], short: str, full: str) -> None:
    """Tell a shape's JSON Schema of a short name."""
    fields = dict(schema["properties"])
    schema["properties"].clear()
    for name, field in fields.items():
        if name == full:
            one = {key: value for key, value in field.items() if key not in ("default", "title")}
            schema["properties"][short] = {"title": short.capitalize(), **one}
        schema["properties"][name] = field


def _listed(value: Any) -> Any:
    """One item stands for a list of one."""
    return value if isinstance(value, list | tuple) or value is None else [value]
