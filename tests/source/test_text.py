"""Which bytes are text."""

from __future__ import annotations

import pytest

from okrsite.source.document import parse
from okrsite.source.text import normalised
from tests.source.told import parsed, told, told_of


def test_a_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    document = parse(b"\xef\xbb\xbftitle: a\r\nowner: b\r\n", "yaml").value
    assert document
    assert document.tree == {"title": "a", "owner": "b"}


def test_bytes_that_are_not_utf8_are_refused_with_their_line() -> None:
    data = "title: Zákazníci\nowner: Růžena\n".encode("cp1250")
    assert (
        told(parse(data, "yaml").diagnostics, normalised(data))
        == """error[not-utf8]: this is not UTF-8 text: byte 0xe1
1 | title: Z\ufffdkazn\ufffdci
            ^ save the file as UTF-8"""
    )


def test_utf16_is_named() -> None:
    (fault,) = parse("title: a".encode("utf-16"), "yaml").diagnostics
    assert (fault.message, fault.hint) == ("this file is UTF-16", "save it as UTF-8")


def test_invisible_characters_are_refused_and_the_rest_is_still_read() -> None:
    assert (
        told_of("title: a\x00b\nowner: c\u202ed\ntitle: e\n")
        == """error[forbidden-character]: the invisible character U+0000 is not allowed here
1 | title: a\x00b
            ^ delete it
error[forbidden-character]: the invisible character U+202E (right-to-left override) is not allowed here
2 | owner: c\u202ed
            ^ delete it
error[duplicate-key]: title is written twice
3 | title: e
    ^^^^^ keep one of the two
title is first written here
1 | title: a\x00b
    ^^^^^"""
    )


def test_escapes_cannot_smuggle_invisible_characters_in() -> None:
    assert (
        told_of('title: "a\\u202eb"\n')
        == """error[forbidden-character]: the invisible character U+202E (right-to-left override) is not allowed here
1 | title: "a\\u202eb"
           ^^^^^^^^^^ delete its escape"""
    )


def test_a_merge_conflict_is_one_message_for_each_marker() -> None:
    checked = parsed("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> ann\n")
    assert [(d.code, d.place.start) for d in checked.diagnostics] == [("merge-conflict", 5), ("merge-conflict", 36)]
    assert checked.value is None


def test_a_line_of_equals_signs_is_a_heading_and_no_conflict() -> None:
    assert parsed("Title\n=======\n", "markdown").diagnostics == ()


def test_a_lfs_pointer_is_not_content() -> None:
    (fault,) = parsed("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n").diagnostics
    assert fault.message == "this is a Git LFS pointer, not the file itself"


@pytest.mark.parametrize("form", ["yaml", "markdown"])
def test_a_text_above_a_megabyte_is_refused(form: str) -> None:
    (fault,) = parse(b"a" * 1_000_001, form).diagnostics  # type: ignore[arg-type]
    assert fault.message == "this file has 1.0 MB; okrsite reads up to 1 MB"
