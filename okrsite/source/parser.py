"""The Markdown parsers: which dialects are understood, and how footnotes and code are written.

Built once and never changed; whatever belongs to one text travels in `env`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from okrsite.source.admonitions import opens_container
from okrsite.source.code import highlighted

DEEPEST = 40

_INLINE = ["emphasis", "strikethrough", "backticks", "escape", "entity", "link", "autolink"]
_CLOSERS = {"{{": "}}", "{%": "%}"}


@cache
def block_parser() -> MarkdownIt:
    """For bodies and notes."""
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST, "html": True}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin).use(admon_plugin)
    parser.use(container_plugin, "admonition", validate=opens_container)
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("footnote_ref", _footnote_ref)
    parser.add_render_rule("footnote_block_open", _footnotes_open)
    parser.add_render_rule("footnote_block_close", _footnotes_close)
    parser.add_render_rule("footnote_open", _footnote_open)
    parser.add_render_rule("footnote_anchor", _footnote_anchor)
    return _with_our_rules(parser)


@cache
def inline_parser() -> MarkdownIt:
    """For titles: no blocks, no pictures, no HTML."""
    return _with_our_rules(MarkdownIt("zero", {"maxNesting": DEEPEST}).enable(_INLINE))


def _with_our_rules(parser: MarkdownIt) -> MarkdownIt:
    """Every address becomes a token, so that `links.py` alone decides; template tags of other tools are text."""
    parser.validateLink = _any_link  # type: ignore[method-assign]
    parser.normalizeLink = _as_written  # type: ignore[method-assign]
    parser.inline.ruler.before("escape", "template_tag", _template_tag)
    return parser


def _any_link(url: str) -> bool:
    return True


def _as_written(url: str) -> str:
    return url


def _template_tag(state: StateInline, silent: bool) -> bool:
    """`{{< figure >}}` and `{% tag %}` stay visible, with everything inside them."""
    start = state.pos
    closer = _CLOSERS.get(state.src[start : start + 2])
    if closer is None:
        return False
    end = state.src.find(closer, start + 2, min(state.posMax, start + 500))
    if end < 0 or "\n" in state.src[start:end]:
        return False
    if not silent:
        state.pending += state.src[start : end + 2]
    state.pos = end + 2
    return True


def _fence(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return highlighted(tokens[index].content, tokens[index].info)


def _name(env: Any, token: Token, part: str) -> str:
    """The id of a footnote or of the place that refers to it."""
    number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
    return f"s-{part}-{env['mark']}-{number}" + (f"-{again + 1}" if again and part == "ref" else "")


def _footnote_ref(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    note, here = _name(env, token, "note"), _name(env, token, "ref")
    return f'<sup class="footnote-ref"><a href="#{note}" id="{here}">{token.meta["id"] + 1}</a></sup>'


def _footnotes_open(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return '<section class="footnotes">\n<ol>\n'


def _footnotes_close(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return "</ol>\n</section>\n"


def _footnote_open(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return f'<li id="{_name(env, tokens[index], "note")}">'


def _footnote_anchor(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return f' <a href="#{_name(env, tokens[index], "ref")}" class="footnote-back">↩\ufe0e</a>'
