"""One run: leave the packages that are as they would be made, make the others, and list them all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from larpaket.building.outcome import all_failures, outcome
from larpaket.building.package import Package, Product, package_name
from larpaket.building.there import files_of, listed, state_of
from larpaket.building.workers import cores, in_order
from larpaket.definition.project import find_modules, left_out
from larpaket.options import BuildOptions
from larpaket.problems import LarpaketError, Problem, ProblemsError, Severity, larpaket_errors
from larpaket.unchanged import record
from larpaket.unchanged.inputs import (
    FORCED,
    KEY,
    MODULES,
    OPTIONS,
    TOOL,
    contents,
    lost,
    why_changed,
    why_not,
)
from larpaket.unchanged.record import MadeProject, with_earlier
from larpaket.unchanged.tool import fingerprint

if TYPE_CHECKING:
    from larpaket.building.making import Made, Task
    from larpaket.definition.publisher import Publisher


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told: how many packages have to be made, of each warning, and of each package."""

    plan: Callable[[int], None]
    problem: Callable[[Problem], None]
    package: Callable[[Package], None]


class Run:
    """`packages` are those that are in place, whether they were made or left alone, in the order of the
    products.
    """

    def __init__(
        self,
        project: Path,
        folders: Sequence[Path],
        options: BuildOptions,
        environment: Mapping[str, str],
        watch: Watch,
    ) -> None:
        self._project, self._folders, self._options = project, folders, options
        self._environment, self._watch = environment, watch
        self._base, self._output = project.parent, options.output
        self._files = files_of(self._output)
        self._modules = record.read_modules(self._output, self._base)
        # Before there is an output folder, which may lie beside the modules.
        self._left_out = left_out(project, folders)
        self._publisher: Publisher | None = None
        self._failures: dict[str, ProblemsError] = {}
        self._count = 0
        self._fresh: dict[str, str] = {}
        self._written: dict[Path, str] = {}
        self.packages: list[Package] = []

    def build(self) -> None:
        """Raises a LarpaketError with its `outcome`; a ProblemsError once everything else is made."""
        try:
            with larpaket_errors():
                known = self._read_project()
                for problem in (*known.problems, *self._left_out):
                    self._watch.problem(problem)
                self._make(known)
                self._list(known)
                self._files.written(self._written)
                self._files.save()
        except LarpaketError as error:
            error.outcome = outcome(self._made(), stopped=True)
            raise
        for package in self.packages:
            for problem in package.problems:
                if problem.severity == Severity.WARNING:
                    self._watch.problem(problem)
        if self._failures:
            raise all_failures(self._failures, self._made(), self._count)

    def _made(self) -> list[Path]:
        return [package.path for package in self.packages if package.why]

    def _read_project(self) -> MadeProject:
        """What `publisher.yaml` says. It is read if it may have changed, or if a key is needed.

        Raises ProblemsError, and LrsKeyError.
        """
        schemas = self._options.schemas
        options = [self._options.release, contents(schemas, self._files) if schemas else {}]
        self._own = {TOOL: fingerprint(), OPTIONS: _digest(json.dumps(options)), KEY: ""}
        self._ids = sorted(folder.name for folder in find_modules(self._project, ()))
        self._own[MODULES] = _digest(json.dumps(self._ids))
        known = record.read_project(self._output, self._base)
        self._listing = known
        if (
            known
            and not known.keyed
            and not why_changed(known.inputs, self._own, self._base, self._files, self._output)
        ):
            self._inputs = known.inputs
            return known
        return self._load()

    def _load(self) -> MadeProject:
        from larpaket.building.making import load_project

        loaded = load_project(
            self._project, self._folders, self._options, self._environment, self._own, self._files
        )
        self._publisher = loaded.publisher
        self._options = replace(self._options, authorization=loaded.authorization)
        self._inputs = loaded.made.inputs
        return loaded.made

    def _products(self, catalogues: Mapping[str, Sequence[str]]) -> list[Product]:
        """This machine's share of the modules, and of the catalogues whose modules are all among them."""
        folders = {folder.name: folder for folder in self._folders}
        products = [Product(id, (folder,)) for id, folder in folders.items()]
        products += [
            Product(id, tuple(folders[module] for module in modules), is_catalogue=True)
            for id, modules in catalogues.items()
            if folders.keys() >= set(modules)
        ]
        number, count = self._options.shard
        return products[number - 1 :: count]

    def _make(self, known: MadeProject) -> None:
        """Make what has to be made; everything is told of in the order of the modules."""
        wanted = self._options.formats or known.formats
        plan = [(product, self._why(product, wanted)) for product in self._products(known.catalogues)]
        self._count = len(plan)
        stale = {product: tuple(name for name in why if why[name]) for product, why in plan}
        self._watch.plan(sum(map(len, stale.values())))
        tasks = [(product, names) for product, names in stale.items() if names]
        if not tasks:
            results: Generator[Made, None, None] = (_ for _ in ())
        else:
            from larpaket.building.making import make_product

            jobs = self._options.jobs or cores()
            results = in_order(make_product, [self._task(*task) for task in tasks], jobs)
        with closing(results):
            for product, why in plan:
                if stale[product]:
                    self._keep(product, next(results), why)
                self._tell(product, why)

    def _why(self, product: Product, formats: Sequence[str]) -> dict[str, str]:
        """Why its packages must be made, by format; "" where one is as it would be made."""
        if self._options.force:
            return dict.fromkeys(formats, FORCED)
        known = self._modules.get(product.id)
        packages = known.packages if known else {}
        own = {key: value for key, value in self._inputs.items() if key.startswith(":")}
        return {
            name: why_not(packages.get(self._name(product, name)), own, self._base, self._output, self._files)
            for name in formats
        }

    def _name(self, product: Product, format: str) -> str:
        return package_name(product.id, format, unpacked=self._options.unpacked)

    def _task(self, product: Product, formats: tuple[str, ...]) -> Task:
        from larpaket.building.making import Task

        return Task(
            project=self._project,
            product=product,
            publisher=self._read_publisher(),
            formats=formats,
            options=self._options,
            inputs={name: digest for name, digest in self._inputs.items() if name != MODULES},
            store=self._files.store,
        )

    def _read_publisher(self) -> Publisher:
        if self._publisher is None:
            self._load()
        assert self._publisher is not None  # _load has read it, or raised
        return self._publisher

    def _keep(self, product: Product, made: Made, why: Mapping[str, str]) -> None:
        """Put what was made on record. Raises what stops the build."""
        self._files.learn_from(made.read)
        if made.module:
            old = self._modules.get(product.id)
            module = with_earlier(made.module, old) if old else made.module
            self._modules[product.id] = module
            for name, package in made.module.packages.items():
                self._written |= {self._output / path: digest for path, digest in package.files.items()}
                self._fresh[name] = package.sha256
            record.write_module(module, self._output, self._base)
        if isinstance(made.error, ProblemsError):
            self._failures[product.id] = made.error
        elif made.error:
            self._tell(product, why)
            raise made.error

    def _tell(self, product: Product, why: Mapping[str, str]) -> None:
        """Tell of its problems and packages, as far as they are in place."""
        module = self._modules.get(product.id)
        if module is None:
            return
        if product.id not in self._failures:
            for problem in module.problems:
                self._watch.problem(problem)
        for format, reason in why.items():
            path = self._output / self._name(product, format)
            made = module.packages.get(path.name)
            if made is None or (reason and path.name not in self._fresh):
                continue
            self.packages.append(
                Package(
                    id=module.id,
                    version=module.version,
                    folder=product.folders[0],
                    format=format,
                    path=path,
                    size=made.size,
                    sha256=made.sha256,
                    problems=made.problems,
                    why=reason,
                )
            )
            self._watch.package(self.packages[-1])

    def _list(self, known: MadeProject) -> None:
        """Write the overview, unless it says what it would say, and put the project on record."""
        # What has gone from the project is listed as anything else that lies there.
        modules = {id: self._modules[id] for id in (*self._ids, *known.catalogues) if id in self._modules}
        if not (there := listed(modules, self._output, self._files, self._fresh)):
            return
        state = _digest(json.dumps([known.inputs, state_of(modules, there)]))
        before = self._listing
        if before and before.listed == state and not lost(before.files, self._output, self._files):
            return
        from larpaket.building.listing import write_listing

        files = write_listing(modules, there, self._read_publisher(), self._output)
        self._written |= {self._output / name: digest for name, digest in files.items()}
        record.write_project(replace(known, files=files, listed=state), self._output, self._base)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
