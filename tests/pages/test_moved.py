"""Old addresses lead on: as pages on any host, as redirects on those that read `_redirects`."""

from __future__ import annotations

from okrsite.pages.plan import plan
from okrsite.pages.views.moved import redirects_file
from tests.pages.shown import html, known, page_at

COMPANY = {
    "teams/search/team.md": "---\nname: Search\nparent: company\naliases: [discovery]\n---\n",
    "teams/search/2026-t3/okrs.yaml": "objectives: [{id: trust, title: Trust}]\n",
    "lessons/slow-launch.md": "---\ntitle: Slow\naliases: [late-launch, /old/lesson]\n---\n",
}


def test_a_renamed_team_keeps_every_address_below_it() -> None:
    pages = plan(known(COMPANY)).value or ()
    old = {page.url for page in pages if page.url.startswith("teams/discovery/")}
    assert {"teams/discovery/", "teams/discovery/2026-t3/", "teams/discovery/2026-t3/trust/"} <= old


def test_an_old_page_leads_to_the_new_one_without_a_script() -> None:
    context = known(COMPANY)
    text = html(page_at(plan(context).value or (), "teams/discovery/2026-t3/trust/"), context)
    assert 'content="0; url=../../../search/2026-t3/trust/"' in text
    assert '<a href="../../../search/2026-t3/trust/">' in text


def test_hosts_that_can_redirect_for_good() -> None:
    assert redirects_file(known(COMPANY)).splitlines() == [
        "/teams/discovery/* /teams/search/:splat 301",
        "/lessons/late-launch/ /lessons/slow-launch/ 301",
        "/old/lesson/ /lessons/slow-launch/ 301",
    ]


def test_old_addresses_are_in_no_index() -> None:
    assert all(not page.index for page in plan(known(COMPANY)).value or () if page.kind == "moved")


def test_an_alias_that_is_somebody_elses_address_is_an_error() -> None:
    files = {**COMPANY, "lessons/other.md": "---\ntitle: Other\naliases: [/lessons/slow-launch/]\n---\n"}
    (fault,) = plan(known(files)).diagnostics
    assert (fault.code, fault.message) == ("same-address", "/lessons/slow-launch/ is the address of two pages")
