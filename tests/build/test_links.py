"""Everything that leads somewhere gets there: pages, feeds, sitemap and data of whole sites."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from okrsite.files import read_tree, shipped
from okrsite.work.starter import starter
from tests.parsed import Site, acting, parsed
from tests.project import ROOT, TODAY, Files, built, every_kind

COMPANIES = ("every kind", "sample", "starter", "least")


def _content(folder: Path) -> Files:
    return {f"content/{path}": data for path, data in read_tree(folder).items()}


@cache
def site(company: str) -> Site:
    """A company's site, built once."""
    files, day = dict(every_kind()), TODAY
    if company == "sample":
        files, day = _content(ROOT / "content"), date(2026, 11, 22)
    elif company == "starter":
        files = {p: d for p, d in starter(read_tree(shipped("starter")), day).items() if p.startswith("content/")}
    elif company == "least":
        files = {"content/site.yaml": b"name: Acme\n"}
    made = built(files, day)
    assert made.tree is not None, made.diagnostics
    address = next(
        (line[5:].strip() for line in files["content/site.yaml"].decode().split("\n") if line[:4] == "url:"), ""
    )
    return Site(made.tree, address)


@pytest.mark.parametrize("company", COMPANIES)
def test_every_link_leads_to_a_file_and_to_a_place_in_it(company: str) -> None:
    assert site(company).dead() == []


@pytest.mark.parametrize("company", COMPANIES)
def test_no_page_has_one_id_twice(company: str) -> None:
    twice = {
        path: [id for id, n in Counter(parsed(html).ids).items() if n > 1] for path, html in site(company).pages.items()
    }
    assert {path: ids for path, ids in twice.items() if ids} == {}


@pytest.mark.parametrize("company", COMPANIES)
def test_nothing_acts_that_is_not_ours(company: str) -> None:
    found = {path: acts for path, html in site(company).pages.items() if (acts := acting(html))}
    assert found == {}


@pytest.mark.parametrize("company", COMPANIES)
def test_labels_and_descriptions_name_elements_that_are_there(company: str) -> None:
    missing = []
    for path, html in site(company).pages.items():
        ids = set(parsed(html).ids)
        for one in parsed(html).elements:
            for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
                missing += [f"{path}: {name}={id}" for id in (one.get(name) or "").split() if id not in ids]
    assert missing == []


@pytest.mark.parametrize("company", COMPANIES)
def test_every_icon_is_in_its_page_or_in_the_file_that_it_is_taken_from(company: str) -> None:
    tree = site(company).tree
    drawn = next(data.decode() for path, data in tree.items() if path.endswith("/icons.svg"))
    known, missing = set(parsed(drawn).ids), []
    for path, html in site(company).pages.items():
        here = set(parsed(html).ids)
        for one in parsed(html).elements:
            file, _, name = (one.get("href") or "").partition("#")
            if one.tag == "use" and name not in (known if file.endswith("icons.svg") else here):
                missing.append(f"{path}: {one.get('href')}")
    assert missing == []


@pytest.mark.parametrize("company", COMPANIES)
def test_old_addresses_lead_to_pages(company: str) -> None:
    tree = site(company).tree
    for line in tree["_redirects"].decode().splitlines():
        _, to, status = line.split()
        assert status == "301"
        assert f"{to.removeprefix('/').removesuffix(':splat')}index.html" in tree


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("gone/", "leads to no file (gone/index.html)"),
        ("/", "begins at the root of the host"),
        ("../", "leads out of the site"),
        ("#gone", "has no such place in index.html"),
        ("a/#gone", "has no such place in a/index.html"),
    ],
)
def test_a_dead_link_would_be_found(link: str, said: str) -> None:
    page = f'<p id="here"><a href="{link}">x</a><a href="a/#here">y</a><a href="#here">z</a>'
    data = {"okrs.json": b"{}"}
    found = Site({"index.html": page.encode(), "a/index.html": b'<p id="here">', **data}).dead()
    assert found == [f"index.html: {link} {said}"]


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<script src="https://else.example/x.js"></script>',
        '<script type="application/json">{</script>',
        '<p onclick="x">',
        '<p style="color:red">',
        '<a href=" java\tscript:x">',
        '<img src="data:text/html,x">',
        "<iframe></iframe>",
        '<meta http-equiv="refresh" content="0; url=javascript:x">',
    ],
)
def test_something_that_acts_would_be_found(html: str) -> None:
    assert len(acting(html)) == 1
