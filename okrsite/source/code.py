"""Fenced code becomes HTML with classes for its colours: text and the fence's words in, safe HTML out."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import Any

_LONGEST = 20_000
_LANGUAGES = (
    "bash c cpp csharp css csv diff docker dockerfile elixir go graphql groovy haskell hcl html http ini "
    "java javascript js json jsx kotlin lua make makefile markdown md nginx perl php powershell py python "
    "r rb rs ruby rust scala scss sh shell sql swift terraform toml ts tsx typescript xml yaml yml zsh"
)


def highlighted(code: str, info: str) -> str:
    """The block; a language that is not known (mermaid among them) stays plain."""
    word = info.split(maxsplit=1)[0] if info.split() else ""
    language = word if re.fullmatch(r"[A-Za-z0-9+#._-]{1,30}", word) else ""
    inner = escape(code, quote=True)
    if language.lower() in _LANGUAGES.split() and len(code) <= _LONGEST:
        inner = _coloured(code, language.lower())
    name = f' class="language-{language}"' if language else ""
    return f'<pre class="code"><code{name}>{inner}</code></pre>\n'


def _coloured(code: str, language: str) -> str:
    from pygments import highlight

    spans: str = highlight(code, _lexer(language), _formatter())
    return spans


@cache
def _lexer(language: str) -> Any:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return get_lexer_by_name("text", stripnl=False)


@cache
def _formatter() -> Any:
    from pygments.formatters.html import HtmlFormatter

    return HtmlFormatter(nowrap=True)
