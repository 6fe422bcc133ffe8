"""The JSON Schemas say what okrsite says: the whole sample company follows them, and slips do not."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from okrsite.okr.kinds import KINDS, Kind, kind_of
from okrsite.source.document import split
from okrsite.source.text import normalised
from okrsite.work.schemas import extensions, globs, schema_line, schema_of, schemas, settings, with_line
from tests.project import ROOT, every_kind

BY_NAME = {kind.name: kind for kind in KINDS}


class Editors(yaml.SafeLoader):
    """YAML as editors read it: the core schema of YAML 1.2."""


Editors.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Editors.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))
Editors.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^$"), [""])


@cache
def validator(name: str) -> Draft7Validator:
    return Draft7Validator(schema_of(BY_NAME[name]))


def faults(kind: Kind, text: str) -> list[str]:
    """What an editor would mark."""
    parts = split(text, kind.form)
    tree = yaml.load(text[parts.yaml_start : parts.yaml_end], Editors)
    return [error.message for error in validator(kind.name).iter_errors({} if tree is None else tree)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_schema_is_sound_and_says_what_each_field_is_for(kind: Kind) -> None:
    schema = schema_of(kind)
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    for shape in (schema, *schema.get("definitions", {}).values()):
        assert shape["description"]
        for name, field in shape.get("properties", {}).items():
            assert field.get("description") or field.keys() == {"$ref"}, name
            assert field.get("title") or field.keys() & {"$ref", "allOf", "anyOf"}, name


def company() -> list[tuple[str, str]]:
    root = ROOT / "content"
    paths = [path for path in sorted(root.rglob("*")) if path.is_file() and path.suffix in (".yaml", ".md")]
    return [(path.relative_to(root).as_posix(), normalised(path.read_bytes())) for path in paths]


def test_the_whole_sample_company_follows_the_schemas() -> None:
    kinds = [(path, kind_of(path), text) for path, text in company()]
    wrong = {path: found for path, kind, text in kinds if kind and (found := faults(kind[0], text))}
    assert wrong == {}
    assert {kind[0].name for _, kind, _ in kinds if kind} == set(BY_NAME)


def test_the_test_company_with_every_type_follows_the_schemas() -> None:
    paths = {path.removeprefix("content/"): data.decode() for path, data in every_kind().items()}
    kinds = [(path, kind_of(path), text) for path, text in paths.items()]
    assert {path: found for path, kind, text in kinds if kind and (found := faults(kind[0], text))} == {}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("okrs", "objectives:\n  - {id: a, title: A, owner: ann, supports: company/grow}"),
        ("okrs", "objectives:\n  - {id: a, title: A, owners: [ann, bo], supports: [{to: pillar:x, how: so}, b]}"),
        ("check-in", "---\nkey_results:\n  a.b: 64.5\n  a.c: [cz]\n  a.d: true\n  a.e: {progress: 40%}\n---\n"),
        ("check-in", "---\nobjectives: {a: at-risk}\nmood: 4\n---\n"),
        ("kpi", "title: NPS\nseries:\n  - {date: 2026-01-01, value: 3}"),
        ("kpi", "title: NPS\nseries: {csv: nps.csv}"),
        ("wave", "title: Pilot\nexit_criteria: [Teams ask for it, {title: Done, met: true}]"),
        ("people", "ann: {name: Ann}\n"),
    ],
)
def test_short_forms_are_accepted(kind: str, text: str) -> None:
    assert faults(BY_NAME[kind], text) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("okrs", "objectives:\n  - {id: a, titel: A}"),
        ("okrs", "objectives:\n  - {id: a, title: A, state: actve}"),
        ("okrs", "objectives:\n  - {id: a, title: A, weight: -1}"),
        ("check-in", "---\nkey_results:\n  a.b: {confidence: high}\n---\n"),
        ("cycle", "start: 2026-01-01"),
        ("cycle", "start: 1.1.2026\nend: 2026-03-31"),
        ("people", "Ann: {nmae: Ann}\nann: {nmae: Ann}"),
    ],
)
def test_slips_are_not(kind: str, text: str) -> None:
    assert faults(BY_NAME[kind], text)


def test_the_globs_find_the_examples_of_their_kinds() -> None:
    for kind in KINDS:
        if kind.form == "yaml":
            glob = globs()[f"./.vscode/schemas/{kind.name}.json"]
            assert re.fullmatch(glob.replace(".", r"\.").replace("*", "[^/]+"), f"content/{kind.example}")


def test_a_schema_line_leads_from_the_file_to_its_schema() -> None:
    line = schema_line(BY_NAME["okrs"], "content/teams/search/2026-t3/okrs.yaml")
    assert line == "# yaml-language-server: $schema=../../../../.vscode/schemas/okrs.json"
    assert ".vscode/schemas/okrs.json" in schemas()


def test_schema_lines_keep_what_a_file_begins_with_and_ends_its_lines_with() -> None:
    cycle, team = BY_NAME["cycle"], BY_NAME["team"]
    assert with_line(cycle, "content/cycles/a.yaml", "\ufeffstart: x\r\n") == (
        "\ufeff# yaml-language-server: $schema=../../.vscode/schemas/cycle.json\r\nstart: x\r\n"
    )
    told = with_line(team, "content/teams/a/team.md", "---\nname: A\n---\nHello\n")
    assert told == "---\n# yaml-language-server: $schema=../../../.vscode/schemas/team.json\nname: A\n---\nHello\n"
    assert with_line(team, "content/teams/a/team.md", told) is None
    assert with_line(team, "content/teams/a/team.md", "no front matter\n") is None


def test_settings_keep_what_an_editor_has_set() -> None:
    mine = '{"editor.rulers": [100], "yaml.schemas": {"own.json": "x.yaml", "./.vscode/schemas/gone.json": "y"}}'
    merged: dict[str, Any] = json.loads(settings(mine) or "")
    assert merged["editor.rulers"] == [100]
    assert merged["yaml.schemas"] == {"own.json": "x.yaml", **globs()}
    assert json.loads(settings(None) or "")["yaml.schemas"] == globs()
    assert settings("{ // a comment\n}") is None
    assert settings("[]") is None
    assert "redhat.vscode-yaml" in extensions()
