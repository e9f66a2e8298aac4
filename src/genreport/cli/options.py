"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path as File

import click

from genreport.cli.language import Both, Option
from genreport.finding import Finding
from genreport.profile import Profile

previous_option = click.option(
    "--previous", type=click.Path(path_type=File, exists=True), cls=Option,
    help=Both("上一年度的报告，或者放着它们的文件夹", "last year's report, or the folder with last year's"),
)  # fmt: skip
profile_option = click.option(
    "--profile", "profile_file", type=click.Path(path_type=File, exists=True, dir_okay=False), cls=Option,
    help=Both("本地规则文件：轻重、界限、另加的规则", "a profile: own severities, limits, further rules"),
)  # fmt: skip


out_option = click.option(
    "-o", "--out", type=click.Path(path_type=File, dir_okay=False), cls=Option,
    help=Both("写到这个文件，不写则显示", "write to this file instead of showing it"),
)  # fmt: skip


def profile_of(file: File | None) -> tuple[Profile | None, list[Finding]]:
    """The profile of a file, or the one that changes nothing; None, with findings, for a faulty one."""
    if file is None:
        return Profile(), []
    from genreport import profile as profiles

    loaded, faults = profiles.load(file)
    return (None if any(f.severity == "error" for f in faults) else loaded), faults
