"""The pages that an LMS opens."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from larpaket.checks.package import Package
from larpaket.checks.scorm import Scorm, normal
from larpaket.standards import SCORM


def launches(package: Package) -> set[str]:
    """Their names in the package, from the manifest; without any, `index.html`."""
    found: set[str] = set()
    if package.document and package.standards & SCORM:
        scorm = Scorm(package, package.document)
        found = {name for resource in scorm.launched.values() if (name := scorm.name_of(resource))}
    elif package.document and package.made_as and package.made_as.manifest:
        for element in package.document.named(package.made_as.manifest.launch):
            try:
                parts = urlsplit((element.text or "").strip())
            except ValueError:
                continue
            if not parts.scheme and not parts.netloc:
                found.add(normal(unquote(parts.path)))
    return {name for name in found if name in package} or {
        name for name in ("index.html",) if name in package
    }
