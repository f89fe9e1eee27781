"""What a build leaves beside its packages for the next one: `.larpaket/` in their folder.

One file a module, and one for the project; paths are relative, so that folders which several machines have
built can be put together by copying. A file that cannot be read, or has another form, counts as none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from larpaket.in_place import replacing
from larpaket.problems import Place, Problem, Severity

FOLDER = ".larpaket"
_FORM = 1
_PROJECT = "_project"  # no id of a module or a catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePackage:
    """A package: what was made, of what.

    `inputs` has the digest of everything that decided its bytes, by path from the project's folder (a
    folder's ends in `/`: its names) or by a name of ours that begins with `:`. `files` has the digests of
    what was written, by path from the output folder; `problems` are those that its checks found. `earlier`:
    the module has been built since, in other formats only. `several`: it has a SCO for each module.
    """

    format: str
    size: int
    sha256: str
    inputs: dict[str, str]
    files: dict[str, str]
    lrs: str = ""
    media: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    earlier: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeModule:
    """The packages of a module or a catalogue by name, what the overview says of it, and its problems.

    `modules` are the titles of a catalogue's.
    """

    id: str
    title: str
    language: str
    version: str
    minutes: int
    languages: tuple[str, ...]
    modules: tuple[str, ...] = ()
    packages: dict[str, MadePackage] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeProject:
    """What a run knew of the project: `inputs` as a package's, what `publisher.yaml` says, and the overview.

    `catalogues` are the modules of each. `keyed`: a key from the environment goes into packages. `listed` is
    a digest of what the overview lists.
    """

    inputs: dict[str, str]
    formats: tuple[str, ...]
    catalogues: dict[str, tuple[str, ...]]
    keyed: bool
    problems: tuple[Problem, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    listed: str = ""


def with_earlier(new: MadeModule, old: MadeModule) -> MadeModule:
    """The module as it is made now, and its packages that were not; those are earlier ones if it was another
    then.
    """
    made = [_of_module(package) for package in new.packages.values()]
    kept = {
        name: replace(package, earlier=package.earlier or _of_module(package) not in made)
        for name, package in old.packages.items()
        if name not in new.packages
    }
    return replace(new, packages=kept | new.packages)


def _of_module(package: MadePackage) -> dict[str, str]:
    return {name: digest for name, digest in package.inputs.items() if not name.startswith(":")}


def read_modules(output: Path, base: Path) -> dict[str, MadeModule]:
    """What is known of the packages in `output`, by module id; `base` is the project's folder."""
    found = {}
    for path in sorted((output / FOLDER).glob("*.json")):
        if path.stem != _PROJECT and (record := _read(path)) is not None:
            try:
                module = _module(record, base, output)
            except (KeyError, TypeError, ValueError, AttributeError):
                continue
            if module.id == path.stem:
                found[module.id] = module
    return found


def read_project(output: Path, base: Path) -> MadeProject | None:
    """What the last run knew of the project."""
    record = _read(output / FOLDER / f"{_PROJECT}.json")
    if record is None:
        return None
    try:
        problems = tuple(_problem(one, base) for one in record.pop("problems"))
        formats = tuple(record["formats"])
        catalogues = {id: tuple(modules) for id, modules in record["catalogues"].items()}
        typed = {
            "formats": formats,
            "catalogues": catalogues,
            "problems": problems,
            "inputs": _digests(record["inputs"]),
            "files": _digests(record["files"]),
        }
        return MadeProject(**{**record, **typed})
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def write_module(module: MadeModule, output: Path, base: Path) -> None:
    """Keep what is known of a module's packages."""
    packages = {
        name: {
            **asdict(replace(made, problems=())),
            "problems": [_plain(one, output) for one in made.problems],
        }
        for name, made in module.packages.items()
    }
    facts = asdict(replace(module, packages={}, problems=()))
    problems = [_plain(one, base) for one in module.problems]
    _write(output / FOLDER / f"{module.id}.json", {**facts, "packages": packages, "problems": problems})


def write_project(project: MadeProject, output: Path, base: Path) -> None:
    """Keep what this run knew."""
    problems = [_plain(one, base) for one in project.problems]
    facts = {**asdict(replace(project, problems=())), "problems": problems}
    _write(output / FOLDER / f"{_PROJECT}.json", facts)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.pop("form", None) != _FORM:
        return None
    return found


def _write(path: Path, facts: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path, force=False) as stream:
        stream.write(json.dumps({"form": _FORM, **facts}, ensure_ascii=False).encode())


def _module(record: dict[str, Any], base: Path, output: Path) -> MadeModule:
    packages = {
        name: MadePackage(
            **{
                **made,
                "media": tuple(made["media"]),
                "inputs": _digests(made["inputs"]),
                "files": _digests(made["files"]),
                "problems": tuple(_problem(one, output) for one in made["problems"]),
            }
        )
        for name, made in record.pop("packages").items()
    }
    problems = tuple(_problem(one, base) for one in record.pop("problems"))
    languages, modules = tuple(record.pop("languages")), tuple(record.pop("modules"))
    return MadeModule(**record, languages=languages, modules=modules, packages=packages, problems=problems)


def _digests(found: Any) -> dict[str, str]:
    """Digests by path. Raises ValueError for anything else."""
    if not isinstance(found, dict) or not all(isinstance(digest, str) for digest in found.values()):
        raise ValueError("not digests by path")
    return found


def _plain(problem: Problem, base: Path) -> dict[str, Any]:
    facts = asdict(problem)
    facts["place"]["path"] = os.path.relpath(problem.path, base)
    return facts


def _problem(facts: dict[str, Any], base: Path) -> Problem:
    place = facts["place"]
    path = Path(os.path.normpath(base / place["path"]))
    return Problem(
        **{**facts, "severity": Severity(facts["severity"]), "place": Place(**{**place, "path": path})}
    )
