"""Markdown becomes prose: safe HTML with open gaps for addresses, a table of contents, plain text.

Pure: the same text gives the same prose, whichever file it is in. Diagnostics point at characters of the text.
"""

from __future__ import annotations

import re
import zlib
from typing import Any

from okrsite.diagnostics import Checked, Place, warning
from okrsite.source.prose import CLOSE, NEVER_SHOWN, OPEN, Draft, Heading, Prose, Slot

__all__ = ["Heading", "Prose", "Slot", "inline", "render"]

# A line that no block rule but the paragraph's takes up, and one in which no inline rule does anything either.
_START = r"(?![0-9]+[.)])[^\W_]"
_NO_INLINE = r"[^\n\\*_`\[\]<&~{" + NEVER_SHOWN + r"]*+"
_PLAIN = re.compile(rf"{_START}{_NO_INLINE}(?:(?<! )\n{_START}{_NO_INLINE})*+")
_PARAGRAPH = re.compile(rf"{_START}[^\n\t\r\x00]*+(?:\n{_START}[^\n\t\r\x00]*+)*+")
_PLAIN_TITLE = re.compile(_NO_INLINE)


def render(text: str) -> Checked[Prose]:
    """The prose of a body or a note."""
    stripped = text.rstrip(" \t\n")
    if not stripped:
        return Checked(Prose(("",)))
    if stripped != stripped.rstrip():
        return render_slowly(text)
    if _PLAIN.fullmatch(stripped) and "://" not in stripped:
        words = stripped.split()
        return Checked(Prose((f"<p>{_escaped(stripped)}</p>\n",), (), (), " ".join(words), len(words)))
    if _PARAGRAPH.fullmatch(stripped) and "^[" not in stripped:
        return _paragraph(stripped)
    return render_slowly(text)


def inline(text: str) -> Checked[Prose]:
    """The prose of a title: links and emphasis, no blocks."""
    line = text.replace("\n", " ").strip(" ")
    if _PLAIN_TITLE.fullmatch(line) and "://" not in line:
        words = line.split()
        return Checked(Prose((_escaped(line),), (), (), " ".join(words), len(words)))
    return inline_slowly(text)


def render_slowly(text: str) -> Checked[Prose]:
    """What `render` gives, without its shortcuts."""
    from okrsite.source.parser import DEEPEST, block_parser

    draft = Draft(_cleaned(text))
    env = _env(draft)
    tokens = block_parser().parse(draft.text, env)
    if any(token.level >= DEEPEST - 1 for token in tokens):
        message = f"lists and quotes are nested more than {DEEPEST - 2} levels deep; what is inside is left out"
        draft.warnings.append(warning("nested-too-deep", Place(start=0, end=1), message, "nest them less deeply"))
    return _written(tokens, draft, env)


def _paragraph(text: str) -> Checked[Prose]:
    """The prose of a text that is nothing but one paragraph, without trying every block rule on it."""
    from markdown_it.token import Token

    from okrsite.source.parser import block_parser

    draft = Draft(_cleaned(text))
    env = _env(draft)
    opening = Token("paragraph_open", "p", 1, map=[0, text.count("\n") + 1], block=True)
    closing = Token("paragraph_close", "p", -1, block=True)
    return _written([opening, *block_parser().parseInline(draft.text, env), closing], draft, env)


def _written(tokens: list[Any], draft: Draft, env: dict[str, Any]) -> Checked[Prose]:
    """The parser's tokens as prose."""
    from okrsite.source.admonitions import unify
    from okrsite.source.parser import block_parser
    from okrsite.source.raw_html import balance
    from okrsite.source.tokens import finish, plain_text

    tokens = finish(unify(tokens), draft)
    html = block_parser().renderer.render(tokens, block_parser().options, env)
    if draft.has_raw:
        html = balance(html)
    return Checked(draft.prose(html, plain_text(tokens)), tuple(draft.warnings))


def _env(draft: Draft) -> dict[str, Any]:
    """What belongs to one text: the mark that keeps the ids of its footnotes apart from another text's."""
    return {"mark": f"{zlib.crc32(draft.text.rstrip().encode('utf-8', 'replace')):08x}"}


def inline_slowly(text: str) -> Checked[Prose]:
    """What `inline` gives, without its shortcut."""
    from okrsite.source.parser import inline_parser
    from okrsite.source.tokens import finish, plain_text

    parser, text = inline_parser(), _cleaned(text).replace("\n", " ")
    draft = Draft(text)
    tokens = finish(parser.parseInline(text.strip(" ")), draft)
    html = parser.renderer.render(tokens, parser.options, {})
    return Checked(draft.prose(html, plain_text(tokens)), tuple(draft.warnings))


def _cleaned(text: str) -> str:
    """The text without the characters that mark gaps."""
    if OPEN in text or CLOSE in text:
        return text.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
    return text


def _escaped(text: str) -> str:
    return text.replace(">", "&gt;").replace('"', "&quot;")
