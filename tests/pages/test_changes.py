"""All check-ins, week by week."""

from __future__ import annotations

from datetime import date

from okrsite.pages.views import changes
from okrsite.pages.views.changes import ChangesView
from tests.pages.shown import html, known, page_at, words

FOLDER = "teams/search/2026-t3/check-ins"
COMPANY = {
    "people.yaml": "ann: {name: Ann Novak}\n",
    "teams/search/2026-t3/okrs.yaml": "objectives: [{id: find, title: Find, key_results: [{id: k, title: K}]}]",
    f"{FOLDER}/2026-10-12.md": "---\nkey_results: {find.k: {note: Slowly.}}\n---\n",
    f"{FOLDER}/2026-10-26-ann.md": "---\nask: two chairs\ndecisions: [Stand.]\n---\nWe **sat**.\n",
    f"{FOLDER}/2026-10-30.md": "---\nkey_results: {find.k: 40%}\n---\n",
}


def test_a_week_has_an_address_of_its_own_and_the_newest_a_second() -> None:
    pages = list(changes.pages(known(COMPANY)))
    assert [page.url for page in pages] == ["changes/", "changes/2026-w44/", "changes/2026-w42/"]
    newest = pages[0].view
    assert isinstance(newest, ChangesView)
    assert [(on, [change.gist for change in found]) for on, found in newest.days] == [
        (date(2026, 10, 30), [""]),
        (date(2026, 10, 26), ["We sat."]),
    ]
    assert newest.earlier is not None
    assert newest.earlier.url == "changes/2026-w42/"


def test_without_words_of_its_own_a_check_in_shows_its_first_note() -> None:
    context = known(COMPANY)
    assert "Slowly." in words(html(page_at(changes.pages(context), "changes/2026-w42/"), context))


def test_the_page_counts_and_leads_to_the_check_ins() -> None:
    context = known(COMPANY)
    page = html(page_at(changes.pages(context), "changes/"), context)
    said = "The newest week is 26 October – 1 November 2026. One team has checked in, 2 times."
    assert said in words(page).replace("\u2009", " ")
    assert "Ann Novak, one decision" in words(page)
    assert 'href="../teams/search/#check-in-2026-10-26-ann"' in page or "#check-in-2026-10-26-ann" in page


def test_a_week_of_its_own_says_its_year() -> None:
    context = known(COMPANY)
    page = words(html(page_at(changes.pages(context), "changes/2026-w42/"), context))
    assert "Check-ins, 12–18 October 2026 One team has checked in. " in page


def test_a_check_in_of_tomorrow_is_not_shown_and_none_makes_no_page() -> None:
    assert [page.url for page in changes.pages(known(COMPANY, date(2026, 10, 13)))] == ["changes/", "changes/2026-w42/"]
    assert list(changes.pages(known({}))) == []
