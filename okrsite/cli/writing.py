"""New files in a project: `init`, `schema`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from okrsite.cli.shared import project_argument, stop


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="Only the settings, without the example.")
@click.option(
    "--ci", "forge", type=click.Choice(["github", "gitlab"]), help="Add the files that check and publish there."
)
def init(folder: Path, empty: bool, forge: str | None) -> None:
    """Make a new project in FOLDER, with an invented company in this quarter to start from."""
    from okrsite.files import Refused, read_tree, shipped, write_new
    from okrsite.work.starter import new_project

    ci = read_tree(shipped(f"ci/{forge}")) if forge else {}
    today = date.today()  # noqa: DTZ011 (an editor's own day)
    try:
        write_new(folder, new_project(read_tree(shipped("starter")), ci, today, empty=empty))
    except Refused as reason:
        stop(reason)
    click.echo(f"Wrote a new project to {folder}. Next: okrsite serve {folder}")


@click.command()
@project_argument
@click.option("--lines", is_flag=True, help="Put the schema line on top of every content file that has none.")
def schema(project: Path, lines: bool) -> None:
    """Write JSON Schemas for editors into PROJECT, and the settings that make VS Code use them."""
    from okrsite.files import load, write_new, write_over
    from okrsite.work import schemas

    changed = list(write_over(project, schemas.schemas()))
    present = load(str(project / schemas.SETTINGS))
    merged = schemas.settings(None if present is None else present.decode("utf-8-sig", "replace"))
    if merged is None:
        click.echo(f"{schemas.SETTINGS} is not plain JSON and stays as it is; add to it:", err=True)
        click.echo(schemas.settings(None), err=True, nl=False)
    else:
        changed += write_over(project, {schemas.SETTINGS: merged.encode()})
    if not (project / schemas.EXTENSIONS).exists():
        write_new(project, {schemas.EXTENSIONS: schemas.extensions().encode()})
        changed.append(schemas.EXTENSIONS)
    if lines:
        changed += write_over(project, _with_lines(project))
    click.echo("\n".join(f"wrote {path}" for path in changed) or "Everything is up to date.")


def _with_lines(project: Path) -> dict[str, bytes]:
    """The content files that get a schema line."""
    from okrsite.files import read
    from okrsite.okr.kinds import kind_of
    from okrsite.work.schemas import with_line

    told = {}
    for source in read(project).files:
        known = kind_of(source.path.removeprefix("content/")) if source.path.startswith("content/") else None
        try:
            text = with_line(known[0], source.path, source.data.decode()) if known else None
        except UnicodeDecodeError:
            continue
        if text is not None:
            told[source.path] = text.encode()
    return told
