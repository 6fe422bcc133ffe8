"""HTML that an editor wrote into Markdown: only what is on the list comes out, everything else becomes text.

Two steps, because raw tags and Markdown interleave (`<details>`, a list, `</details>`): `tame` rewrites every single
tag so that nothing of ours can be forged, and `balance` lets nh3 clean and balance the finished whole.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from typing import Any

from okrsite.source.links import link_address, picture_address
from okrsite.source.prose import Draft

_DEEPEST = 60
_VOID = frozenset(("br", "hr", "img", "wbr"))
_TAG_NAMES = (
    "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h2 h3 h4 h5 "
    "h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot "
    "th thead time tr u ul var wbr"
)
_TAGS = frozenset(_TAG_NAMES.split())
_OWN_TAGS = frozenset(("aside", "input", "label", "section", "h1"))
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "abbr": {"title"},
    "details": {"open"},
    "time": {"datetime"},
}
_EVERYWHERE = frozenset(("lang", "dir"))
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>|<")
_GAP = re.compile(r"&#(?:0*[23](?![0-9])|x0*[23](?![0-9a-f]));?", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([A-Za-z_:@][\w:.@-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")


def tame(raw: str, draft: Draft, line: int) -> str:
    """The piece of HTML with its tags rewritten and its comments left out."""

    def rewritten(found: re.Match[str]) -> str:
        return _tag(found, draft, line) if found[2] else "&lt;"

    return _TAG.sub(rewritten, _GAP.sub("\ufffd", _without_comments(raw)))


def balance(html: str) -> str:
    """The whole of a text's HTML, once more through a list of tags and attributes, and well formed."""
    cleaned: str = _cleaner().clean(html)
    return cleaned


@cache
def _cleaner() -> Any:
    import nh3

    attributes = {tag: set(names) for tag, names in _ATTRIBUTES.items()}
    attributes["*"] = {"class", "id", "role", *_EVERYWHERE}
    attributes["img"].add("loading")
    attributes["input"] = {"type", "checked", "disabled"}
    return nh3.Cleaner(
        tags=set(_TAGS | _OWN_TAGS),
        attributes=attributes,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
    )


def _without_comments(raw: str) -> str:
    """Comments are notes to other editors; one without an end is text."""
    first, *pieces = raw.split("<!--")
    kept, waiting = [first], ""
    for piece in pieces:
        waiting += "<!--" + piece
        _, end, rest = piece.partition("-->")
        if end:
            kept.append(rest)
            waiting = ""
    return "".join(kept) + waiting


def _tag(found: re.Match[str], draft: Draft, line: int) -> str:
    """One tag, as it may be."""
    closing, name, rest = found[1], found[2].lower(), found[3]
    if name not in _TAGS:
        if not closing:
            message = f"the HTML tag <{name}> is not allowed and is shown as text"
            draft.warn("html-not-allowed", found[0], line, message, "delete it, or write it as `code`")
        return escape(found[0])
    draft.has_raw = True
    if closing:
        draft.raw_depth -= 1
        return f"</{name}>"
    if name not in _VOID:
        draft.raw_depth += 1
        if draft.raw_depth > _DEEPEST:
            return escape(found[0])
    attributes = _attributes(name, rest, draft, line)
    if name == "img" and " alt=" not in attributes:
        attributes += ' alt=""'
    return f"<{name}{attributes}>"


def _attributes(tag: str, rest: str, draft: Draft, line: int) -> str:
    """The attributes that are on the list; addresses as in Markdown."""
    kept = []
    for found in _ATTRIBUTE.finditer(rest):
        name = found[1].lower()
        value = unescape(found[2] or found[3] or found[4] or "")
        if name not in _ATTRIBUTES.get(tag, ()) and name not in _EVERYWHERE:
            message = f"the HTML attribute {name} is not allowed and is left out"
            draft.warn("html-not-allowed", found[0], line, message, "delete it")
            continue
        if name in ("href", "src"):
            address = (link_address if name == "href" else picture_address)(draft, value, line)
            if address is None:
                continue
            value = address
        kept.append(f' {name}="{escape(value)}"')
    return "".join(kept)
