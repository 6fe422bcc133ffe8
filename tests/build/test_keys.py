"""What is remembered belongs to all that it was made from: leave any one thing out of a key and a test here fails.

One memo answers twice: for the arguments as they are, then with a single one of them changed. Its second answer must
be what a memo that remembers nothing says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from gettext import NullTranslations
from pathlib import Path
from typing import Any, TypeVar

import pytest

from okrsite.build import file_of, render
from okrsite.build.remembered import Around, Steps
from okrsite.diagnostics import Checked
from okrsite.files import Cache
from okrsite.memo import Memo, digest
from okrsite.okr.kinds import KINDS, Kind
from okrsite.pages.language import Language
from okrsite.pages.render import renderer
from okrsite.pages.theme import Theme, theme
from okrsite.pages.views.common import Chrome, Crumb, Page, Ribbon, Section
from tests.project import TODAY, built, every_kind

T = TypeVar("T")

YAML = next(kind for kind in KINDS if kind.form == "yaml")
MARKDOWN = next(kind for kind in KINDS if kind.form == "markdown")


@pytest.fixture
def steps(tmp_path: Path) -> Steps:
    """The dear steps with an empty memo."""
    return Steps(Memo(Cache(tmp_path)))


CLEAN = Steps(Memo(None))
DATA = b"---\ntitle: A *page*\n---\nWith a body and a [link](a.md), `and <b>\n"


def answers(steps: Steps, name: str, first: tuple[Any, ...], second: tuple[Any, ...]) -> None:
    """Ask for the first arguments, then for the second; both answers are the clean ones, and they differ."""
    one, other = (getattr(CLEAN, name)(*arguments) for arguments in (first, second))
    assert one != other, "the two would give the same anyway"
    ask = getattr(steps, name)
    assert (ask(*first), ask(*second), ask(*first)) == (one, other, one)


@pytest.mark.parametrize("data", [DATA.replace(b"A", b"a"), DATA + b".", b"\xff" + DATA, b""])
def test_a_file_is_parsed_anew_when_a_byte_changes(steps: Steps, data: bytes) -> None:
    answers(steps, "parse", (DATA, MARKDOWN), (data, MARKDOWN))


def test_a_file_is_parsed_anew_when_it_is_of_another_form(steps: Steps) -> None:
    answers(steps, "parse", (DATA, MARKDOWN), (DATA, YAML))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_parsing_depends_on_nothing_of_a_kind_but_its_form(steps: Steps, kind: Kind) -> None:
    same = MARKDOWN if kind.form == "markdown" else YAML
    assert steps.parse(DATA, same) == steps.parse(DATA, kind) == CLEAN.parse(DATA, kind)


TEXTS = ("# One\n\nand [two](b.md)", "# One\n\nand [two](c.md)", "One and two", "One <script>", "")


@pytest.mark.parametrize("step", ["block", "inline"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_rendered_anew_when_it_changes(steps: Steps, step: str, text: str) -> None:
    answers(steps, step, (text + " a",), (text + " A",))


@pytest.mark.parametrize("text", TEXTS[:4])
def test_a_text_is_not_taken_for_a_title(steps: Steps, text: str) -> None:
    block, inline = CLEAN.block(text), CLEAN.inline(text)
    assert block != inline
    assert (steps.block(text), steps.inline(text), steps.block(text)) == (block, inline, block)


# ---------------------------------------------------------------------------------------------- pages

WHOLE = """\
{{ page }} {{ view }} {{ site }} {{ asset('a.css') }} {{ _('word') }} {{ language.code }} {{ 1234.5|number }}
{% include 'part.html' %}
"""
FILES = {
    "default/templates/whole.html": WHOLE.encode(),
    "default/templates/other.html": WHOLE.encode() + b"other",
    "default/templates/part.html": b"a part",
    "default/assets/a.css": b"a {}",
}


class Word(NullTranslations):
    """A catalogue of one word."""

    def gettext(self, message: str) -> str:
        return "Wort"


@dataclass(frozen=True)
class View:
    """A view that holds what views hold."""

    text: str = "text"
    many: tuple[str, ...] = ("a",)
    named: dict[str, int] = field(default_factory=lambda: {"a": 1})
    day: date | None = TODAY


@dataclass(frozen=True)
class Twin:
    """The same fields under another name."""

    text: str = "text"
    many: tuple[str, ...] = ("a",)
    named: dict[str, int] = field(default_factory=lambda: {"a": 1})
    day: date | None = TODAY


ENGLISH = Language("en", NullTranslations(), "1")
PAGE = Page("a/", "whole.html", "page", "A", View())
FRAME = Chrome(
    "Acme", "https://acme.example/", "en", (("en", "English"),), TODAY, False, "internal", False,
    (Section("home", ""),), Ribbon("Cycle", "cycles/x/", 1, 12, 0.5, 40, TODAY, TODAY), "1",
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """All that a page is made from."""

    page: Page = PAGE
    chrome: Chrome = FRAME
    files: dict[str, bytes] = field(default_factory=lambda: dict(FILES))
    language: Language = ENGLISH

    def ask(self, steps: Steps) -> Checked[str]:
        look: Theme | None = theme(self.files, "default").value
        assert look is not None
        around = Around(renderer(look, self.language), self.chrome, look, self.language)
        return steps.pages([self.page], {self.page.language: around})[0]


def other(value: Any) -> Any:
    """A value of about the same type that is another one."""
    plain: dict[type, Callable[[Any], Any]] = {
        bool: lambda it: not it,
        int: lambda it: it + 1,
        float: lambda it: it + 0.5,
        str: lambda it: f"{it}x",
        date: lambda it: it + timedelta(days=1),
        type(None): lambda it: "something",
        tuple: lambda it: (*it, *it) if it else (Crumb("x"),),
    }
    if type(value) in plain:
        return plain[type(value)](value)
    assert is_dataclass(value)
    assert not isinstance(value, type)
    return replace(value, **{(name := fields(value)[0].name): other(getattr(value, name))})


def changed(value: Any, name: str) -> Any:
    """The value with one field other."""
    return replace(value, **{name: other(getattr(value, name))})


def differently() -> Iterator[tuple[str, Made]]:
    """Everything that goes into a page, one thing at a time."""
    for one in fields(Page):
        if one.name != "template":
            yield f"page.{one.name}", Made(changed(PAGE, one.name))
    yield "page.template", Made(replace(PAGE, template="other.html"))
    for view in (View(text="x"), View(many=("a", "b")), View(named={"a": 2}), View(day=None)):
        yield f"view {view}", Made(replace(PAGE, view=view))
    yield "the view's type", Made(replace(PAGE, view=Twin()))
    for one in fields(Chrome):
        yield f"chrome.{one.name}", Made(chrome=changed(FRAME, one.name))
    for part in fields(Ribbon):
        yield f"ribbon.{part.name}", Made(chrome=replace(FRAME, ribbon=changed(FRAME.ribbon, part.name)))
    for path in ("whole.html", "part.html"):
        data = FILES[f"default/templates/{path}"] + b" more"
        yield f"the template {path}", Made(files={**FILES, f"default/templates/{path}": data})
    yield "an asset", Made(files={**FILES, "default/assets/a.css": b"b {}"})
    yield "the language", Made(language=Language("de", NullTranslations(), "1"))
    yield "its catalogue", Made(language=Language("en", Word(), "2"))


@pytest.mark.parametrize("made", [pytest.param(made, id=name) for name, made in differently()])
def test_a_page_is_rendered_anew_when_anything_of_it_changes(steps: Steps, made: Made) -> None:
    first, second = Made().ask(CLEAN), made.ask(CLEAN)
    assert first.value is not None
    assert second.value is not None
    assert first != second, "the two would look the same anyway"
    assert (Made().ask(steps), made.ask(steps), Made().ask(steps)) == (first, second, first)


def test_a_template_that_fails_fails_again_when_it_is_remembered(steps: Steps) -> None:
    broken = Made(files={**FILES, "default/templates/part.html": b"\n{{ view.nothing }}"})
    clean = broken.ask(CLEAN)
    assert clean.value is None
    assert [one.code for one in clean.diagnostics] == ["template-error"]
    assert broken.ask(steps) == broken.ask(steps) == clean


def test_a_page_is_the_same_alone_and_among_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a renderer keeps from page to page, a warm build renders only some of them and in another order."""
    given: list[tuple[Any, Any]] = []

    def noted(pages: Any, arounds: Any, steps: Steps) -> Checked[dict[str, bytes]]:
        given.append((pages, arounds))
        return render(pages, arounds, steps)

    monkeypatch.setattr("okrsite.build.render", noted)
    tree = built(every_kind()).tree
    ((pages, arounds),) = given
    assert tree is not None
    for page in reversed(pages):
        around = arounds[page.language]
        fresh = renderer(around.renderer.theme, around.renderer.environment.globals["language"])
        alone = fresh.render(page.made(), around.chrome).value
        assert alone is not None
        assert alone.encode() == tree[file_of(page.url)], page.url


def test_macros_of_one_name_are_kept_apart() -> None:
    templates = {
        "a.html": "{% from 'one.html' import x %}{{ kept(x, 'a') }}",
        "b.html": "{% from 'two.html' import x %}{{ kept(x, 'a') }}",
        "one.html": "{% macro x(y) %}one {{ y }}{% endmacro %}",
        "two.html": "{% macro x(y) %}two {{ y }}{% endmacro %}",
    }
    look = theme({f"default/templates/{name}": text.encode() for name, text in templates.items()}, "default").value
    assert look is not None
    both = renderer(look, ENGLISH)
    assert [both.render(replace(PAGE, template=name), FRAME).value for name in ("a.html", "b.html")] == [
        "one a",
        "two a",
    ]


def test_every_field_of_every_view_belongs_to_the_key() -> None:
    """Of each type of the views of a whole site one value, and of that each field."""
    seen: dict[type, Any] = {}
    for page in built(every_kind()).pages:
        for value in dataclasses_in(page.made()):
            seen.setdefault(type(value), value)
    assert len(seen) > 30
    for value in seen.values():
        for one in fields(value):
            assert one.compare, f"{type(value).__name__}.{one.name} is not compared"
            copy = replace(value)
            object.__setattr__(copy, one.name, "a mark")
            assert digest(copy) != digest(value), f"{type(value).__name__}.{one.name} is not in the digest"


def dataclasses_in(value: Any) -> Iterator[Any]:
    """The value and all that it holds."""
    if isinstance(value, dict):
        value = (*value, *value.values())
    if isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from dataclasses_in(item)
    elif is_dataclass(value) and not isinstance(value, Enum):
        yield value
        for one in fields(value):
            yield from dataclasses_in(getattr(value, one.name))


# ---------------------------------------------------------------------------------------------- what costs nothing


def counted(files: dict[str, bytes], root: Path) -> dict[str, tuple[int, int]]:
    """How often each step was remembered and computed in one build."""
    store = Cache(root)
    memo = Memo(store)
    made = built(files, memo=memo)
    assert made.tree is not None
    store.close()
    return memo.counts()


def test_a_second_build_computes_nothing(tmp_path: Path) -> None:
    files = dict(every_kind())
    first = counted(files, tmp_path)
    assert set(first) == {"parse", "block", "inline", "page", "template"}
    again = counted(files, tmp_path)
    assert {name: computed for name, (_, computed) in again.items()} == dict.fromkeys(again, 0)


def test_a_page_that_changes_needs_no_template_compiled_again(tmp_path: Path) -> None:
    files = dict(every_kind())
    counted(files, tmp_path)
    path = "content/mission.md"
    found, computed = counted({**files, path: files[path] + b"\nMore words.\n"}, tmp_path)["template"]
    assert found > 0
    assert computed == 0


def test_a_line_inserted_above_parses_one_file_and_renders_nothing(tmp_path: Path) -> None:
    files = dict(every_kind())
    counted(files, tmp_path)
    path = "content/teams/search/2026-t3/okrs.yaml"
    computed = {
        name: new for name, (_, new) in counted({**files, path: b"# A line.\n" + files[path]}, tmp_path).items()
    }
    assert computed == {"parse": 1, "block": 0, "inline": 0, "page": 0}


def test_a_moved_file_is_neither_parsed_nor_are_its_texts_rendered(tmp_path: Path) -> None:
    files = dict(every_kind())
    counted(files, tmp_path)
    files["content/pages/deep/numbers.md"] = files.pop("content/pages/okr/figures.md")
    computed = counted(files, tmp_path)
    assert [computed[name][1] for name in ("parse", "block", "inline")] == [0, 0, 0]


def test_one_check_in_renders_only_the_pages_that_show_it(tmp_path: Path) -> None:
    files = dict(every_kind())
    _, every = counted(files, tmp_path)["page"]
    path = "content/teams/data/2026-t3/check-ins/2026-10-30.md"
    remembered, computed = counted({**files, path: b"---\nkey_results: {clean.gaps: 4}\n---\n"}, tmp_path)["page"]
    assert 0 < computed < every
    assert remembered > every / 4
