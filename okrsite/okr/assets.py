"""Files that a browser would run.

In: the files under `content/assets/`. Out: an error for each that could act on a page's behalf when a reader opens it:
it would be served from the site's own address, and everything there is trusted. Pictures that hold a script are among
them; shown by `<img>` they are harmless, opened by themselves they are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from okrsite.diagnostics import Diagnostic, Place, error
from okrsite.okr.inventory import ASSETS

RUN = frozenset(
    ("html", "htm", "xhtml", "xht", "shtml", "mhtml", "hta",
     "js", "mjs", "cjs", "wasm", "swf", "xml", "xsl", "xslt", "svgz")
)  # fmt: skip
"""Endings of files that browsers run, or that can hold what they run."""

_ACTS = re.compile(
    r"<(?:\w+:)?(?:script|foreignobject|iframe|!entity)|[\s\"'/]on[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE
)


def active_files(files: Mapping[str, bytes | None]) -> Iterator[Diagnostic]:
    """What must not lie among the assets."""
    for path, data in sorted(files.items()):
        ending = path.rpartition(".")[2].lower()
        if not path.startswith(ASSETS):
            continue
        if ending in RUN:
            hint = "publish it elsewhere and link to it; pictures, PDF and office files are welcome"
            yield error("active-file", Place(path), f"a browser would run {path} as a part of the site", hint)
        elif ending == "svg" and _acts(data or b""):
            hint = "save it as a plain SVG in UTF-8, without scripts, handlers and foreign objects"
            yield error("active-file", Place(path), f"a browser would run what {path} holds", hint)


def _acts(picture: bytes) -> bool:
    """Whether an SVG holds more than shapes; one that is not UTF-8 could hide it."""
    try:
        text = picture.decode("utf-8-sig")
    except UnicodeDecodeError:
        return True
    return "\0" in text or _ACTS.search(unescape(text)) is not None
