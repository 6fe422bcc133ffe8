"""What templates call, called directly: the same as Jinja would print."""

from __future__ import annotations

from datetime import date
from typing import Any

import markupsafe
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import Markup

from okrsite.pages.calls import Calls, escape, texts
from okrsite.pages.language import ENGLISH, Language
from okrsite.pages.render import renderer
from okrsite.pages.theme import Theme
from okrsite.pages.views.common import Chrome, Page

PROGRAMS = (
    "{{ _('A <b>bold</b> 5%% for %(name)s', name=evil) }}",
    "{{ ngettext('one <i>goal</i>', '%(num)s goals of %(name)s', 2, name=evil) }}",
    "{{ ngettext('one goal', '%(num)s goals', 1) }}",
    "{% trans name=evil %}Hello <b>{{ name }}</b>{% endtrans %}",
    "{% trans count=3 %}one{% pluralize %}{{ count }} many{% endtrans %}",
    "{% macro box(x, y='<y>') %}<p>{{ x }}{{ y }}</p>{% endmacro %}"
    "{{ box(evil) }}{{ box(evil, evil) }}{{ box(y=1, x=2) }}",
    "{% macro box() %}<p>{{ caller() }}</p>{% endmacro %}{% call box() %}{{ evil }}{% endcall %}",
    "{% macro box(x) %}<p>{{ caller(x) if caller else '-' }}</p>{% endmacro %}"
    "{{ box(1) }}{% call(n) box(2) %}{{ n }}{% endcall %}",
    "{% macro all() %}{{ varargs|length }}{{ kwargs.a }}{% endmacro %}{{ all(1, 2, a=evil) }}",
    "{% macro up(n) %}{{ n }}{% if n %}{{ up(n - 1) }}{% endif %}{% endmacro %}{{ up(3) }}",
    "{% for n in range(2) %}{{ plain(n, evil) }}{{ loop.index }}{% endfor %}",
)


def environment(program: str, *, quick: bool) -> Environment:
    made = Environment(loader=DictLoader({program: program}), autoescape=True, extensions=["jinja2.ext.i18n"])
    made.install_gettext_callables(ENGLISH.gettext, ENGLISH.ngettext, newstyle=True)  # type: ignore[attr-defined]
    if quick:
        made.context_class = Calls
        made.globals.update(texts(ENGLISH))
    return made


def plain(n: int, words: str) -> str:
    return f"{n}{words}"


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_kind_of_call_prints_what_jinja_prints(program: str) -> None:
    values: dict[str, Any] = {"evil": "<script>&", "plain": plain}
    found, expected = (
        environment(program, quick=quick).get_template(program).render(values) for quick in (True, False)
    )
    assert found == expected
    assert "<script>" not in found


def test_what_is_safe_already_is_not_escaped_again() -> None:
    assert texts(ENGLISH)["_"]("%(a)s", a=Markup("<b>&amp;</b>")) == "<b>&amp;</b>"


CHROME = Chrome("Acme", None, "en", (), date(2026, 1, 1), False, "all", False, (), None, "0")


def rendered(template: str, *urls: str, language: Language = ENGLISH) -> list[str | None]:
    """One template on several pages, with one renderer."""
    look = Theme(
        {"t.html": template, "p.html": "{% macro way() %}{{ 'x/'|url }}{% endmacro %}"},
        {},
        {"t.html": "t", "p.html": "p"},
        "d",
    )
    renders = renderer(look, language)
    return [renders.render(Page(url, "t.html", "k", "T", None), CHROME).value for url in urls]


def test_a_link_is_another_one_on_each_page() -> None:
    assert rendered("{{ 'x/'|url }}", "", "a/", "a/b/") == ["x/", "../x/", "../../x/"]


def test_parts_that_are_imported_once_know_their_page() -> None:
    assert rendered("{% from 'p.html' import way %}{{ way() }}", "", "a/", "a/b/") == ["x/", "../x/", "../../x/"]


def test_a_constant_text_is_translated_before_it_is_compiled() -> None:
    class Words:
        def gettext(self, message: str) -> str:
            return {"Home": "Domů & zpět", "Odd": "{{ evil }}", "All": "100%% ano", "Many": "%(n)s"}[message]

        def ngettext(self, one: str, many: str, n: int) -> str:
            return many

    czech = Language("cs", Words())  # type: ignore[arg-type]
    assert rendered('{{ _("Home") }}|{{ _("Odd") }}|{{ _("All") }}|{{ _("Many", n=2) }}', "", language=czech) == [
        "Domů & zpět|{{ evil }}|100% ano|2"
    ]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Grow", "Help: Grow. Go on."),
        ("Grow.", "Help: Grow. Go on."),
        ("Why not?", "Help: Why not? Go on."),
        ("検索。", "Help: 検索。 Go on."),
        ("a.b", "Help: a.b. Go on."),
        (Markup("<a>Grow!</a>"), "Help: <a>Grow!</a> Go on."),
    ],
)
def test_a_title_that_ends_a_sentence_gets_no_second_full_stop(title: str, said: str) -> None:
    assert texts(ENGLISH)["_"]("Help: %(title)s. Go on.", title=title) == said


def test_a_sentence_within_a_sentence_is_left_alone() -> None:
    assert texts(ENGLISH)["_"]("%(a)s, %(b)s", a="Wait... what?", b="…") == "Wait... what?, …"


def test_what_is_counted_is_written_as_a_number() -> None:
    assert texts(ENGLISH)["ngettext"]("one", "%(num)s values", 2000) == "2,000 values"
    assert texts(Language("cs"))["ngettext"]("one", "%(num)s values", 2000) == "2\xa0000 values"


@given(st.text("&<>\"';aß\n") | st.text() | st.text().map(Markup) | st.integers() | st.none() | st.floats())
@example("<a href='x'>&amp;\"</a>")
def test_values_are_escaped_as_jinja_escapes_them(value: object) -> None:
    assert str(escape(value)) == str(markupsafe.escape(value))
