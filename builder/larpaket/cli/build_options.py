"""The options of `larpaket build`."""

from __future__ import annotations

from pathlib import Path

import click

from larpaket.cli.shared import folder, repeatable

EPILOG = (
    "A package is left alone if everything that decides its bytes is as it was, and it too. A file "
    "counts as unchanged if its size, both its times and its inode are; if not, its content decides. Only "
    "who sets both times back by hand needs --force. On Windows, where the second time is that of the file's "
    "creation, files under 1 MB are always read; a larger one that was changed with its time set back needs "
    "--force."
)
"""When a package is left alone."""


def _shard(context: click.Context, option: click.Parameter, value: str) -> tuple[int, int]:
    """`2/5` as the number and the count."""
    number, _, count = value.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise click.BadParameter(f"`{value}` is not a shard: write 2/5 for the second of five")
    return int(number), int(count)


OPTIONS = (
    repeatable("--format", "formats", metavar="FORMAT", help="A format to build instead of publisher.yaml's"),
    click.option(
        "--output", type=folder(), default=Path("dist"), show_default=True, help="Where packages go."
    ),
    click.option("--unpacked", is_flag=True, help="Write folders, not zips, for a web server or USB stick."),
    click.option(
        "--schemas",
        type=folder(exists=True),
        metavar="DIR",
        help="Add the official schema files in DIR (or DIR/<format>) to SCORM packages, as ADL's test "
        "requires.",
    ),
    click.option(
        "--release", is_flag=True, help="Refuse what learners must not see yet, such as a stand-in."
    ),
    click.option("--allow-readable-key", is_flag=True, help="With `auth: key`: allow a key that can read."),
    click.option("--force", is_flag=True, help="Make every package, even if nothing has changed."),
    click.option(
        "--why", is_flag=True, help="Say of each package why it was made, or that nothing has changed."
    ),
    click.option(
        "--jobs",
        type=click.IntRange(1),
        metavar="N",
        help="How many processes; one for each core if it is not given.",
    ),
    click.option(
        "--shard",
        callback=_shard,
        default="1/1",
        metavar="I/N",
        help="Build the I-th of N parts of the modules: N machines build one each.",
    ),
    click.option("--quiet", is_flag=True, help="Say nothing but what is wrong."),
    click.option("--json", "as_json", is_flag=True, help="Print one line of JSON for each package."),
)
