"""Content is text: whatever is written into any field does nothing in a reader's browser and nothing in a template.

Every text of the small company is replaced, field after field, by something hostile that the schema lets pass.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest

from okrsite.okr.kinds import Kind, kind_of
from okrsite.source.decode import decode
from okrsite.source.document import parse
from tests.parsed import acting, parsed
from tests.project import Files, built, every_kind, said

NAMES = {
    "aliases", "next", "prerequisites", "lessons", "link", "csv", "date", "value", "teaches", "time_zone", "languages",
    "theme", "branch", "done",
}  # fmt: skip
"""Fields whose text is a name, a path or a number, where other words are an error."""

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "end of script": "</script><script>alert(1)</script><!--",
    "handler": "\"'><img src=https://e.example/x onerror=alert(1)><svg/onload=alert(1)>",
    "attributes": "' onmouseover='alert(1)' style='color:red' x=\" onfocus=\"alert(1)",
    "javascript": '[a](javascript:alert(1)) [b](JaVaScRiPt&colon;alert(1)) <a href="java\tscript:alert(1)">c</a>',
    "data": "![a](data:text/html;base64,PHNjcmlwdD4=) <iframe src=data:text/html,x></iframe> <base href=//e.example>",
    "vbscript": "<javascript:alert(1)> [x]: javascript:alert(1) <//e.example> [y](//e.example/x)",
    "section": "]]> ]]]]><![CDATA[ <![CDATA[<script>alert(1)</script>]]> <?xml version='1.0'?> &lt; &amp;lt; &#0;",
    "template": "{{ 1337*1337 }} {% raw %}{# not a comment #}{% endraw %}{{ ''.__class__ }} ${1337*1337} #{1337*1337}",
    "formats": "%s %(x)s %n {0} {page} {view.title} {page.__class__} \\u003cscript\\u003e",
    "right to left": "שלום עולם العربية <b>עולם</b>",
    "much": "W" * 601,
    "markdown": "# | --- | `code` ~~~ *a **b _c [d][e] <g> &h; \\ 1. - + > ^[note]",
}
"""What is written everywhere."""


@cache
def fields() -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """Every field of every file that takes any text, by the file's path and the keys that lead to it."""
    found = []
    for path in every_kind():
        kind, tree, _ = opened(path)
        if kind is None:
            continue
        for keys in leaves(tree):
            any_text = replaced(tree, keys, 'any "text" <b> of all')
            if not is_name(keys) and decode(any_text, kind.model).value is not None:
                found.append((path, keys))
    return tuple(found)


def is_name(keys: tuple[Any, ...]) -> bool:
    """Whether a field holds something else than words."""
    if keys[0] == "key_results":  # of a check-in
        return len(keys) == 2 or keys[-1] == "value"
    return not NAMES.isdisjoint(keys)


def opened(path: str) -> tuple[Kind | None, Any, str]:
    """A file's kind, its tree and its body."""
    known = kind_of(path.removeprefix("content/"))
    if known is None:
        return None, {}, ""
    document = parse(every_kind()[path], known[0].form).value
    assert document is not None
    return known[0], document.tree, document.body


def leaves(tree: Any, keys: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to all texts of a tree."""
    if isinstance(tree, dict | list):
        for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from leaves(value, (*keys, key))
    elif tree is not None:
        yield keys


def replaced(tree: Any, keys: tuple[Any, ...], text: str) -> Any:
    """The tree with another text at one place."""
    if not keys:
        return text
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    changed = {key: replaced(value, keys[1:], text) if key == keys[0] else value for key, value in pairs}
    return changed if isinstance(tree, dict) else list(changed.values())


def filled(text: str) -> Files:
    """The small company with this text in every field that takes any, and behind every body."""
    files = dict(every_kind())
    for path in files:
        kind, tree, body = opened(path)
        if kind is None:
            continue
        for where, keys in fields():
            if where == path:
                tree = replaced(tree, keys, text)
        written = json.dumps(tree, ensure_ascii=False, indent=1)
        files[path] = (f"---\n{written}\n---\n{body}\n\n{text}\n" if kind.form == "markdown" else written).encode()
    return files


@cache
def site(name: str) -> Mapping[str, str]:
    """The site of a hostile company."""
    files = filled(HOSTILE[name])
    made = built(files)
    assert made.tree is not None, said(made, files)
    return {path: data.decode("utf-8", "replace") for path, data in made.tree.items()}


def test_nearly_every_kind_has_fields_for_any_text() -> None:
    assert len(fields()) > 120
    assert len({path for path, _ in fields()}) > 25


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_acts_in_a_page(name: str) -> None:
    found = {path: acts for path, html in site(name).items() if path.endswith(".html") and (acts := acting(html))}
    assert found == {}


@pytest.mark.parametrize("name", HOSTILE)
def test_data_and_feeds_stay_what_they_are(name: str) -> None:
    for path, text in site(name).items():
        if path.endswith(".json"):
            json.loads(text)
        if path.endswith(".xml"):
            feed = ElementTree.fromstring(text)
            contents = [one.text or "" for one in feed.iter("{http://www.w3.org/2005/Atom}content")]
            assert [acts for content in contents if (acts := acting(content))] == []
    assert all(line.startswith("/") for line in site(name)["_redirects"].splitlines())


@pytest.mark.parametrize("name", HOSTILE)
def test_no_element_of_a_page_comes_from_a_text_but_harmless_ones(name: str) -> None:
    """Each page has the elements that it has with plain words, but for what Markdown makes of the text."""
    made_by_markdown = {"a", "b", "img", "p", "code", "em", "strong", "blockquote", "ul", "ol", "li", "h1", "h2", "pre",
                        "section", "sup", "hr", "svg", "use", "br", "s", "del", "table", "text", "line", "rect", "span",
                        "path", "summary", "details", "div", "title"}  # fmt: skip
    allowed = {tag for html in site("right to left").values() for tag in tags(html)} | made_by_markdown
    found = {path: odd for path, html in site(name).items() if path.endswith(".html") and (odd := tags(html) - allowed)}
    assert found == {}


def tags(html: str) -> set[str]:
    """The elements of a page."""
    return {one.tag for one in parsed(html).elements}


def test_content_is_never_run_as_a_template() -> None:
    whole = "".join(site("template").values())
    assert str(1337 * 1337) not in whole
    assert "{{ 1337*1337 }}" in whole
    assert "{# not a comment #}" in whole


def test_a_long_word_and_a_long_title_are_kept_whole() -> None:
    page = site("much")["teams/search/2026-t3/trust/index.html"]
    assert f'<h1 class="long">{"W" * 601}</h1>' in page
