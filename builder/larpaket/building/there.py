"""What lies in the output folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from larpaket.unchanged.record import MadeModule
from larpaket.unchanged.stamps import Files
from larpaket.unchanged.store import cache_folder


def files_of(output: Path) -> Files:
    """What is known of the files in `output`, and of those that its packages were made of."""
    name = hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:16]
    return Files(cache_folder() / f"files-{name}.json")


def listed(
    modules: Mapping[str, MadeModule], output: Path, files: Files, fresh: Mapping[str, str]
) -> dict[str, str]:
    """The packages in `output` with their checksums, by name; "" for a folder.
    `fresh` are those that this build has made.

    A package that is not on record, or not what the record says, counts as one of an earlier build.
    """
    found = {
        name: made.sha256
        for module in modules.values()
        for name, made in module.packages.items()
        if not made.sha256 and (output / name).is_dir()
    }
    return found | {
        path.name: fresh.get(path.name) or files.digest(path) for path in sorted(output.glob("[!.]*.zip"))
    }


def state_of(modules: Mapping[str, MadeModule], there: Mapping[str, str]) -> str:
    """A digest of everything that the overview says of the packages that are `there`."""
    said = [
        (
            replace(module, packages={}, problems=()),
            sorted((name, made.earlier, made.several) for name, made in module.packages.items()),
        )
        for module in modules.values()
    ]
    return hashlib.sha256(repr((said, sorted(there.items()))).encode()).hexdigest()
