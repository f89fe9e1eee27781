"""larpaket as a script uses it: load a module, build, check; and what it costs to import."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import larpaket
from larpaket.problems import Severity
from test_build import MODULE, make_project

PRODUCT = Path(larpaket.__file__).parent
SCRIPT = """
import sys
from pathlib import Path

import larpaket

assert larpaket.__version__
light = {"larpaket.build", "pydantic", "lxml", "ruamel.yaml", "jinja2", "click"} & set(sys.modules)
assert not light, light

module = larpaket.load_module("provmodul")
print(module.id, module.languages[0])
options = larpaket.BuildOptions(formats=("scorm12", "web"), output=Path("ut"))
for package in larpaket.build_modules([module.id], options):
    report = larpaket.check_package(package.path)
    print(package.path.name, report.format, report.fails(strict=True))
try:
    larpaket.load_module("hamnen")
except larpaket.LarpaketError as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_project(tmp_path / "project")
    monkeypatch.chdir(folder)
    return folder


def break_module(project: Path) -> None:
    path = project / MODULE / "module.yaml"
    path.write_text(path.read_text("utf-8").replace("time: 5 min", "tme: 5 min"), "utf-8")


def test_as_a_script_uses_it(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:-1] == [
        "provmodul sv",
        "provmodul-scorm12.zip scorm12 False",
        "provmodul-web.zip web False",
    ]
    assert done.stdout.splitlines()[-1].startswith("NotFoundError no module `hamnen`")


def test_a_module_with_errors_carries_its_problems(project: Path) -> None:
    break_module(project)
    for refused in (lambda: larpaket.load_module(MODULE), lambda: larpaket.build_modules([project / MODULE])):
        with pytest.raises(larpaket.ProblemsError) as caught:
            refused()
        assert [problem.code for problem in caught.value.problems] == ["M104"]
        assert "error[M104]: `tme` is not a key of a question" in str(caught.value)
    assert not (project / "dist").exists()


def test_a_publisher_with_errors_stops_a_module(project: Path) -> None:
    with (project / "publisher.yaml").open("a", encoding="utf-8") as publisher:
        publisher.write("nme: Kommunen\n")
    # What a module lacks of the publisher cannot be told: it is not warned of.
    definition = project / MODULE / "module.yaml"
    text = definition.read_text("utf-8").replace("            audio_description: not-needed\n", "")
    definition.write_text(text, "utf-8")
    with pytest.raises(larpaket.ProblemsError) as caught:
        larpaket.load_module(MODULE)
    assert [problem.code for problem in caught.value.problems] == ["M104"]


def test_warnings_and_packages_are_told_of_as_they_come(project: Path) -> None:
    path = project / MODULE / "module.yaml"
    path.write_text(
        path.read_text("utf-8").replace("            audio_description: not-needed\n", ""), "utf-8"
    )
    told: list[str] = []
    packages = larpaket.build_modules(
        options=larpaket.BuildOptions(formats=("web",), unpacked=True),
        on_problem=lambda problem: told.append(problem.code),
        on_package=lambda package: told.append(package.format),
    )
    assert told == ["M203", "web"]
    assert [package.path for package in packages] == [Path("dist") / f"{MODULE}-web"]


def test_what_cannot_be_meant(project: Path) -> None:
    for named, formats in ((["hamnen"], ()), ([], ("scorm13",))):
        with pytest.raises(larpaket.UsageError):
            larpaket.build_modules(named, larpaket.BuildOptions(formats=formats))
    with pytest.raises(larpaket.UsageError, match=r"^nothing\.zip does not exist$"):
        larpaket.check_package("nothing.zip")
    for path in (MODULE, f"{MODULE}/module.yaml"):
        with pytest.raises(larpaket.UsageError, match=r"is a module, not a package.*`load_module`"):
            larpaket.check_package(path)


def test_what_cannot_be_read(project: Path) -> None:
    long = "x" * 5000  # for any file system
    for refused in (larpaket.load_module, larpaket.build_modules, larpaket.check_package):
        with pytest.raises(larpaket.LarpaketError, match="File name too long"):
            refused(long)


def test_options_as_scripts_write_them() -> None:
    options = larpaket.BuildOptions(formats="web", output="ut", schemas="xsd")  # type: ignore[arg-type]
    assert options == larpaket.BuildOptions(formats=("web",), output=Path("ut"), schemas=Path("xsd"))
    assert larpaket.BuildOptions(formats=["web"]).formats == ("web",)  # type: ignore[arg-type]
    checks = larpaket.CheckOptions(ignore="C01", schemas="xsd", previous="a.zip")  # type: ignore[arg-type]
    assert checks == larpaket.CheckOptions(frozenset({"C01"}), Path("xsd"), Path("a.zip"))
    assert larpaket.CheckOptions(ignore=["C01"]).ignore == {"C01"}  # type: ignore[arg-type]


def test_a_module_is_named_in_any_way(project: Path) -> None:
    module = larpaket.load_module(MODULE)
    options = larpaket.BuildOptions(formats=("web",))
    for named in (MODULE, str(project / MODULE), project / MODULE, module, [module], [MODULE], ()):
        [package] = larpaket.build_modules(named, options)
        assert package.module.id == MODULE


def test_warnings_of_a_module_that_is_read(project: Path) -> None:
    path = project / MODULE / "module.yaml"
    path.write_text(
        path.read_text("utf-8").replace("            audio_description: not-needed\n", ""), "utf-8"
    )
    told: list[larpaket.Problem] = []
    larpaket.load_module(MODULE, on_problem=told.append)
    assert [problem.code for problem in told] == ["M203"]
    assert isinstance(told[0].place, larpaket.Place)


def test_anybodys_package(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("index.html", "<title>a</title>")
    report = larpaket.check_package(tmp_path / "a.zip")
    assert (report.ours, report.fails()) == (False, True)


def test_the_name_of_every_part_is_there() -> None:
    assert dir(larpaket) == sorted(larpaket.__all__)
    assert all(getattr(larpaket, name) is not None for name in larpaket.__all__)
    with pytest.raises(AttributeError, match="`nothing`"):
        larpaket.nothing  # noqa: B018


def test_a_command_holds_no_flow() -> None:
    functions = {
        node.name: node
        for path in (PRODUCT / "cli").glob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    build = functions["build"]
    first = min(decorator.lineno for decorator in build.decorator_list)
    assert build.end_lineno is not None
    assert build.end_lineno - first + 1 < 25  # its options included
    for name, function in functions.items():
        branches = [node for node in ast.walk(function) if isinstance(node, ast.Try | ast.While)]
        assert not branches or name == "errors_shown", name


def test_help_imports_nothing_that_a_build_needs() -> None:
    script = "import sys, larpaket.cli; print({'larpaket.problems', 'pydantic', 'lxml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_package_that_not_every_lms_unpacks_is_told_of_once_while_it_is_built(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("larpaket.checks.rules.zips.MANY_BYTES", 1000)
    monkeypatch.setattr("larpaket.checks.rules.zips._SIZES", [(0, Severity.WARNING, "")])
    (package,) = larpaket.build_modules([project / MODULE], larpaket.BuildOptions(formats=("scorm12",)))
    assert [problem.code for problem in package.problems if problem.code in ("Z11", "Z15")] == ["Z11"]
