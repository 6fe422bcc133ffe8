"""What all tests share. In CI a skipped test is a failed one: nothing passes there that was not tried."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings
from jinja2 import Environment

settings.register_profile("untimed", deadline=None)  # a slow machine is no wrong answer
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept` rewrites what the one-file cases expect."""
    parser.addoption("--accept", action="store_true", help="write what is said now into tests/cases")


@pytest.fixture(scope="session", autouse=True)
def templates_are_compiled_once() -> Generator[None, None, None]:
    """Each build makes its own Jinja environment; here the same text in the same language is compiled only once."""
    known: dict[tuple[Any, ...], Any] = {}
    compiled = Environment.compile

    def once(self: Environment, source: str, name: str, filename: str) -> Any:
        key = (source, name, filename, getattr(self.globals.get("language"), "code", None))
        if key not in known:
            known[key] = compiled(self, source, name, filename)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", once)
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and in CI nothing may be: {report.longrepr}"
    return report
