"""Icons: a page carries the drawings of those that it uses, so that no reader waits for a file of them.

In: a finished page, which takes an icon with `<use href="#i_risk"/>`, and the theme's `icons.svg`. Out: the page with
the `<symbol>`s that it uses, each once, at the beginning of its body. An icon that is used once, in an `<svg>` without
a `viewBox`, is drawn there and then; a name that is no symbol is left to the file. The content takes no icons: what
looks like a tag in it is text in a finished page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

PREFIX = "i_"
"""Before an icon's name in a page; no id of the content begins like that."""

_SYMBOL = re.compile(r'<symbol id="([\w-]+)" viewBox="([^"]*)"([^>]*)>(.*?)</symbol>', re.DOTALL)
_USED = re.compile(rf'<use href="#{PREFIX}([\w-]+)"/>')
_SPRITE = '<svg class="vh" width="0" height="0" aria-hidden="true">'
_BODY = re.compile(rf"<body[^>]*>\s*({_SPRITE})?")


@dataclass(frozen=True, slots=True)
class Icon:
    """A symbol ready for a page: whole, or its `viewBox` and what is drawn in it."""

    symbol: str
    box: str
    drawing: str


def icons(drawing: str) -> Mapping[str, Icon]:
    """The symbols of `icons.svg` by name."""
    found: dict[str, Icon] = {}
    for name, size, more, inside in _SYMBOL.findall(drawing):
        box = f'viewBox="{size}"'
        symbol = f'<symbol id="{PREFIX}{name}" {box}{more}>{inside}</symbol>'
        found[name] = Icon(symbol, box, f"<g{more}>{inside}</g>" if more else inside)
    return found


def with_icons(page: str, known: Mapping[str, Icon], file: str) -> str:
    """The page with its icons; `file` is the address of `icons.svg` as seen from it."""
    symbols = ""
    for name, times in Counter(_USED.findall(page)).items():
        use, icon = f'<use href="#{PREFIX}{name}"/>', known.get(name)
        if icon is None:
            page = page.replace(use, f'<use href="{file}#{name}"/>')
            continue
        before, _, after = page.partition(use)
        start = before.rfind("<")
        around = before[start:]
        if times == 1 and around.startswith("<svg ") and around.endswith(">") and "viewBox" not in around:
            page = f"{before[:start]}<svg {icon.box}{around[4:]}{icon.drawing}{after}"
        else:
            symbols += icon.symbol
    body = _BODY.search(page) if symbols else None
    if not body:
        return page
    sprite = symbols if body[1] else f"{_SPRITE}{symbols}</svg>"
    return page[: body.end()] + sprite + page[body.end() :]
