"""What stands around every page."""

from __future__ import annotations

from datetime import date

from okrsite.pages.chrome import chrome, feedback_url
from okrsite.pages.views import home
from tests.pages.shown import html, known, page_at

CYCLE = {
    "cycles/2026-t3.yaml": """
start: 2026-09-01
end: 2026-12-31
parent: "2026"
events:
  - {date: 2026-12-21, title: Planning}
  - {date: 2026-10-28, end: 2026-11-02, title: '**Mid-cycle** review'}
  - {date: 2026-09-01, title: Kick-off}
""",
}


def test_the_ribbon_shows_the_running_cycle_and_the_next_date() -> None:
    ribbon = chrome(known(CYCLE)).ribbon
    assert ribbon is not None
    assert (ribbon.title, ribbon.week, ribbon.weeks, ribbon.days_left, ribbon.elapsed) == ("2026-t3", 9, 17, 61, 0.5)
    assert (ribbon.next_title, ribbon.next_on, ribbon.next_end) == (
        "Mid-cycle review",
        date(2026, 10, 28),
        date(2026, 11, 2),
    )


def test_where_no_cycle_runs_today_there_is_no_ribbon() -> None:
    assert chrome(known(CYCLE, date(2027, 3, 1))).ribbon is None


def test_the_menu_holds_only_what_has_content() -> None:
    menu = [section.key for section in chrome(known({})).sections]
    assert menu == ["home", "teams", "cycles"]


def test_a_check_in_changes_nothing_around_the_pages() -> None:
    okrs = {"teams/search/2026-t3/okrs.yaml": "objectives: [{id: o, title: O, key_results: [{id: k, title: K}]}]"}
    before = {**okrs, "teams/search/2026-t3/check-ins/2026-10-20.md": "---\nkey_results: {o.k: 10%}\n---\n"}
    after = {**before, "teams/search/2026-t3/check-ins/2026-10-30.md": "---\nkey_results: {o.k: 90%}\n---\n"}
    assert chrome(known(before)) == chrome(known(after))


def test_feedback_goes_to_mail_a_form_or_the_forge() -> None:
    def url(feedback: str) -> str | None:
        repository = "repository: {url: https://forge.example/acme/okrs, forge: gitlab}"
        return feedback_url(known({"site.yaml": f"name: Acme\n{repository}\nfeedback: {feedback}\n"}).company.site)

    assert url("{}") is None
    assert url("{mailto: okr@acme.example}") == "mailto:okr@acme.example?subject=Acme%20OKRs:%20{page}"
    assert url("{issue: true}") == "https://forge.example/acme/okrs/-/issues/new?issue[title]={page}"
    assert url("{url: 'https://form.example/?p={page}'}") == "https://form.example/?p={page}"


def test_only_a_public_site_may_be_listed() -> None:
    def home_of(site: str) -> str:
        context = known({"site.yaml": f"name: Acme\nurl: https://acme.example\n{site}"})
        return html(page_at(home.pages(context), ""), context)

    assert '<meta name="robots" content="noindex">' in home_of("")
    assert "robots" not in home_of("public: true\n")
    assert '<link rel="canonical" href="https://acme.example/">' in home_of("public: true\n")


def test_a_fixed_date_is_shown_as_one() -> None:
    context = known({"site.yaml": "name: Acme\nas_of: 2026-10-31\n"})
    page = html(page_at(home.pages(context), ""), context)
    assert 'As of <time datetime="2026-10-31">31 October 2026</time>. A fixed date, for demonstration.' in page
