"""Questions that write nothing: `explain`."""

from __future__ import annotations

import click

from okrsite.cli.shared import stop


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Say what a diagnostic CODE means and how to cure it."""
    from okrsite.diagnostics import did_you_mean
    from okrsite.files import read_tree, shipped

    codes = {path.removesuffix(".md"): text.decode() for path, text in read_tree(shipped("codes")).items()}
    if code not in codes:
        stop(f"there is no code {code}; {did_you_mean(code, codes)}".rstrip("; "))
    click.echo(codes[code], nl=False)
