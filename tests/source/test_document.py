"""Front matter and body."""

from __future__ import annotations

import marshal
from dataclasses import astuple

from okrsite.source.document import Document
from tests.source.told import parsed, told_of


def test_front_matter_and_body_come_apart() -> None:
    assert parsed("---\ntitle: a\n---\nBody\n", "markdown").value == Document({"title": "a"}, "Body\n", 17)


def test_a_page_needs_no_front_matter() -> None:
    assert parsed("Body\n---\n", "markdown").value == Document({}, "Body\n---\n", 0)


def test_empty_lines_above_front_matter_do_not_make_it_text() -> None:
    assert parsed("\n\n---\ntitle: a\n---\n", "markdown").value == Document({"title": "a"}, "", 19)


def test_front_matter_may_be_empty() -> None:
    assert parsed("---\n---\nBody", "markdown").value == Document({}, "Body", 8)


def test_front_matter_without_an_end_is_told() -> None:
    assert (
        told_of("---\ntitle: a\nBody\n", "markdown")
        == """error[unclosed-front-matter]: the front matter has no end
1 | ---
    ^^^ end it with a line of three hyphens: ---"""
    )


def test_faults_of_front_matter_stand_where_they_are() -> None:
    assert (
        told_of("---\ntitle: a\ntitle: b\n---\n", "markdown")
        == """error[duplicate-key]: title is written twice
3 | title: b
    ^^^^^ keep one of the two
title is first written here
2 | title: a
    ^^^^^"""
    )


def test_a_document_is_plain_data() -> None:
    document = parsed("---\na: [b, {c: ~}]\n---\nBody", "markdown").value
    assert document
    assert Document(*marshal.loads(marshal.dumps(astuple(document), 2))) == document
