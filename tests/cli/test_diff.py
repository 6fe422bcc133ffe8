"""`okrsite diff`: what a change means, in real repositories."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from markdown_it import MarkdownIt

from okrsite.report.inert import markdown, plain
from tests.project import okrsite
from tests.scratch import GOALS, Scratch, scratch, ten_teams

BEGUN, TODAY = date(2026, 10, 20), "2026-10-31"


def sheet(team: str, cycle: str = "2026-t3") -> str:
    return f"content/teams/{team}/{cycle}/okrs.yaml"


def week(team: str, name: str = "2026-10-30-ann", cycle: str = "2026-t3") -> str:
    return f"content/teams/{team}/{cycle}/check-ins/{name}.md"


def said(text: str) -> str:
    return f"---\nkey_results: {text}\n---\n"


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company with ten teams, in its first commit."""
    root = tmp_path_factory.mktemp("company")
    scratch(root).commit(ten_teams(), "begin", BEGUN)
    return root


@pytest.fixture
def work(company: Path, tmp_path: Path) -> Scratch:
    """A copy of it, for one test."""
    root = tmp_path / "work"
    shutil.copytree(company, root)
    return Scratch(root)


def diff(work: Scratch, *words: str) -> Result:
    return okrsite("diff", *words, "--project", work.root, "--as-of", TODAY)


def told(work: Scratch, revisions: str = "main~1..main") -> dict[str, list[str]]:
    """The sentences of a change by group."""
    result = diff(work, revisions, "--format", "json")
    assert result.exit_code == 0, result.output
    found: dict[str, list[str]] = {}
    for change in json.loads(result.stdout)["changes"]:
        found.setdefault(change["group"], []).append(change["text"])
    return found


def test_a_check_in_says_what_moved_and_whose_health_flipped(work: Scratch) -> None:
    work.commit({week("search"): said("{trust.success: 79, trust.launch: [cz, at]}")})
    assert told(work) == {
        "moved": [
            "Search, “Raise search success”: came closer to its target: 62% → 79%. Was off track, is on track.",
            "Search, “Launch in three countries”: measured for the first time: 0 → 2 of 3. "
            "Had no verdict, is on track.",
        ],
        "health": ["Search, “People trust search”: Was off track, is on track. It supports Acme, “Grow”."],
        "check-ins": ["Search: 30 October 2026 (Ann Novak)."],
    }


def test_a_moved_goal_post_is_told_with_its_effect_and_its_reason(work: Scratch) -> None:
    easier = (
        "target: 70\n        amended: [{date: 2026-10-29, field: target, from: 80, to: 70, reason: A *late* start}]"
    )
    work.commit(
        {
            sheet("data"): work.edit(sheet("data"), "target: 80", easier),
            sheet("design"): work.edit(sheet("design"), "baseline: 60", "baseline: 62"),
            sheet("growth"): work.edit(sheet("growth"), "owner: bo", "owner: VP Growth"),
        }
    )
    assert told(work) == {
        "goal-posts": [
            "Data, “Raise search success”: target was 80%, is 70%. Progress 10% → 20%. Reason: A late start.",
            "Design, “Raise search success”: baseline was 60%, is 62%. Progress 10% → 0%. "
            "No reason is written under amended.",
            "Growth, “Raise search success”: owner was Bo Li, is VP Growth.",
        ]
    }


def test_before_the_cycle_begins_a_goal_post_may_still_be_set(work: Scratch) -> None:
    ahead = {"content/cycles/2027-t1.yaml": "start: 2027-01-01\nend: 2027-04-30\n"}
    goals = GOALS.replace("    supports: [company/grow]\n", "")
    work.commit({**ahead, sheet("search", "2027-t1"): goals}, "plan")
    work.commit({sheet("search", "2027-t1"): goals.replace("target: 80", "target: 90")})
    assert told(work) == {"goals": ["Search, “Raise search success” (2027-t1): target was 80%, is 90%."]}


def test_what_a_closed_cycle_said_is_not_changed_in_silence(work: Scratch) -> None:
    old = sheet("search", "2026-t2")
    spoken = week("search", "2026-08-14-bo", "2026-t2")
    work.commit({old: work.edit(old, "target: 80", "target: 66"), spoken: said("{trust.success: 70}")})
    found = told(work)
    assert found["goal-posts"] == [
        "Search, “Raise search success” (Cycle 2, 2026): target was 80%, is 66%. Progress 30% → 167%. "
        "No reason is written under amended. The cycle is closed."
    ]
    assert found["history"] == [
        "Search: the check-in of 14 August 2026 (Bo Li) says something else now. The cycle is closed."
    ]


def test_closing_a_cycle_tells_its_state_and_the_grades(work: Scratch) -> None:
    graded = "title: People trust search\n    outcome: partial\n    score: 0.7\n    result: Nearly."
    closed = work.edit("content/cycles/2026-t3.yaml", 'parent: "2026"', 'parent: "2026"\nstate: closed')
    path = sheet("search")
    work.commit({path: work.edit(path, "title: People trust search", graded), "content/cycles/2026-t3.yaml": closed})
    found = told(work)
    assert found["grades"] == ["Search, “People trust search”: partial, 0.7."]
    assert "Cycle 3, 2026: state was active, is closed." in found["goals"]
    assert "Search, “People trust search”: result." in found["reworded"]


def test_new_goals_removed_goals_and_other_words(work: Scratch) -> None:
    more = "      - {id: speed, title: Answer in a second}\n"
    work.commit(
        {
            sheet("search"): (work.root / sheet("search")).read_text(encoding="utf-8") + more,
            sheet("sales"): None,
            week("sales", "2026-10-16-bo"): None,
            sheet("growth"): work.edit(sheet("growth"), "title: People trust", "why: Because\n    title: Many trust"),
            "content/lessons/slow-launch.md": "---\ntitle: Slow launch\n---\nIt was **very** slow.\n",
            "content/lessons/fast.md": "---\ntitle: Fast\n---\nIt was.\n",
        }
    )
    found = told(work)
    assert found["added"] == [
        "Key result: Search, “Answer in a second”. The cycle has begun.",
        "Lesson: “Fast”.",
    ]
    assert found["removed"] == ["Objective: Sales, “People trust search”, with 2 key results. The cycle has begun."]
    assert found["reworded"] == [
        "Growth, “Many trust search” was called “People trust search”: reason why.",
        "“Slow launch”: text.",
    ]


def test_a_team_that_is_called_otherwise_is_the_same_team(work: Scratch) -> None:
    work.git("mv", "content/teams/legal", "content/teams/law")
    team = "---\nname: Law\nparent: company\nlead: ann\naliases: [legal]\n---\nWe are.\n"
    work.commit({"content/teams/law/team.md": team, week("law"): said("{trust.success: 64}")})
    assert told(work) == {
        "moved": ["Law, “Raise search success”: came closer to its target: 62% → 64%."],
        "goals": ["The team Legal is called Law now. The team legal has the id law now."],
        "check-ins": ["Law: 30 October 2026 (Ann Novak)."],
    }


def test_a_branch_is_compared_with_where_it_left_and_not_with_what_others_did_since(work: Scratch) -> None:
    work.git("checkout", "-qb", "mine")
    work.commit({week("search"): said("{trust.success: 64}")})
    work.git("checkout", "-q", "main")
    work.commit({week("data", "2026-10-30-bo"): said("{trust.success: 70}")})
    found = told(work, "main..mine")
    assert found["check-ins"] == ["Search: 30 October 2026 (Ann Novak)."]
    assert told(work, "main...mine") == found
    work.git("merge", "-q", "mine")
    assert found == told(work, "main~1..main")


def test_two_check_ins_of_one_week_never_conflict_and_both_are_told(work: Scratch) -> None:
    for who, value in (("ann", 64), ("bo", 66)):
        work.git("checkout", "-q", "main")
        work.git("checkout", "-qb", who)
        work.commit({week("search", f"2026-10-30-{who}"): said(f"{{trust.success: {value}}}")})
    work.git("checkout", "-q", "main")
    start = work.git("rev-parse", "HEAD").strip()
    work.git("merge", "-q", "--no-edit", "ann")
    work.git("merge", "-q", "--no-edit", "bo")
    found = told(work, f"{start}..main")
    assert found["check-ins"] == ["Search: 30 October 2026 (Ann Novak).", "Search: 30 October 2026 (Bo Li)."]
    assert found["moved"] == ["Search, “Raise search success”: came closer to its target: 62% → 66%."]


def test_saves_that_conflict_are_named_as_an_error_of_the_change(work: Scratch) -> None:
    for name, target in (("one", 70), ("two", 75)):
        work.git("checkout", "-q", "main")
        work.git("checkout", "-qb", name)
        work.commit({sheet("search"): work.edit(sheet("search"), "target: 80", f"target: {target}")})
    work.git("merge", "one", ok=False)
    result = diff(work, "main")
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "There are 2 errors in this change: okrsite check shows them.\n\nThe files as they are"
    )
    assert "error[merge-conflict]" in result.stderr


def test_without_a_head_the_files_as_they_are_count(work: Scratch) -> None:
    (work.root / week("search")).write_text(said("{trust.success: 64}"), encoding="utf-8")
    result = diff(work, "HEAD")
    assert "Search, “Raise search success”: came closer to its target: 62% → 64%." in result.stdout
    assert "The files as they are, compared with" in result.stdout


def test_a_base_that_is_broken_is_said_and_costs_only_its_broken_files(work: Scratch) -> None:
    good = (work.root / sheet("search")).read_text(encoding="utf-8")
    work.commit({sheet("search"): "objectives: [{id: trust\n"}, "oops")
    work.commit({sheet("search"): good, week("data"): said("{trust.success: 64}")})
    result = diff(work, "main~1..main")
    assert result.exit_code == 0
    assert (
        f"In the base these files have errors, so they are compared only in part: {sheet('search')}." in result.stdout
    )
    assert "Data, “Raise search success”: came closer" in result.stdout
    assert "New (" not in result.stdout


def test_the_first_commit_of_all_has_everything_new(work: Scratch) -> None:
    work.git("checkout", "-q", "--orphan", "fresh")
    work.git("rm", "-rq", "--cached", ".")
    (work.root / "README").write_text("x", encoding="utf-8")
    work.git("add", "README")
    work.git("commit", "-qm", "nothing")
    result = diff(work, "fresh")
    assert result.exit_code == 0
    assert "Objective: Search, “People trust search”, with 2 key results." in result.stdout


def test_nothing_is_said_where_nothing_changed(work: Scratch) -> None:
    result = diff(work, "HEAD..HEAD")
    assert result.stdout.startswith("Readers will see no difference in goals, numbers or texts.\n")


@pytest.mark.parametrize(
    ("revisions", "sentence"),
    [
        ("nothing..main", "git knows no revision called 'nothing'"),
        ("main..--output=x", "git knows no revision called '--output=x'"),
        ("main:content..main", "git knows no revision called 'main:content'"),
    ],
)
def test_an_unknown_revision_is_a_sentence(work: Scratch, revisions: str, sentence: str) -> None:
    result = diff(work, revisions)
    assert (result.exit_code, result.stderr) == (2, f"okrsite: {sentence}\n")


def test_histories_that_never_met_and_shallow_ones_are_told_apart(work: Scratch, tmp_path: Path) -> None:
    work.git("checkout", "-q", "--orphan", "other")
    work.commit({}, "other")
    assert diff(work, "main..other").stderr == "okrsite: the two revisions have no commit in common\n"
    work.git("checkout", "-q", "main")
    work.commit({week("search"): said("{trust.success: 64}")})
    work.git("clone", "-q", "--depth=1", "--no-single-branch", work.root.as_uri(), str(tmp_path / "shallow"))
    result = diff(Scratch(tmp_path / "shallow"), "origin/other..main")
    assert result.exit_code == 2
    assert result.stderr.startswith("okrsite: this clone is shallow and lacks the commit where the two parted")


def test_no_repository_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "content").mkdir()
    result = diff(Scratch(tmp_path), "main")
    assert result.exit_code == 2
    assert result.stderr.startswith("okrsite: not a git repository")


def test_a_project_below_the_top_of_its_repository_is_compared_alone(tmp_path: Path) -> None:
    whole = scratch(tmp_path)
    whole.commit({**{f"okrs/{path}": text for path, text in ten_teams().items()}, "content/site.yaml": "x"})
    whole.commit({f"okrs/{week('search')}": said("{trust.success: 64}"), "content/site.yaml": "y"})
    assert list(told(Scratch(tmp_path / "okrs"))) == ["moved", "check-ins"]


def test_a_redacted_number_is_in_no_format(work: Scratch) -> None:
    hidden = work.edit(sheet("search"), 'unit: "%"', 'unit: "%"\n        redacted: internal only')
    work.commit({sheet("search"): hidden}, "hide")
    work.commit(
        {sheet("search"): hidden.replace("target: 80", "target: 93"), week("search"): said("{trust.success: 87}")}
    )
    for form in ("text", "markdown", "json"):
        out = diff(work, "main~1..main", "--format", form).stdout
        assert "arget changed" in out
        assert not re.search(r"\b(80|93|87|62)\b", re.sub(r"[0-9a-f]{12,}", "", out)), form


def test_what_an_audience_may_not_read_is_not_in_its_diff(work: Scratch) -> None:
    private = "    visibility: private\n    title: People trust search"
    work.commit({sheet("search"): work.edit(sheet("search"), "    title: People trust search", private)}, "hide")
    work.commit({sheet("search"): work.edit(sheet("search"), "target: 80", "target: 70")})
    assert told(work) == {}
    assert "target was 80%, is 70%" in diff(work, "main~1..main", "--edition", "private").stdout


HOSTILE = (
    "@acme/everyone #1 !2 <img src=x onerror=alert(1)> [a](javascript:alert(1)) https://evil.example www.evil.example "
    "`x` **b** ::error::x ##[add-mask]y ##vso[task] </details> <!-- --> $x$ ~y :boom: mail@evil.example"
)


def test_a_hostile_title_is_inert_in_every_format(work: Scratch) -> None:
    title = json.dumps(HOSTILE.replace("[a](javascript:alert(1))", "x") + " y" * 300)
    work.commit({"content/lessons/bad.md": f"---\ntitle: {title}\n---\nx\n"})
    text = diff(work, "main~1..main").stdout
    assert max(map(len, text.splitlines())) < 160
    assert not re.search(r"^\s*::|##\[|##vso\[", text, re.MULTILINE)
    comment = diff(work, "main~1..main", "--format", "markdown").stdout
    assert comment.startswith("<!-- okrsite diff -->\n")
    assert comment.count("<") == comment.count("<!-- okrsite diff -->") + 2 * comment.count("<sub>")


def test_markdown_of_a_forge_finds_nothing_in_a_line() -> None:
    shown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown(HOSTILE))
    assert "<a" not in shown
    assert "<img" not in shown
    assert "<code" not in shown
    assert "<strong" not in shown
    assert not re.search(r"[@#!~$][\w]|https?:/|www\.|:boom", shown)
    assert plain(HOSTILE + "\n::stop") == plain(HOSTILE) + " : :stop"


def test_the_comment_folds_what_only_reads_otherwise(work: Scratch) -> None:
    work.commit({"content/lessons/slow-launch.md": "---\ntitle: Slow launch\n---\nOh.\n"})
    comment = diff(work, "main~1..main", "--format", "markdown").stdout
    assert "<details><summary>Reworded (1)</summary>\n\n- “Slow launch”: text.\n\n</details>" in comment


def test_a_comment_never_grows_beyond_what_a_forge_takes(work: Scratch) -> None:
    long = " ".join(["word"] * 40)
    lessons = {f"content/lessons/l{n}.md": f"---\ntitle: {long} {n}\n---\nx\n" for n in range(60)}
    work.commit(lessons)
    comment = diff(work, "main~1..main", "--format", "markdown").stdout
    assert "- and 20 more" in comment
    assert len(comment) < 60_000


def test_json_names_every_change_with_keys_and_numbers(work: Scratch) -> None:
    work.commit({week("search"): said("{trust.success: 64}")})
    document = json.loads(diff(work, "main~1..main", "--format", "json").stdout)
    assert {key: document[key] for key in ("format", "as_of", "unread", "errors")} == {
        "format": "okrsite-diff/1",
        "as_of": "2026-10-31",
        "unread": [],
        "errors": 0,
    }
    moved = document["changes"][0]
    assert moved["target"] == {"kind": "key-result", "id": "search/2026-t3/trust.success"}
    assert (moved["kind"], moved["turn"], moved["url"]) == ("moved", "closer", "teams/search/2026-t3/trust/#success")
    assert (moved["way"]["old"], moved["way"]["new"], moved["way"]["unit"]) == (62, 64, "%")


def test_no_mail_address_and_no_committer_is_published(work: Scratch) -> None:
    people = work.edit("content/people.yaml", "ann@acme.example", "ann.new@acme.example")
    work.commit({"content/people.yaml": people})
    for form in ("text", "markdown", "json"):
        out = diff(work, "main~1..main", "--format", form).stdout
        assert "acme.example" not in out
        assert "Secret" not in out
