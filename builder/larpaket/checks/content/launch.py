"""The pages that an LMS opens."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from larpaket.checks.package import Package
from larpaket.checks.scorm import Scorm, normal


def launches(package: Package) -> set[str]:
    """Their names in the package: as the manifest has them, else `index.html`."""
    found: set[str] = set()
    if package.document and package.format.startswith("scorm"):
        scorm = Scorm(package, package.document)
        found = {name for resource in scorm.launched.values() if (name := scorm.name_of(resource))}
    elif package.document:
        for element in package.document.named("launch" if package.format == "xapi" else "url"):
            try:
                parts = urlsplit((element.text or "").strip())
            except ValueError:
                continue
            if not parts.scheme and not parts.netloc:
                found.add(normal(unquote(parts.path)))
    return {name for name in found if name in package} or {name for name in ("index.html",) if name in package}
