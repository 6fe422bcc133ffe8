"""The list of pages that other tests go through leaves no template out."""

from __future__ import annotations

import json

from tests.browser.conftest import Site
from tests.browser.pages import KINDS
from tests.project import ROOT

ELSEWHERE = {"base.html", "moved.html", "preview.html"}
"""What other pages extend; what leads on at once; what a preview alone has, looked at in `test_axe.py`."""


def test_every_template_has_a_page_in_the_list(site: Site) -> None:
    made = json.loads(site.folder.with_suffix(".json").read_text(encoding="utf-8"))
    shown = {made[address.partition("?")[0]] for address in KINDS.values()}
    assert {path.name for path in (ROOT / "themes/default/templates").glob("*.html")} - shown == ELSEWHERE


def test_every_part_of_the_site_has_a_page_in_the_list(site: Site) -> None:
    made = json.loads(site.folder.with_suffix(".json").read_text(encoding="utf-8"))
    listed = {address.partition("/")[0] for address in KINDS.values()}
    assert {url.partition("/")[0] for url in made} - listed == set()
