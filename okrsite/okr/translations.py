"""The same page in another language: `lesson.cs.md` beside `lesson.md`.

In: the inventory and the site's languages. Out: the translations of each page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from okrsite.diagnostics import Diagnostic, did_you_mean, error
from okrsite.okr.inventory import Inventory, Loaded
from okrsite.okr.model import Filed
from okrsite.okr.records import Page

Translations = dict[tuple[str, str], tuple[Filed[Page], ...]]


def translations_of(inventory: Inventory, languages: Sequence[str], faults: list[Diagnostic]) -> Translations:
    """Translations by (kind, id), in the order of the site's languages."""
    site = inventory.one("site")
    if site is None or site.record is None:
        languages = ("", *sorted({loaded.language for loaded in inventory.translations}))
    found: dict[tuple[str, str], list[Filed[Page]]] = {}
    for loaded in inventory.translations:
        wrong = list(_faults(loaded, inventory.of(loaded.kind.name), languages))
        faults.extend(wrong)
        if not wrong and loaded.record is not None:
            one: Filed[Page] = Filed(loaded.id, loaded.path, loaded.record, loaded.body, loaded.language)
            found.setdefault((loaded.kind.name, loaded.id), []).append(one)
    order = {language: index for index, language in enumerate(languages)}
    return {key: tuple(sorted(some, key=lambda one: order[one.language])) for key, some in sorted(found.items())}


def _faults(loaded: Loaded, originals: Mapping[str, Loaded], languages: Sequence[str]) -> Iterator[Diagnostic]:
    """Why a translation cannot be shown; one reason is enough."""
    language = loaded.language
    original = loaded.path.removesuffix(f".{language}.md") + ".md"
    if not issubclass(loaded.kind.model, Page):
        message = f"a {loaded.kind.name} is written once and has no translations"
        yield error("no-translation", loaded.place, message, f"rename it to {original}")
    elif language not in languages:
        hint = did_you_mean(language, languages) or f"add {language} to languages in site.yaml"
        yield error("unknown-language", loaded.place, f'the site has no language "{language}"', hint)
    elif language == languages[0]:
        message = f'"{language}" is the site\'s first language'
        yield error("no-translation", loaded.place, message, f"its text belongs in {original}")
    elif loaded.id not in originals:
        message = f"this is a translation of {original}, which does not exist"
        yield error("no-original", loaded.place, message, f"write {original} first")
