"""What one build contains: a company for one audience on one day.

In: the whole company, the edition and the day. Out: the company without what this audience may not read, without
drafts, and without what is not published yet or no more; nothing in it shows that anything is missing.

Left out are: pages with `draft: true` (in every edition), before `publish` and after `expire` · what has a narrower
`visibility` than the edition · objectives and key results in `state: draft` from the edition for all (inside the
company a draft is shown as one, and not counted) · check-ins, surveys, reviews, lessons and measured values dated after
the day · whatever hangs on these: a team's goals and subteams, an objective's key results, what check-ins say of them,
links, references, texts, and files that only they use. Teams that have ended stay: they are the archive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from okrsite.okr import records
from okrsite.okr.inference import type_of
from okrsite.okr.model import Company, Filed, KeyResult, Kpi, Objective
from okrsite.okr.pruning import without_dangling
from okrsite.okr.records import Visibility

K = TypeVar("K")
P = TypeVar("P", bound=records.Page)

_WIDTH: Mapping[Visibility, int] = {"all": 0, "internal": 1, "private": 2}


def select(company: Company, edition: Visibility, as_of: date) -> Company:
    """What the build of this edition on this day contains; the same company where that is everything."""
    reader = _Reader(edition, as_of)
    selected = replace(
        company,
        mission=reader.page(company.mission),
        vision=reader.page(company.vision),
        strategy=reader.page(company.strategy),
        teams=_teams(company, reader),
        people=_people(company, edition),
        objectives=_objectives(company, reader),
        check_ins=tuple(one for one in company.check_ins if one.on <= as_of),
        reviews={key: one for key, one in company.reviews.items() if not reader.ahead(one.record.date)},
        kpis={id: reader.kpi(one) for id, one in company.kpis.items() if reader.may_read(one.record.visibility)},
        lessons={
            id: one for id, one in company.lessons.items() if reader.shown(one.record) and not reader.ahead(one.on)
        },
        trainings=reader.pages(company.trainings),
        onboardings=reader.pages(company.onboardings),
        pulses={id: one for id, one in company.pulses.items() if one.on <= as_of},
        pages=reader.pages(company.pages),
        translations={
            key: left
            for key, some in company.translations.items()
            if (left := tuple(one for one in some if reader.shown(one.record)))
        },
    )
    return company if selected == company else without_dangling(_typed(selected), company)


def _typed(company: Company) -> Company:
    """The company with types inferred from the check-ins that are left: what comes later tells nothing today."""
    flags = {entry.key_result for said in company.check_ins for entry in said.entries if isinstance(entry.value, bool)}
    objectives = {
        id: replace(one, key_results=tuple(_inferred(kr, kr.id in flags) for kr in one.key_results))
        for id, one in company.objectives.items()
    }
    return replace(company, objectives=objectives)


def _inferred(key_result: KeyResult, says_flags: bool) -> KeyResult:
    type_ = type_of(key_result.record, says_flags)
    return key_result if type_ == key_result.type else replace(key_result, type=type_)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Somebody of the audience, on the day."""

    edition: Visibility
    as_of: date

    def may_read(self, visibility: Visibility) -> bool:
        """Whether the audience is narrow enough for the item."""
        return _WIDTH[visibility] <= _WIDTH[self.edition]

    def ahead(self, on: date | None) -> bool:
        """Whether it lies in the future."""
        return on is not None and on > self.as_of

    def shown(self, page: records.Page) -> bool:
        """Whether a page is published for this reader on this day."""
        expired = page.expire is not None and page.expire < self.as_of
        return not page.draft and not self.ahead(page.publish) and not expired and self.may_read(page.visibility)

    def item(self, item: records.Item) -> bool:
        """Whether an objective or key result is; drafts are talked about inside, and shown to nobody else."""
        return self.may_read(item.visibility) and (item.state != "draft" or self.edition != "all")

    def page(self, file: Filed[P] | None) -> Filed[P] | None:
        """A single page, if it is shown."""
        return file if file and self.shown(file.record) else None

    def pages(self, files: Mapping[str, Filed[P]]) -> dict[str, Filed[P]]:
        """The pages that are shown."""
        return {id: file for id, file in files.items() if self.shown(file.record)}

    def kpi(self, kpi: Kpi) -> Kpi:
        """A KPI with what has been measured until the day."""
        points = tuple(point for point in kpi.points if point[0] <= self.as_of)
        if len(points) == len(kpi.points):
            return kpi
        series = kpi.record.series
        left = series.model_copy(update={"points": tuple(one for one in series.points if one.date <= self.as_of)})
        return replace(kpi, points=points, record=kpi.record.model_copy(update={"series": left}))


def _teams(company: Company, reader: _Reader) -> dict[str, Filed[records.Team]]:
    """The teams that are shown with all teams above them."""

    def shown(id: str | None) -> bool:
        while id is not None and id in company.teams:
            record = company.teams[id].record
            if not reader.shown(record):
                return False
            id = record.parent
        return True

    return {id: team for id, team in company.teams.items() if shown(id)}


def _people(company: Company, edition: Visibility) -> Mapping[str, records.Person]:
    """The people; mail addresses are not for everybody."""
    if edition != "all":
        return company.people
    return {
        id: person.model_copy(update={"email": None}) if person.email else person
        for id, person in company.people.items()
    }


def _objectives(company: Company, reader: _Reader) -> dict[str, Objective]:
    """Objectives that are shown, with the key results that are."""
    return {id: _objective(one, reader) for id, one in company.objectives.items() if reader.item(one.record)}


def _objective(objective: Objective, reader: _Reader) -> Objective:
    left = tuple(kr for kr in objective.key_results if reader.item(kr.record))
    if len(left) == len(objective.key_results):
        return objective
    record = objective.record.model_copy(update={"key_results": tuple(kr.record for kr in left)})
    return replace(objective, key_results=left, record=record)
