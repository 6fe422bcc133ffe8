"""The words that Pagefind's service understands: JSON in base64, each message followed by a comma.

In: records. Out: the requests that make one index of them. In: an answer's bytes. Out: its content, or why not.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from okrsite.pages.search import Record


class Refused(Exception):
    """The engine did not do what it was asked for; the text says what it said."""


def requests(records: Sequence[Record], language: str) -> Iterator[bytes]:
    """Make an index, add every record, hand over the files: each request is answered once, in any order."""
    yield _message(0, {"type": "NewIndex", "config": {"force_language": language}})
    for number, record in enumerate(records, 1):
        yield _message(number, {"type": "AddRecord", "index_id": 0, **added(record, language)})
    yield _message(len(records) + 1, {"type": "GetFiles", "index_id": 0})


def added(record: Record, language: str) -> dict[str, Any]:
    """A record as the engine takes it. It searches the fields in `meta` too, and skips what has no content.

    A key result's text is its goal's title; as a field of its own it weighs less, so that the goal comes first.
    """
    teams, under = ", ".join(record.teams), record.kind == "key-result"
    meta = {"title": record.title, "owner": record.owner, "teams": teams, "language": record.language}
    content = f"{teams} {record.owner}" if under else record.text
    filters = {"kind": [record.kind], "team": list(record.teams), "cycle": [record.cycle]}
    return {
        "url": record.url,
        "content": content.strip() or record.title or record.kind,
        "language": language,
        "meta": {key: text for key, text in {**meta, "goal": record.text if under else ""}.items() if text},
        "filters": {key: values for key, values in filters.items() if any(values)},
        "sort": {},
    }


def answer(data: bytes) -> Mapping[str, Any]:
    """What one answer says; raises Refused for a complaint and for what is no answer."""
    try:
        said = json.loads(b64decode(data, validate=True))["payload"]
        kind = said["type"]
    except (ValueError, KeyError, TypeError) as fault:
        raise Refused("an answer could not be read") from fault
    if kind == "Error":
        raise Refused(str(said.get("message")))
    return dict(said)


def files(said: Mapping[str, Any]) -> dict[str, bytes]:
    """The files of an answer to `GetFiles`."""
    return {file["path"]: b64decode(file["content"]) for file in said["files"]}


def needed(made: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those of the engine's files that we serve: the index, its reader and the module for the language."""
    entry = json.loads(made["pagefind-entry.json"])
    modules = {f"wasm.{one['wasm'] or 'unknown'}.pagefind" for one in entry["languages"].values()}
    kept = {"pagefind.js", "pagefind-entry.json", *modules}
    return {path: data for path, data in sorted(made.items()) if path in kept or path.endswith(_INDEX)}


_INDEX = (".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment")


def _message(number: int, payload: Mapping[str, Any]) -> bytes:
    return b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b","
