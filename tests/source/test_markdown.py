"""Markdown becomes safe HTML with gaps."""

from __future__ import annotations

import marshal
import re
from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsite.diagnostics import Severity
from okrsite.source.markdown import Heading, Prose, Slot, inline, inline_slowly, render, render_slowly


def prose(text: str) -> Prose:
    checked = render(text)
    assert checked.diagnostics == ()
    assert checked.value
    return checked.value


def html(text: str) -> str:
    """The HTML with `{n}` for the gaps."""
    found = prose(text)
    return "".join(f"{part}{{{n}}}" for n, part in enumerate(found.parts))[: -len(f"{{{len(found.slots)}}}")].strip()


def warned(text: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The HTML, and what was warned of: code, message, marked text."""
    checked = render(text)
    assert checked.value
    assert all(d.severity is Severity.WARNING for d in checked.diagnostics)
    told = [(d.code, d.message, text[d.place.start : d.place.end]) for d in checked.diagnostics]
    return "…".join(checked.value.parts).strip(), told


def test_relative_links_and_pictures_leave_gaps_with_their_places() -> None:
    text = "See [a\nlink](../a.md#b) and ![a *picture*](p.png)."
    assert prose(text) == Prose(
        parts=(
            '<p>See <a href="',
            '">a\nlink</a> and <img src="',
            '" alt="a picture" loading="lazy" />.</p>\n',
        ),
        slots=(Slot("../a.md#b", False, 13, 22), Slot("p.png", True, 43, 48)),
        toc=(),
        text="See a link and a picture.",
        words=6,
    )
    assert (text[13:22], text[43:48]) == ("../a.md#b", "p.png")


def test_a_slot_is_placed_at_its_target_not_at_the_same_word_before_it() -> None:
    text = "a.md and [a.md](a.md)"
    (slot,) = prose(text).slots
    assert slot.start == text.rindex("a.md")


def test_a_reference_link_is_placed_at_its_definition() -> None:
    text = "[one][1]\n\n[1]: other.md\n"
    (slot,) = prose(text).slots
    assert text[slot.start : slot.end] == "other.md"


def test_links_to_the_web_are_finished() -> None:
    assert html("[a](https://acme.example/ü) <mailto:a@b.example> [c](tel:+420123) https://d.example/e.") == (
        '<p><a href="https://acme.example/%C3%BC">a</a> <a href="mailto:a@b.example">mailto:a@b.example</a> '
        '<a href="tel:+420123">c</a> <a href="https://d.example/e">https://d.example/e</a>.</p>'
    )


@pytest.mark.parametrize(
    ("target", "scheme"),
    [
        ("javascript:alert(1)", "javascript"),
        ("JaVaScRiPt:x", "javascript"),
        ("data:text/html,x", "data"),
        ("vbscript:x", "vbscript"),
        ("file:///etc/passwd", "file"),
        ("kpi:nps", "kpi"),
    ],
)
def test_a_link_of_another_kind_is_text_and_a_warning(target: str, scheme: str) -> None:
    message = f"a link to {scheme} addresses is shown as plain text"
    assert warned(f"See [*this*]({target}).") == ("<p>See <em>this</em>.</p>", [("unsafe-link", message, target)])


@pytest.mark.parametrize("target", ["&#106;avascript:x", "<java&#10;script:x>", "javascript&colon;x"])
def test_a_disguised_link_is_text_too(target: str) -> None:
    found, told = warned(f"[a]({target})")
    assert "href" not in found
    assert [code for code, _, _ in told] == ["unsafe-link"]


def test_a_link_without_a_scheme_is_text_too() -> None:
    message = "a link that starts with // is shown as plain text"
    assert warned("[a](//evil.example)") == ("<p>a</p>", [("unsafe-link", message, "//evil.example")])


def test_a_picture_from_elsewhere_is_a_link() -> None:
    message = "a picture from elsewhere is shown as a link"
    assert warned("![Funnel](https://e.example/f.png)") == (
        '<p><a href="https://e.example/f.png">Funnel</a></p>',
        [("outside-picture", message, "https://e.example/f.png")],
    )


def test_a_picture_of_data_is_its_text() -> None:
    message = "a link to data addresses is shown as plain text"
    assert warned("![x](data:image/png;base64,aa)") == (
        "<p>x</p>",
        [("unsafe-link", message, "data:image/png;base64,aa")],
    )


def test_headings_start_at_two_and_have_ids_of_their_own() -> None:
    found = prose("# What's *new*?\n\n## A\n\n## A\n\n## 日本\n\n## !\n")
    assert found.toc == (
        Heading(2, "s-whats-new", "What's new?"),
        Heading(3, "s-a", "A"),
        Heading(3, "s-a-1", "A"),
        Heading(3, "s-日本", "日本"),
        Heading(3, "s-section", "!"),
    )
    assert found.parts[0].startswith('<h2 id="s-whats-new">What\'s <em>new</em>?</h2>\n<h3 id="s-a">A</h3>\n')


def test_headings_without_a_first_level_stay_where_they_are() -> None:
    assert html("## A\n### B") == '<h2 id="s-a">A</h2>\n<h3 id="s-b">B</h3>'


def test_a_heading_never_takes_the_id_of_another() -> None:
    ids = [heading.id for heading in prose("# A\n# A 1\n# A\n# A\n").toc]
    assert len(set(ids)) == 4


@pytest.mark.parametrize(
    "text", [":::tip Mind *this*\nx\n:::", '!!! tip "Mind *this*"\n    x', "> [!TIP] Mind *this*\n> x"]
)
def test_three_dialects_of_notes_are_one_markup(text: str) -> None:
    found = html(text).replace("<em>this</em>", "*this*")
    expected = '<aside class="note note--tip" role="note">\n<p class="note__title">Mind *this*</p>\n<p>x</p>\n</aside>'
    assert found == expected


@pytest.mark.parametrize("text", [":::warning\nx\n:::", "!!! warning\n    x", "> [!WARNING]\n> x"])
def test_a_note_without_a_title_has_its_kind_as_title(text: str) -> None:
    expected = '<aside class="note note--warning" role="note">\n<p class="note__title">Warning</p>\n<p>x</p>\n</aside>'
    assert html(text) == expected


def test_notes_and_quotes_nest() -> None:
    assert html("> [!NOTE]\n> > quote\n>\n> end") == (
        '<aside class="note note--note" role="note">\n<p class="note__title">Note</p>\n'
        "<blockquote>\n<p>quote</p>\n</blockquote>\n"
        "<p>end</p>\n</aside>"
    )


def test_other_containers_stay_text() -> None:
    assert html(":::columns\nx\n:::") == "<p>:::columns\nx\n:::</p>"


def test_tasks_are_boxes_labelled_by_their_text() -> None:
    assert html("- [ ] one\n- [x] *two*\n- three") == (
        '<ul>\n<li class="task"><label><input type="checkbox" disabled="disabled" /> one</label></li>\n'
        '<li class="task"><label><input type="checkbox" disabled="disabled" checked="checked" /> <em>two</em></label>'
        "</li>\n<li>three</li>\n</ul>"
    )


def test_tables_are_aligned_by_classes() -> None:
    found = html("| a | b |\n|---|--:|\n| ~~1~~ | 2 |")
    assert '<th>a</th>\n<th class="align-right">b</th>' in found
    assert '<td><s>1</s></td>\n<td class="align-right">2</td>' in found


def test_definition_lists() -> None:
    assert html("OKR\n: a goal") == "<dl>\n<dt>OKR</dt>\n<dd>a goal</dd>\n</dl>"


def test_footnotes_point_both_ways_and_keep_apart_from_another_texts() -> None:
    found = html("a[^1] b[^1]\n\n[^1]: why")
    note = re.search(r'<li id="(s-note-[0-9a-f]{8}-1)">', found)
    assert note
    assert found.count(f'href="#{note[1]}"') == 2
    assert set(re.findall(r'href="#(s-ref[^"]*)"', found)) == set(re.findall(r'id="(s-ref[^"]*)"', found))
    assert note[1] not in html("c[^1]\n\n[^1]: why")


def test_code_has_classes_for_its_colours() -> None:
    assert html("```python\nx = 1\n```") == (
        '<pre class="code"><code class="language-python"><span class="n">x</span> <span class="o">=</span> '
        '<span class="mi">1</span>\n</code></pre>'
    )


@pytest.mark.parametrize("language", ["mermaid", "klingon"])
def test_code_of_another_language_stays_plain(language: str) -> None:
    expected = f'<pre class="code"><code class="language-{language}">a --&gt; &lt;b&gt;\n</code></pre>'
    assert html(f"```{language}\na --> <b>\n```") == expected


def test_a_language_cannot_break_out_of_its_attribute() -> None:
    assert html('``` "><script>\nx\n```') == '<pre class="code"><code>x\n</code></pre>'


@pytest.mark.parametrize(
    "text", ["{: .lead}", '{{< figure src="a.png" >}}', "{% include *x* %}", "{{ site.title }}", "{%- raw -%}"]
)
def test_template_tags_of_other_tools_stay_visible(text: str) -> None:
    assert prose(f"a {text} b").text == f"a {text} b"
    assert prose(text).text == text


def test_simple_html_is_kept_around_markdown() -> None:
    assert html("<details><summary>More</summary>\n\n- [a](b.md)\n\n</details>\n\nH<sub>2</sub>O") == (
        '<details><summary>More</summary>\n<ul>\n<li><a href="{0}">a</a></li>\n</ul>\n</details>\n<p>H<sub>2</sub>O</p>'
    )


def test_links_and_pictures_of_html_are_treated_as_those_of_markdown() -> None:
    assert html('x <a href="../a.md">a</a><img src=b.png width=10>') == (
        '<p>x <a href="{0}">a</a><img src="{1}" width="10" alt=""></p>'
    )


@pytest.mark.parametrize(
    ("text", "expected", "message", "marked"),
    [
        (
            "<script>alert(1)</script>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "the HTML tag <script> is not allowed and is shown as text",
            "<script>",
        ),
        (
            "a <iframe src=x></iframe>",
            "<p>a &lt;iframe src=x&gt;&lt;/iframe&gt;</p>",
            "the HTML tag <iframe> is not allowed and is shown as text",
            "<iframe src=x>",
        ),
        (
            "a <b style='color:red'>x</b>",
            "<p>a <b>x</b></p>",
            "the HTML attribute style is not allowed and is left out",
            "style='color:red'",
        ),
        (
            "a <b onclick=x()>x</b>",
            "<p>a <b>x</b></p>",
            "the HTML attribute onclick is not allowed and is left out",
            "onclick=x()",
        ),
        (
            "a <b class=note>x</b>",
            "<p>a <b>x</b></p>",
            "the HTML attribute class is not allowed and is left out",
            "class=note",
        ),
    ],
)
def test_other_html_is_text_and_a_warning(text: str, expected: str, message: str, marked: str) -> None:
    assert warned(text) == (expected, [("html-not-allowed", message, marked)])


def test_html_cannot_leave_its_place() -> None:
    assert "</div>" not in html("</div></div>x")
    left_open = html("<b>x\n\ny")
    assert left_open.count("<b>") == left_open.count("</b>")


def test_comments_are_for_editors() -> None:
    assert html("a <!-- [x](y) --> b") == "<p>a  b</p>"


def test_gaps_cannot_be_forged() -> None:
    assert prose("\x020\x03 [a](b)").slots == (Slot("b", False, 8, 9),)
    assert prose("<b>&#2;0&#3;&#x2;0&#x03;</b> &#2;0&#3; [a](b)").slots[0].target == "b"
    assert len(prose("<b>&#2;0&#3;&#x2;0&#x03;</b> &#2;0&#3; [a](b)").slots) == 1


def test_entities_cannot_smuggle_invisible_characters_in() -> None:
    assert html("a&#x202e;b<b>&#x202e;</b>") == "<p>a\ufffdb<b>\ufffd</b></p>"


def test_what_is_nested_too_deep_is_a_warning() -> None:
    message = "lists and quotes are nested more than 38 levels deep; what is inside is left out"
    assert [(d.code, d.message) for d in render(">" * 60 + "x").diagnostics] == [("nested-too-deep", message)]
    assert render(">" * 30 + "x").diagnostics == ()


def test_an_empty_text_is_empty() -> None:
    assert prose(" \n\n") == Prose(("",))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Raise NPS from 40 to 50", ("Raise NPS from 40 to 50",)),
        ("3. x # y > z", ("3. x # y &gt; z",)),
        ("The **first** `place` ~~no~~", ("The <strong>first</strong> <code>place</code> <s>no</s>",)),
        ("[a](b.md) & <b>c</b>", ('<a href="', '">a</a> &amp; &lt;b&gt;c&lt;/b&gt;')),
        ("two\nlines", ("two lines",)),
        ("- no list", ("- no list",)),
    ],
)
def test_titles_have_no_blocks(text: str, parts: tuple[str, ...]) -> None:
    checked = inline(text)
    assert checked.value
    assert checked.value.parts == parts


def test_titles_have_no_pictures() -> None:
    checked = inline("![a](b.png)")
    assert checked.value
    assert [slot.picture for slot in checked.value.slots] == [False]


def test_prose_is_plain_data() -> None:
    found = prose("# A\n[b](c)")
    assert marshal.loads(marshal.dumps(astuple(found), 2)) == astuple(found)


PIECES = st.lists(
    st.sampled_from(
        [
            "a",
            "word ",
            " ",
            "  ",
            "\n",
            "\n\n",
            "    ",
            "\t",
            "*",
            "**",
            "_",
            "`",
            "```\n",
            "[",
            "]",
            "(",
            ")",
            "![",
            "!",
            "<",
            ">",
            "> ",
            "- ",
            "1. ",
            "1)",
            "+",
            "#",
            "# ",
            "---",
            "===",
            ":",
            ": ",
            ":::",
            "::: note\n",
            "!!! note",
            "[^1]",
            "[^1]: ",
            "^[",
            "&",
            "&amp;",
            "&#2;",
            "\\",
            "{{",
            "}}",
            "{%",
            "%}",
            "~~",
            "~",
            "http://a.b",
            "<b>",
            "</b>",
            "<!--",
            "-->",
            "<script>",
            "<div>",
            "</div>",
            "<a href='x'>",
            "<img src=x>",
            "[x](y)",
            "- [ ] ",
            "> [!NOTE]\n",
            "é",
            "\x85",
            "\u2028",
            "\xa0",
            "\x00",
            "\x02",
            "\x03",
            "\r",
            "\r\n",
            "'",
            '"',
            "=",
            "0",
            ".",
            ";",
            "²",
            "٣",
        ]
    ),
    max_size=20,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(PIECES | st.text(max_size=60))
def test_the_shortcuts_change_nothing(text: str) -> None:
    assert render(text) == render_slowly(text)
    assert inline(text) == inline_slowly(text)


@settings(max_examples=300, deadline=None)
@given(PIECES)
def test_no_text_makes_unsafe_html(text: str) -> None:
    for checked in (render(text), inline(text)):
        assert checked.value
        assert len(checked.value.parts) == len(checked.value.slots) + 1
        whole = "#".join(checked.value.parts)
        tags = re.findall(r"<([a-z0-9]+)([^<>]*)>", whole)
        assert not {name for name, _ in tags} & {"script", "iframe", "style", "form", "object"}
        assert not re.search(r"[\x00-\x08\x02\x03]", whole)
        for _, attributes in tags:
            assert not re.search(r"\s(?:on\w+|style)=", attributes)
        for diagnostic in checked.diagnostics:
            assert 0 <= diagnostic.place.start <= diagnostic.place.end <= len(text)
