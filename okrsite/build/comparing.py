"""Two versions of a project become what the change between them means.

In: the files of both sides and `Options`; the day, the edition and the language are those of the newer side. Out:
groups of sentences, and the problems of both sides. The stage `compare` is in `okr/compare.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from okrsite.build import Preview, Understood, understand
from okrsite.build.remembered import Steps
from okrsite.build.settings import Options, Settings
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.files import Sources
from okrsite.memo import Memo
from okrsite.okr.changes import Side, pairs
from okrsite.okr.compare import compare
from okrsite.pages.naming import Sides
from okrsite.pages.plan import plan
from okrsite.pages.sentences import Group, tell
from okrsite.pages.views import preview
from okrsite.pages.views.common import Page
from okrsite.pages.views.context import Context, context

Codes = Mapping[str, Severity] | None


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of it; `groups` is None where a side means nothing at all. `unread` are the base's broken files."""

    groups: tuple[Group, ...] | None
    diagnostics: tuple[Diagnostic, ...]
    base_diagnostics: tuple[Diagnostic, ...] = ()
    settings: Settings | None = None

    @property
    def unread(self) -> tuple[str, ...]:
        """The base's files with errors."""
        return tuple(sorted(_wrong(self.base_diagnostics)))

    @property
    def errors(self) -> int:
        """How many errors the newer side has."""
        return sum(d.severity is Severity.ERROR for d in self.diagnostics)


def compared(before: Sources, after: Sources, options: Options, steps: Steps, codes: Codes = None) -> Compared:
    """The meaning of the change from one side to the other."""
    new = understand(after, options, steps, codes)
    if new.value is None:
        return Compared(None, new.diagnostics)
    settings = new.value.settings
    old = understand(before, Options(settings.as_of, settings.edition), steps, codes)
    said = old.diagnostics if before.files else ()
    if old.value is None:
        return Compared(None, new.diagnostics, said, settings)
    sides = Sides(known(old.value), known(new.value), settings.language)
    changes = compare(pairs(side(sides.before), side(sides.after), _wrong(said), _wrong(new.diagnostics)))
    return Compared(tell(changes, sides), new.diagnostics, said, settings)


def preview_of(before: Sources, base: str, after: Sources, memo: Memo, codes: Codes = None) -> Preview:
    """Makes the page that a preview begins with: what `after` does to the site of `before`, which is the commit `base`.

    Where the base means nothing, everything is new.
    """

    def page(new: Understood, known: Context, pages: tuple[Page, ...]) -> Page:
        options = Options(new.settings.as_of, new.settings.edition)
        old = understand(before, options, Steps(memo), codes)
        if old.value is None:
            return preview.page(known, preview.Compared((), pages, frozenset(), (), base))
        company, figures, language = old.value.company, old.value.figures, new.settings.language
        was = context(company, figures, old.value.before, language)
        said = _wrong(old.diagnostics) if before.files else set()
        sides = Sides(was, known, language)
        groups = tell(compare(pairs(side(was), side(known), said)), sides)
        files = preview.differing(_digests(before), _digests(after))
        planned = plan(was).value or ()
        return preview.page(known, preview.Compared(planned, pages, files, groups, base[:12], tuple(sorted(said))))

    return page


def _digests(sources: Sources) -> list[tuple[str, str]]:
    return [(source.path, source.digest) for source in sources.files]


def _wrong(diagnostics: Iterable[Diagnostic]) -> set[str]:
    """The files with errors."""
    return {d.place.path for d in diagnostics if d.severity is Severity.ERROR}


def known(understood: Understood) -> Context:
    """A side as pages know it; nothing of a week ago is asked for."""
    return context(understood.company, understood.figures, understood.figures, understood.settings.language)


def side(known: Context) -> Side:
    """A side as goals know it."""
    return Side(known.company, known.figures, known.key_results)
