"""`/glossary/`: what the company means by its words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from okrsite.pages.views.common import Page, Text
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import plain, text
from okrsite.pages.views.writing import crumbs
from okrsite.source.hints import slug

PATH = "content/glossary.yaml"


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means; `anchor` is its id on the page."""

    anchor: str
    word: str
    meaning: Text


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a letter, accents left aside; `#` for those that begin with none."""

    letter: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """All words by letter; `count` is their number."""

    letters: tuple[Letter, ...]
    count: int


def pages(context: Context) -> Iterator[Page]:
    """One page for all words."""
    terms = context.company.glossary
    if not terms:
        return
    ordered = sorted(terms, key=lambda word: (_letter(word) == "#", folded(word), word))
    anchors = _anchors(ordered)
    letters = tuple(
        Letter(letter, tuple(_term(context, word, anchors[word]) for word in words))
        for letter, words in groupby(ordered, key=_letter)
    )
    yield Page(
        url="glossary/",
        template="glossary.html",
        kind="glossary",
        title=context.language.gettext("Our words"),
        view=GlossaryView(letters, len(terms)),
        section="glossary",
        crumbs=crumbs(context, "glossary"),
        source=PATH,
    )


def folded(word: str) -> str:
    """A word for sorting: small letters without accents."""
    plain_letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain_letters if not unicodedata.combining(letter))


def _letter(word: str) -> str:
    first = folded(word)[:1].upper()
    return first if first.isalpha() else "#"


def _anchors(words: list[str]) -> dict[str, str]:
    """An id for each word, as links to the glossary write it; a number where two words have the same."""
    anchors: dict[str, str] = {}
    taken: dict[str, int] = {}
    for word in words:
        anchor = slug(word) or "word"
        taken[anchor] = taken.get(anchor, 0) + 1
        anchors[word] = anchor if taken[anchor] == 1 else f"{anchor}-{taken[anchor]}"
    return anchors


def _term(context: Context, word: str, anchor: str) -> Term:
    said = context.company.glossary[word]
    return Term(anchor, word, text(context.company.block(PATH, said)) or plain(said))
