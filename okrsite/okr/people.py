"""Who is meant by the name in an `owner`, `lead` or `members`.

In: people.yaml and a name as it was written. Out: a listed person or, as it stands, a role or a name; and who it
most likely is where one letter is wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from okrsite.okr.model import Owner
from okrsite.okr.records import Person

_SLIPS = range(3, 100)
"""How long a name is in which a slip of the finger is looked for."""


class Directory:
    """The listed people, found by id or by full name."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        self._people = people
        names = Counter(person.name for person in people.values())
        self._by_name = {person.name: id for id, person in people.items() if names[person.name] == 1}
        self._near: dict[str, list[str]] = {}
        for id, person in people.items():
            for key in (*_shortened(_folded(id)), *_shortened(_folded(person.name))):
                self._near.setdefault(key, []).append(id)

    def owner(self, text: str) -> Owner:
        """Who the text means."""
        id = text if text in self._people else self._by_name.get(text)
        return Owner(self._people[id].name, id) if id else Owner(text)

    def almost(self, text: str) -> str | None:
        """The id of the person whose id or name differs from the text by one slip of the finger."""
        word = _folded(text)
        candidates = dict.fromkeys(id for key in _shortened(word) for id in self._near.get(key, ()))
        return next((id for id in candidates if self._is_near(word, id)), None)

    def _is_near(self, word: str, id: str) -> bool:
        return any(_one_slip(word, _folded(name)) for name in (id, self._people[id].name))


def _folded(text: str) -> str:
    """Letters and digits only, small and without accents: what survives careless typing."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain)


def _shortened(word: str) -> Iterator[str]:
    """The word, and the word with any one letter left out: two words one slip apart share one of these."""
    if len(word) in _SLIPS:
        yield word
        yield from dict.fromkeys(word[:i] + word[i + 1 :] for i in range(len(word)))


def _one_slip(one: str, other: str) -> bool:
    """One letter more, less, wrong, or two neighbours swapped."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == len(other) == 2 and one == other[::-1])
