"""Whatever is edited, a build that remembers gives the bytes of one that does not.

Five sequences of edits on one store each, kept and opened again between any two builds as two runs of the command
would. Together they make every edit of `EDITS`, in an order that differs from sequence to sequence. An edit that
breaks the site is mended right after, which is an edit too. Beside them runs a process that never ends, as the dev
server does: it keeps what has not changed, and makes each file when it is asked for.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from okrsite.build import Built, draft
from okrsite.build.asked import Asked
from okrsite.build.remembered import Steps
from okrsite.build.settings import Options
from okrsite.files import Cache, Source, Sources
from okrsite.memo import Memo, Recent
from okrsite.okr.kinds import KINDS, kind_of
from okrsite.okr.records import Visibility
from tests.project import TODAY, Files, built, default_theme, every_kind, sources

SEQUENCES = 5
SITE, PEOPLE, FAQ = "content/site.yaml", "content/people.yaml", "content/pages/faq.md"
GOALS, FIGURES = "content/teams/search/2026-t3/okrs.yaml", "content/pages/okr/figures.md"
WEEK = "content/teams/search/2026-t3/check-ins/2026-10-16-bo.md"
PATH, TEAM, ATTIC = "content/onboarding/team-lead.md", "content/teams/data/team.md", "content/teams/attic/team.md"


@dataclass(frozen=True)
class State:
    """What a build depends on."""

    files: Files = field(default_factory=lambda: dict(every_kind()))
    shipped: Files = field(default_factory=lambda: dict(default_theme()))
    as_of: date = TODAY
    edition: Visibility | None = None

    def build(self, root: Path | None) -> Built:
        """Remembering in a folder, or clean."""
        store = Cache(root) if root else None
        made = built(self.files, self.as_of, self.edition, store, self.shipped)
        if store:
            store.close()
        return made


Change = Callable[[State], State]


@dataclass(frozen=True)
class Edit:
    """A change of a project; `silent` where the site stays as it is."""

    name: str
    change: Change
    silent: bool = False


class _Impossible(Exception):
    """An earlier edit stands in the way."""


def _with(state: State, files: Mapping[str, bytes | None]) -> State:
    """The state with some files other; None for those that are gone."""
    left = {path: data for path, data in {**state.files, **files}.items() if data is not None}
    return replace(state, files=left)


def _replaced(path: str, old: str, new: str) -> Change:
    def change(state: State) -> State:
        text = state.files.get(path, b"").decode()
        if old not in text:
            raise _Impossible
        return _with(state, {path: text.replace(old, new, 1).encode()})

    return change


def _moved(path: str, to: str | None = None) -> Change:
    """A file has another path, or is gone."""

    def change(state: State) -> State:
        if path not in state.files:
            raise _Impossible
        return _with(state, {path: None, **({to: state.files[path]} if to else {})})

    return change


def _added(path: str, text: str) -> Change:
    def change(state: State) -> State:
        if path in state.files:
            raise _Impossible
        return _with(state, {path: text.encode()})

    return change


def _line_above(path: str) -> Change:
    """A line more at the top of the YAML, which moves all others down."""
    start = "---\n" if path.endswith(".md") else ""
    return _replaced(path, start, f"{start}# A line above.\n")


def _themed(path: str, text: str) -> Change:
    """The project gets a theme of its own with one file."""

    def change(state: State) -> State:
        with_theme = _replaced(SITE, "languages:", "theme: acme\nlanguages:")(state)
        return _added(f"themes/acme/{path}", text)(with_theme)

    return change


def _shipped(path: str, old: bytes, new: bytes) -> Change:
    """okrsite's own theme changes."""

    def change(state: State) -> State:
        text = state.shipped[f"default/{path}"]
        return replace(state, shipped={**state.shipped, f"default/{path}": text.replace(old, new, 1)})

    return change


FRAME = '{% extends "default/base.html" %}\n{% block title %}Ours{% endblock %}\n'

SAID: dict[str, tuple[str, str]] = {
    SITE: ("name: Acme", "name: Acme & Sons"),
    "content/mission.md": ("**find**", "_find_"),
    "content/vision.md": ("Nobody searches twice", "Nobody searches at all"),
    "content/strategy.md": ("title: Self-serve first", "title: Self-serve before all"),
    PEOPLE: ("Ann Novak", "Ann Nováková"),
    "content/glossary.yaml": ("right answers", "true answers"),
    "content/cycles/2026-t2.yaml": ("end: 2026-08-31", "end: 2026-08-30"),
    "content/cycles/2026-t3.yaml": ("title: Cycle 3, 2026", "title: The third of 2026"),
    "content/teams/search/team.md": ("name: Search", "name: Search and find"),
    GOALS: ("target: 75\n", "target: 76\n"),
    "content/teams/data/2026-t3/okrs.yaml": ("can be believed", "everybody believes"),
    "content/teams/search/2026-t3/check-ins/2026-10-30-ann.md": ("value: 64.5", "value: 65"),
    WEEK: ("trust.success: 63", "trust.success: 60"),
    "content/teams/search/2026-t2/review.md": ("Too late", "Much too late"),
    "content/kpis/nps.yaml": ("value: 34.5", "value: 35"),
    "content/kpis/latency.csv": ("390", "391"),
    "content/lessons/slow-launch.md": ("Ask *early*.", "Ask **early**."),
    "content/lessons/slow-launch.cs.md": ("Dlouhý příběh", "Krátký příběh"),
    "content/training/okr-deeper.md": ("## A part", "Even more.\n\n## A part"),
    PATH: ("title: Ask", "title: Ask twice"),
    "content/rollout/pilot.yaml": ("One team learns fast", "One team learns first"),
    "content/pulse/2026-10-15.yaml": ("mean: 3.6", "mean: 3.8"),
    FAQ: ("Because.", "For a reason."),
    "content/assets/curve.svg": ("M0 10L10 0", "M0 9L10 0"),
    "content/assets/slides.txt": ("Slides.", "All slides."),
}
"""One thing said otherwise in a file of every kind."""

BROKEN: dict[str, tuple[str, str]] = {
    SITE: ("time_zone: Europe/Prague", "time_zone: Europe/Pragu"),
    "content/mission.md": ("since: 2020-01-01", "since: yesterday"),
    "content/vision.md": ("strategy.md", "strategie.md"),
    "content/strategy.md": ("kpi:nps", "kpi:nsp"),
    PEOPLE: ("role:", "rôle:"),
    "content/glossary.yaml": ("Recall:", "Recall: \tx: y"),
    "content/cycles/2026-t3.yaml": ("end: 2026-12-31", "end: 2025-12-31"),
    "content/teams/data/team.md": ("parent: company", "parent: data"),
    "content/teams/data/2026-t3/okrs.yaml": ("supports:", "support:"),
    "content/teams/company/2026/okrs.yaml": ("supports: pillar:self-serve", "supports: search/2026-t3/trust"),
    "content/teams/search/2026-t3/check-ins/2026-10-02-ann.md": ("trust.uptime:", "trust.uptim:"),
    "content/teams/search/2026-t2/review.md": ("went_badly: [", "went_badly: [["),
    "content/kpis/latency.csv": ("390", "a lot"),
    "content/lessons/slow-launch.md": ("curve.svg", "curves.svg"),
    "content/training/okr-deeper.md": ("(#a-part)", "(#another-part)"),
    PATH: ("link: mission.md", "link: misson.md"),
    "content/rollout/pilot.yaml": ("teams: [search]", "teams: [serch]"),
    "content/kpis/nps.yaml": ("direction: up", "direction: upwards"),
    "content/pulse/2026-10-15.yaml": ("{search: {", "{ann: {"),
    FAQ: ("---\nWhy", "<<<<<<< HEAD\nWhy"),
}
"""One slip in a file of every kind."""

RENAMED: dict[str, str] = {
    "content/cycles/2026-t2.yaml": "content/cycles/2026-spring.yaml",
    WEEK: WEEK.replace("16-bo", "17-cy"),
    "content/teams/search/2026-t2/review.md": "content/teams/data/2026-t2/review.md",
    ATTIC: "content/teams/loft/team.md",
    "content/teams/data/2026-t3/okrs.yaml": "content/teams/company/2026-t3/okrs.yaml",
    "content/kpis/latency.yaml": "content/kpis/slowness.yaml",
    "content/lessons/slow-launch.md": "content/lessons/slower-launch.md",
    "content/training/okr-deeper.md": "content/training/basics/okr-deeper.md",
    PATH: "content/onboarding/leads.md",
    "content/rollout/pilot.yaml": "content/rollout/first.yaml",
    "content/pulse/2026-10-15.yaml": "content/pulse/2026-10-14.yaml",
    FAQ: "content/pages/okr/faq.md",
    "content/assets/curve.svg": "content/assets/deep/curve.svg",
    FIGURES: "content/pages/numbers.md",
}

OTHERS = (
    Edit("a team belongs to another one", _replaced(TEAM, "parent: company", "parent: search")),
    Edit("a team ends", _replaced(TEAM, "parent: company", "parent: company\nended: 2026-09-15")),
    Edit("a team becomes private", _replaced(ATTIC, "---\n", "---\nvisibility: private\n")),
    Edit("a page becomes a draft", _replaced(FIGURES, "---\n", "---\ndraft: true\n")),
    Edit("a page expires", _replaced(PATH, "---\n", "---\nexpire: 2026-10-01\n")),
    Edit("a key result is private", _replaced(GOALS, "title: Know", "visibility: private, title: Know")),
    Edit("an old address is given", _replaced(FAQ, "tags:", "aliases: [questions]\ntags:")),
    Edit("a check-in is added", _added("content/teams/data/2026-t3/check-ins/2026-10-29.md", "More.\n")),
    Edit("goals are added", _added("content/teams/company/2026-t3/okrs.yaml", "objectives: [{id: one, title: 1}]\n")),
    Edit("a person is added", _replaced(PEOPLE, "bo:", "di: {name: Di Day}\nbo:")),
    Edit("a page is added", _added("content/pages/new.md", "Without front matter, see [the others](faq.md).\n")),
    Edit("an unknown file is added", _added("content/notes.md", "Nobody reads this.\n")),
    Edit("an asset is added", _added("content/assets/more.txt", "More.\n")),
    Edit("the same address is asked for twice", _added("content/teams/discovery/team.md", "---\nname: D\n---\n")),
    Edit("tomorrow comes", lambda state: replace(state, as_of=date(2026, 11, 1))),
    Edit("the cycle ends", lambda state: replace(state, as_of=date(2027, 1, 15))),
    Edit("the past is looked at", lambda state: replace(state, as_of=date(2026, 9, 30))),
    Edit("everybody may read", lambda state: replace(state, edition="all")),
    Edit("the preview is built", lambda state: replace(state, edition="private")),
    Edit("a theme is prepared", _added("themes/acme/templates/partials/legend.html", "Ours.\n"), silent=True),
    Edit("a template is overridden", _themed("templates/base.html", FRAME)),
    Edit("an asset is overridden", _themed("assets/okr.css", "body { color: red }\n")),
    Edit("okrsite's own look changes", _shipped("assets/okr.css", b"}", b" }")),
    Edit("okrsite's own frame changes", _shipped("templates/base.html", b"</body>", b"<!-- new --></body>")),
    Edit("nothing happens", lambda state: state, silent=True),
)

DELETED = (*RENAMED, "content/mission.md", "content/vision.md", "content/strategy.md", "content/people.yaml",
           "content/glossary.yaml", "content/cycles/2026-t3.yaml", "content/teams/search/2026-t3/okrs.yaml",
           "content/lessons/slow-launch.cs.md", "content/kpis/latency.csv")  # fmt: skip

SHIFTED = ("content/mission.md", "content/teams/search/team.md", "content/teams/search/2026-t3/okrs.yaml",
           "content/teams/search/2026-t3/check-ins/2026-10-30-ann.md", "content/kpis/nps.yaml")  # fmt: skip


def _edits() -> Iterator[Edit]:
    for path, (old, new) in SAID.items():
        yield Edit(f"{path} is rewritten", _replaced(path, old, new))
    for path, (old, new) in BROKEN.items():
        yield Edit(f"{path} is broken", _replaced(path, old, new))
    for path, to in RENAMED.items():
        yield Edit(f"{path} is renamed", _moved(path, to))
    for path in DELETED:
        yield Edit(f"{path} is deleted", _moved(path))
    for path in SHIFTED:
        yield Edit(f"a line is added above in {path}", _line_above(path), silent=True)
    yield from OTHERS


EDITS = tuple(_edits())


def test_every_kind_is_rewritten_broken_renamed_and_deleted() -> None:
    """Kinds whose files have fixed names cannot be renamed; deleting the settings is tested elsewhere."""
    fixed = {"site", "mission", "vision", "strategy", "people", "glossary"}
    kinds = {kind.name for kind in KINDS}
    assert _kinds(SAID) == _kinds(BROKEN) == kinds
    assert _kinds(RENAMED) == kinds - fixed
    assert _kinds(DELETED) == kinds - {"site"}


def _kinds(paths: Iterable[str]) -> set[str]:
    found = (kind_of(path.removeprefix("content/")) for path in paths)
    return {one[0].name for one in found if one}


@pytest.mark.slow
@pytest.mark.parametrize("sequence", range(SEQUENCES))
def test_a_warm_build_equals_a_clean_one_after_every_edit(tmp_path: Path, sequence: int) -> None:
    edits = list(EDITS)
    random.Random(26).shuffle(edits)
    edits = edits[sequence::SEQUENCES]
    assert len(edits) >= 20
    run = Run(tmp_path)
    for edit in edits:
        run.make(edit)


class Run:
    """One sequence of edits on one memo."""

    def __init__(self, root: Path) -> None:
        self.root, self.state, self.server = root, State(), Server(root)
        self.before = self.state.build(root)
        assert self.before.tree is not None

    def make(self, edit: Edit) -> None:
        """Make an edit and compare; one that earlier ones hide or hinder is made on the project as it was."""
        if self.shows(edit):
            return
        self.state = State()
        self.before = self.compare(self.state, f"everything undone before {edit.name}")
        assert self.shows(edit), f"{edit.name}, and nothing changes"

    def shows(self, edit: Edit) -> bool:
        """Make an edit and compare; whether it could be made and was seen."""
        try:
            edited = edit.change(self.state)
        except _Impossible:
            return False
        after = self.compare(edited, edit.name)
        if _result(after) == _result(self.before):
            return edit.silent
        if after.tree is None:
            mended = self.state.build(self.root)
            assert _result(mended) == _result(self.before), f"{edit.name}, and mended"
        else:
            self.state, self.before = edited, after
        return True

    def compare(self, state: State, name: str) -> Built:
        """The clean build, which the warm one must equal."""
        warm, clean = state.build(self.root), state.build(None)
        assert warm.diagnostics == clean.diagnostics, name
        assert [page.made() for page in warm.pages] == [page.made() for page in clean.pages], name
        assert (warm.tree is None) == (clean.tree is None), name
        if warm.tree is not None and clean.tree is not None:
            assert list(warm.tree) == list(clean.tree), name
            differing = [path for path, data in clean.tree.items() if warm.tree[path] != data]
            assert differing == [], name
        self.server.compare(state, clean, name)
        return clean


class Server:
    """A process that builds again after every edit, and makes each file when it is asked for."""

    def __init__(self, root: Path) -> None:
        self.root, self.again, self.random = root / "server", Recent(), random.Random(4)
        self.read: dict[tuple[str, bytes], Source] = {}
        self.makers: Mapping[str, int] = {}

    def sources(self, state: State) -> Sources:
        """What is on the disk; a file that has not changed is the very same value."""
        return Sources(tuple(self.read.setdefault((one.path, one.data), one) for one in sources(state.files).files))

    def compare(self, state: State, clean: Built, name: str) -> None:
        """Each file that is asked for is the clean build's, and so is every problem."""
        store = Cache(self.root)
        memo = Memo(store)
        steps = Steps(memo, self.again)
        options = Options(state.as_of, state.edition)
        drafted = draft(self.sources(state), state.shipped, options, steps, with_pages=False)
        found = [*drafted.diagnostics]
        if drafted.value is not None:
            asked = Asked(drafted.value, steps, None, self.makers)
            paths = list(clean.tree or ())
            self.random.shuffle(paths)
            assert [path for path in paths if asked.file(path).value != (clean.tree or {})[path]] == [], name
            assert asked.file("gone/index.html").value is None
            found += [fault for faults in asked.faults() for fault in faults]
            self.makers = asked.makers()
        assert clean.tree is None or Counter(found) == Counter(clean.diagnostics), name
        assert not Counter(clean.diagnostics) - Counter(found), name
        self.again.turn()
        memo.save()
        store.close()


def _result(made: Built) -> object:
    return made.tree, made.diagnostics
