"""What the dev server shows after any edit are the bytes of a clean build.

The edits are those of `test_warm_is_clean.py`, in another order; one process keeps what has not changed, as `serve`
does, and every file is asked for, single pages first.
"""

from __future__ import annotations

import random

import pytest

from okrsite.build import draft
from okrsite.build.asked import Asked
from okrsite.build.remembered import Steps
from okrsite.build.settings import Options
from okrsite.diagnostics import Severity
from okrsite.files import Source, Sources
from okrsite.memo import Memo, Recent
from tests.build.test_warm_is_clean import EDITS, State, _Impossible
from tests.project import sources

SEQUENCES = 4


class Serving:
    """One process that builds again and again."""

    def __init__(self) -> None:
        self.again, self.last = Recent(), dict[str, Source]()
        self.steps = Steps(Memo(None), self.again)
        self.makers: dict[str, int] = {}
        self.chance = random.Random(7)

    def read(self, state: State) -> Sources:
        """The files, those that are as they were being the very same."""
        found = sources(state.files)
        files = tuple(old if (old := self.last.get(one.path)) == one else one for one in found.files)
        self.last = {one.path: one for one in files if one}
        return Sources(tuple(one for one in files if one), found.diagnostics)

    def compare(self, state: State, name: str) -> None:
        """Ask for everything, and compare with a clean build."""
        clean = state.build(None)
        options = Options(state.as_of, state.edition)
        made = draft(self.read(state), state.shipped, options, self.steps, with_pages=False)
        errors = [one for one in made.diagnostics if one.severity is Severity.ERROR]
        if made.value is None or errors:
            assert clean.tree is None, name
            assert set(made.diagnostics) <= set(clean.diagnostics), name
            return
        self.again.turn()
        site = Asked(made.value, self.steps, None, self.makers)
        if clean.tree is not None:
            names = sorted(clean.tree)
            self.chance.shuffle(names)
            assert [one for one in names if site.file(one).value != clean.tree[one]] == [], name
        found = {*made.diagnostics, *(fault for faults in site.faults() for fault in faults)}
        assert {one for one in clean.diagnostics if one.severity is Severity.ERROR} <= found, name
        assert site.file("no/such/page/index.html").value is None
        self.makers = dict(site.makers())


@pytest.mark.slow
@pytest.mark.parametrize("sequence", range(SEQUENCES))
def test_a_site_that_is_asked_for_is_the_clean_one_after_every_edit(sequence: int) -> None:
    edits = list(EDITS)
    random.Random(41).shuffle(edits)
    serving, state = Serving(), State()
    serving.compare(state, "nothing was edited")
    for edit in edits[sequence::SEQUENCES]:
        try:
            edited = edit.change(state)
        except _Impossible:
            continue
        serving.compare(edited, edit.name)
        if edited.build(None).tree is not None:
            state = edited
