"""The names of a zip's entries."""

from __future__ import annotations

import re

from builder.checks.package import Package
from builder.checks.rule import ADVICE, ALL, ERROR, Finding, Findings, rule

_SCHEMA = re.compile(r"[A-Za-z0-9._/-]+\.(xsd|dtd)")


@rule(Package, "Z08", ALL, ERROR, elsewhere=ADVICE)
def plain_names(package: Package) -> Findings:
    """File names are made of `a-z`, `0-9`, `.`, `_`, `-` and `/`; those of schema files of large letters too.

    Reason: Moodle removes some signs from names while unpacking, openEQUELLA takes a package with an `å` in a name for plain files, and
    many servers tell large letters from small. The page then looks for a file that is not there.

    Help: Give the file a plain name, and change it wherever it is referred to.

    Passes:

        media/film.mp4

    Fails:

        Media/Film å.mp4
    """
    for entry in package.files:
        odd = "".join(dict.fromkeys(re.sub(r"[a-z0-9._/-]", "", entry.name)))
        if odd and not _SCHEMA.fullmatch(entry.name):
            yield Finding(text="the name holds " + ", ".join("a space" if sign == " " else f"`{sign}`" for sign in odd), entry=entry.name)
