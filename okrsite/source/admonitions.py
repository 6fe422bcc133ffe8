"""Notes set apart from the text: three dialects of tokens in, `<aside class="note note--tip" role="note">` out.

`:::tip Title`, `!!! tip "Title"` and `> [!TIP]` become the same tokens.
"""

from __future__ import annotations

import re

from markdown_it.token import Token

_KINDS = {
    "note": "note", "info": "note", "abstract": "note", "summary": "note", "example": "note", "question": "note",
    "quote": "note", "todo": "note", "tip": "tip", "hint": "tip", "success": "tip", "important": "important",
    "warning": "warning", "attention": "warning", "caution": "caution", "danger": "caution", "error": "caution",
    "failure": "caution", "bug": "caution",
}  # fmt: skip
_MARK = re.compile(r"\[!([A-Za-z]+)\][ \t]*")


def opens_container(params: str, markup: str) -> bool:
    """Whether `:::` starts a note; any other `:::word` stays text."""
    words = params.split()
    return bool(words) and words[0].strip("{}").lower() in _KINDS


def unify(tokens: list[Token]) -> list[Token]:
    """The tokens, with every note in our markup."""
    unified: list[Token] = []
    asides: list[int] = []
    skip = 0
    for index, token in enumerate(tokens):
        if skip:
            skip -= 1
        elif token.type == "container_admonition_open":
            unified.extend(_container(token))
        elif token.type == "admonition_open":
            unified.append(_aside(token, str(token.meta["tag"])))
        elif token.type == "admonition_title_open":
            unified.append(_changed(token, "note_title_open", "p", {"class": "note__title"}))
        elif token.type in ("container_admonition_close", "admonition_close"):
            unified.append(_changed(token, "note_close", "aside", {}))
        elif token.type == "blockquote_open" and (note := _quoted(tokens, index)):
            unified.extend(note[0])
            skip = note[1]
            asides.append(token.level)
        elif token.type == "blockquote_close" and asides and asides[-1] == token.level:
            asides.pop()
            unified.append(_changed(token, "note_close", "aside", {}))
        else:
            unified.append(token)
    return unified


def _changed(token: Token, kind: str, tag: str, attrs: dict[str, str | int | float]) -> Token:
    token.type, token.tag, token.attrs = kind, tag, attrs
    return token


def _aside(token: Token, word: str) -> Token:
    """The opening of a note; as an `aside` alone each would be one more landmark without a name."""
    kind = _KINDS.get(word.lower(), "note")
    return _changed(token, "note_open", "aside", {"class": f"note note--{kind}", "role": "note"})


def _title(children: list[Token], like: Token) -> list[Token]:
    """A title line made of these inline tokens."""
    opening = Token("note_title_open", "p", 1, {"class": "note__title"}, map=like.map, block=True)
    inline = Token("inline", "", 0, map=like.map, block=True, children=children)
    inline.content = "".join(child.content for child in children)
    return [opening, inline, Token("note_title_close", "p", -1, block=True)]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _container(token: Token) -> list[Token]:
    word, _, title = token.info.strip().partition(" ")
    word = word.strip("{}")
    return [_aside(token, word), *_title([_text(title.strip() or word.capitalize())], token)]


def _quoted(tokens: list[Token], index: int) -> tuple[list[Token], int] | None:
    """The first tokens of `> [!NOTE]`, and how many of the parser's they stand for."""
    if len(tokens) < index + 4 or tokens[index + 2].type != "inline":
        return None
    inline = tokens[index + 2]
    children = inline.children or []
    mark = _MARK.match(children[0].content) if children and children[0].type == "text" else None
    if mark is None or mark[1].lower() not in _KINDS:
        return None
    first_break = next(
        (n for n, child in enumerate(children) if child.type in ("softbreak", "hardbreak")), len(children)
    )
    title, rest = children[:first_break], children[first_break + 1 :]
    title[0].content = title[0].content[mark.end() :]
    if len(title) == 1 and not title[0].content:
        title = [_text(mark[1].capitalize())]
    opening = [_aside(tokens[index], mark[1]), *_title(title, tokens[index])]
    if not rest:
        return opening, 3
    inline.children = rest
    inline.content = inline.content.partition("\n")[2]
    return [*opening, tokens[index + 1], inline], 2
