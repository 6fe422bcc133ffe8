"""Independent work on all processors.

In: a pure function and its arguments. Out: its results, in their order, the same for any number of processes. Work is
shared between forked copies of this process where that pays and is safe: enough to do, an operating system that can,
and no other thread.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import TypeVar

A = TypeVar("A")
R = TypeVar("R")

ENOUGH = 120
"""Pieces of work from which a second process pays for its start."""


def each(work: Callable[[A], R], items: Sequence[A]) -> list[R]:
    """`[work(item) for item in items]`; a process takes every n-th item, so that long and short ones mix."""
    helpers = _helpers(len(items))
    if not helpers:
        return [work(item) for item in items]
    step = helpers + 1
    started = [_start(work, items[first::step]) for first in range(1, step)]
    results: list[R | None] = [None] * len(items)
    results[0::step] = [work(item) for item in items[0::step]]
    for first, (process, answer) in enumerate(started, 1):
        results[first::step] = _finish(process, answer)
    return results  # type: ignore[return-value]


def _helpers(pieces: int) -> int:
    """How many more processes are worth it."""
    alone = threading.active_count() == 1 and sys.platform == "linux"
    processors = len(os.sched_getaffinity(0)) if alone else 1
    return min(processors, pieces // (ENOUGH // 2)) - 1 if alone and pieces >= ENOUGH else 0


def _start(work: Callable[[A], R], items: Sequence[A]) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    context = multiprocessing.get_context("fork")
    answer, tell = context.Pipe(duplex=False)

    def run() -> None:
        try:
            tell.send([work(item) for item in items])
        except Exception as fault:
            tell.send(fault)
        tell.close()

    process = context.Process(target=run)
    process.start()
    tell.close()
    return process, answer


def _finish(process: multiprocessing.process.BaseProcess, answer: Connection) -> list[R]:
    results: list[R] | Exception = answer.recv()
    process.join()
    if isinstance(results, Exception):
        raise results
    return results
