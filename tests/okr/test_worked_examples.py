"""The docs page "How numbers are computed" shows the examples that the tests compute."""

from __future__ import annotations

from tests.okr import worked_examples


def test_the_docs_show_the_table_that_is_tested() -> None:
    page = worked_examples.PAGE.read_text("utf-8")
    assert page == worked_examples.page_with_table(page), "run python -m tests.okr.worked_examples"
