"""What an editor reads when something is wrong, whole messages with their carets."""

from __future__ import annotations

import json

from okrsite import report
from okrsite.diagnostics import Diagnostic, Place, Related, error, warning

FILES = {
    "content/teams/search/2026-t3/okrs.yaml": "objectives:\n  - id: trust\n    supports: [company/grwo.nps]\n",
    "content/pages/faq.md": "---\ntitle: Questions\n---\nSee [this](nowhere.md).\n",
}
UNKNOWN = error(
    "unknown-reference",
    Place("content/teams/search/2026-t3/okrs.yaml", ("objectives", 0, "supports", 0)),
    'no objective "grwo" in team "company"',
    "did you mean company/grow.nps?",
)


def test_a_problem_shows_its_line_with_the_span_marked() -> None:
    assert report.text([UNKNOWN], FILES.get) == (
        'error[unknown-reference]: no objective "grwo" in team "company"\n'
        "  content/teams/search/2026-t3/okrs.yaml:3:16\n"
        "   3 |     supports: [company/grwo.nps]\n"
        "     |                ^^^^^^^^^^^^^^^^ did you mean company/grow.nps?\n"
    )


def test_both_places_of_a_clash_are_shown() -> None:
    clash = error(
        "same-address",
        Place("content/pages/faq.md", ("title",)),
        "/pages/faq/ is the address of two pages",
        "rename one",
        Related(Place("content/teams/search/2026-t3/okrs.yaml", ("objectives", 0, "id")), "the other page"),
    )
    assert report.text([clash], FILES.get) == (
        "error[same-address]: /pages/faq/ is the address of two pages\n"
        "  content/pages/faq.md:2:8\n"
        "   2 | title: Questions\n"
        "     |        ^^^^^^^^^ rename one\n"
        "  content/teams/search/2026-t3/okrs.yaml:2:9: the other page\n"
        "   2 |   - id: trust\n"
        "     |         ^^^^^\n"
    )


def test_a_file_without_text_is_named_alone() -> None:
    assert report.text(
        [error("unreadable-file", Place("content/x.md"), "it cannot be read", "mend it")], FILES.get
    ) == ("error[unreadable-file]: it cannot be read\n  content/x.md:1:1\n  mend it\n")


def test_a_very_long_line_is_cut_around_the_span() -> None:
    text = {"content/a.yaml": f"why: {'word ' * 60}WRONG {'word ' * 60}\n"}
    start = text["content/a.yaml"].index("WRONG")
    shown = report.text([error("x", Place("content/a.yaml", start=start, end=start + 5), "no")], text.get)
    _, _, source, marks, _ = shown.split("\n")
    assert source[marks.index("^") : marks.rindex("^") + 1] == "WRONG"
    assert len(source) < 125


def test_wide_letters_keep_the_marks_below_what_is_wrong() -> None:
    text = {"content/a.yaml": "title: 目標 wrong\n"}
    start = text["content/a.yaml"].index("wrong")
    shown = report.text([error("x", Place("content/a.yaml", start=start, end=start + 5), "no")], text.get)
    assert shown.split("\n")[3] == "     |             ^^^^^"


def test_the_first_of_many_alike_are_shown_and_the_rest_counted() -> None:
    many: list[Diagnostic] = [warning("dead-link", Place("content/pages/faq.md", start=n), str(n)) for n in range(40)]
    shown = report.text(many, FILES.get)
    assert shown.count("warning[dead-link]") == 12
    assert shown.endswith("… and 28 more dead-link\n")
    assert report.summary(many) == "40 warnings"


def test_the_same_problem_is_said_once() -> None:
    assert report.text([UNKNOWN, UNKNOWN], FILES.get).count("error[") == 1


def test_json_names_every_place_relative_to_the_project() -> None:
    assert json.loads(report.as_json([UNKNOWN], FILES.get)) == {
        "diagnostics": [
            {
                "code": "unknown-reference",
                "severity": "error",
                "path": "content/teams/search/2026-t3/okrs.yaml",
                "line": 3,
                "column": 16,
                "end_column": 32,
                "message": 'no objective "grwo" in team "company"',
                "hint": "did you mean company/grow.nps?",
                "related": [],
            }
        ],
        "summary": {"error": 1, "warning": 0, "advice": 0},
    }


def test_colour_marks_the_head_only() -> None:
    assert report.text([UNKNOWN], FILES.get, colour=True).startswith("\x1b[1;31merror[unknown-reference]\x1b[0m: no")
