"""Trees become records, or every reason why not."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, BeforeValidator, ConfigDict, RootModel, model_validator
from pydantic_core import PydanticCustomError

from okrsite.source.decode import decode
from okrsite.source.scalars import Day, Flag, Id, Inline, Number, Ref, Share, Text, Texts, Weight
from tests.source.told import parsed, told


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Support(Record):
    to: Ref
    how: Inline | None = None


def _long(value: Any) -> Any:
    return value if isinstance(value, dict) else {"to": value}


class KeyResult(Record):
    id: Id
    title: Inline
    target: Number | Text | None = None
    confidence: Share | None = None


class Objective(Record):
    id: Id
    title: Inline
    owners: Texts = ()
    weight: Weight | None = None
    due: Day | None = None
    draft: Flag = False
    state: State = State.OPEN
    ambition: Literal["committed", "aspirational"] | None = None
    supports: tuple[Annotated[Support, BeforeValidator(_long)], ...] = ()
    key_results: tuple[KeyResult, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def one_owner(cls, tree: Any) -> Any:
        if isinstance(tree, dict) and "owner" in tree:
            if "owners" in tree:
                raise PydanticCustomError("both-fields", "owner and owners say the same thing")
            return {"owners" if key == "owner" else key: value for key, value in tree.items()}
        return tree


class Okrs(Record):
    objectives: tuple[Objective, ...]


class People(RootModel[dict[Id, KeyResult]]):
    pass


def told_by(model: type[BaseModel], text: str) -> str:
    document = parsed(text).value
    assert document
    return told(decode(document.tree, model).diagnostics, text)


def test_a_sound_tree_is_a_record() -> None:
    tree: Any = {"objectives": [{"id": "a", "title": "A", "owner": "ann", "supports": ["x/y", {"to": "z"}]}]}
    checked = decode(tree, Okrs)
    assert checked.diagnostics == ()
    assert checked.value
    (objective,) = checked.value.objectives
    assert (objective.owners, objective.supports) == (("ann",), (Support(to="x/y"), Support(to="z")))


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert (
        told_by(
            Okrs,
            """objectives:
  - title: People trust search
    ownr: ann
    weight: -1
    due: 22.11.2026
    draft: yes
    state: opn
    ambition: aspirationl
    supports: [{too: x}]
    key_results:
      - id: My KR
        title: [a]
        confidence: 40
  - just a text
cycle: x
""",
        )
        == """error[missing-field]: id is missing
2 |   - title: People trust search
        ^^^^^^^^^^^^^^^^^^^^^^^^^^ write id: people-trust-search
error[bad-number]: expected a number that is not below 0, such as 1 or 0.5, not -1
4 |     weight: -1
                ^^
error[bad-date]: expected a date such as 2026-11-22, not 22.11.2026
5 |     due: 22.11.2026
             ^^^^^^^^^^ write 2026-11-22
error[wrong-value]: expected true or false, not yes
6 |     draft: yes
               ^^^
error[wrong-value]: expected open or closed, not opn
7 |     state: opn
               ^^^ did you mean open?
error[wrong-value]: expected committed or aspirational, not aspirationl
8 |     ambition: aspirationl
                  ^^^^^^^^^^^ did you mean aspirational?
error[unknown-field]: there is no field too here
9 |     supports: [{too: x}]
                    ^^^ did you mean to?
error[bad-id]: expected an id of small letters, digits and hyphens such as grow-2026, not My KR
11 |       - id: My KR
                 ^^^^^ write my-kr
error[wrong-value]: expected a line of text (inline Markdown is welcome), not a list
12 |         title: [a]
                    ^^^
error[bad-share]: expected 40%, 6/10 or a number from 0 to 1, not 40
13 |         confidence: 40
                         ^^ write 40%
error[unknown-field]: there is no field ownr here
3 |     ownr: ann
        ^^^^ did you mean owners?
error[wrong-value]: expected a group of fields, not just a text
14 |   - just a text
         ^^^^^^^^^^^
error[unknown-field]: there is no field cycle here
15 | cycle: x
     ^^^^^ known here: objectives"""
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("just text\n", "expected a group of fields, not just text"),
        ("- a\n", "expected a group of fields, not a list"),
        ("objectives: a\n", "expected a list, not a"),
        ("objectives: {a: b}\n", "expected a list, not a group of fields"),
        ("objectives:\n", "expected a list, not nothing"),
    ],
)
def test_a_wrong_form_is_told(text: str, message: str) -> None:
    document = parsed(text).value
    assert document
    (fault,) = decode(document.tree, Okrs).diagnostics
    assert (fault.code, fault.message) == ("wrong-value", message)


def test_a_models_own_error_keeps_its_code() -> None:
    assert (
        told_by(Objective, "id: a\ntitle: A\nowner: b\nowners: [c]\n")
        == """error[both-fields]: owner and owners say the same thing
1 | id: a
    ^^^^^"""
    )


def test_a_fault_in_a_field_written_for_one_is_found_there() -> None:
    assert (
        told_by(Objective, "id: a\ntitle: A\nowner: [b, [c]]\n")
        == """error[wrong-value]: expected a text, not a list
3 | owner: [b, [c]]
               ^^^"""
    )


def test_a_wrong_key_of_a_table_is_marked() -> None:
    assert (
        told_by(People, "Ann Novak: {id: ann, title: Lead}\n")
        == """error[bad-id]: expected an id of small letters, digits and hyphens such as grow-2026, not Ann Novak
1 | Ann Novak: {id: ann, title: Lead}
    ^^^^^^^^^ write ann-novak"""
    )


def test_a_field_of_two_types_gives_one_message() -> None:
    assert (
        told_by(KeyResult, "id: a\ntitle: A\ntarget: [b]\n")
        == """error[wrong-value]: expected a number such as 12 or 3.5 or a text, not a list
3 | target: [b]
            ^^^"""
    )


def test_two_missing_fields_are_two_messages() -> None:
    assert (
        told_by(KeyResult, "target: 5\n")
        == """error[missing-field]: id is missing
1 | target: 5
    ^^^^^^^^^
error[missing-field]: title is missing
1 | target: 5
    ^^^^^^^^^"""
    )
