"""Who is asked to read a change: the teams' leads and members, as the forges' CODEOWNERS.

In: a company on a day, and what a CODEOWNERS file says already. Out: the file with okrsite's part brought up to date;
what people wrote around it stays. A person is named by the mail address in people.yaml, which GitHub and GitLab match
with an account, else by `@id`; a role such as "VP Product" is nobody whom a forge could ask, and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from okrsite.okr.model import Company

BEGIN = "# okrsite: from here on written by okrsite codeowners"
END = "# okrsite: up to here"
_ADDRESS = re.compile(r"[^\s@#]+@[^\s@#]+")
PLACES = (".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS", "CODEOWNERS")
"""Where forges look for it, from the root of the repository; the last one is used where none exists."""


def codeowners(company: Company, as_of: date, folder: str, present: str) -> str:
    """The file; `folder` is the project's own in its repository, such as `okrs/`, or empty."""
    part = "\n".join([BEGIN, *_rules(company, as_of, f"/{folder}content/"), END])
    before, begin, rest = present.partition(BEGIN)
    _, end, after = rest.partition(END)
    if begin and end:
        return f"{before}{part}{after}"
    gap = "\n" if present.strip() else ""
    return f"{present.rstrip()}{gap * 2}{part}\n"


def _rules(company: Company, as_of: date, content: str) -> Iterator[str]:
    """A line for each: the last one that matches a file counts, so the company itself comes first."""
    teams = {id: team for id, team in company.teams.items() if not (team.record.ended and team.record.ended < as_of)}
    for id, team in teams.items():
        if team.record.parent is None and (who := _people(company, as_of, id, members=False)):
            yield f"{content} {who}"
    for id in teams:
        if who := _people(company, as_of, id, members=True):
            yield f"{content}teams/{id}/ {who}"


def _people(company: Company, as_of: date, team: str, *, members: bool) -> str:
    """The lead, and the members where they are wanted, each once."""
    record = company.teams[team].record
    names = [record.lead, *(record.members if members else ())]
    ids = [company.owner(name).person for name in names if name]
    known = [(id, company.people[id]) for id in dict.fromkeys(ids) if id and id in company.people]
    here = [(id, person) for id, person in known if not (person.ended and person.ended < as_of)]
    return " ".join((person.email or "") if _ADDRESS.fullmatch(person.email or "") else f"@{id}" for id, person in here)
