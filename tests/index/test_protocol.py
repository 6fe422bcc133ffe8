"""What we say to the engine, and what we make of its answers."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import replace
from typing import Any

import pytest

from okrsite.index.protocol import Refused, added, answer, files, needed, requests
from okrsite.pages.search import Record

GOAL = Record("objective", "Find it", "It is lost.", ("Search", "Data"), "Ann", "2026-t3", "teams/search/2026-t3/find/")
MEASURE = replace(GOAL, kind="key-result", title="Hits", text="Find it", url=f"{GOAL.url}#hits")


def read(message: bytes) -> dict[str, Any]:
    assert message.endswith(b",")
    said: dict[str, Any] = json.loads(b64decode(message[:-1]))
    return said


def test_an_index_is_made_filled_and_handed_over() -> None:
    said = [read(message) for message in requests([GOAL, MEASURE], "en")]
    assert [one["message_id"] for one in said] == [0, 1, 2, 3]
    assert [one["payload"]["type"] for one in said] == ["NewIndex", "AddRecord", "AddRecord", "GetFiles"]
    assert said[0]["payload"]["config"] == {"force_language": "en"}


def test_a_goal_brings_its_words_and_its_facets() -> None:
    assert added(GOAL, "en") == {
        "url": GOAL.url,
        "content": "It is lost.",
        "language": "en",
        "meta": {"title": "Find it", "owner": "Ann", "teams": "Search, Data"},
        "filters": {"kind": ["objective"], "team": ["Search", "Data"], "cycle": ["2026-t3"]},
        "sort": {},
    }


def test_the_goal_of_a_key_result_weighs_less_than_its_own_words() -> None:
    made = added(MEASURE, "en")
    assert (made["content"], made["meta"]["goal"]) == ("Search, Data Ann", "Find it")


def test_nothing_is_without_content_since_the_engine_would_leave_it_out() -> None:
    assert added(replace(GOAL, text=""), "en")["content"] == "Find it"
    assert added(Record("page", "", "", (), "", "", "a/"), "en")["content"] == "page"
    assert added(Record("page", "T", "", (), "", "", "a/"), "en")["filters"] == {"kind": ["page"]}


def said(payload: object) -> bytes:
    return b64encode(json.dumps({"message_id": 1, "payload": payload}).encode())


def test_a_complaint_and_nonsense_are_refusals() -> None:
    assert answer(said({"type": "IndexedFile"})) == {"type": "IndexedFile"}
    with pytest.raises(Refused, match="too much"):
        answer(said({"type": "Error", "message": "too much"}))
    for data in (b"", b"!", b64encode(b"{}"), b64encode(b"[1]"), b64encode(b"\xff")):
        with pytest.raises(Refused, match="could not be read"):
            answer(data)


def test_only_what_readers_need_is_kept() -> None:
    entry = {"languages": {"cs": {"hash": "cs_1", "wasm": None}}}
    made = {
        "pagefind-entry.json": json.dumps(entry).encode(),
        "pagefind.js": b"",
        "pagefind-ui.js": b"",
        "wasm.unknown.pagefind": b"",
        "wasm.en.pagefind": b"",
        "fragment/cs_1.pf_fragment": b"",
    }
    assert set(needed(made)) == made.keys() - {"pagefind-ui.js", "wasm.en.pagefind"}
    assert files({"files": [{"path": "a", "content": "YQ=="}]}) == {"a": b"a"}
