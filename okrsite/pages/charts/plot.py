"""Drawing: what is on a chart of time becomes inline SVG.

In: a `Plot` (axis, lines, words, all decided) and a `Frame` for each size. Out: one `<svg>` per frame; the stylesheet
shows the wide or the small one by the width of its container. Colours, strokes and where words are held come from
classes alone, so that a chart follows the theme, prints, and needs no inline style. Text is never smaller than its
frame's scale allows.
Places are worked out from left to right; where people read from the right, time begins there, and `_h` mirrors them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from markupsafe import Markup, escape

from okrsite.okr.figures import Health
from okrsite.pages.charts.marks import Place, apart, dots, drawn, label, line
from okrsite.pages.charts.scale import Axis, days
from okrsite.pages.language import Language
from okrsite.pages.views.charts import Fan, Spot

HEALTH_CLASS = {
    "on-track": "on",
    "at-risk": "risk",
    "off-track": "off",
    "achieved": "done",
    "missed": "off",
    "pending": "none",
}
LINE = 15
"""Labels nearer than this would touch."""
EDGE = 12
"""Above a plot over which no word stands."""
MOST_DOTS = 40


@dataclass(frozen=True, slots=True)
class Frame:
    """One size of a drawing, in its own units.

    `room` is how many labels the axis of time may have, `letter` about the width of a letter; `words` says that there
    is room for words beside the plot.
    """

    style: str
    width: int
    height: int
    room: int
    letter: float
    words: bool

    def length(self, words: str) -> float:
        """About how wide words are, in a wide font."""
        return self.letter * (len(words) + 0.6 * (words.count("%") + words.count("M")))

    @property
    def top(self) -> int:
        """The upper edge of the plot."""
        return 26 if self.words else 40

    @property
    def bottom(self) -> int:
        """The lower edge of the plot."""
        return self.height - 34


WIDE = Frame("chart", 760, 300, 12, 7.8, words=True)
SMALL = Frame("chart chart--s", 360, 264, 6, 8.7, words=False)
ONE = Frame("chart chart--one", 300, 200, 5, 8.7, words=False)
"""For charts that are small at any width of the page."""


@dataclass(frozen=True, slots=True)
class Level:
    """A line across the plot, or across a part of it; `style` is a CSS class (`target`, `limit`, `quiet`)."""

    value: float
    label: str
    style: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """Everything on one chart. `segments` are the measured line, in pieces where something is missing."""

    id: str
    title: str
    description: str
    health: Health
    start: date
    end: date
    today: date | None
    axis: Axis
    segments: tuple[tuple[Spot, ...], ...]
    expected: tuple[tuple[date, float], ...] = ()
    expected_label: str = ""
    fan: Fan | None = None
    levels: tuple[Level, ...] = ()
    band: tuple[float, float] | None = None
    filled: bool = False


def draw(plot: Plot, language: Language, *frames: Frame) -> Markup:
    """The chart in every frame; the first one has the words that name them all."""
    several = len(frames) > 1
    return Markup("").join(_Drawing(plot, language, frame, n, several).svg() for n, frame in enumerate(frames))


class _Drawing:
    """One plot in one frame: places on the sheet, and the elements in the order in which they are painted."""

    def __init__(self, plot: Plot, language: Language, frame: Frame, number: int, several: bool) -> None:
        self.plot, self.language, self.frame, self.number, self.several = plot, language, frame, number, several
        self.mirrored = language.direction == "rtl"
        self.left = round(max(34.0, max(frame.length(tick.label) for tick in plot.axis.ticks) + 9))
        self.right = frame.width - self._margin()
        self.time = days(plot.start, plot.end, frame.room, language, (self.right - self.left) / frame.letter)
        words_above = plot.today or (plot.levels and not frame.words)
        self.top, self.bottom = frame.top if words_above else EDGE, frame.bottom
        self.spots = [spot for segment in plot.segments for spot in segment]
        self._by_day = (self.right - self.left) / (self.time.high - self.time.low)
        self._by_value = (self.bottom - self.top) / (plot.axis.high - plot.axis.low)
        self.places = {spot: self.point(spot.on, spot.value) for spot in self.spots}

    def _margin(self) -> int:
        """Room for the words at the ends of lines; a small drawing has none."""
        words = [level.label for level in self.plot.levels] + [self.plot.expected_label]
        words += [self.language.gettext("forecast")] if self.plot.fan else []
        return round(min(180.0, max(map(self.frame.length, words)) + 14)) if self.frame.words else 10

    def x(self, day: date) -> int:
        return self._across(day.toordinal())

    def _across(self, at: float) -> int:
        """A place in time; what lies outside is drawn at the edge."""
        x = round(self.left + (at - self.time.low) * self._by_day)
        return self.left if x < self.left else self.right if x > self.right else x

    def _h(self, x: int) -> int:
        """A place across the sheet, as it is written."""
        return self.frame.width - x if self.mirrored else x

    def _label(self, x: int, y: int, words: str, style: str = "") -> str:
        """Words at a place, held at their beginning but for a style; where all is mirrored, at their other end."""
        if self.mirrored:
            style = {"": "end", "end": ""}.get(style, style)
        return label(self._h(x), y, words, style)

    def y(self, value: float) -> int:
        """A height; what lies outside is drawn at the edge."""
        y = round(self.bottom - (value - self.plot.axis.low) * self._by_value)
        return self.top if y < self.top else self.bottom if y > self.bottom else y

    def point(self, day: date, value: float) -> Place:
        return self._h(self.x(day)), self.y(value)

    def svg(self) -> Markup:
        frame, classes = self.frame, f"{self.frame.style} is-{HEALTH_CLASS[self.plot.health]}"
        box, inside = f"0 0 {frame.width} {frame.height}", "".join(chain.from_iterable(self._pieces()))
        return drawn(f'<svg class="{classes}" viewBox="{box}" role="img"{self._named()}>{inside}</svg>')

    def _named(self) -> str:
        """The first frame has the words that name a chart and say what it shows; the others refer to them."""
        name = self.plot.id
        return f' aria-labelledby="{name}-t" aria-describedby="{name}-d"' if self.number else ""

    def _pieces(self) -> Iterator[Iterator[str]]:
        yield self._words()
        yield self._band()
        yield self._grid()
        yield self._names_of_time()
        yield self._fan()
        yield self._expected()
        yield self._levels()
        yield self._line()
        yield self._today()
        yield self._dots()
        yield self._labels()

    def _words(self) -> Iterator[str]:
        if self.number == 0:
            title, description = (f' id="{self.plot.id}-{one}"' if self.several else "" for one in "td")
            yield f"<title{title}>{escape(self.plot.title)}</title>"
            yield f"<desc{description}>{escape(self.plot.description)}</desc>"

    def _band(self) -> Iterator[str]:
        if self.plot.band:
            low, high = (self.y(value) for value in self.plot.band)
            left, right = self._h(self.left), self._h(self.right)
            yield f'<path class="band" d="M{left} {high}H{right}V{low}H{left}"/>'

    def _grid(self) -> Iterator[str]:
        left, right = self._h(self.left), self._h(self.right)
        across = (f"M{left} {self.y(tick.at)}H{right}" for tick in self.plot.axis.ticks)
        up = (
            f"M{self._h(self._across(tick.at))} {self.top}V{self.bottom + 6}" for tick in self.time.ticks if tick.line
        )
        yield f'<path class="grid" d="{"".join((*across, *up))}"/>'
        yield "<g>" if self.mirrored else '<g class="end">'
        at = self._h(self.left - 8)
        yield from (label(at, self.y(tick.at) + 4, tick.label) for tick in self.plot.axis.ticks)
        yield "</g>"

    def _names_of_time(self) -> Iterator[str]:
        end, y = 0.0, self.frame.height - 10
        for tick in self.time.ticks:
            x = self._across(tick.at)
            if x >= end:
                over = x + self.frame.length(tick.label) > self.frame.width
                yield self._label(self.right if over else x, y, tick.label, "end" if over else "")
                end = x + self.frame.length(tick.label) + 8

    def _fan(self) -> Iterator[str]:
        """A triangle, cut off where the plot ends."""
        if self.plot.fan and self.spots:
            last, end = self.spots[-1], self.plot.end
            edges = [self._until_the_edge(last, self.plot.fan.low), self._until_the_edge(last, self.plot.fan.high)]
            places = dict.fromkeys((self.places[last], *edges[0], *reversed(edges[1])))
            yield f'<path class="cone" d="{line([*places])}"/>' if last.on < end else ""

    def _until_the_edge(self, last: Spot, value: float) -> tuple[Place, ...]:
        """The way from the last point to a value on the last day, bent where it meets the upper or lower edge."""
        axis, days = self.plot.axis, (self.plot.end - last.on).days
        end = self.point(self.plot.end, value)
        if axis.low <= value <= axis.high or value == last.value:
            return (end,)
        edge = axis.high if value > axis.high else axis.low
        at = last.on.toordinal() + days * max(0.0, (edge - last.value) / (value - last.value))
        return ((self._h(self._across(at)), self.y(edge)), end)

    def _expected(self) -> Iterator[str]:
        if self.plot.expected:
            places = [self.point(day, value) for day, value in self.plot.expected]
            yield f'<path class="pace" d="{line(places)}"/>'

    def _levels(self) -> Iterator[str]:
        for style in dict.fromkeys(level.style for level in self.plot.levels):
            lines = "".join(self._across_at(level) for level in self.plot.levels if level.style == style)
            yield f'<path class="level {style}" d="{lines}"/>'

    def _across_at(self, level: Level) -> str:
        left, right = self._h(self.x(level.start or self.plot.start)), self._h(self.x(level.end or self.plot.end))
        return f"M{left} {self.y(level.value)}H{right}"

    def _line(self) -> Iterator[str]:
        for segment in self.plot.segments:
            places = [self.places[spot] for spot in segment]
            course = line(places)
            if self.plot.filled and len(segment) > 1:
                yield f'<path class="area" d="{course}V{self.bottom}H{places[0][0]}"/>'
            if len(segment) > 1:
                yield f'<path class="act" d="{course}"/>'

    def _today(self) -> Iterator[str]:
        if self.plot.today:
            x, word = self.x(self.plot.today), self.language.gettext("today")
            half = round(self.frame.length(word) * 0.6)
            yield f'<path class="today" d="M{self._h(x)} {self.top - 6}V{self.bottom}"/>'
            yield self._label(min(max(x, half), self.frame.width - half), self.top - 13, word, "strong")

    def _dots(self) -> Iterator[str]:
        """Points as rings (a thick round dot and a thinner one in it), those with a note as a disc with its number."""
        plain = [spot for spot in self.spots if not spot.note]
        noted = [spot for spot in self.spots if spot.note]
        if len(self.spots) > MOST_DOTS:
            plain = [spot for spot in plain if spot is self.spots[-1]]
        if plain:
            name = f"{self.plot.id}-{self.number}"
            yield f'<g class="dot"><path id="{name}" d="{dots([self.places[spot] for spot in plain])}"/></g>'
            yield f'<use class="hole" href="#{name}"/>'
        if noted:
            yield f'<path class="noted" d="{dots([self.places[spot] for spot in noted])}"/><g class="noted-n">'
            yield from (label(x, y + 4, str(spot.note)) for spot in noted for x, y in (self.places[spot],))
            yield "</g>"

    def _labels(self) -> Iterator[str]:
        """Words at the ends of lines, moved apart; a small drawing writes levels above their line, and only those."""
        levels = [level for level in self.plot.levels if level.label]
        if not self.frame.words:
            yield from self._words_inside(levels)
            return
        words = [(self.y(level.value), level.label) for level in levels]
        if self.plot.expected_label and self.plot.expected:
            words.append((self.y(self.plot.expected[-1][1]), self.plot.expected_label))
        if self.plot.fan and self.spots:
            low, high = self.y(self.plot.fan.low), self.y(self.plot.fan.high)
            words.append(((low + high) // 2, self.language.gettext("forecast")))
        places = apart([(y + 4, word) for y, word in words], LINE, drop=False)
        yield from (self._label(self.right + 8, y, word) for y, word in places)

    def _words_inside(self, levels: list[Level]) -> Iterator[str]:
        """The word of a level stands at the side where the measured line is farther away."""
        first, last = self.spots[0].value, self.spots[-1].value
        for x, style, at_start in ((self.left + 5, "", True), (self.right, "end", False)):
            here = [level for level in levels if _word_at_start(level, first, last) == at_start]
            kept = {word for _, word in apart([(self.y(level.value), level.label) for level in here], LINE, drop=True)}
            words = [(self._beside(level, x, at_start), level.label) for level in here if level.label in kept]
            places = apart(words, LINE, drop=True)
            yield from (self._label(x, y, word, style) for y, word in places)

    def _beside(self, level: Level, x: int, at_start: bool) -> int:
        """Where the word of a level stands: above its line, but below it where "today" stands above."""
        y, long = self.y(level.value), self.frame.length(level.label)
        start = x if at_start else x - long
        today = self.x(self.plot.today) if self.plot.today else -self.frame.width
        half = self.frame.length(self.language.gettext("today")) * 0.6
        free = y > self.top + LINE or today + half < start or today - half > start + long
        return y - 5 if free else y + LINE


def _word_at_start(level: Level, first: float, last: float) -> bool:
    """Whether the measured line is farther from a level where it begins than where it ends."""
    if level.start:
        return False
    begin, end = abs(first - level.value), abs(last - level.value)
    return begin > end or (begin == end and level.style == "target")
