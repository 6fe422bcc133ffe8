"""The reference pages say what the code does: their tables are made from it, and nothing is left out."""

from __future__ import annotations

import pytest

from okrsite.okr.kinds import KINDS
from tests.docs import content_fields, view_fields
from tests.docs.field_words import WORDS
from tests.docs.reference import DOCS, PAGES, parts, renewed
from tests.docs.view_fields import hints, seen, told
from tests.project import built, said

ROOT = DOCS.parent.parent


def text(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_the_made_parts_of_a_page_are_as_the_code_is(name: str) -> None:
    assert text(name) == renewed(text(name)), "run: python -m tests.docs.reference"


def test_every_kind_of_content_is_documented() -> None:
    documented = [of for what, of in parts(text("content-model.md")) if what == "fields"]
    assert sorted(documented) == sorted(["page-fields", *(kind.name for kind in KINDS)])


def test_every_field_of_the_content_has_its_words() -> None:
    rows = [
        line for kind in KINDS for line in content_fields.fields_of_kind(kind.name).splitlines() if line[:3] == "| `"
    ]
    assert [row for row in rows if row.endswith("|  |")] == []


def test_every_class_that_a_template_can_reach_is_documented() -> None:
    page = text("theme-api.md")
    assert [one for one in seen() if f"#### {one.__module__.rpartition('.')[2]}.{one.__name__}\n" not in page] == []


def test_every_field_of_every_view_is_explained() -> None:
    fields = [(one, name, hint) for one in seen() for name, hint in hints(one).items()]
    silent = [f"{one.__name__}.{name}" for one, name, hint in fields if not told(one, name, hint) and name not in WORDS]
    assert silent == [], "say it in the docstring of the class, or in tests/docs/field_words.py"


def test_words_for_fields_are_of_use() -> None:
    used = {name for one in seen() for name, hint in hints(one).items() if not told(one, name, hint)}
    assert sorted(set(WORDS) - used) == []


def test_a_type_is_told_in_words() -> None:
    assert view_fields._words(tuple[tuple[str, int | None], ...]) == "list of (text, whole number or none)"


def test_the_docs_are_a_project_without_a_problem() -> None:
    paths = [path for path in (ROOT / "content").rglob("*") if path.is_file()]
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}
    made = built(files)
    assert said(made, files) == ""
    assert made.tree is not None
    assert "pages/theme-api/index.html" in made.tree
