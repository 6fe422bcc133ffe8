"""What text may mean."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from okrsite.source import scalars
from okrsite.source.hints import slug


def read(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refusal(kind: Any, value: object) -> tuple[str, str, str]:
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    detail = caught.value.errors()[0]
    return detail["type"], detail["msg"], detail["ctx"]["hint"]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (scalars.Text, " Search ", "Search"),
        (scalars.Text, "no", "no"),
        (scalars.Inline, "two\nlines\n", "two lines"),
        (scalars.Markdown, "\n- a\n", "\n- a\n"),
        (scalars.Id, "2026-t3", "2026-t3"),
        (scalars.Ref, "company/grow.nps", "company/grow.nps"),
        (scalars.Number, "-3.50", Decimal("-3.50")),
        (scalars.Number, "010", Decimal(10)),
        (scalars.Whole, "12", 12),
        (scalars.Weight, "0", Decimal(0)),
        (scalars.Share, "40%", Decimal("0.4")),
        (scalars.Share, "6/10", Decimal("0.6")),
        (scalars.Share, "0.6", Decimal("0.6")),
        (scalars.Flag, "true", True),
        (scalars.Flag, "false", False),
        (scalars.Day, "2026-11-22", date(2026, 11, 22)),
        (scalars.Moment, "2026-11-22 09:30", datetime(2026, 11, 22, 9, 30)),  # noqa: DTZ001
        (scalars.Moment, "2026-11-22T09:30", datetime(2026, 11, 22, 9, 30)),  # noqa: DTZ001
        (scalars.Duration, "7d", 7),
        (scalars.Url, "HTTPS://acme.example/a?b=c#d", "HTTPS://acme.example/a?b=c#d"),
        (scalars.Url, "mailto:okr@acme.example", "mailto:okr@acme.example"),
        (scalars.Texts, "one", ("one",)),
        (scalars.Texts, ["one", "two"], ("one", "two")),
        (scalars.Texts, None, ()),
        (scalars.Days, "2026-11-22", (date(2026, 11, 22),)),
    ],
)
def test_a_text_is_read_as_its_type(kind: Any, text: object, value: object) -> None:
    found = read(kind, text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("kind", "text", "refused"),
    [
        (scalars.Text, None, ("wrong-value", "expected a text, not nothing", "")),
        (scalars.Text, "  ", ("wrong-value", "expected a text, not an empty text", "")),
        (scalars.Text, ["a"], ("wrong-value", "expected a text, not a list", "")),
        (scalars.Text, {"a": "b"}, ("wrong-value", "expected a text, not a group of fields", "")),
        (
            scalars.Id,
            "Zákaznická důvěra!",
            (
                "bad-id",
                "expected an id of small letters, digits and hyphens such as grow-2026, not Zákaznická důvěra!",
                "write zakaznicka-duvera",
            ),
        ),
        (scalars.Ref, "the goal", ("bad-reference", "expected a reference such as team/objective, not the goal", "")),
        (
            scalars.Number,
            "1 200,5 %",
            ("bad-number", "expected a number such as 12 or 3.5, not 1 200,5 %", "write 1200.5"),
        ),
        (scalars.Number, "1,200", ("bad-number", "expected a number such as 12 or 3.5, not 1,200", "write 1200")),
        (scalars.Number, "1e3", ("bad-number", "expected a number such as 12 or 3.5, not 1e3", "")),
        (scalars.Number, "٣", ("bad-number", "expected a number such as 12 or 3.5, not ٣", "")),
        (scalars.Number, "12:30", ("bad-number", "expected a number such as 12 or 3.5, not 12:30", "")),
        (scalars.Whole, "1.5", ("bad-number", "expected a whole number such as 12, not 1.5", "")),
        (
            scalars.Weight,
            "-1",
            ("bad-number", "expected a number that is not below 0, such as 1 or 0.5, not -1", ""),
        ),
        (scalars.Share, "40", ("bad-share", "expected 40%, 6/10 or a number from 0 to 1, not 40", "write 40%")),
        (scalars.Share, "7/6", ("bad-share", "expected 40%, 6/10 or a number from 0 to 1, not 7/6", "")),
        (scalars.Share, "1/0", ("bad-share", "expected 40%, 6/10 or a number from 0 to 1, not 1/0", "")),
        (scalars.Flag, "yes", ("wrong-value", "expected true or false, not yes", "")),
        (
            scalars.Day,
            "22.11.2026",
            ("bad-date", "expected a date such as 2026-11-22, not 22.11.2026", "write 2026-11-22"),
        ),
        (scalars.Day, "2026/1/2", ("bad-date", "expected a date such as 2026-11-22, not 2026/1/2", "write 2026-01-02")),
        (
            scalars.Day,
            "2026-02-30",
            ("bad-date", "expected a date such as 2026-11-22, not 2026-02-30", "there is no such day in the calendar"),
        ),
        (scalars.Day, "20261122", ("bad-date", "expected a date such as 2026-11-22, not 20261122", "")),
        (
            scalars.Moment,
            "9:30",
            ("bad-date", "expected a date and time such as 2026-11-22 09:30, not 9:30", ""),
        ),
        (scalars.Duration, "week", ("bad-number", "expected a number of days such as 7d, not week", "")),
        (
            scalars.Url,
            "javascript:alert(1)",
            (
                "bad-url",
                "expected a web address that starts with https://, http:// or mailto:, not javascript:alert(1)",
                "",
            ),
        ),
        (scalars.Texts, ["a", None], ("wrong-value", "expected a text, not nothing", "")),
    ],
)
def test_a_wrong_text_is_refused_in_the_editors_words(kind: Any, text: object, refused: tuple[str, str, str]) -> None:
    assert refusal(kind, text) == refused


def test_a_long_wrong_text_is_shown_shortened_and_on_one_line() -> None:
    assert refusal(scalars.Flag, "a\n" * 500)[1] == f"expected true or false, not {'a ' * 29}a…"


def test_values_made_by_code_pass() -> None:
    assert read(scalars.Number, Decimal(3)) == Decimal(3)
    assert read(scalars.Day, date(2026, 1, 2)) == date(2026, 1, 2)
    assert refusal(scalars.Whole, True)[0] == "bad-number"


@pytest.mark.parametrize("name", ["Text", "Inline", "Markdown", "Id", "Ref", "Number", "Whole", "Weight", "Share"])
def test_every_scalar_describes_itself(name: str) -> None:
    schema = TypeAdapter(getattr(scalars, name)).json_schema()
    assert {"title", "description", "examples"} <= schema.keys()


def test_a_list_is_described_as_one_or_many() -> None:
    one, many = TypeAdapter(scalars.Days).json_schema()["anyOf"]
    assert many["items"] == one
    assert one["pattern"] == "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("People trust search as the **first** place", "people-trust-search-as-the-first-place"),
        ("See the [Docs](https://acme.example/x)", "see-the-docs"),
        ("Růst & Łódź Straße", "rust-and-lodz-strasse"),
        ("日本", ""),
        ("word " * 30, "-".join(["word"] * 13)),
    ],
)
def test_an_id_is_made_from_a_title(title: str, made: str) -> None:
    assert slug(title) == made


@given(st.text())
def test_what_slug_makes_is_an_id_or_nothing(title: str) -> None:
    made = slug(title)
    assert made == "" or read(scalars.Id, made) == made


@given(st.text(max_size=20))
def test_no_text_makes_a_scalar_fail_otherwise(text: str) -> None:
    for kind in (scalars.Number, scalars.Share, scalars.Day, scalars.Moment, scalars.Duration, scalars.Url, scalars.Id):
        with suppress(ValidationError):
            read(kind, text)
