"""Words of the content where machines read along: nothing of them becomes a command, a link, HTML or a call.

In: a text. Out: one line, for a runner's log or for the Markdown of a forge.
"""

from __future__ import annotations

import re

BREAK = "\N{ZERO WIDTH SPACE}"
"""Nobody sees it; it stands where a forge would begin to read a reference: behind @, #, !, a colon, …"""

_MARKS = re.compile(r"([\\`*_{}\[\]()#!|~^$])")
_REFERENCES = re.compile(r"([@#!~%&$^:])(?=[\w\"/(\[])")
_WEB = re.compile(r"\b(www)\.", re.IGNORECASE)


def one_line(text: str) -> str:
    """A text without line breaks and without signs that move the cursor."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def plain(text: str) -> str:
    """A line in which a runner finds no command, wherever in it one would stand."""
    return one_line(text).replace("##[", "# #[").replace("##vso[", "# #vso[").replace("::", ": :")


def markdown(text: str) -> str:
    """A text that Markdown shows as it is, on one line, and that calls nobody and leads nowhere."""
    broken = _WEB.sub(rf"\1{BREAK}.", _REFERENCES.sub(rf"\1{BREAK}", one_line(text)))
    escaped = _MARKS.sub(r"\\\1", broken.replace("&", "&amp;"))
    return escaped.replace("<", "&lt;").replace(">", "&gt;")
