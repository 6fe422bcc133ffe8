"""The Markdown of a company from which something was taken out.

In: the company after and before, and what is there. Out: the company without texts of what is gone, without links to
it, and without files that only it used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from okrsite.okr.model import Company, Linked, Target
from okrsite.okr.prose import linked, texts_of

Is = Callable[[Target], bool]


def without_texts(company: Company, before: Company, there: Is) -> Company:
    """No Markdown of what is gone, no link to it, and no asset that only it used."""
    old = {path: record for path, record, _ in _files(before)}
    touched, kept = set(old), set[tuple[str, str]]()
    for path, record, body in _files(company):
        if old.get(path) is record:
            touched.discard(path)
        else:
            kept.update(texts_of(path, record, body))

    def left(texts: Mapping[tuple[str, str], Linked]) -> dict[tuple[str, str], Linked]:
        return {key: _unlinked(one, there) for key, one in texts.items() if key[0] not in touched or key in kept}

    pruned = replace(company, blocks=left(company.blocks), inlines=left(company.inlines))
    gone = _used(before) - _used(pruned)
    return replace(pruned, assets=tuple(asset for asset in company.assets if asset not in gone))


def _unlinked(one: Linked, there: Is) -> Linked:
    if all(map(there, one.targets)):
        return one
    return linked(one.prose, [target if there(target) else None for target in one.targets])


def _used(company: Company) -> set[str]:
    """The assets that something leads to."""
    texts = (*company.blocks.values(), *company.inlines.values())
    targets = (*(target for one in texts for target in one.targets), *company.references.values())
    return {target.id for target in targets if target.kind == "asset"}


def _files(company: Company) -> Iterator[tuple[str, Any, str]]:
    """Every file that holds Markdown: path, record, body."""
    whole: tuple[Mapping[Any, Any], ...] = (
        company.teams, company.sheets, company.reviews, company.trainings, company.onboardings, company.waves,
        company.pages, company.lessons, company.cycles, company.kpis, company.pulses,
    )  # fmt: skip
    single = (one for one in (company.mission, company.vision, company.strategy) if one)
    translated = (one for some in company.translations.values() for one in some)
    mapped = (one for mapping in whole for one in mapping.values())
    for file in (*single, *translated, *mapped, *company.check_ins):
        yield file.path, file.record, getattr(file, "body", "")
