"""Free pages, the glossary, and what all pages of Markdown share."""

from __future__ import annotations

import pytest

from okrsite.okr.measure import measure
from okrsite.pages.language import ENGLISH
from okrsite.pages.views import glossary, texts
from okrsite.pages.views.context import context
from okrsite.pages.views.glossary import GlossaryView
from okrsite.pages.views.texts import TextsView, TextView
from okrsite.pages.views.writing import GIST, gist, minutes, named
from tests.okr.written import written
from tests.pages.shown import TODAY, html, known, page_at, words

PAGES = {
    "site.yaml": "name: Acme\nlanguages: [en, cs]\n",
    "pages/hr.md": "---\ntitle: For *people*\nweight: 2\n---\nSee [benefits](hr/benefits.md).\n",
    "pages/about.md": "---\nreview_by: 2026-10-30\ntags: [x]\n---\n## One\na\n## Two\nb\n### Three\nc\n",
    "pages/hr/benefits.md": "A bicycle.\n",
    "pages/hr/benefits.cs.md": "Kolo.\n",
    "pages/hr/deep/okr-faq.md": "Q\n",
}
TERMS = {
    "mission.md": "---\ntitle: Why\n---\n",
    "glossary.yaml": """
zebra: An animal, see [the mission](mission.md)
Žába: A frog
Key result: How we know
Alignment: Who helps whom
"42": The answer
""",
}


def test_pages_are_listed_by_folder_and_a_folder_is_called_like_the_page_of_its_name() -> None:
    view = page_at(texts.pages(known(PAGES)), "pages/").view
    assert isinstance(view, TextsView)
    assert [(folder.title, [row.title for row in folder.rows]) for folder in view.folders] == [
        ("", ["About", "For people"]),
        ("For people", ["Benefits"]),
        ("For people, Deep", ["OKR FAQ"]),
    ]
    assert [one.title for one in view.expired] == ["About"]


def test_a_page_knows_what_stands_below_and_beside_it() -> None:
    view = page_at(texts.pages(known(PAGES)), "pages/hr/").view
    assert isinstance(view, TextView)
    assert [link.url for link in view.below] == ["pages/hr/benefits/"]
    assert view.beside == ()


def test_the_way_to_a_page_leads_over_folders_that_are_pages() -> None:
    page = page_at(texts.pages(known(PAGES)), "pages/hr/deep/okr-faq/")
    assert [(crumb.title or crumb.key, crumb.url) for crumb in page.crumbs] == [
        ("Acme", ""),
        ("pages", "pages/"),
        ("For people", "pages/hr/"),
        ("OKR FAQ", None),
    ]


def test_only_headings_of_the_second_level_make_the_table_of_contents() -> None:
    context = known(PAGES)
    page = page_at(texts.pages(context), "pages/about/")
    assert isinstance(page.view, TextView)
    assert [heading.title for heading in page.view.writing.headings] == ["One", "Two"]
    assert "and nobody is named who does" in words(html(page, context))


def test_a_translation_without_a_title_is_named_like_the_first_and_both_lead_to_each_other() -> None:
    context = known(PAGES)
    page = page_at(texts.pages(context), "cs/pages/hr/benefits/")
    assert (page.title, page.language) == ("Benefits", "cs")
    first = html(page_at(texts.pages(context), "pages/hr/benefits/"), context)
    assert '<a href="../../../cs/pages/hr/benefits/" hreflang="cs" lang="cs">čeština</a>' in first


def test_the_glossary_stands_by_letter_accents_aside_and_numbers_last() -> None:
    view = page_at(glossary.pages(known(TERMS)), "glossary/").view
    assert isinstance(view, GlossaryView)
    assert [(letter.letter, [term.word for term in letter.terms]) for letter in view.letters] == [
        ("A", ["Alignment"]),
        ("K", ["Key result"]),
        ("Z", ["Žába", "zebra"]),
        ("#", ["42"]),
    ]


def test_a_word_can_be_linked_to_and_links_itself() -> None:
    context = known(TERMS)
    page = html(page_at(glossary.pages(context), "glossary/"), context)
    assert 'id="key-result"' in page
    assert 'href="../mission/"' in page
    assert words(page).startswith("Acme Glossary Our words 5 words, and what we mean by them.")


def test_links_to_a_word_lead_to_its_anchor() -> None:
    context = known({**TERMS, "pages/a.md": "See [key result](../glossary.yaml#key-result).\n"})
    assert 'href="../../glossary/#key-result"' in html(page_at(texts.pages(context), "pages/a/"), context)


def test_without_pages_and_words_there_are_no_pages() -> None:
    assert [*texts.pages(known({})), *glossary.pages(known({}))] == []


@pytest.mark.parametrize(
    ("slug", "title"),
    [("okr-faq", "OKR FAQ"), ("first-month", "First month"), ("hr/team-leads", "Team leads"), ("2026", "2026")],
)
def test_a_page_without_a_title_is_named_after_its_file(slug: str, title: str) -> None:
    assert named(slug) == title


@pytest.mark.parametrize(("count", "expected"), [(0, 1), (1, 1), (299, 1), (300, 2), (400, 2), (2000, 10)])
def test_reading_takes_a_minute_for_200_words(count: int, expected: int) -> None:
    assert minutes("word " * count) == expected


def test_a_gist_is_the_first_text_that_says_something_cut_at_a_sentence() -> None:
    assert gist(None, "  ", "Short.") == "Short."
    long = "This is a sentence of some length, so that it counts. " * 6
    assert gist(long) == " ".join(["This is a sentence of some length, so that it counts."] * 4)
    assert gist("word " * 100).endswith("word…")
    assert len(gist("x" * 1000)) == GIST + 1


def test_a_site_of_pages_alone_does_not_speak_of_goals() -> None:
    """Documentation: no teams, no cycles."""
    checked = written({"site.yaml": "name: Manual\n", "pages/a.md": "---\ntitle: A\n---\nWords.\n"})
    assert checked.value is not None
    figures = measure(checked.value, TODAY)
    alone = context(checked.value, figures, figures, ENGLISH)
    page = html(page_at(texts.pages(alone), "pages/"), alone)
    assert "<title>All pages · Manual</title>" in page
    assert "All pages One page. A" in words(page)
    assert not any(word in page for word in ("OKRs", "More pages", "Where we stand", "edition"))
