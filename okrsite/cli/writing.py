"""New files in a project: `init`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from okrsite.cli.shared import stop

SETTINGS = "content/site.yaml"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="Only the settings, without the example.")
def init(folder: Path, empty: bool) -> None:
    """Make a new project in FOLDER, with an invented company in this quarter to start from."""
    from okrsite.files import Refused, read_tree, shipped, write_new
    from okrsite.work.starter import starter

    files = starter(read_tree(shipped("starter")), date.today())  # noqa: DTZ011 (an editor's own day)
    if empty:
        files = {path: data for path, data in files.items() if not path.startswith("content/") or path == SETTINGS}
    try:
        write_new(folder, files)
    except Refused as reason:
        stop(reason)
    click.echo(f"Wrote a new project to {folder}. Next: okrsite serve {folder}")
