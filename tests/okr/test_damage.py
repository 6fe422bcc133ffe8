"""However the files of the sample company are damaged: the faults are listed, each at a place, and nothing raises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest

from okrsite.okr.checks import check
from okrsite.okr.edition import select
from okrsite.okr.measure import measure
from okrsite.okr.records import Visibility
from okrsite.source.locate import span
from tests.okr.written import written

CONTENT = Path(__file__).resolve().parents[2] / "content"
TODAY = date(2026, 11, 22)


@cache
def sample() -> Mapping[str, str | bytes]:
    paths = sorted(path for path in CONTENT.rglob("*") if path.is_file())
    return {path.relative_to(CONTENT).as_posix(): path.read_bytes() for path in paths}


def damaged(seed: int) -> dict[str, str | bytes]:
    """The sample with files taken out or moved, lines taken out, and words in the wrong place."""
    chance, files = Random(seed), dict(sample())
    texts = [path for path in files if path.endswith((".md", ".yaml", ".csv"))]
    words = [word for path in texts[:80] for word in str(files[path], "utf-8").split()]  # type: ignore[arg-type]
    for path in chance.sample(texts, 12):
        lines = str(files.pop(path), "utf-8").split("\n")  # type: ignore[arg-type]
        line = chance.randrange(len(lines))
        match chance.choice(["gone", "moved", "line", "word", "word"]):
            case "moved":
                files[path.replace("2026", "2027").replace("lessons/", "lesson/")] = "\n".join(lines)
            case "line":
                files[path] = "\n".join([*lines[:line], *lines[line + 1 :]])
            case "word":
                parts = lines[line].split(" ")
                parts[chance.randrange(len(parts))] = chance.choice(words)
                files[path] = "\n".join([*lines[:line], " ".join(parts), *lines[line + 1 :]])
    return files


@pytest.mark.parametrize("seed", range(12))
def test_damage_is_listed_and_nothing_raises(seed: int) -> None:
    files = damaged(seed)
    checked = written(files)
    assert checked.value
    said = list(checked.diagnostics)
    editions: tuple[Visibility, ...] = ("all", "private")
    for edition in editions:
        company = select(checked.value, edition, TODAY)
        said += check(company, measure(company, TODAY), dated=False, whole=checked.value)
    for fault in said:
        text = files.get(fault.place.path.removeprefix("content/"), b"")
        assert span(fault.place, text if isinstance(text, str) else text.decode()).line > 0


def test_the_sample_company_is_sound() -> None:
    checked = written(dict(sample()))
    assert checked.diagnostics == ()
