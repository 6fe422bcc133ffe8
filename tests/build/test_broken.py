"""Broken and hostile projects through the command: located errors or a site, never a traceback.

Each project is the least one with some files beside it. What is said is asked for as JSON; `tests/cases` holds the
words.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from okrsite.source.text import normalised
from tests.project import LEAST, laid, okrsite

OKRS = "content/teams/search/2026-t3/okrs.yaml"
WEEK = "content/teams/search/2026-t3/check-ins/2026-10-30-ann.md"
PAGE = "content/pages/faq.md"
SITE = "content/site.yaml"
TEAM = "content/teams/search/team.md"
YEAR = "content/cycles/2026.yaml"
CYCLE = "content/cycles/2026-t3.yaml"
LESSON = "content/lessons/late.md"
KPI = "content/kpis/nps.yaml"
SVG = "content/assets/a.svg"

Written = Mapping[str, str | bytes | None]


@dataclass(frozen=True)
class Said:
    """What the command answered: its exit code and its problems."""

    code: int
    problems: list[dict[str, Any]]

    @property
    def codes(self) -> set[str]:
        """The codes of all problems."""
        return {problem["code"] for problem in self.problems}


def project(folder: Path, files: Written) -> Path:
    """The least project with these files, and without those that are None."""
    whole: dict[str, str | bytes] = dict(LEAST)
    for path, data in files.items():
        whole.pop(path, None)
        if data is not None:
            whole[path] = data
    return laid(folder, whole)


def check(folder: Path, *arguments: str) -> Said:
    """The answer of `okrsite check --format json`, which is well formed whatever is wrong."""
    ran = okrsite("check", folder, "--format", "json", "--no-cache", "--as-of", "2026-10-31", *arguments)
    document = json.loads(ran.stdout)
    assert set(document) == {"diagnostics", "summary"}
    for problem in document["diagnostics"]:
        located(problem, folder)
    return Said(ran.exit_code, document["diagnostics"])


def located(problem: dict[str, Any], folder: Path) -> None:
    """A problem is a sentence at a place in the project that is there."""
    assert problem["message"]
    assert problem["severity"] in ("error", "warning", "advice")
    for place in (problem, *problem["related"]):
        assert not Path(place["path"]).is_absolute()
        assert ".." not in place["path"].split("/")
        path = folder / place["path"]
        if path.is_file() and not path.is_symlink():
            lines = normalised(path.read_bytes()).split("\n")
            assert 1 <= place["line"] <= len(lines), problem
            assert 1 <= place.get("column", 1) <= len(lines[place["line"] - 1]) + 1, problem


def goal(*key_results: str) -> str:
    """One objective with these key results, in flow style."""
    listed = "\n".join(f"      - {one}" for one in key_results)
    return f"objectives:\n  - id: trust\n    title: Trust\n    key_results:\n{listed}\n"


def goals(*objectives: str) -> str:
    """These objectives, in flow style."""
    return "objectives:\n" + "".join(f"  - {one}\n" for one in objectives)


SUCCESS = goal("{id: success, title: Success, baseline: 0, target: 10}")


def page(front: str, body: str = "Words.\n") -> str:
    """A Markdown file."""
    return f"---\n{front}\n---\n{body}"


BROKEN: dict[str, tuple[Written, set[str]]] = {
    # ------------------------------------------------------------------------------------------------ text
    "not UTF-8": ({PAGE: b"caf\xe9\n"}, {"not-utf8"}),
    "UTF-16": ({PAGE: "Words.".encode("utf-16")}, {"not-utf8"}),
    "UTF-32": ({PAGE: "Words.".encode("utf-32")}, {"not-utf8"}),
    "a cut character": ({OKRS: SUCCESS.encode() + b"# \xe2\x82"}, {"not-utf8"}),
    "an overlong character": ({PAGE: b"\xc0\xaf"}, {"not-utf8"}),
    "a lone surrogate": ({PAGE: b"\xed\xa0\x80"}, {"not-utf8"}),
    "a lone surrogate in an escape": ({SITE: 'name: "\\ud800"\n'}, {"yaml-syntax"}),
    "NUL": ({PAGE: b"a\0b"}, {"forbidden-character"}),
    "NUL in YAML": ({OKRS: SUCCESS.encode() + b"\0"}, {"forbidden-character"}),
    "NUL in an escape": ({SITE: 'name: "A\\0b"\n'}, {"forbidden-character"}),
    "a control character": ({PAGE: "a\x1b[31mb"}, {"forbidden-character"}),
    "a control character of C1": ({PAGE: "a\u0085b"}, {"forbidden-character"}),
    "a bidi override": ({TEAM: page("name: Search \u202egnp.exe")}, {"forbidden-character"}),
    "a bidi isolate": ({PAGE: "a \u2066b"}, {"forbidden-character"}),
    "a byte-order mark in the middle": ({PAGE: "a\ufeffb"}, {"forbidden-character"}),
    "a form feed": ({OKRS: SUCCESS + "\x0c\n"}, {"forbidden-character"}),
    "a merge conflict": ({PAGE: "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n"}, {"merge-conflict"}),
    "a merge conflict in YAML": (
        {SITE: "<<<<<<< HEAD\nname: A\n=======\nname: B\n>>>>>>> other\n"},
        {"merge-conflict"},
    ),
    "a merge conflict in CSV": (
        {KPI: "title: A\nseries: {csv: n.csv}\n", "content/kpis/n.csv": "date,value\n<<<<<<< HEAD\n2026-01-01,1\n"},
        {"merge-conflict"},
    ),
    "an LFS pointer": ({PAGE: "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"}, {"lfs-pointer"}),
    "more than a megabyte": ({PAGE: "word " * 250_000}, {"file-too-big"}),
    "more than a megabyte of YAML": ({OKRS: "summary: " + "a" * 1_000_001}, {"file-too-big"}),
    # ------------------------------------------------------------------------------------------------ YAML
    "a hundred thousand brackets": ({OKRS: "[" * 100_000}, {"nested-too-deep"}),
    "a hundred thousand braces": ({OKRS: "{" * 100_000}, {"nested-too-deep", "bad-key"}),
    "a hundred thousand dashes": ({OKRS: "- " * 100_000}, {"nested-too-deep"}),
    "brackets in front matter": ({PAGE: page("[" * 100_000)}, {"nested-too-deep"}),
    "ten thousand levels": ({OKRS: "\n".join(" " * n + "a:" for n in range(1000))}, {"nested-too-deep"}),
    "a billion laughs": (
        {OKRS: "a: &a [x]\n" + "".join(f"{b}: &{b} [{f'*{a},' * 9}]\n" for a, b in pairwise("abcdefghi"))},
        {"yaml-alias", "unknown-field"},
    ),
    "very many values": ({OKRS: "objectives: [" + "a," * 300_000 + "]"}, {"file-too-big"}),
    "a tag": ({SITE: "name: !!python/object/apply:os.system [ls]\n"}, {"yaml-tag", "wrong-value"}),
    "a merge key": ({SITE: "name: A\n<<: {url: x}\n"}, {"unknown-field"}),
    "a second document": ({SITE: "name: A\n---\nname: B\n"}, {"several-documents"}),
    "a directive": ({SITE: "%YAML 1.1\n%FOO bar\nname: A\n"}, {"yaml-syntax"}),
    "a list where a group is": ({SITE: "- name: A\n"}, {"wrong-value"}),
    "a text where a group is": ({SITE: "Acme\n"}, {"wrong-value"}),
    "a list in front matter": ({PAGE: page("- a")}, {"wrong-value"}),
    "a text in front matter": ({PAGE: page("just words")}, {"wrong-value"}),
    "a list as a key": ({SITE: "? [a]\n: b\nname: A\n"}, {"bad-key"}),
    "front matter without an end": ({PAGE: "---\ntitle: A\nwords\n"}, {"unclosed-front-matter"}),
    "a duplicate key": ({SITE: "name: A\nname: B\n"}, {"duplicate-key"}),
    "a duplicate key in flow": ({SITE: "{name: A, name: B}\n"}, {"duplicate-key"}),
    "a tab": ({SITE: "name: A\nhealth:\n\ton_track: 0.9\n"}, {"tab-indent"}),
    "an open bracket": ({SITE: "name: A\nlanguages: [en\n"}, {"yaml-syntax"}),
    "an open quote": ({SITE: 'name: "A\n'}, {"needs-quotes"}),
    "a wrong escape": ({SITE: 'name: "A\\q"\n'}, {"needs-quotes"}),
    "a bare per cent sign": ({OKRS: goal("{id: a, title: A, baseline: 0, target: 1, unit: %}")}, {"needs-quotes"}),
    "a bare at sign": ({OKRS: "objectives:\n  - id: a\n    title: A\n    owner: @ann\n"}, {"needs-quotes"}),
    "a bare asterisk": ({OKRS: "objectives:\n  - id: a\n    title: **Win**\n"}, {"needs-quotes"}),
    "a bare link": ({OKRS: "objectives:\n  - id: a\n    title: [Docs](x) first\n"}, {"needs-quotes"}),
    "a second colon": ({OKRS: "summary: so far: good\n"}, {"needs-quotes"}),
    "a number sign": ({OKRS: "objectives:\n  - id: a\n    title: #1\n"}, {"lost-comment"}),
    "a comma in flow": ({OKRS: "objectives: [{id: a, title: Grow, fast}]\n"}, {"needs-quotes"}),
    "a wrong indent": ({OKRS: "objectives:\n  - id: a\n     title: A\n"}, {"yaml-syntax"}),
    # ------------------------------------------------------------------------------------------------ shapes
    "an unknown field": ({SITE: "nmae: A\nname: A\n"}, {"unknown-field"}),
    "nothing in the settings": ({SITE: ""}, {"missing-field"}),
    "only a comment in the settings": ({SITE: "# soon\n"}, {"missing-field"}),
    "null where a text is": ({SITE: "name: null\n"}, {"wrong-value"}),
    "an empty text": ({SITE: 'name: ""\n'}, {"wrong-value"}),
    "a group where a text is": ({SITE: "name: {a: b}\n"}, {"wrong-value"}),
    "no flag": ({SITE: "name: A\npublic: yes\n"}, {"wrong-value"}),
    "a number that is none": ({OKRS: goal("{id: a, title: A, baseline: 1e5, target: 0x10}")}, {"bad-number"}),
    "infinity": ({OKRS: goal("{id: a, title: A, baseline: .inf, target: NaN}")}, {"bad-number"}),
    "a number of 16 digits": ({OKRS: goal("{id: a, title: A, baseline: 0, target: 1234567890123456}")}, {"bad-number"}),
    "a number in other digits": ({OKRS: goal("{id: a, title: A, baseline: 0, target: ٣}")}, {"bad-number"}),
    "no day of the calendar": ({CYCLE: "start: 2026-02-30\nend: 2026-12-31\n"}, {"bad-date"}),
    "the year 0": ({CYCLE: "start: 0000-01-01\nend: 2026-12-31\n"}, {"bad-date"}),
    "a year too early": ({CYCLE: "start: 1899-12-31\nend: 2026-12-31\n"}, {"bad-date"}),
    "a year too late": ({CYCLE: "start: 2026-09-01\nend: 20260-12-31\n"}, {"bad-date"}),
    "the last year of all": ({CYCLE: "start: 2026-09-01\nend: 9999-12-31\n"}, {"bad-date"}),
    "an end before the start": ({CYCLE: "start: 2026-12-31\nend: 2026-09-01\n"}, {"end-before-start"}),
    "a capital in an id": ({OKRS: "objectives: [{id: Trust, title: A}]\n"}, {"bad-id"}),
    "a path as an id": ({OKRS: "objectives: [{id: ../../x, title: A}]\n"}, {"bad-id"}),
    "an absolute path as an id": ({OKRS: "objectives: [{id: /etc/passwd, title: A}]\n"}, {"bad-id"}),
    "an id of 65 letters": ({OKRS: f"objectives: [{{id: {'a' * 65}, title: A}}]\n"}, {"bad-id"}),
    "a line end in an id": ({OKRS: 'objectives: [{id: "a\\n", title: A}]\n'}, {"bad-id"}),
    "a dot as an id": ({OKRS: "objectives: [{id: .., title: A}]\n"}, {"bad-id"}),
    "an objective called review": ({OKRS: "objectives: [{id: review, title: A}]\n"}, {"reserved-id"}),
    "two objectives of one id": ({OKRS: "objectives: [{id: a, title: A}, {id: a, title: B}]\n"}, {"duplicate-id"}),
    "two key results of one id": ({OKRS: goal("{id: a, title: A}", "{id: a, title: B}")}, {"duplicate-id"}),
    "owner and owners": ({OKRS: "objectives: [{id: a, title: A, owner: x, owners: [y]}]\n"}, {"both-fields"}),
    "a javascript address": ({LESSON: page("title: A\ndiscussion: javascript:alert(1)")}, {"bad-url"}),
    "a data address": ({SITE: "name: A\nurl: data:text/html,x\n"}, {"bad-url"}),
    "a site at a mail address": ({SITE: "name: A\nurl: mailto:a@b.c\n"}, {"bad-url"}),
    "a site at a question": ({SITE: "name: A\nurl: https://a.example/?b=c\n"}, {"bad-url"}),
    "a site at a script": ({SITE: "name: A\nurl: 'https://a.example/\"><script>'\n"}, {"bad-url"}),
    "an address with a blank": ({SITE: "name: A\nurl: https://a b/\n"}, {"bad-url"}),
    "a share above one": ({SITE: "name: A\nhealth: {on_track: 9}\n"}, {"bad-share"}),
    "limits in the wrong order": ({SITE: "name: A\nhealth: {on_track: 0.5, at_risk: 0.7}\n"}, {"limits-out-of-order"}),
    "too few answers": ({SITE: "name: A\npulse: {min_answers: 2}\n"}, {"too-few-answers"}),
    "a negative weight": ({OKRS: "objectives: [{id: a, title: A, weight: -1}]\n"}, {"bad-number"}),
    # ------------------------------------------------------------------------------------------------ settings
    "no settings": ({SITE: None}, {"missing-site"}),
    "an unknown zone": ({SITE: "name: A\ntime_zone: Mars/Base\n"}, {"unknown-time-zone"}),
    "a zone that is a path": ({SITE: "name: A\ntime_zone: ../../etc/passwd\n"}, {"unknown-time-zone"}),
    "an unknown language": ({SITE: "name: A\nlanguages: [xx-yy]\n"}, {"unknown-language"}),
    "a language that is a path": ({SITE: "name: A\nlanguages: [../en]\n"}, {"unknown-language"}),
    "an unknown second language": ({SITE: "name: A\nlanguages: [en, klingon]\n"}, {"unknown-language"}),
    "no language": ({SITE: "name: A\nlanguages: []\n"}, {"unknown-language"}),
    "an unknown theme": ({SITE: "name: A\ntheme: gone\n"}, {"unknown-theme"}),
    "a theme that is a path": ({SITE: "name: A\ntheme: ../x\n"}, {"bad-id"}),
    "an unknown edition": ({SITE: "name: A\nedition: everybody\n"}, {"wrong-value"}),
    "an unknown check": ({SITE: "name: A\nchecks: {no-such-code: off}\n"}, {"unknown-code"}),
    "a check that cannot be off": ({SITE: "name: A\nchecks: {unknown-field: off}\n"}, {"fixed-severity"}),
    # ------------------------------------------------------------------------------------------------ references
    "an unknown parent": ({TEAM: page("name: S\nparent: compny")}, {"unknown-team"}),
    "a team below itself": ({TEAM: page("name: S\nparent: search")}, {"team-loop"}),
    "teams in a loop": (
        {TEAM: page("name: S\nparent: data"), "content/teams/data/team.md": page("name: D\nparent: search")},
        {"team-loop"},
    ),
    "a cycle in itself": ({CYCLE: "start: 2026-09-01\nend: 2026-12-31\nparent: 2026-t3\n"}, {"cycle-loop"}),
    "cycles in a loop": (
        {YEAR: "start: 2026-01-01\nend: 2026-12-31\nparent: 2026-t3\n"},
        {"cycle-loop", "cycle-outside-parent"},
    ),
    "an objective that supports itself": ({OKRS: "objectives: [{id: a, title: A, supports: a}]\n"}, {"alignment-loop"}),
    "an objective that supports its own key result": (
        {OKRS: "objectives: [{id: a, title: A, supports: a.b, key_results: [{id: b, title: B}]}]\n"},
        {"alignment-loop"},
    ),
    "a long loop": (
        {OKRS: goals(*(f"{{id: o{n}, title: O, supports: o{(n + 1) % 40}}}" for n in range(40)))},
        {"alignment-loop"},
    ),
    "an unknown objective": ({OKRS: "objectives: [{id: a, title: A, supports: nothing}]\n"}, {"unknown-reference"}),
    "no reference at all": ({OKRS: "objectives: [{id: a, title: A, supports: '../../etc'}]\n"}, {"bad-reference"}),
    "an unknown sort of reference": ({OKRS: goals("{id: a, title: A, supports: 'file:x'}")}, {"bad-reference"}),
    "goals of an unknown team": ({"content/teams/gone/2026-t3/okrs.yaml": SUCCESS}, {"unknown-team"}),
    "goals in an unknown cycle": ({"content/teams/search/2027/okrs.yaml": SUCCESS}, {"unknown-cycle"}),
    "a check-in of an unknown key result": (
        {OKRS: SUCCESS, WEEK: page("key_results: {trust.succes: 4}")},
        {"unknown-reference"},
    ),
    "a check-in in the wrong unit": (
        {OKRS: SUCCESS, WEEK: page("key_results: {trust.success: 4 %}")},
        {"wrong-value-type"},
    ),
    "a check-in without a date": (
        {OKRS: SUCCESS, WEEK.replace("2026-10-30-ann", "friday"): page("key_results: {trust.success: 4}")},
        {"bad-file-name"},
    ),
    "a check-in of no day": (
        {OKRS: SUCCESS, WEEK.replace("2026-10-30-ann", "2026-02-30"): page("key_results: {trust.success: 4}")},
        {"bad-file-name"},
    ),
    "an unknown milestone": (
        {OKRS: goal("{id: a, title: A, milestones: [{id: x}]}"), WEEK: page("key_results: {trust.a: [y]}")},
        {"unknown-milestone"},
    ),
    "a mood of ten": ({OKRS: SUCCESS, WEEK: page("mood: 10")}, {"wrong-value"}),
    "a survey that names a person": (
        {"content/people.yaml": "ann: {name: Ann}\n",
         "content/pulse/2026-10-01.yaml": "questions: [{id: a, text: A, scores: {ann: {n: 9, mean: 1}}}]\n"},
        {"names-people"},
    ),
    # ------------------------------------------------------------------------------------------------ measures
    "a target that contradicts the type": (
        {OKRS: goal("{id: a, title: A, type: increase, baseline: 10, target: 5}")},
        {"contradicting-measure"},
    ),
    "a type without its field": ({OKRS: goal("{id: a, title: A, type: levels}")}, {"missing-measure"}),
    "a decrease from nowhere": (
        {OKRS: goal("{id: a, title: A, type: decrease, target: 5}")},
        {"decrease-without-baseline"},
    ),
    "milestones without weight": (
        {OKRS: goal("{id: a, title: A, milestones: [{id: x, weight: 0}]}")},
        {"no-weight"},
    ),
    "a lower limit above the upper": ({OKRS: goal("{id: a, title: A, min: 5, max: 1}")}, {"contradicting-measure"}),
    # ------------------------------------------------------------------------------------------------ links
    "a dead link": ({PAGE: "[a](gone.md)\n"}, {"dead-link"}),
    "a dead picture": ({PAGE: "![a](gone.png)\n"}, {"dead-picture"}),
    "a dead place": ({PAGE: "[a](#gone)\n"}, {"dead-anchor"}),
    "a link out of the content": ({PAGE: "[a](../../../../etc/passwd)\n"}, {"dead-link"}),
    "a picture out of the content": ({PAGE: "![a](../../../../etc/passwd)\n"}, {"dead-picture"}),
    "a link to a theme": ({PAGE: "[a](../../themes/x.css)\n"}, {"dead-link"}),
    "a link with an encoded path": ({PAGE: "[a](%2e%2e/%2e%2e/x.md)\n"}, {"dead-link"}),
    "a step that leads nowhere": (
        {"content/onboarding/a.md": page("title: A\nsteps: [{title: B, link: gone.md}]")},
        {"dead-link"},
    ),
    "a KPI without its file": ({KPI: "title: A\nseries: {csv: gone.csv}\n"}, {"missing-file"}),
    "a KPI with a file from elsewhere": ({KPI: "title: A\nseries: {csv: ../../../../etc/passwd}\n"}, {"missing-file"}),
    "a KPI without its column": (
        {KPI: "title: A\nseries: {csv: n.csv}\n", "content/kpis/n.csv": "a,b\n1,2\n"},
        {"unknown-column"},
    ),
    "a KPI with bad cells": (
        {KPI: "title: A\nseries: {csv: n.csv}\n", "content/kpis/n.csv": "date,value\nx,1\n2026-01-01,y\n\"2026\n"},
        {"bad-date", "bad-number"},
    ),
    # ------------------------------------------------------------------------------------------------ addresses
    "two pages of one address": (
        {PAGE: page("title: A"), "content/pages/other.md": page("aliases: [faq]")},
        {"duplicate-id"},
    ),
    "an alias that two claim": (
        {PAGE: page("aliases: [old]"), "content/pages/other.md": page("aliases: [old]")},
        {"duplicate-id"},
    ),
    "a translation of nothing": (
        {SITE: "name: A\nlanguages: [en, cs]\n", "content/pages/a.cs.md": "Slova.\n"},
        {"no-original"},
    ),
    "a translation into an unknown language": ({PAGE: "A\n", "content/pages/faq.de.md": "B\n"}, {"unknown-language"}),
    "an old address out of the site": ({PAGE: page("aliases: [../../../x]")}, {"bad-id"}),
    "an old address at the root": ({PAGE: page("aliases: [/]")}, {"bad-id"}),
    "an old address of two lines": ({PAGE: page('aliases: ["a\\n/b /c 200"]')}, {"bad-id"}),
    "an old address that is a file": ({PAGE: page("aliases: [/okrs.json]")}, {"bad-id"}),
    "an old address among the files": ({PAGE: page("aliases: [/static/x]")}, {"same-address"}),
    "an old address that is a section": ({PAGE: page("aliases: [/teams/]")}, {"same-address"}),
    "a page among the assets": ({"content/assets/a.html": "<script>alert(1)</script>"}, {"active-file"}),
    "a script among the assets": ({"content/assets/deep/a.JS": "alert(1)"}, {"active-file"}),
    "a document among the assets": ({"content/assets/a.xml": "<a/>"}, {"active-file"}),
    "a picture with a script": ({SVG: "<svg><script>alert(1)</script></svg>"}, {"active-file"}),
    "a picture with a named script": ({SVG: '<s:svg xmlns:s="x"><s:SCRIPT/></s:svg>'}, {"active-file"}),
    "a picture with a handler": ({SVG: '<svg><path d=">"\nonload = "alert(1)"/></svg>'}, {"active-file"}),
    "a picture with a link that runs": ({SVG: '<svg><a href="java&#115;cript:alert(1)"/></svg>'}, {"active-file"}),
    "a picture with an entity": ({SVG: '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'}, {"active-file"}),
    "a picture in UTF-16": ({SVG: "<svg><script/></svg>".encode("utf-16")}, {"active-file"}),
    "names that differ in capitals": ({PAGE: "A\n", "content/pages/FAQ.md": "B\n"}, {"name-clash", "unknown-file"}),
    "the name of a device": ({"content/pages/con.md": "A\n"}, {"reserved-name"}),
    "a name with a question mark": ({"content/assets/what?.txt": "A\n"}, {"reserved-name"}),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_located_and_nothing_else_is_said(tmp_path: Path, name: str) -> None:
    files, codes = BROKEN[name]
    said = check(project(tmp_path, files))
    assert (said.code, said.codes) == (1, codes), said.problems


def test_all_problems_of_a_project_are_told_in_one_run(tmp_path: Path) -> None:
    files: Written = {
        SITE: "name: A\ntime_zone: Mars\n",
        CYCLE: "start: 2026-09-01\nend: 2026-02-30\n",
        TEAM: page("name: Search\nparent: compny"),
        OKRS: "objectives:\n  - {id: A, title: A}\n",
        "content/teams/company/2026/okrs.yaml": goal("{id: a, title: A, min: 5, max: 1}"),
        PAGE: "[a](gone.md) ![b](gone.png)\n",
        LESSON: page("title: A\nkind: disaster"),
        KPI: "title: A\nseries: {csv: gone.csv}\n",
        "content/pages/latin.md": b"caf\xe9",
        "content/onboarding/a.md": page("title: A\nsteps: [{titel: B}]"),
        "themes/acme/templates/base.html": "{{",
    }
    said = check(project(tmp_path, files))
    assert said.code == 1
    assert said.codes == {
        "unknown-time-zone", "bad-date", "unknown-team", "bad-id", "contradicting-measure", "dead-link", "dead-picture",
        "wrong-value", "missing-file", "not-utf8", "unknown-field",
    }  # fmt: skip


def test_what_points_at_something_broken_is_not_reported_too(tmp_path: Path) -> None:
    files = {
        OKRS: "objectives: [\n",
        WEEK: page("key_results: {trust.success: 4}"),
        LESSON: page("title: A\nteams: [search]\ncycle: 2026-t3\nabout: [search/trust]"),
        PAGE: "[a](../teams/search/2026-t3/okrs.yaml#trust)\n",
        "content/teams/company/2026-t3/okrs.yaml": "objectives: [{id: a, title: A, supports: search/trust.success}]\n",
    }
    assert check(project(tmp_path, files)).codes == {"yaml-syntax"}


# ---------------------------------------------------------------------------------------------- the disk


def test_links_on_the_disk_lead_only_to_content(tmp_path: Path) -> None:
    folder = project(tmp_path / "project", {"content/assets/a.txt": "A\n", ".git/config": "secret\n"})
    (tmp_path / "secret.txt").write_text("a secret\n")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/page.md").write_text("a secret\n")
    links: dict[str, str | Path] = {
        "assets/file.txt": tmp_path / "secret.txt",
        "assets/passwd": "/etc/passwd",
        "pages": tmp_path / "outside",
        "lessons": "..",
        "assets/git": "../../.git/config",
        "assets/gone": "nowhere",
        "assets/itself": "itself",
        "assets/fine.txt": "a.txt",
    }
    for path, aim in links.items():
        (folder / "content" / path).symlink_to(aim)
    said = check(folder)
    assert said.code == 1
    assert said.codes == {"outside-project", "unreadable-file"}
    assert {problem["path"] for problem in said.problems} == {f"content/{path}" for path in links} - {
        "content/assets/fine.txt"
    }


def test_what_is_no_file_is_refused_and_does_not_block(tmp_path: Path) -> None:
    folder = project(tmp_path, {})
    os.mkfifo(folder / "content/assets.txt")
    (folder / "content/pages").mkdir()
    (folder / "content/pages/faq.md").mkdir()
    assert check(folder).codes == {"unreadable-file"}


def test_names_that_are_no_text_are_refused(tmp_path: Path) -> None:
    folder = project(tmp_path, {"content/pages/a\x1b[2Jb.md": "A\n", "content/line\nend.txt": "A\n"})
    for name in (b"content/pages/\xff.md", b"content/\xfe"):
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_text("A\n")
    said = check(folder)
    assert (said.code, said.codes) == (1, {"reserved-name", "unknown-file"})


def test_what_is_printed_gives_no_orders_to_the_terminal(tmp_path: Path) -> None:
    folder = project(tmp_path, {PAGE: "a\x1b]0;title\x07b\n", "content/a\x1b[2J.md": "A\n", SITE: 'name: "\\e[31m"\n'})
    ran = okrsite("check", folder, "--as-of", "2026-10-31")
    assert ran.exit_code == 1
    assert [sign for sign in ran.output if sign < " " and sign != "\n"] == []


def test_a_cache_from_elsewhere_is_not_believed(tmp_path: Path) -> None:
    folder = project(tmp_path, {})
    assert okrsite("check", folder, "--as-of", "2026-10-31").exit_code == 0
    for file in (folder / ".okrsite").iterdir():
        file.write_bytes(b"\xe9" * 4000)
    assert okrsite("check", folder, "--as-of", "2026-10-31").exit_code == 0


@pytest.mark.parametrize("folder", ["gone", "file.txt"])
def test_what_is_no_folder_is_a_usage_error(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file.txt").write_text("x")
    ran = okrsite("check", tmp_path / folder)
    assert ran.exit_code == 2
    assert folder in ran.stderr


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_folder_that_is_no_project_is_a_usage_error(tmp_path: Path, command: str) -> None:
    (tmp_path / "notes.txt").write_text("x")
    ran = okrsite(command, tmp_path)
    assert ran.exit_code == 2
    assert "there is no project in" in ran.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == ["notes.txt"]


# ---------------------------------------------------------------------------------------------- themes

THEMED = {SITE: "name: A\ntheme: acme\n", OKRS: SUCCESS}
TEMPLATE = "themes/acme/templates/objective.html"
CHILD = '{% extends "default/objective.html" %}\n{% block main %}\n'

THEMES: dict[str, tuple[Written, str, int]] = {
    "a syntax error": ({TEMPLATE: "\n{% if %}\n"}, TEMPLATE, 2),
    "an open tag": ({TEMPLATE: CHILD + "{{ view.title\n{% endblock %}\n"}, TEMPLATE, 4),
    "an open block": ({TEMPLATE: CHILD}, TEMPLATE, 2),
    "an unknown tag": ({TEMPLATE: "{% frobnicate %}\n"}, TEMPLATE, 1),
    "an unknown variable": ({TEMPLATE: CHILD + "{{ nothing }}\n{% endblock %}\n"}, TEMPLATE, 3),
    "an unknown field": ({TEMPLATE: CHILD + "\n{{ view.nothing.at.all }}\n{% endblock %}\n"}, TEMPLATE, 4),
    "an unknown filter": ({TEMPLATE: CHILD + "{{ view|frob }}\n{% endblock %}\n"}, TEMPLATE, 3),
    "an unknown test": ({TEMPLATE: CHILD + "{{ view is frob }}\n{% endblock %}\n"}, TEMPLATE, 3),
    "a missing template": ({TEMPLATE: CHILD + '{% include "gone.html" %}\n{% endblock %}\n'}, TEMPLATE, 3),
    "a missing parent": ({TEMPLATE: '{% extends "gone.html" %}\n'}, TEMPLATE, 1),
    "a missing import": ({TEMPLATE: '\n{% from "gone.html" import x %}\n'}, TEMPLATE, 2),
    "a missing macro": ({TEMPLATE: '{% from "partials/parts.html" import gone %}\n{{ gone() }}\n'}, TEMPLATE, 2),
    "a missing asset": ({TEMPLATE: CHILD + "{{ asset('gone.css') }}\n{% endblock %}\n"}, TEMPLATE, 3),
    "a call of what is no function": ({TEMPLATE: CHILD + "{{ view() }}\n{% endblock %}\n"}, TEMPLATE, 3),
    "a division by zero": ({TEMPLATE: CHILD + "{{ 1 / 0 }}\n{% endblock %}\n"}, TEMPLATE, 3),
    "wrong arguments": ({TEMPLATE: CHILD + "{{ 'x'|number }}\n{% endblock %}\n"}, TEMPLATE, 3),
    "a template that includes itself": ({TEMPLATE: '\n{% include "objective.html" %}\n'}, TEMPLATE, 2),
    "a template that extends itself": ({TEMPLATE: '{% extends "objective.html" %}\n'}, TEMPLATE, 1),
    "a macro that calls itself": ({TEMPLATE: "{% macro a() %}\n{{ a() }}\n{% endmacro %}\n{{ a() }}\n"}, TEMPLATE, 2),
    "a fault in a part": (
        {TEMPLATE: '\n{% include "part.html" %}\n', "themes/acme/templates/part.html": "\n\n{{ gone }}\n"},
        "themes/acme/templates/part.html",
        3,
    ),
    "a template that is not UTF-8": ({TEMPLATE: b"\n{{ \xff }}"}, TEMPLATE, 2),
}


@pytest.mark.parametrize("name", THEMES)
def test_a_fault_of_the_theme_names_its_file_its_line_and_the_page(tmp_path: Path, name: str) -> None:
    files, path, line = THEMES[name]
    said = check(project(tmp_path, {**THEMED, **files}))
    assert (said.code, said.codes) == (1, {"template-error"}), said.problems
    fault = said.problems[0]
    assert (fault["path"], fault["line"]) == (path, line), fault
    assert [one["message"] for one in fault["related"]] == ["while rendering /teams/search/2026-t3/trust/"]
    assert fault["related"][0]["path"] == OKRS


@pytest.mark.parametrize("wanted", ["open('/etc/passwd')", "__import__('os')", "self.gone.__globals__['os']"])
def test_a_template_has_no_way_to_the_machine(tmp_path: Path, wanted: str) -> None:
    files = {**THEMED, TEMPLATE: f"{{{{ {wanted} }}}}\n"}
    assert check(project(tmp_path, files)).codes == {"template-error"}
