"""Where a link or a picture may lead: a target as written comes in, an address, a gap or nothing goes out."""

from __future__ import annotations

import re

from okrsite.source.prose import Draft

_OUTSIDE = frozenset(("http", "https", "mailto", "tel"))
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+")


def scheme_of(target: str) -> str:
    """The scheme in small letters, `//` for an address without one, and nothing for a relative target."""
    bare = _IGNORED_BY_BROWSERS.sub("", target)
    found = _SCHEME.match(bare)
    if found:
        return found[1].lower()
    return "//" if re.match(r"[/\\]{2}", bare) else ""


def link_address(draft: Draft, target: str, line: int) -> str | None:
    """What belongs into `href`; None, and a warning, where the link must not work."""
    scheme = scheme_of(target)
    if not scheme:
        return draft.slot(target, False, line)
    if scheme in _OUTSIDE:
        return outside(target)
    refuse(draft, target, line)
    return None


def refuse(draft: Draft, target: str, line: int) -> None:
    """Warn of an address that is shown as text."""
    message = f"a link to {scheme_of(target)} addresses is shown as plain text"
    if scheme_of(target) == "//":
        message = "a link that starts with // is shown as plain text"
    hint = "use https, http, mailto, tel or a path relative to this file"
    draft.warn("unsafe-link", target, line, message, hint)


def picture_address(draft: Draft, target: str, line: int) -> str | None:
    """What belongs into `src`; None, and a warning, for a picture that is not the site's own."""
    scheme = scheme_of(target)
    if not scheme:
        return draft.slot(target, True, line)
    if scheme in _OUTSIDE:
        hint = "put the picture into assets/ and name it by a relative path"
        draft.warn("outside-picture", target, line, "a picture from elsewhere is shown as a link", hint)
    else:
        refuse(draft, target, line)
    return None


def outside(target: str) -> str:
    """An address of the web, percent-encoded where that is needed."""
    from markdown_it.common.normalize_url import normalizeLink

    return normalizeLink(target.strip())


def is_outside(target: str) -> bool:
    """Whether the target may be a link to another site."""
    return scheme_of(target) in _OUTSIDE
