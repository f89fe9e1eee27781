"""The command line; nothing else knows click. Exit codes: 0 fine, 1 problems, 2 usage.

What a command needs is imported inside it, so that `--help` answers at once.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from larpaket import __version__

if TYPE_CHECKING:
    from larpaket.build import Package
    from larpaket.checks.check import Options, Report
    from larpaket.definition.model import Publisher
    from larpaket.problems import Problem


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="larpaket")
def main() -> None:
    """Turn module definitions into packages for any learning management system."""


@main.command()
@click.argument("modules", metavar="[MODULE…]", nargs=-1)
@click.option(
    "--format", "formats", metavar="FORMAT", multiple=True, help="A format to build; may be given again. Default: those in publisher.yaml."
)
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("dist"), show_default=True, help="Where the packages go."
)
@click.option("--unpacked", is_flag=True, help="Write folders instead of zips, for a web server or a USB stick.")
@click.option(
    "--schemas",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Put the official schema files from DIR (or DIR/<format>) into SCORM packages; ADL's validator asks for them.",
)
@click.option("--release", is_flag=True, help="Refuse what is not for learners yet, such as a stand-in film.")
@click.option("--allow-readable-key", is_flag=True, help="With `auth: key`: put the key into packages although it may be able to read.")
def build(
    modules: tuple[str, ...],
    formats: tuple[str, ...],
    output: Path,
    unpacked: bool,
    schemas: Path | None,
    release: bool,
    allow_readable_key: bool,
) -> None:
    """Build packages of the modules named by folder or id; of all when none is named."""
    from larpaket import build as flow
    from larpaket.formats import FORMATS, usual
    from larpaket.lrs.key import LrsKeyError, authorization_for
    from larpaket.problems import show

    if unknown := [name for name in formats if name not in FORMATS]:
        raise click.UsageError(f"no format `{unknown[0]}`: there is {', '.join(FORMATS)}")
    try:
        start = Path(modules[0]) if modules and Path(modules[0]).exists() else Path.cwd()
        project = flow.find_project(start.resolve())
        folders = flow.find_modules(project, modules)
    except flow.NotFoundError as error:
        raise click.UsageError(str(error)) from None
    publisher, found, problems = flow.read(project, folders, release=release)
    problems = [problem for problem in problems if problem.severity != "advice"]  # `check` gives it, where there is time for it
    if problems:
        _show(problems)
    if publisher is None or any(problem.severity == "error" for problem in problems):
        raise click.exceptions.Exit(1)
    by_id = {folder.name: folder for folder in folders}
    try:
        authorization = authorization_for(publisher, project, os.environ, readable=allow_readable_key)
    except LrsKeyError as error:
        raise click.UsageError(str(error)) from None
    if authorization and allow_readable_key:
        click.echo("warning: whoever opens a package can take the key out and do all that it may.", err=True)
    try:
        packages = flow.build(
            publisher,
            [(module, by_id[module.id]) for module in found],
            formats or publisher.formats or usual(),
            output,
            unpacked=unpacked,
            schemas=schemas,
            authorization=authorization,
            report=lambda package: click.echo(f"  {package.path.name}", err=True),
        )
    except flow.SchemaError as error:
        raise click.UsageError(str(error)) from None
    except flow.CheckError as error:
        _show(error.problems)
        raise click.exceptions.Exit(1) from None
    except (flow.ArchiveError, OSError) as error:
        click.echo(f"error: {error}. The packages from before are as they were.", err=True)
        raise click.exceptions.Exit(1) from None
    for problem in (problem for package in packages for problem in package.problems if problem.severity == "warning"):
        click.echo(show(problem, relative_to=Path.cwd()) + "\n", err=True)
    _table(packages)


def _explain(context: click.Context, parameter: click.Parameter, code: str | None) -> None:
    if code is None:
        return
    from larpaket.checks.catalogue import all_rules
    from larpaket.definition.rule import page

    if code not in all_rules():
        raise click.UsageError(f"no check is called {code}: there are {', '.join(sorted(all_rules()))}")
    click.echo(page(all_rules()[code]), nl=False)
    context.exit()


@main.command("check")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text", help="For people (text) or machines."
)
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--ignore", metavar="CODE", multiple=True, help="Leave a check out; may be given again.")
@click.option(
    "--schemas",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Hold manifests against the official schema files in DIR (or DIR/<format>); those in a package are used without it.",
)
@click.option(
    "--previous",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="ZIP",
    help="The package that this one is to replace.",
)
@click.option("--explain", metavar="CODE", is_eager=True, expose_value=False, callback=_explain, help="Print the page of a check.")
def check_command(
    paths: tuple[Path, ...], form: str, strict: bool, ignore: tuple[str, ...], schemas: Path | None, previous: Path | None
) -> None:
    """Find what an LMS would swallow silently.

    PATH is a finished package, anybody's (a zip, or its folder), a module's folder, or publisher.yaml for all of its modules.
    """
    from larpaket.checks.catalogue import all_rules
    from larpaket.checks.check import Options, check_package
    from larpaket.checks.output import OUTPUTS

    if unknown := [code for code in ignore if code not in all_rules()]:
        raise click.UsageError(f"--ignore {unknown[0]}: no check is called that")
    options = Options(frozenset(ignore), schemas, previous)
    reports = []
    for path in paths:
        try:
            reports += _definitions(path, options) or [check_package(path, options)]
        except OSError as error:
            raise click.UsageError(f"{path} cannot be read: {error.strerror}") from None
    click.echo(OUTPUTS[form](reports, Path.cwd()), nl=False)
    failing = {"error", "warning"} if strict else {"error"}
    if any(problem.severity in failing for report in reports for problem in report.problems):
        raise click.exceptions.Exit(1)


def _definitions(path: Path, options: Options) -> list[Report]:
    """The reports on the modules that `path` names; none when it names a package."""
    from larpaket import build as flow
    from larpaket.checks.check import Report
    from larpaket.definition.source import DEFINITION

    publisher_file = path if path.name == flow.PUBLISHER else path / flow.PUBLISHER
    module = path.name == DEFINITION or (path / DEFINITION).is_file()
    if not module and not publisher_file.is_file():
        return []
    try:
        project = flow.find_project(path.resolve()) if module else publisher_file.resolve()
        folders = flow.find_modules(project, [str(path)] if module else [])
    except flow.NotFoundError as error:
        raise click.UsageError(str(error)) from None
    reports = []
    for folder in folders:
        _, _, problems = flow.read(project, [folder])
        kept = tuple(problem for problem in problems if problem.code not in options.ignore)
        reports.append(Report(folder, "definition", True, kept))
    return reports


@main.group()
def lrs() -> None:
    """The publisher's learning record store (LRS)."""


@lrs.command()
@click.option("--origin", "origins", metavar="URL", multiple=True, help="An address that packages are served from; may be given again.")
@click.option("--lrs", "behind", metavar="URL", help="With `auth: gateway`: the LRS behind the gateway, to see what its key may do.")
def check(origins: tuple[str, ...], behind: str | None) -> None:
    """See what the LRS of publisher.yaml does, and what the key in LARPAKET_LRS_KEY and LARPAKET_LRS_SECRET may do there.

    Writes one test statement, and voids it where the key may; writes documents in State and an Agent's profile, and removes them. What is
    a problem depends on `auth` in publisher.yaml: a key that can read is one with `auth: key`, and none behind a gateway. With `auth: key`
    the result is kept beside publisher.yaml for `build`.
    """
    from larpaket import build as flow
    from larpaket.lrs.check import check as ask
    from larpaket.lrs.key import key_of, record

    project, publisher = _publisher()
    if publisher.lrs is None:
        raise click.UsageError(f"{flow.PUBLISHER} has no `lrs:`: add it with `endpoint:`")
    auth, key = publisher.lrs.auth, key_of(os.environ)
    if behind and auth != "gateway":
        raise click.UsageError("--lrs asks the LRS behind a gateway: it goes with `auth: gateway`")
    if key is None and (behind or auth == "key"):
        raise click.UsageError(f"{'--lrs' if behind else '`auth: key`'} needs LARPAKET_LRS_KEY and LARPAKET_LRS_SECRET in the environment")
    if key and auth == "none":
        click.echo("note: packages with `auth: none` send without a login, so the key is not used", err=True)
        key = None
    found = ask((behind or publisher.lrs.endpoint).rstrip("/"), publisher.base, key, origins, auth=auth)
    click.echo(found.table())
    if not origins and not behind and len(found.findings) > 1:
        click.echo("note: CORS was not tried; name the LMS's address with --origin", err=True)
    if key and auth == "key" and found.reads is not None:
        click.echo(f"recorded in {record(project, publisher.lrs.endpoint, key, reads=found.reads)}", err=True)
    if not found.fine:
        raise click.exceptions.Exit(1)


@lrs.command()
@click.option("--lrs", "address", metavar="URL", required=True, help="The LRS behind the gateway, such as https://lrs.example.se/xapi.")
@click.option(
    "--origin", "origins", metavar="URL", multiple=True, required=True, help="An address that packages are served from; may be given again."
)
@click.option("--listen", default="443 ssl", show_default=True, help="What nginx listens on.")
@click.option("--rate", default=10, show_default=True, help="Requests a second from one address.")
@click.option("--ca", metavar="FILE", help="The authorities of which one must have signed the LRS's certificate. Default: Debian's.")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Where the two files go.")
def gateway(address: str, origins: tuple[str, ...], listen: str, rate: int, ca: str | None, output: Path) -> None:
    """Write an nginx configuration for the endpoint in publisher.yaml, which adds the LRS's key so that no package holds it.

    It is an open door: whoever knows its address can write statements that look like a learner's; nobody can read any. The key comes from
    LARPAKET_LRS_KEY and LARPAKET_LRS_SECRET. Give it one that the LRS does not let void statements, where the LRS has such keys.
    """
    from urllib.parse import urlsplit

    from larpaket.lrs import gateway as make
    from larpaket.lrs.key import key_of

    _, publisher = _publisher()
    key = key_of(os.environ)
    if publisher.lrs is None or publisher.lrs.auth != "gateway":
        raise click.UsageError("publisher.yaml needs `lrs:` with the gateway's own address as `endpoint:`, and `auth: gateway`")
    if key is None:
        raise click.UsageError("the gateway needs LARPAKET_LRS_KEY and LARPAKET_LRS_SECRET in the environment")
    own = urlsplit(publisher.lrs.endpoint)
    try:
        text = make.configuration(own.hostname or "", listen, own.path or "/", address.rstrip("/"), origins, rate, ca or make.AUTHORITIES)
    except make.GatewayError as error:
        raise click.UsageError(str(error)) from None
    make.write(output, text, key)
    click.echo(f"Next: put both files beside nginx.conf and include {make.CONFIGURATION} there; {make.CREDENTIAL} holds the key.")


def _publisher() -> tuple[Path, Publisher]:
    from larpaket import build as flow
    from larpaket.definition.load import load_publisher
    from larpaket.formats import FORMATS

    try:
        project = flow.find_project(Path.cwd())
    except flow.NotFoundError as error:
        raise click.UsageError(str(error)) from None
    publisher, problems = load_publisher(project, FORMATS)
    if problems:
        _show(problems)
    if publisher is None:
        raise click.exceptions.Exit(1)
    return project, publisher


def _show(problems: Sequence[Problem]) -> None:
    from larpaket.problems import show

    for problem in problems:
        click.echo(show(problem, relative_to=Path.cwd()) + "\n", err=True)
    errors = sum(problem.severity == "error" for problem in problems)
    click.echo(f"{errors} error{'' if errors == 1 else 's'}. Nothing was built." if errors else "", err=True, nl=bool(errors))


def _table(packages: Sequence[Package]) -> None:
    rows = [(str(package.path), f"{package.size / 1e6:.1f} MB", package.format, package.module.version) for package in packages]
    head = ("Package", "Size", "Format", "Version")
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    for row in (head, *rows):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    page = packages[0].path.parent / "index.html"
    if packages[0].sha256:
        click.echo(f"\nNext: upload a package to your LMS as it is, without unpacking it. {page} says which, and how.")
    else:
        click.echo(f"\nNext: put a folder where it is to be served, or open its index.html. {page} lists them.")
