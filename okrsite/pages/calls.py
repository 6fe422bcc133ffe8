"""Calls inside templates, without the ceremony that ours do not need.

A page calls macros and interface texts by the hundred. Jinja asks each time how a callable wants to be called, and
builds a formatting helper for each text; `Calls` and `texts` do the same with the answers known. What they print is
what Jinja prints.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any

import markupsafe
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from okrsite.pages.language import Language


def escape(value: Any) -> str:
    """What `markupsafe.escape` writes; it is joined to a page at once, so that a text needs no mark that it is safe."""
    if value.__class__ is str:
        value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return value.replace("'", "&#39;").replace('"', "&#34;")  # type: ignore[no-any-return]
    return value if value.__class__ is Markup else markupsafe.escape(value)


class Calls(Context):
    """The scope of a template, in which macros and plain functions are called directly."""

    def call(self, callee: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro or a function that wants nothing of the scope; leave all others to Jinja."""
        kind = callee.__class__
        if kind is Macro:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            if not kwargs and _plain(callee, len(args)):
                return _safe(callee._func(*args))  # type: ignore[attr-defined]
            return callee(self.eval_ctx, *args, **kwargs)
        if kind is FunctionType and "jinja_pass_arg" not in callee.__dict__:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return callee(*args, **kwargs)
        return super().call(callee, *args, **kwargs)


def _plain(macro: Any, given: int) -> bool:
    """Whether a macro takes exactly what it is given, and no block."""
    return bool(
        macro._argument_count == given and not macro.caller and not macro.catch_kwargs and not macro.catch_varargs
    )


def _safe(html: str) -> Markup:
    """What a macro makes is HTML: its values have been escaped."""
    return str.__new__(Markup, html)


def texts(language: Language) -> Mapping[str, Callable[..., Markup]]:
    """`_`, `gettext` and `ngettext`: interface texts are HTML, what is filled in is escaped, `num` is spelt."""

    def gettext(message: str, /, **values: Any) -> Markup:
        return _filled(language.gettext(message), values)

    def ngettext(one: str, many: str, n: int, /, **values: Any) -> Markup:
        return _filled(language.ngettext(one, many, n), {"num": language.number(n), **values})

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}


ENDS = tuple(".!?…。！？>")
"""What the last letter of a value that ends a sentence may be, or of the tag behind it."""
_ENDED = re.compile(r"[.!?…。！？](?:</\w+>)*$")
_TWICE = re.compile("\0((?:</\\w+>)*)\\.")


def _filled(words: str, values: Mapping[str, Any]) -> Markup:
    """The words with their values; a value that is a whole sentence, such as a title, gets no second full stop."""
    filled = {name: escape(value) for name, value in values.items()}
    ended = [name for name, value in filled.items() if value.endswith(ENDS) and _ENDED.search(value)]
    if not ended:
        return _safe(words % filled)
    marked = words % {**filled, **{name: f"{filled[name]}\0" for name in ended}}
    return _safe(_TWICE.sub(r"\1", marked).replace("\0", ""))
