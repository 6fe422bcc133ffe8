"""What would be wrong with a project that is not on the disk yet: the arrow up to the plan, and no page rendered.

In: the would-be `Sources`. Out: every problem that `build` would find in the content. A page's template cannot find
more: it sees only what is sound already.
"""

from __future__ import annotations

from dataclasses import replace

from okrsite.build import understand
from okrsite.build.remembered import Steps
from okrsite.build.settings import Options
from okrsite.diagnostics import Diagnostic
from okrsite.files import Sources
from okrsite.pages.plan import plan
from okrsite.pages.views.context import context


def problems(sources: Sources, options: Options, steps: Steps) -> tuple[Diagnostic, ...]:
    """All of them, in the order in which they were found."""
    checked = understand(sources, options, steps)
    known = checked.value
    if known is None:
        return checked.diagnostics
    seen = context(known.company, known.figures, known.before, known.settings.language)
    planned = plan(replace(seen, later=True))
    return (*checked.diagnostics, *planned.diagnostics)
