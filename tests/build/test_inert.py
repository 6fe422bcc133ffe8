"""Content is text: whatever is written into any field does nothing in a reader's browser and nothing in a template.

Every text of the small company is replaced, field after field, by something hostile that the schema lets pass.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from xml.etree import ElementTree

import pytest

from tests.filled import fields, filled
from tests.parsed import acting, parsed
from tests.project import built, said

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
