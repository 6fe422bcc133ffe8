"""Words typed → options → exit code: 0 clean, 1 problems in content or theme, 2 usage or settings.

A module for each group of commands: `building.py`, `serving.py`, `creating.py` (new), `telling.py` (check-in),
`writing.py`, `asking.py`, `comparing.py` (diff); what they share is in `shared.py`. Heavy imports stand inside the
commands that need them, so that `okrsite --help` is quick.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper

import click

from okrsite import __version__
from okrsite.cli.asking import explain
from okrsite.cli.building import build, check
from okrsite.cli.comparing import diff
from okrsite.cli.creating import new
from okrsite.cli.owning import codeowners
from okrsite.cli.serving import serve
from okrsite.cli.telling import check_in
from okrsite.cli.writing import init, schema


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="okrsite")
def main() -> None:
    """Publish a company's objectives and key results as a static site."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal keeps its encoding; files and pipes get UTF-8 everywhere
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


for _command in (init, new, check_in, build, check, serve, explain, diff, schema, codeowners):
    main.add_command(_command)
