"""The parser's tokens become ours: safe links, gaps, headings, task lists, aligned cells, tamed HTML.

In comes the list that markdown-it made of one text, out goes the list to be written, with what the draft gathers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from markdown_it.token import Token

from okrsite.source.links import is_outside, link_address, outside, picture_address
from okrsite.source.prose import Draft, Heading
from okrsite.source.raw_html import tame

_TASK = re.compile(r"\[([ xX])\] ")
_BARE = re.compile(r"https?://[^\s<>\"'`]*[^\s<>\"'`.,:;!?)\]}*_]")


def finish(tokens: list[Token], draft: Draft) -> list[Token]:
    """All tokens of a text, ready to be written."""
    shift = any(token.type == "heading_open" and token.tag == "h1" for token in tokens)
    ids: dict[str, int] = {}
    for index, token in enumerate(tokens):
        line = token.map[0] if token.map else 0
        if token.type == "inline":
            token.children = finish_inline(token.children or [], draft, line)
        elif token.type == "html_block":
            token.content = tame(token.content, draft, line)
        elif token.type in ("th_open", "td_open"):
            _align(token)
        elif token.type == "heading_close" and shift:
            token.tag = _shifted(token.tag)
        elif token.type == "heading_open":
            token.tag = _shifted(token.tag) if shift else token.tag
            _name_heading(token, tokens[index + 1], ids, draft)
        elif token.type == "list_item_open":
            _task(tokens, index)
    return tokens


def finish_inline(children: Iterable[Token], draft: Draft, line: int) -> list[Token]:
    """The tokens of one stretch of text."""
    finished: list[Token] = []
    depth, inert = 0, False
    for token in children:
        if token.type == "link_open":
            depth += 1
            address = link_address(draft, str(token.attrs.get("href", "")), line)
            inert = address is None
            token.attrs["href"] = address or ""
        elif token.type == "link_close":
            depth -= 1
        if inert and token.type in ("link_open", "link_close"):
            inert = token.type == "link_open"
        elif token.type == "text" and not depth:
            finished.extend(_with_bare_links(token))
        else:
            finished.extend(_finish_one(token, draft, line, linked=depth > 0))
    return finished


def plain_text(tokens: Iterable[Token]) -> str:
    """What a reader would hear: no markup, one line for each block."""
    lines = (" ".join(_words(token).split()) for token in tokens)
    return "\n".join(line for line in lines if line)


def _finish_one(token: Token, draft: Draft, line: int, linked: bool) -> Iterator[Token]:
    if token.type == "html_inline":
        token.content = tame(token.content, draft, line)
        yield token
    elif token.type == "image":
        yield from _picture(token, draft, line, linked)
    else:
        yield token


def _picture(token: Token, draft: Draft, line: int, linked: bool) -> Iterator[Token]:
    """A picture of our own, or what is left of another: a link, or its text."""
    target = str(token.attrs.get("src", ""))
    address = picture_address(draft, target, line)
    words = " ".join(_words(token).split())
    if address is not None:
        token.attrs["src"] = address
        token.attrs["loading"] = "lazy"
        yield token
    elif is_outside(target) and not linked:
        yield from _link(outside(target), words or target)
    else:
        yield Token("text", "", 0, content=words)


def _link(address: str, words: str) -> Iterator[Token]:
    yield Token("link_open", "a", 1, {"href": address})
    yield Token("text", "", 0, content=words)
    yield Token("link_close", "a", -1)


def _with_bare_links(token: Token) -> Iterator[Token]:
    """The text, with links where it holds web addresses."""
    if "://" not in token.content:
        yield token
        return
    end = 0
    for found in _BARE.finditer(token.content):
        yield Token("text", "", 0, content=token.content[end : found.start()])
        yield from _link(outside(found.group()), found.group())
        end = found.end()
    yield Token("text", "", 0, content=token.content[end:])


def _words(token: Token) -> str:
    if token.type in ("inline", "image"):
        return "".join(_words(child) for child in token.children or ())
    if token.type in ("text", "code_inline", "fence", "code_block"):
        return token.content
    if token.type == "html_block":
        return unescape(re.sub(r"<[^<>]*>", " ", token.content))
    return " " if token.type in ("softbreak", "hardbreak") else ""


def _shifted(tag: str) -> str:
    return f"h{min(int(tag[1:]) + 1, 6)}"


def _name_heading(token: Token, inline: Token, ids: dict[str, int], draft: Draft) -> None:
    """An id made as GitHub makes it, so that links which work there work here, and a line in the contents."""
    title = " ".join(_words(inline).split())
    name = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") or "section"
    while name in ids:
        ids[name] += 1
        name = f"{name}-{ids[name]}"
    ids[name] = 0
    token.attrs["id"] = f"s-{name}"
    draft.toc.append(Heading(int(token.tag[1:]), f"s-{name}", title))


def _align(token: Token) -> None:
    style = str(token.attrs.pop("style", ""))
    if style:
        token.attrs["class"] = "align-" + style.removeprefix("text-align:")


def _task(tokens: list[Token], index: int) -> None:
    """`- [x] done`: a box that shows its state and cannot be changed, labelled by its own text."""
    item, inline = tokens[index], tokens[index + 2] if index + 2 < len(tokens) else None
    if inline is None or inline.type != "inline" or not inline.children:
        return
    first = inline.children[0]
    found = _TASK.match(first.content) if first.type == "text" else None
    if found is None:
        return
    first.content = first.content[found.end() :]
    attrs: dict[str, str | int | float] = {"type": "checkbox", "disabled": "disabled"}
    if found[1] != " ":
        attrs["checked"] = "checked"
    item.attrs["class"] = "task"
    box, space = Token("task_box", "input", 0, attrs), Token("text", "", 0, content=" ")
    label = Token("task_open", "label", 1), Token("task_close", "label", -1)
    inline.children = [label[0], box, space, *inline.children, label[1]]
