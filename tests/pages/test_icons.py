"""Icons in pages: each page carries those that it uses, and only those."""

from __future__ import annotations

import re

import pytest

from okrsite.pages.icons import icons, with_icons
from tests.parsed import parsed
from tests.project import LEAST, built, texts

DRAWN = """<svg xmlns="http://www.w3.org/2000/svg">
<symbol id="on" viewBox="0 0 16 16"><path d="M1 1"/></symbol>
<symbol id="wide-one" viewBox="0 0 32 16" fill="none"><path d="M2 2"/></symbol>
<g id="bare"><path d="M3 3"/></g>
</svg>"""
KNOWN = icons(DRAWN)


def page(*inside: str) -> str:
    return f'<html><body class="x"><p>{"".join(inside)}</p></body></html>'


def use(name: str, more: str = "") -> str:
    return f'<svg class="ic"{more}><use href="#i_{name}"/></svg>'


def test_an_icon_that_is_used_twice_is_drawn_once_at_the_beginning_of_the_body() -> None:
    made = with_icons(page(use("on"), use("on")), KNOWN, "icons.svg")
    symbol = '<symbol id="i_on" viewBox="0 0 16 16"><path d="M1 1"/></symbol>'
    sprite = f'<svg class="vh" width="0" height="0" aria-hidden="true">{symbol}'
    assert made == f'<html><body class="x">{sprite}</svg><p>{use("on") * 2}</p></body></html>'
    patterns = f"\n{sprite.removesuffix(symbol)}<pattern/></svg>\n"
    again = with_icons(page(use("on"), use("on")).replace("<p>", f"{patterns}<p>"), KNOWN, "icons.svg")
    assert f'<body class="x">\n{sprite}<pattern/></svg>\n<p>' in again


def test_an_icon_that_is_used_once_is_drawn_where_it_stands() -> None:
    made = with_icons(page(use("on"), use("wide-one")), KNOWN, "icons.svg")
    assert made == page(
        '<svg viewBox="0 0 16 16" class="ic"><path d="M1 1"/></svg>',
        '<svg viewBox="0 0 32 16" class="ic"><g fill="none"><path d="M2 2"/></g></svg>',
    )


@pytest.mark.parametrize("around", [use("on", ' viewBox="0 0 20 20"'), f"<svg><title>x</title>{use('on')[16:]}"])
def test_in_a_drawing_of_its_own_shape_an_icon_stays_a_symbol(around: str) -> None:
    made = with_icons(page(around), KNOWN, "icons.svg")
    assert around in made
    assert made.count("<symbol ") == 1


def test_what_is_no_symbol_is_left_to_the_file() -> None:
    made = with_icons(page(use("bare"), use("nothing")), KNOWN, "../static/icons.svg")
    assert 'href="../static/icons.svg#bare"' in made
    assert 'href="../static/icons.svg#nothing"' in made
    assert "<symbol" not in made


def test_a_page_without_icons_or_without_a_body_stays_as_it_is() -> None:
    for html in (page("<b>on</b>"), f"<main>{use('on') * 2}</main>"):
        assert with_icons(html, KNOWN, "icons.svg") == html


def made_of(files: dict[str, str]) -> dict[str, str]:
    return texts(built({**LEAST, **files}))


def test_content_takes_no_icons() -> None:
    tree = made_of(
        {"content/pages/icons.md": '---\ntitle: Icons\n---\n`<use href="#i_play"/>` <use href="#i_play"/>\n'}
    )
    html = tree["pages/icons/index.html"]
    assert '<use href="#i_play"/>' in parsed(html).text
    assert "i_play" not in parsed(html).ids


def test_a_theme_brings_icons_of_its_own() -> None:
    tree = made_of(
        {
            "content/site.yaml": "name: Acme\ntheme: acme\n",
            "themes/acme/assets/icons.svg": DRAWN.replace('id="on"', 'id="search"'),
            "themes/acme/templates/404.html": (
                '{% extends "base.html" %}{% from "partials/parts.html" import icon %}'
                '{% block main %}{{ icon("wide-one") }}{{ icon("bare") }}'
                '<svg><use href="{{ icons }}#bare"/></svg>{% endblock %}'
            ),
        }
    )
    html = tree["404.html"]
    assert 'viewBox="0 0 16 16" class="ic" aria-hidden="true"><path d="M1 1"/></svg><span class="label">Search' in html
    assert '<g fill="none"><path d="M2 2"/></g>' in html
    assert len(re.findall(r'<use href="[^"]*static/[^"]*/icons.svg#bare"/>', html)) == 2
