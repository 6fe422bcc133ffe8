"""JSON Schemas of the content for editors, made from the models.

In: the models of `okr/kinds.py`. Out: draft-07 schemas by file name, and the settings that tell VS Code which file
follows which. They are kept in the project, so that completion, hover and squiggles work offline and for everybody;
editors that do not know the settings follow the schema line at the top of a file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from okrsite.okr.kinds import KINDS, Kind

FOLDER = ".vscode/schemas"
SETTINGS = ".vscode/settings.json"
EXTENSIONS = ".vscode/extensions.json"
_CONTENT = "content/"
_DRAFT = "http://json-schema.org/draft-07/schema#"
_LINE = "# yaml-language-server: $schema="

Json = dict[str, Any]


def schemas() -> dict[str, bytes]:
    """A schema for every kind of content, by its path in the project."""
    return {_file(kind): _bytes(schema_of(kind)) for kind in KINDS}


def schema_of(kind: Kind) -> Json:
    """One kind's shape; the short forms are part of it."""
    made = kind.model.model_json_schema(mode="validation", ref_template="#/definitions/{model}")
    shapes = made.pop("$defs", {})
    whole = {"$schema": _DRAFT, **_tidied(made)}
    if shapes:
        whole["definitions"] = {name: _tidied(shape) for name, shape in shapes.items()}
    return whole


def schema_line(kind: Kind, path: str) -> str:
    """The comment that names a file's schema; `path` is the file's own, below the project."""
    return f"{_LINE}{'../' * path.count('/')}{_file(kind)}"


def with_line(kind: Kind, path: str, text: str) -> str | None:
    """A file's text with its schema line on top, or None where one is there or there is no place for it."""
    if _LINE in text:
        return None
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    end = "\r\n" if "\r\n" in text else "\n"
    start = len(mark)
    if kind.form == "markdown":
        if not text.startswith(f"---{end}", start):
            return None
        start += len(f"---{end}")
    return f"{text[:start]}{schema_line(kind, path)}{end}{text[start:]}"


def settings(existing: str | None) -> str | None:
    """VS Code's settings with ours among them; None where the present ones are not plain JSON and stay untouched."""
    try:
        known = json.loads(existing) if existing and existing.strip() else {}
    except ValueError:
        return None
    if not isinstance(known, dict) or not isinstance(known.get("yaml.schemas", {}), dict):
        return None
    others = {name: globs for name, globs in known.get("yaml.schemas", {}).items() if f"{FOLDER}/" not in name}
    return _text({**known, "yaml.schemas": {**others, **globs()}})


def globs() -> dict[str, str]:
    """Which files follow which schema, for the kinds that are plain YAML."""
    return {f"./{_file(kind)}": _glob(kind) for kind in KINDS if kind.form == "yaml"}


def extensions() -> str:
    """The extension that VS Code should offer: the one that reads the schemas."""
    return _text({"recommendations": ["redhat.vscode-yaml"]})


def _glob(kind: Kind) -> str:
    """`content/teams/*/*/okrs.yaml`: the example's path with stars for what editors choose."""
    *folders, name = kind.example.split("/")
    starred = [folder if place == 0 else "*" for place, folder in enumerate(folders)]
    fixed = name.removesuffix(".yaml") in (kind.name, "okrs")
    return "/".join([_CONTENT.rstrip("/"), *starred, name if fixed else "*.yaml"])


def _file(kind: Kind) -> str:
    return f"{FOLDER}/{kind.name}.json"


def _bytes(schema: Json) -> bytes:
    return _text(schema).encode()


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _tidied(node: Any) -> Any:
    """A piece of pydantic's schema as draft-07 and editors like it."""
    if isinstance(node, list):
        return [_tidied(part) for part in node]
    if not isinstance(node, dict):
        return node
    tidy = {key: _each(value) if key in ("properties", "patternProperties") else _tidied(value) for key, value in
            node.items() if key != "default"}  # fmt: skip
    default = _default(node)
    if default is not None:
        tidy["default"] = default
    return _referring(_optional(tidy))


def _each(fields: Mapping[str, Any]) -> Json:
    """The shapes of named fields; a field may be called `default`."""
    return {name: _tidied(field) for name, field in fields.items()}


def _default(node: Json) -> Any:
    """What holds when a field is left out, where that is a single value."""
    value = node.get("default")
    if isinstance(value, str) and node.get("type") in ("number", "integer"):
        return json.loads(value)
    return value if isinstance(value, str | bool | int | float) else None


def _optional(node: Json) -> Json:
    """`X or nothing` as one shape that may be empty, where that is a plain one; the field's own words win."""
    options = node.get("anyOf", [])
    if len(options) != 2 or options[1] != {"type": "null"} or "type" not in options[0] or "enum" in options[0]:
        return node
    rest = {key: value for key, value in node.items() if key not in ("anyOf", "title")}
    kinds = options[0]["type"] if isinstance(options[0]["type"], list) else [options[0]["type"]]
    return {"title": node.get("title"), **options[0], **rest, "type": [*kinds, "null"]}


def _referring(node: Json) -> Json:
    """Draft-07 reads nothing beside a reference, so what stands there goes around it."""
    if "$ref" not in node or len(node) == 1:
        return node
    return {"allOf": [{"$ref": node["$ref"]}], **{key: value for key, value in node.items() if key != "$ref"}}
