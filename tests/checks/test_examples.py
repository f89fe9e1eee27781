"""Valid manifests that stand alone: what the checker holds against each is explained here, and nothing else
is found.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from larpaket.checks.check import CheckOptions, check_package

SHARED = Path(__file__).parents[3] / "shared"
EXAMPLES = SHARED / "reference" / "examples"

# None of the examples brings the files that its manifest names, so there is no script in the words of SCORM
# either.
NO_FILES = {"scorm": {"S11", "C14"}, "cmi5": {"T05"}, "tincan": {"T02"}}
# What an example shows on purpose, and some LMS cannot do.
SHOWN = {
    "catalogue": {"S30", "S34"},  # three modules in one package
    "scorm12-optional": {"S19"},  # a mastery score
    "scorm2004-optional": {"S20", "S21", "S28"},  # objectives' map, a completion threshold, sequencing rules
    "2nd": {"S29"},  # the edition itself
}


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples are not beside the checkout")
@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*-*")) or ["none"])
def test_an_example_is_explained(name: str) -> None:
    report = check_package(EXAMPLES / name, CheckOptions(schemas=SHARED / "schemas"))
    format, _, kind = name.partition("-")
    expected = set(NO_FILES["scorm" if format.startswith("scorm") else format])
    if kind.startswith("2nd"):
        expected |= SHOWN["2nd"]
    if kind.endswith("catalogue") and format != "cmi5":  # cmi5 is made for many
        expected |= SHOWN["catalogue"]
    if kind.endswith("optional"):
        expected |= SHOWN[f"{format}-optional"]
    assert {problem.code for problem in report.problems} == expected
