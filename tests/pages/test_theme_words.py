"""The default theme: its words can be translated, it keeps to a strict CSP and to its budgets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from jinja2 import Environment, nodes

from tests.pages.shown import THEMES
from tests.project import ROOT

TEMPLATES = sorted((THEMES / "default" / "templates").rglob("*.html"))
ASSETS = THEMES / "default" / "assets"
PACKAGE = ROOT / "okrsite"
SPOKEN = {"aria-label", "alt", "placeholder", "title", "data-names", "data-some", "data-none", "data-words", "label"}
NAMES = re.compile(r"\b(OKRs|okrs\.json|Enter|Esc)\b")
"""What is called so in every language."""

ENVIRONMENT = Environment(
    trim_blocks=True, lstrip_blocks=True, autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"]
)


class Words(HTMLParser):
    """The words that a reader would see or hear in a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


def bare_words(source: str) -> list[str]:
    """Words of a template that stand outside gettext."""
    tree = ENVIRONMENT.parse(source)
    html = "".join(data.data for data in tree.find_all(nodes.TemplateData))
    words = Words()
    words.feed(html)
    shown = [text for text in words.found if re.search(r"[^\W\d_]", NAMES.sub("", text))]
    return [*(" ".join(text.split()) for text in shown), *printed(tree)]


def printed(tree: nodes.Template) -> Iterator[str]:
    """Sentences that an expression prints without gettext; keys are single words in small letters."""
    for output in tree.find_all(nodes.Output):
        before = ""
        for node in output.nodes:
            if not re.search(r'class="[^"]*$', before):
                yield from _constants(node)
            before += node.data if isinstance(node, nodes.TemplateData) else "…"


def _constants(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and re.search(r"[A-Z]|[a-z] [a-z]", node.value):
        yield node.value
    if isinstance(node, nodes.CondExpr | nodes.Or | nodes.And | nodes.Concat | nodes.Add):
        for child in node.iter_child_nodes():
            yield from _constants(child)


def test_words_outside_gettext_are_noticed() -> None:
    assert bare_words('<p>{{ _("Fine") }} {% trans %}fine, too{% endtrans %}, {{ 3 }}%</p>') == []
    assert bare_words("<p>Oh {{ name }} dear</p>") == ["Oh dear"]
    assert bare_words("<p class=\"a {{ 'b c' if x }}\">") == []
    assert bare_words('<p aria-label="Oh">{{ "Dear me" if x else "dear" }}</p>') == ["Oh", "Dear me"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_word_of_the_interface_goes_through_gettext(path: object) -> None:
    assert bare_words(path.read_text("utf-8")) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_script_and_no_style_of_its_own(path: object) -> None:
    source = re.sub(r"{#.*?#}", "", path.read_text("utf-8"), flags=re.DOTALL)  # type: ignore[attr-defined]
    scripts = re.findall(r"<script\b[^>]*>", source)
    assert [tag for tag in scripts if " src=" not in tag and 'type="application/json"' not in tag] == []
    assert re.findall(r"<style\b|\sstyle=|\son[a-z]+=|javascript:", source) == []
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//[^\"]*", source) == []


def test_scripts_hold_no_words_of_the_interface() -> None:
    for path in ASSETS.glob("*.js"):
        source = re.sub(r"^\s*//.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
        assert re.findall(r"(?:textContent|title|placeholder)\s*=\s*['\"`][A-Za-z ]{2,}", source) == [], path.name


def test_the_stylesheet_and_the_scripts_keep_to_their_budgets() -> None:
    assert (ASSETS / "okr.css").stat().st_size <= 60_000
    common = sum((ASSETS / name).stat().st_size for name in ("early.js", "okr.js", "finder.js", "find.js"))
    heaviest = max((ASSETS / name).stat().st_size for name in ("tree.js", "search.js", "slides.js", "learn.js"))
    assert common + heaviest <= 25_000


def test_every_icon_that_is_used_exists() -> None:
    there = set(re.findall(r'id="([a-z]+)"', (ASSETS / "icons.svg").read_text("utf-8")))
    used = {name for path in TEMPLATES for name in re.findall(r'icon\("([a-z]+)"', path.read_text("utf-8"))}
    assert used - there == set()


def test_a_template_takes_from_others_only_what_it_uses() -> None:
    idle = []
    for path in TEMPLATES:
        tree = ENVIRONMENT.parse(path.read_text("utf-8"))
        read = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
        names = [name for taken in tree.find_all(nodes.FromImport) for name in taken.names]
        taken = {name if isinstance(name, str) else name[1] for name in names}
        idle += [f"{path.name}: {name}" for name in sorted(taken - read)]
    assert idle == []


def test_the_stylesheet_styles_nothing_that_is_nowhere() -> None:
    sheet = re.sub(r"/\*.*?\*/", "", (ASSETS / "okr.css").read_text("utf-8"), flags=re.DOTALL)
    makers = [*TEMPLATES, *ASSETS.glob("*.js"), *PACKAGE.rglob("*.py")]
    made = "\n".join(path.read_text("utf-8") for path in makers)
    classes = set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r'"[^"]*"', "", re.sub(r"\{[^{}]*\}", "{}", sheet))))
    assert sorted(name for name in classes if not named(name, made)) == []
    tokens = set(re.findall(r"(--[\w-]+):", "".join(re.findall(r"\{([^{}]*)\}", sheet))))
    assert tokens ^ set(re.findall(r"var\((--[\w-]+)\)", sheet + made)) == set()


def named(name: str, made: str) -> bool:
    """Whether a class stands somewhere, as a whole (`st--pill`) or put together (`is-{{ … }}`, `"align-" + …`)."""
    stem = name[: name.rfind("-") + 1]
    ways = [rf"{name}(?![\w-])", *([rf'{stem}[{{"]'] if stem else [])]
    return bool(re.search(rf"(?<![\w-])({'|'.join(ways)})", made))
