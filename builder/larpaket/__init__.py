"""larpaket: learning packages from module definitions.

For scripts, beside the command line:

    import larpaket

    module = larpaket.load_module("modules/harbour")
    packages = larpaket.build_modules(["harbour"], larpaket.BuildOptions(formats=("scorm12",)))
    report = larpaket.check_package(packages[0].path)

Everything that larpaket refuses is a `LarpaketError`: a `ProblemsError`, whose `problems` are those that
the command line shows, or a `UsageError`, such as a module that is not there. A `CheckError` is a
`ProblemsError` of a package that was made, did not pass its checks and was not put into place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from larpaket.version import __version__

if TYPE_CHECKING:
    from larpaket.build import build_modules, load_module
    from larpaket.building.making import CheckError
    from larpaket.building.package import Package
    from larpaket.checks.check import CheckOptions, Report, check_package
    from larpaket.definition.model import LearningModule
    from larpaket.options import BuildOptions
    from larpaket.problems import LarpaketError, Place, Problem, ProblemsError, Severity, UsageError

# Each is imported when it is first used, so that `larpaket.__version__` and `larpaket --help` cost nothing.
_HOMES = {
    "larpaket.build": ("build_modules", "load_module"),
    "larpaket.building.making": ("CheckError",),
    "larpaket.building.package": ("Package",),
    "larpaket.checks.check": ("CheckOptions", "Report", "check_package"),
    "larpaket.definition.model": ("LearningModule",),
    "larpaket.options": ("BuildOptions",),
    "larpaket.problems": ("LarpaketError", "Place", "Problem", "ProblemsError", "Severity", "UsageError"),
}

__all__ = [
    "BuildOptions",
    "CheckError",
    "CheckOptions",
    "LarpaketError",
    "LearningModule",
    "Package",
    "Place",
    "Problem",
    "ProblemsError",
    "Report",
    "Severity",
    "UsageError",
    "__version__",
    "build_modules",
    "check_package",
    "load_module",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module `larpaket` has no attribute `{name}`")


def __dir__() -> list[str]:
    return sorted(__all__)
