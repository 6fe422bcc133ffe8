"""The parts of the docs that are made from the code: the fields of the content and of the views.

`python -m tests.docs.reference` writes them anew, between the marks in the pages; a test compares. Everything around
the marks is written by people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.docs.codes import codes
from tests.docs.content_fields import fields_of_kind
from tests.docs.view_fields import filters, views

DOCS = Path(__file__).resolve().parent.parent.parent / "docs" / "content" / "pages"
PAGES = ("content-model.md", "problems.md", "theme-api.md")

_MADE = re.compile(r"(<!-- made: (?P<what>\S+) (?P<of>\S+) -->\n).*?(<!-- end -->)", re.DOTALL)

MAKERS: Mapping[str, Callable[[str], str]] = {
    "fields": fields_of_kind,
    "views": views,
    "filters": filters,
    "codes": codes,
}


def renewed(text: str) -> str:
    """A page with all its made parts as the code is now."""
    return _MADE.sub(lambda found: f"{found[1]}\n{MAKERS[found['what']](found['of'])}\n{found[4]}", text)


def parts(text: str) -> list[tuple[str, str]]:
    """What is made in a page: `("fields", "lesson")`."""
    return [(found["what"], found["of"]) for found in _MADE.finditer(text)]


def main() -> None:
    """Write the pages anew."""
    for name in PAGES:
        page = DOCS / name
        page.write_text(renewed(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
