"""The stage `compare`: two versions of the content become what the change between them means.

In: `Pairs`. Out: all changes; first what is about goals, then what is about teams, time and texts.
"""

from __future__ import annotations

from okrsite.okr.changes import Change, Pairs
from okrsite.okr.goal_changes import goal_changes
from okrsite.okr.text_changes import check_in_changes, cycle_changes, reading_changes, team_changes


def compare(pairs: Pairs) -> tuple[Change, ...]:
    """Everything that is different, each once."""
    return (
        *goal_changes(pairs),
        *cycle_changes(pairs),
        *team_changes(pairs),
        *check_in_changes(pairs),
        *reading_changes(pairs),
    )
