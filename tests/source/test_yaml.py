"""YAML: what the tree holds, what is refused, and how everyday slips are told."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

from okrsite.source.yaml import find, parse
from tests.source.told import parsed, told_of


def tree(text: str) -> Any:
    checked = parse(text)
    assert checked.diagnostics == ()
    return checked.value


def test_scalars_stay_what_was_typed() -> None:
    assert tree("a: no\nb: 12:30\nc: 010\nd: 1e3\ne: 2026-11-22\nf: 'x'\n1: y\n") == {
        "a": "no",
        "b": "12:30",
        "c": "010",
        "d": "1e3",
        "e": "2026-11-22",
        "f": "x",
        "1": "y",
    }


def test_only_an_empty_or_unquoted_null_is_nothing() -> None:
    assert tree("a:\nb: ~\nc: null\nd: 'null'\ne: ''\nf: none\n") == {
        "a": None,
        "b": None,
        "c": None,
        "d": "null",
        "e": "",
        "f": "none",
    }


def test_an_empty_file_is_a_group_without_fields() -> None:
    assert [tree(text) for text in ("", "\n", "# only a comment\n", "---\n")] == [{}, {}, {}, {}]


def test_blocks_and_flows_nest() -> None:
    assert tree("a:\n  - {b: [c, d]}\n  - e: |\n      two\n      lines\n") == {
        "a": [{"b": ["c", "d"]}, {"e": "two\nlines\n"}]
    }


def test_a_duplicate_key_names_both_lines() -> None:
    assert (
        told_of("title: a\nowner: b\ntitle: c\n")
        == """error[duplicate-key]: title is written twice
3 | title: c
    ^^^^^ keep one of the two
title is first written here
1 | title: a
    ^^^^^"""
    )


SLIPS = [
    ("unit: %", "^ a value that starts with % needs quotes", 'unit: "%"'),
    ("owner: @ann", "^^^^ a value that starts with @ needs quotes", 'owner: "@ann"'),
    ("title: **Win**", "^^^^^^^ a value that starts with * needs quotes", 'title: "**Win**"'),
    ("title: `x` first", "^^^^^^^^^ a value that starts with ` needs quotes", 'title: "`x` first"'),
    (
        "title: [Docs](../a.md) first",
        "^^^^^^^^^^^^^^^^^^^^^ a value that starts with [ is read as a list; a text needs quotes",
        'title: "[Docs](../a.md) first"',
    ),
    (
        "title: {team} grows",
        "^^^^^^^^^^^^ a value that starts with { is read as a group of fields; a text needs quotes",
        'title: "{team} grows"',
    ),
    (
        "note: so far: good",
        "^^^^^^^^^^^^ a value with a colon and a space in it needs quotes",
        'note: "so far: good"',
    ),
    (
        'note: so "far": good',
        "^^^^^^^^^^^^^^ a value with a colon and a space in it needs quotes",
        "note: 'so \"far\": good'",
    ),
    (
        "target: >80%",
        "^^^^ a value that starts with > is read as a block of lines; a text needs quotes",
        'target: ">80%"',
    ),
    ("title: 'it's fine'", "^^^^^^^^^^^ the quotes end before the value does", 'title: "it\'s fine"'),
    ('title: "Win" more', "^^^^^^^^^^ the value goes on behind its quotes", "title: '\"Win\" more'"),
    ('title: "Win', "^^^^ this quote is never closed", 'title: "Win"'),
    (r'title: "a\d"', r"^^^^^ \d means nothing between double quotes", r"title: 'a\d'"),
    ("tags: [a, b", "^^^^^ this list is not closed", "tags: [a, b]"),
    ("tags: - a", "^^^ a list cannot start behind a field's name", "tags: [a]"),
    ("title:Win", "^ a space is missing behind the colon", "title: Win"),
    ("title Win", "^^^^^ a colon is missing behind title", "title: Win"),
    ("- {id: x, unit: %, b: c}", "^ a value that starts with % needs quotes", '- {id: x, unit: "%", b: c}'),
    ("{title: Grow, fast}", "^^^^ the comma makes fast a field without a value", 'title: "Grow, fast"'),
    (
        "title: #1",
        "^^ what follows a space and # is a comment and is lost; a text needs quotes",
        'title: "#1"',
    ),
]


@pytest.mark.parametrize(("line", "message", "cure"), SLIPS, ids=[line for line, _, _ in SLIPS])
def test_an_everyday_slip_is_told_with_the_corrected_line(line: str, message: str, cure: str) -> None:
    text = f"{line}\nnext: x\n" if line.startswith(("title", "tags")) else f"{line}\n"
    fault = parse(text).diagnostics[0]
    marked = text[fault.place.start : fault.place.end]
    assert ("^" * len(marked) + " " + fault.message, fault.hint) == (message, cure)


@pytest.mark.parametrize("cure", [cure for _, _, cure in SLIPS])
def test_the_corrected_line_can_be_read(cure: str) -> None:
    assert parse(cure + "\n").diagnostics == ()


def test_a_value_cut_by_a_comment_is_a_warning() -> None:
    assert (
        told_of("title: Fix #1\nowner: ann # a comment\n")
        == """warning[lost-comment]: what follows a space and # is a comment and is lost; a text needs quotes
1 | title: Fix #1
               ^^ title: "Fix #1\""""
    )


def test_a_tab_cannot_indent() -> None:
    assert (
        told_of("objectives:\n\t- id: x\n")
        == """error[tab-indent]: a tab cannot indent a line
2 | \t- id: x
    ^ use spaces, two for each level"""
    )


def test_several_slips_are_told_in_one_run_with_the_faults_behind_them() -> None:
    assert (
        told_of("unit: %\nowner: @ann\nnote: a: b\nunit: x\n")
        == """error[needs-quotes]: a value that starts with % needs quotes
1 | unit: %
          ^ unit: "%"
error[needs-quotes]: a value that starts with @ needs quotes
2 | owner: @ann
           ^^^^ owner: "@ann"
error[needs-quotes]: a value with a colon and a space in it needs quotes
3 | note: a: b
          ^^^^ note: "a: b"
error[duplicate-key]: unit is written twice
4 | unit: x
    ^^^^ keep one of the two
unit is first written here
1 | unit: %
    ^^^^"""
    )


def test_a_line_out_of_its_column_is_told() -> None:
    assert (
        told_of("objectives:\n  - id: x\n     title: y\n")
        == """error[yaml-syntax]: this line is not indented like its neighbours
3 |      title: y
    ^^^^^ indent it by 4 spaces"""
    )


def test_what_no_rule_explains_says_that_nothing_behind_it_was_read() -> None:
    assert (
        told_of("- a\nb: c\n")
        == """error[yaml-syntax]: the line does not belong to the list above it
2 | b: c
    ^^^^ cure this first: nothing behind it was read"""
    )


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("a: !x b\n", "yaml-tag", "a word that starts with ! is a YAML tag"),
        ("a: &x b\n", "yaml-alias", "a word that starts with & is a YAML anchor"),
        ("a: *x\n", "yaml-alias", "a word that starts with * is a YAML alias"),
        ("a: b\n---\nc: d\n", "several-documents", "a second document starts here"),
        ("[a]: b\n", "bad-key", "a field's name is a text, not a list or a group"),
        ("a: " + "[" * 33 + "]" * 33 + "\n", "nested-too-deep", "groups are nested more than 32 levels deep"),
        ("- a\n" * 200_001, "file-too-big", "this file has more than 200000 values"),
    ],
)
def test_what_yaml_could_do_besides_is_refused(text: str, code: str, message: str) -> None:
    (fault,) = parse(text).diagnostics
    assert (fault.code, fault.message) == (code, message)


def test_thirty_two_levels_are_fine() -> None:
    assert parse("[" * 32 + "]" * 32).diagnostics == ()


def test_without_libyaml_nothing_is_read_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    importing = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "yaml.cyaml":
            raise ImportError(name)
        return importing(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    (fault,) = parsed("a: b\n").diagnostics
    assert fault.message == "PyYAML is installed without libyaml, which okrsite needs"


TEXT = "objectives:\n  - id: a\n    owner: ann\n    tags:\n    - {id: b, title: 'it''s'}\n"


@pytest.mark.parametrize(
    ("keys", "on_key", "marked"),
    [
        (("objectives", 0, "id"), False, "a"),
        (("objectives", 0, "id"), True, "id"),
        (("objectives", 0, "tags", 0, "title"), False, "'it''s'"),
        (("objectives", 0, "tags", 0), False, "{id: b, title: 'it''s'}"),
        (("objectives", 0, "tags", 3), False, "- {id: b, title: 'it''s'}"),
        (("objectives", 0, "nothing", "deeper"), True, "id: a"),
        (("objectives", 0, "id", "deeper", 3), False, "a"),
        (("objectives", 7), False, "- id: a"),
        ((), False, "objectives:"),
    ],
)
def test_a_place_is_the_deepest_node_that_exists(keys: tuple[str | int, ...], on_key: bool, marked: str) -> None:
    start, end = find(TEXT, keys, on_key)
    assert TEXT[start:end] == marked


def test_an_empty_value_is_marked_at_its_key() -> None:
    start, end = find("a:\nb: c\n", ("a",))
    assert "a:\nb: c\n"[start:end] == "a"


def test_places_are_found_up_to_a_syntax_error() -> None:
    text = "a: b\nc: [d\n"
    start, end = find(text, ("a",))
    assert text[start:end] == "b"
