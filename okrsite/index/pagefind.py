"""Pagefind's program, spoken to over its service.

In: records and a language. Out: the files of the index. The program is found in the wheel that brought it, never on
the PATH. It reads and answers at the same time, so one thread writes while another reads; it stops when we close its
input, which is why that stays open until the last answer. It touches no disk.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from threading import Thread, Timer
from typing import IO, cast

from okrsite.index import protocol
from okrsite.pages.search import Record

PATIENCE = 300.0
"""After how many seconds a program that does not answer is given up."""


class Unavailable(Exception):
    """There is no index from this engine; the text is half a sentence that says why."""


def version() -> str:
    """The engine's version, empty where it is not installed."""
    try:
        return distribution("pagefind-bin").version
    except PackageNotFoundError:
        return ""


def program() -> Path | None:
    """The program in its wheel; the standard one, which is what we ask for."""
    found = find_spec("pagefind_bin")
    folder = Path(found.origin).parent if found and found.origin else None
    names = (folder / name for name in ("pagefind", "pagefind.exe")) if folder else ()
    return next((path for path in names if path.is_file()), None)


def run(records: Sequence[Record], language: str, wait: float = PATIENCE) -> Mapping[str, bytes]:
    """The files of an index of these records, by path; raises Unavailable."""
    place = program()
    if place is None:
        raise Unavailable("there is no program of it for this machine")
    try:
        said = _ask([str(place), "--service"], list(protocol.requests(records, language)), wait)
        return protocol.needed(protocol.files(said))
    except OSError as fault:
        raise Unavailable(f"its program does not start: {(fault.strerror or str(fault)).lower()}") from fault
    except (protocol.Refused, KeyError, ValueError) as fault:
        raise Unavailable(f"its program failed: {fault}") from fault


def _ask(command: Sequence[str], requests: Sequence[bytes], wait: float) -> Mapping[str, object]:
    """Send all requests; out comes the answer that holds the files."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process:
        heard, told = cast(IO[bytes], process.stdout), cast(IO[bytes], process.stdin)
        writer, limit = Thread(target=_write, args=(told, requests)), Timer(wait, process.kill)
        limit.start()
        writer.start()
        try:
            return _listen(heard, len(requests))
        finally:
            limit.cancel()
            process.kill()
            writer.join()
            with suppress(OSError):
                told.close()


def _write(stream: IO[bytes], requests: Sequence[bytes]) -> None:
    """All requests, as long as somebody reads them."""
    with suppress(OSError, ValueError):
        for request in requests:
            stream.write(request)
        stream.flush()


def _listen(stream: IO[bytes], count: int) -> Mapping[str, object]:
    """Read as many answers as there were requests; the files come when every record is in."""
    found: Mapping[str, object] | None = None
    for heard, data in enumerate(_answers(stream), 1):
        said = protocol.answer(data)
        if said["type"] == "GetFiles":
            found = said
        if heard == count:
            break
    else:
        raise protocol.Refused("it ended before it had answered")
    if found is None:
        raise protocol.Refused("it gave no files")
    return found


def _answers(stream: IO[bytes]) -> Iterator[bytes]:
    """The answers in a stream of bytes, each up to its comma."""
    rest: list[bytes] = []
    while data := stream.read1(1 << 16):  # type: ignore[attr-defined]
        first, *others = data.split(b",")
        rest.append(first)
        for other in others:
            yield b"".join(rest)
            rest = [other]
