"""The shape of every kind of content, one pydantic model each.

In: the plain tree of one file. Out: a frozen record. The models are also the source of the JSON Schemas, of the
reference in the docs, of the scaffolds and of the editing forms, so every field says in one line what it is for.
Short forms (`supports: company/grow`, `trust.success: 64.5`) are made long here, before validation, so that a
misspelt key gives one message. Nothing here knows of other files: `company.py` puts records together.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, RootModel, model_validator
from pydantic_core import CoreSchema

from okrsite.okr.short_forms import Long, one_of, with_short
from okrsite.source.scalars import (
    Aliases,
    Day,
    Duration,
    Flag,
    Id,
    Ids,
    Inline,
    Listed,
    Markdown,
    Moment,
    Number,
    Ref,
    Refs,
    Share,
    Text,
    Texts,
    Url,
    Weight,
    Whole,
)


class PersonName:
    """Marks a field that holds a person of people.yaml, or any other name or role."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "title": "Person", "examples": ["ann", "VP Product"]}


Who = Annotated[Text, PersonName()]
Whos = Listed[Who]

Visibility = Literal["all", "internal", "private"]
HealthWord = Literal["on-track", "at-risk", "off-track"]
KeyResultType = Literal["increase", "decrease", "maintain", "milestones", "binary", "levels", "baseline", "judged"]
ItemState = Literal["draft", "active", "paused", "postponed", "cancelled", "closed"]
Outcome = Literal["achieved", "partial", "missed", "dropped"]


class Record(BaseModel):
    """What all shapes share: frozen, and no field that is not named."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _owner(schema: dict[str, Any], model: type[BaseModel]) -> None:
    """Editors learn that `owner` is short for `owners`."""
    with_short(schema, model, "owner", "owners")


# ---------------------------------------------------------------------------------------------- settings


class Repository(Record):
    """Where the content is kept, for links to it."""

    url: Url | None = Field(None, description="The repository's address in a browser.")
    branch: Text = Field("main", description="The branch that is published.")
    forge: Literal["github", "gitlab", "gitea", "bitbucket", "none"] = Field(
        "github", description="Which kind of forge it is; it decides how edit links look."
    )


class HealthLimits(Record):
    """The share of the expected progress from which an item counts as on track or at risk."""

    on_track: Share = Field("0.9", validate_default=True, description="Pace from which the numbers say on track.")
    at_risk: Share = Field("0.7", validate_default=True, description="Pace from which the numbers say at risk.")


class Rhythm(Record):
    """How often a check-in is due."""

    every: Duration | None = Field(None, description="Time between two check-ins, such as 7d.")
    weekday: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] | None = Field(
        None, description="The day on which check-ins are usually written."
    )
    grace: Duration | None = Field(
        None, description="Time after the due day before an item counts as stale, such as 3d."
    )


class PulseRules(Record):
    """How few answers may be shown."""

    min_answers: Whole = Field(
        "5", validate_default=True, description="Cells with fewer answers are hidden; never below 3."
    )


class Feedback(Record):
    """Where readers may answer."""

    mailto: Text | None = Field(None, description="A mail address.")
    issue: Flag = Field(False, description="Offer a new issue in the repository.")
    url: Text | None = Field(None, description="An address; {page} stands for the page's own address.")


class Site(Record):
    """site.yaml: the settings of the site."""

    name: Text = Field(description="The company's name.", examples=["Acme"])
    url: Url | None = Field(None, description="Where the site is published; for feeds, sitemap and canonical links.")
    languages: tuple[Text, ...] = Field(("en",), description="Language codes; the first is the default.")
    time_zone: Text = Field(
        "UTC", description="The zone whose date is today, such as Europe/Prague.", examples=["Europe/Prague"]
    )
    theme: Id = Field("default", description="A folder under themes/.")
    repository: Repository = Field(Repository(), description="Where the content is kept.")
    history: Flag = Field(True, description="Say on each page when its file was last changed, as git knows it.")
    health: HealthLimits = Field(default_factory=HealthLimits, description="Limits of the computed health.")
    check_ins: Rhythm = Field(Rhythm(), description="How often a check-in is due; a cycle can say otherwise.")
    pulse: PulseRules = Field(default_factory=PulseRules, description="Rules for survey results.")
    as_of: Day | None = Field(None, description="A fixed date for demonstrations; shown on the site.")
    feedback: Feedback = Field(Feedback(), description="Where readers may answer.")
    edition: Visibility = Field("internal", description="Which audience this build is for.")
    public: Flag = Field(False, description="Allow search engines to list the site.")
    checks: dict[Text, Literal["off", "advice", "warning", "error"]] = Field(
        default_factory=dict, description="The severity of single checks, by diagnostic code."
    )


# ---------------------------------------------------------------------------------------------- pages of text


class Page(Record):
    """What every Markdown page may say in its front matter."""

    title: Inline | None = Field(None, description="The page's title; made from the file's name when left out.")
    draft: Flag = Field(False, description="Leave the page out of every build.")
    publish: Day | None = Field(None, description="Leave the page out before this day.")
    expire: Day | None = Field(None, description="Leave the page out after this day.")
    review_by: Day | None = Field(None, description="The day by which somebody should read the page again.")
    owner: Who | None = Field(None, description="Who keeps the page: a person of people.yaml, or any text.")
    tags: Texts = Field((), description="Words to find the page by.")
    aliases: Aliases = Field((), description="Old ids or addresses that lead here.")
    weight: Whole = Field("0", validate_default=True, description="Order among its neighbours, smallest first.")
    visibility: Visibility = Field("all", description="The widest audience that may read it.")
    description: Text | None = Field(None, description="One sentence for lists and search results.")


class Statement(Page):
    """mission.md and vision.md: why the company exists, where it is going."""

    since: Day | None = Field(None, description="The day since which it holds.")


class Pillar(Record):
    """One decision of the strategy, with the hypothesis behind it."""

    id: Id = Field(description="What references call it: pillar:<id>.")
    title: Inline = Field(description="The decision in a few words.")
    decision: Markdown | None = Field(None, description="What the company decided to do.")
    hypothesis: Markdown | None = Field(None, description="Why it believes that this wins.")
    signals: Refs = Field((), description="KPIs that will show whether the hypothesis holds.")


class Strategy(Page):
    """strategy.md: decisions and hypotheses about how to win."""

    since: Day | None = Field(None, description="The day since which it holds.")
    pillars: tuple[Pillar, ...] = Field((), description="The decisions, in order.")
    not_doing: tuple[Inline, ...] = Field((), description="What the company decided to leave.")


class FreePage(Page):
    """pages/**/*.md: any other page."""


class Lesson(Page):
    """lessons/*.md: something learned, so that it is learned once."""

    date: Day | None = Field(None, description="When it was written.")
    cycle: Id | None = Field(None, description="The cycle in which it happened.")
    teams: Ids = Field((), description="The teams that learned it.")
    about: Refs = Field((), description="The objectives, key results, pillars or KPIs it is about.")
    kind: Literal["failure", "success", "surprise", "process"] = Field(
        "failure", description="What sort of lesson it is."
    )
    root_cause: Text | None = Field(None, description="Why it happened, in a word or two.", examples=["dependency"])
    expected: Markdown | None = Field(None, description="What we expected.")
    happened: Markdown | None = Field(None, description="What happened.")
    learned: Markdown | None = Field(None, description="What we learned.")
    next_time: Markdown | None = Field(None, description="What we do differently.")
    status: Literal["open", "adopted", "superseded"] = Field("open", description="Whether it has changed how we work.")
    discussion: Url | None = Field(None, description="Where it is talked about.")


class Session(Record):
    """One date of a training."""

    start: Moment = Field(description="When it starts, in the site's time zone.")
    end: Moment | None = Field(None, description="When it ends.")
    place: Text | None = Field(None, description="Where it takes place.")
    url: Url | None = Field(None, description="Where to join or sign up.")
    seats: Whole | None = Field(None, description="How many can take part.")


class Training(Page):
    """training/**/*.md: a guide, course, workshop, video or template."""

    kind: Literal["guide", "course", "workshop", "video", "template"] = Field(
        "guide", description="What sort of training."
    )
    audience: Literal["all", "new", "lead", "coach", "management"] = Field("all", description="Who it is for.")
    level: Text | None = Field(None, description="How much it assumes, such as basics.")
    minutes: Whole | None = Field(None, description="How long it takes; counted from the words when left out.")
    language: Text | None = Field(None, description="The language it is held in.")
    prerequisites: Texts = Field((), description="Trainings to take before, by slug.")
    next: Text | None = Field(None, description="The training to take after, by slug.")
    sessions: tuple[Session, ...] = Field((), description="Dates.")
    teaches: Texts = Field((), description="Diagnostic codes that this page explains.")


class Step(Record):
    """One step of an onboarding path."""

    day: Whole | None = Field(None, description="The day after the start, from 1.")
    title: Inline = Field(description="What to do.")
    link: Text | None = Field(None, description="A content file or an address.")
    owner: Who | None = Field(None, description="Who helps with it.")


class Onboarding(Page):
    """onboarding/*.md: the path of a role, step by step."""

    role: Text | None = Field(None, description="Who it is for.")
    steps: tuple[Step, ...] = Field((), description="The steps, in order.")


# ---------------------------------------------------------------------------------------------- people, cycles, teams


class Person(Record):
    """One entry of people.yaml."""

    name: Text = Field(description="The name as colleagues know it.")
    role: Text | None = Field(None, description="What the person does.", examples=["Search lead"])
    team: Id | None = Field(None, description="The team's id.")
    email: Text | None = Field(
        None, description="A mail address; published only in editions that are not for everybody."
    )
    ended: Day | None = Field(None, description="The last day with the company.")


class People(RootModel[dict[Id, Person]]):
    """people.yaml: id to person."""

    model_config = ConfigDict(frozen=True)


class Glossary(RootModel[dict[Text, Markdown]]):
    """glossary.yaml: term to explanation."""

    model_config = ConfigDict(frozen=True)


class Event(Record):
    """A date in a cycle."""

    date: Day = Field(description="The day, or the first of several.")
    end: Day | None = Field(None, description="The last of several days.")
    type: Text | None = Field(None, description="Such as planning, review or scoring.")
    title: Inline = Field(description="What happens.")


class Cycle(Record):
    """cycles/<cycle>.yaml: a stretch of time with objectives of its own."""

    title: Text | None = Field(None, description="Its name; the id when left out.")
    start: Day = Field(description="The first day.")
    end: Day = Field(description="The last day.")
    parent: Id | None = Field(None, description="The longer cycle that it is part of.")
    state: Literal["planning", "active", "closing", "closed"] = Field("active", description="Where it is in its life.")
    check_ins: Rhythm = Field(Rhythm(), description="How often a check-in is due; the site's rhythm when left out.")
    events: tuple[Event, ...] = Field((), description="Dates that everybody should know.")


class TeamRollout(Record):
    """Where a team stands on its way to working with OKRs."""

    wave: Id | None = Field(None, description="The wave it belongs to.")
    stage: Literal["candidate", "preparing", "running", "review", "scaled", "stopped"] = Field(
        "running", description="How far the team is."
    )
    since: Day | None = Field(None, description="Since when.")
    coach: Who | None = Field(None, description="Who helps the team.")


class Team(Page):
    """teams/<team>/team.md: who the team is and what it is for."""

    name: Inline = Field(description="The display name; it may change, the id may not.")
    title: Inline | None = Field(None, description="The name in full, where `name` is a short one.")
    parent: Id | None = Field(None, description="The team it belongs to; the company itself has none.")
    kind: Text | None = Field(None, description="company, department, team or any other word.")
    lead: Who | None = Field(None, description="Who leads it.")
    members: Whos = Field((), description="Who belongs to it.")
    size: Whole | None = Field(None, description="How many people, where not all are listed.")
    rollout: TeamRollout | None = Field(None, description="Where the team stands in the roll-out.")
    ended: Day | None = Field(None, description="The day it ended; kept in the archive.")


# ---------------------------------------------------------------------------------------------- objectives


class Support(Record):
    """What an objective serves."""

    to: Ref = Field(description="An objective, a key result or a pillar.")
    how: Inline | None = Field(None, description="In which way.")
    contributes: Flag = Field(
        True, description="Whether it counts where the parent takes its progress from aligned goals."
    )


class Dependency(Record):
    """What an objective needs from another team."""

    team: Id = Field(description="The other team.")
    need: Inline = Field(description="What is needed.")
    by: Day | None = Field(None, description="Until when.")
    status: Literal["open", "confirmed", "at-risk", "done", "declined"] = Field(
        "open", description="What the other team says."
    )
    risk_owner: Who | None = Field(None, description="Who watches it.")


class Milestone(Record):
    """One step of a key result that is reached or not."""

    id: Id = Field(description="What check-ins call it.")
    title: Inline | None = Field(None, description="What is reached; the id when left out.")
    due: Day | None = Field(None, description="Until when.")
    weight: Weight = Field("1", validate_default=True, description="How much it counts.")


class PlanPoint(Record):
    """One point of an expected curve."""

    by: Day = Field(description="The day.")
    value: Number = Field(description="The value expected by then.")


class Levels(Record):
    """Three texts that say what would be good, better, best."""

    commit: Inline | None = Field(None, description="What we promise (0.3).")
    target: Inline = Field(description="What we aim at (0.7).")
    stretch: Inline | None = Field(None, description="What would be outstanding (1.0).")


class Initiative(Record):
    """Something done to move a key result; it never moves progress itself."""

    title: Inline = Field(description="What is done.")
    owner: Who | None = Field(None, description="Who does it.")
    state: Literal["planned", "doing", "done", "stopped"] = Field("planned", description="How far it is.")
    due: Day | None = Field(None, description="Until when.")
    url: Url | None = Field(None, description="Where it is worked on.")


class Amendment(Record):
    """A change of the goal after the cycle began."""

    date: Day = Field(description="When it was changed.")
    field: Text = Field(description="What was changed, such as target.")
    old: Text | None = Field(None, alias="from", description="What it was before.")
    new: Text | None = Field(None, alias="to", description="What it is now.")
    reason: Inline | None = Field(None, description="Why.")


class Item(Record):
    """What objectives and key results share."""

    id: Id = Field(description="The stable name that references and addresses use.")
    title: Inline = Field(description="What it says, in inline Markdown.")
    owners: Whos = Field((), description="Who answers for it: people or roles. `owner` for one.")
    weight: Weight = Field("1", validate_default=True, description="How much it counts; 0 is shown and not counted.")
    priority: Text | None = Field(None, description="Such as P1.", examples=["P1"])
    state: ItemState = Field("active", description="Where it is in its life.")
    visibility: Visibility = Field("all", description="The widest audience that may read it.")
    tags: Texts = Field((), description="Words to find it by.")
    initiatives: tuple[Initiative, ...] = Field((), description="What is done for it.")
    amended: tuple[Amendment, ...] = Field((), description="Changes after the cycle began.")
    redacted: Annotated[
        Text | None, BeforeValidator(lambda v: "redacted" if v == "true" else None if v == "false" else v)
    ] = Field(None, description="true, or a text to print where a number would stand; there is no bar then.")
    outcome: Outcome | None = Field(None, description="What came of it, written at the close.")
    score: Number | None = Field(None, description="The grade given at the close, 0 to 1.")
    score_note: Markdown | None = Field(None, description="Why the score differs from the computed progress.")
    result: Markdown | None = Field(None, description="What happened.")
    root_cause: Text | None = Field(None, description="Why it was missed, in a word or two.", examples=["dependency"])
    next: Literal["keep", "modify", "abandon"] | None = Field(None, description="What happens to it in the next cycle.")
    carried_to: Ref | None = Field(None, description="The objective that goes on with it.")

    model_config = ConfigDict(json_schema_extra=_owner)

    @model_validator(mode="before")
    @classmethod
    def _owner_is_owners(cls, tree: Any) -> Any:
        return one_of(tree, "owner", "owners")


class KeyResult(Item):
    """One measure of an objective."""

    type: KeyResultType | None = Field(
        None, description="How it is measured; inferred from the other fields when left out."
    )
    metric: Inline | None = Field(None, description="What is measured.", examples=["search success rate"])
    unit: Text | None = Field(None, description='"%", a currency code, or any word.', examples=["%", "EUR", "minutes"])
    baseline: Number | None = Field(None, description="The value at the start.")
    target: Number | None = Field(None, description="The value to reach.")
    commit: Number | None = Field(None, description="The least we promise; drawn, never computed with.")
    stretch: Number | None = Field(None, description="What would be outstanding; drawn, never computed with.")
    min: Number | None = Field(None, description="The lower limit to keep.")
    max: Number | None = Field(None, description="The upper limit to keep.")
    tolerance: Number | None = Field(None, description="How far outside the limits progress falls to nothing.")
    over: Literal["cycle"] | None = Field(None, description="cycle: the share of check-ins inside the limits counts.")
    milestones: tuple[Milestone, ...] = Field((), description="Steps that are reached or not.")
    levels: Levels | None = Field(None, description="Texts for commit, target and stretch.")
    plan: tuple[PlanPoint, ...] = Field((), description="An expected curve that is not a straight line.")
    guards: Refs = Field((), description="KPIs that this must not harm.")


class Objective(Item):
    """What a team wants to be true at the end of the cycle."""

    why: Markdown | None = Field(None, description="Why it matters.")
    contributors: Whos = Field((), description="Who else works on it.")
    reviewer: Who | None = Field(None, description="Who reads it before it is agreed.")
    ambition: Literal["committed", "aspirational"] | None = Field(
        None, description="committed is expected in full, aspirational to 70 %."
    )
    supports: Listed[Annotated[Support, Long("to")]] = Field(
        (), description="What it serves; the first is its home in the tree."
    )
    depends_on: tuple[Dependency, ...] = Field((), description="What it needs from other teams.")
    progress_from: Literal["key-results", "aligned", "both"] = Field(
        "key-results", description="What its progress is made of."
    )
    key_results: tuple[KeyResult, ...] = Field((), description="How we will know.")


class Okrs(Record):
    """teams/<team>/<cycle>/okrs.yaml: the objectives of a team in a cycle."""

    summary: Markdown | None = Field(None, description="What the team sets out to do, in a sentence or two.")
    objectives: tuple[Objective, ...] = Field((), description="The objectives, in order.")


# ---------------------------------------------------------------------------------------------- check-ins, reviews


class KeyResultEntry(Record):
    """What a check-in says of one key result."""

    value: Text | None = Field(None, description="The value now: a number, true or false, or a level.")
    done: Ids | None = Field(None, description="The milestones reached so far.")
    progress: Share | None = Field(None, description="Progress as judged by the owner: 40%, 4/10 or 0.4.")
    confidence: Share | None = Field(None, description="How sure the owner is to reach it: 70%, 7/10 or 0.7.")
    health: HealthWord | None = Field(None, description="How the owner sees it.")
    note: Markdown | None = Field(None, description="What moved and why.")
    ask: Inline | None = Field(None, description="What would help.")
    final: Flag = Field(False, description="Count the value although the cycle has ended.")


class ObjectiveEntry(Record):
    """What a check-in says of a whole objective."""

    health: HealthWord | None = Field(None, description="How the owner sees it.")
    confidence: Share | None = Field(None, description="How sure the owner is to reach it.")
    note: Markdown | None = Field(None, description="Why.")
    ask: Inline | None = Field(None, description="What would help.")


class Blocker(Record):
    """What stands in the way."""

    about: Ref | None = Field(None, description="The objective or key result it holds up.")
    kind: Text | None = Field(None, description="Such as dependency, capacity or decision.")
    owner: Who | None = Field(None, description="Who removes it.")
    next: Inline | None = Field(None, description="The next step.")


class CheckIn(Record):
    """teams/<team>/<cycle>/check-ins/<date>[-<author>].md: the weekly word."""

    key_results: dict[Text, Annotated[KeyResultEntry, Long("value", "done")]] = Field(
        default_factory=dict, description="objective.key-result to its value or more."
    )
    objectives: dict[Text, Annotated[ObjectiveEntry, Long("health")]] = Field(
        default_factory=dict, description="objective to health and note, where the owner overrides the numbers."
    )
    mood: Whole | None = Field(None, description="The team's mood from 1 to 5.")
    blockers: tuple[Blocker, ...] = Field((), description="What stands in the way.")
    ask: Inline | None = Field(None, description="What the team asks for; shown on the home page.")
    decisions: tuple[Inline, ...] = Field((), description="What was decided.")


class Review(Record):
    """teams/<team>/<cycle>/review.md: the retrospective that closes a cycle."""

    title: Inline | None = Field(None, description="A title; made from team and cycle when left out.")
    date: Day | None = Field(None, description="When it was held.")
    went_well: tuple[Inline, ...] = Field((), description="What went well.")
    went_badly: tuple[Inline, ...] = Field((), description="What went badly.")
    try_next: tuple[Inline, ...] = Field((), description="What to try next.")
    attendees: Whos = Field((), description="Who took part.")
    recording: Url | None = Field(None, description="Where to watch it.")
    discussion: Url | None = Field(None, description="Where it is talked about.")
    scores_agreed_on: Day | None = Field(None, description="When the scores were agreed.")


# ---------------------------------------------------------------------------------------------- KPIs, roll-out, pulse


class KpiTarget(Record):
    """A target for a stretch of time."""

    start: Day | None = Field(None, alias="from", description="From this day on.")
    end: Day | None = Field(None, alias="to", description="Up to this day.")
    value: Number = Field(description="The value to hold.")


class Point(Record):
    """One measured value."""

    date: Day = Field(description="When.")
    value: Number = Field(description="How much.")


class Series(Record):
    """Measured values: written as a list of points, or as the name of a CSV file and its columns."""

    points: tuple[Point, ...] = Field((), description="The values, as a list of {date, value}.")
    csv: Text | None = Field(None, description="A CSV file, relative to this one.")
    date: Text = Field("date", description="The column with the day.")
    value: Text = Field("value", description="The column with the value.")


class Kpi(Record):
    """kpis/<kpi>.yaml: a number that is watched whatever the goals are."""

    title: Inline = Field(description="Its name.")
    description: Markdown | None = Field(None, description="What it means and how it is measured.")
    owners: Whos = Field((), description="Who answers for it. `owner` for one.")
    unit: Text | None = Field(None, description='"%", a currency code, or any word.', examples=["%", "EUR", "minutes"])
    direction: Literal["up", "down"] | None = Field(None, description="Where better is.")
    format: Text | None = Field(None, description="A number pattern, such as #,##0.0.")
    frequency: Text | None = Field(None, description="How often it is measured.", examples=["weekly"])
    min: Number | None = Field(None, description="Below this it is unhealthy.")
    max: Number | None = Field(None, description="Above this it is unhealthy.")
    targets: tuple[KpiTarget, ...] = Field((), description="Targets by time.")
    series: Annotated[Series, Long("points")] = Field(Series(), description="Measured values.")
    tags: Texts = Field((), description="Words to find it by.")
    visibility: Visibility = Field("all", description="The widest audience that may read it.")

    model_config = ConfigDict(json_schema_extra=_owner)

    @model_validator(mode="before")
    @classmethod
    def _owner_is_owners(cls, tree: Any) -> Any:
        return one_of(tree, "owner", "owners")


class Criterion(Record):
    """What must be true before a wave ends."""

    title: Inline = Field(description="What must be true.")
    met: Flag | None = Field(None, description="Whether it is; not known yet when left out.")


class Wave(Record):
    """rollout/<wave>.yaml: one step of bringing OKRs to the company."""

    title: Inline = Field(description="Its name.")
    order: Whole = Field("0", validate_default=True, description="Its place among the waves.")
    cycle: Id | None = Field(None, description="The cycle in which it runs.")
    teams: Ids = Field((), description="The teams that take part.")
    hypothesis: Markdown | None = Field(None, description="What we believe it will show.")
    selection: Markdown | None = Field(None, description="How the teams were chosen.")
    exit_criteria: tuple[Annotated[Criterion, Long("title")], ...] = Field((), description="When it has done its work.")
    feedback: Markdown | None = Field(None, description="What the teams said.")
    decision: Literal["scale", "extend", "stop"] | None = Field(None, description="What followed.")
    lessons: Texts = Field((), description="Lessons it brought, by slug.")


class Cell(Record):
    """The answers of one group to one question."""

    n: Whole = Field(description="How many answered.")
    mean: Number = Field(description="Their mean.")


class Question(Record):
    """One question of a survey."""

    id: Id = Field(description="The same in every survey, so that it makes a line.")
    text: Inline = Field(description="The question.")
    scores: dict[Id, Cell] = Field(default_factory=dict, description="Team to the number of answers and their mean.")


class Action(Record):
    """What follows from a survey."""

    title: Inline = Field(description="What is done.")
    owner: Who | None = Field(None, description="Who does it.")
    state: Literal["open", "doing", "done", "dropped"] = Field("open", description="How far it is.")


class Pulse(Record):
    """pulse/<date>.yaml: results of a mood survey, as aggregates only."""

    title: Inline | None = Field(None, description="A title; the date when left out.")
    date: Day | None = Field(None, description="When it was held; the file's name when left out.")
    cycle: Id | None = Field(None, description="The cycle it belongs to.")
    scale: Whole = Field("5", validate_default=True, description="The best possible answer.")
    questions: tuple[Question, ...] = Field((), description="The questions.")
    actions: tuple[Action, ...] = Field((), description="What follows.")
