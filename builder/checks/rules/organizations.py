"""Organizations and items."""

from __future__ import annotations

from builder.checks.rule import SCORM, Findings, rule
from builder.checks.scorm import Scorm


@rule(Scorm, "S03", SCORM)
def default_organization(manifest: Scorm) -> Findings:
    """`default` of `organizations` names an organization.

    Reason: It says with which organization a course begins (CAM 3.4.2). Moodle tolerates a wrong one; LMSs that follow the book find
    nothing to start.

    Help: Write the identifier of the organization into `default`.

    Passes:

        <organizations default="org">
          <organization identifier="org">

    Fails:

        <organizations default="course">
          <organization identifier="org">
    """
    names = {organization.get("identifier") for organization in manifest.organizations}
    for organizations in manifest.document.named("organizations"):
        default = organizations.get("default")
        if default is None:
            yield manifest.at(organizations, "`organizations` has no `default`")
        elif default not in names:
            yield manifest.at(organizations, f"`default` is `{default}`, and no organization is called that", "default")
