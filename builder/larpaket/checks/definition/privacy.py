"""What the privacy sheet does not say although something leaves the page: parts of the GDPR's article 13."""

from __future__ import annotations

from larpaket.definition.definition import Definition, rules_on
from larpaket.definition.privacy import BROWSER, PAGE, TAB, Group
from larpaket.definition.project import PUBLISHER
from larpaket.definition.rule import WARNING, Finding, Findings
from larpaket.definition.validation import key_place
from larpaket.formats import FORMATS, usual
from larpaket.player.setting import setting_of
from larpaket.privacy.sheet import sheet

_PARTS = {
    "controller": "13.1 a",
    "contact": "13.1 a",
    "data_protection_officer": "13.1 b",
    "purpose": "13.1 c",
    "legal_basis": "13.1 c",
    "recipients": "13.1 e",
    "transfers": "13.1 f",
    "retention": "13.2 a",
    "must_provide": "13.2 e",
    "automated_decisions": "13.2 f",
}
"""The keys of `privacy:`, each with its point of article 13. The rights (13.2 b, c) follow from the basis;
the sheet always says where to complain (13.2 d).
"""
_INTERESTS = {"interests": "13.1 d"}
_HERE = frozenset(place.where for place in (BROWSER, TAB, PAGE))
_HELP = (
    "add them below `privacy:` (docs/publisher.md, What is sent to whom); write `none` where there are no "
    "recipients or transfers, is no officer, or nothing is decided automatically"
)


@rules_on(Definition, where="publisher.yaml, `privacy:`")("M250", WARNING)
def privacy_is_incomplete(definition: Definition) -> Findings:
    """If statements or notes leave the page, `privacy:` says everything that people must be told.

    Reason: What is stored about somebody's learning, or in their words, is personal data. The GDPR's article
    13 lists what they must be told before it is collected. The privacy sheet says only what is stated, and
    claims no legal basis and no right by itself; what is missing there has to be said elsewhere.

    Help: Ask the data protection officer for the answers, and add them below `privacy:`. Write `none` for
    `recipients`, `transfers`, `data_protection_officer` or `automated_decisions` where there is nothing of
    the kind. If a notice of your own says all this, link to it with `policy:` and pass `--ignore M250`.

    Passes:

        privacy:
          purpose: Att den som är klar ska kunna visa det.
          legal_basis: public-task

    Fails:

        privacy:
          contact: dataskydd@hamnen.example
    """
    stated = definition.publisher.privacy
    wanted = _PARTS | (_INTERESTS if stated.legal_basis == "legitimate-interests" else {})
    missing = [f"`{key}` ({point})" for key, point in wanted.items() if not getattr(stated, key)]
    leaves = _what_leaves(definition) if missing else ""
    if leaves:
        publisher = definition.publisher
        path = publisher.files[0] if publisher.files else definition.module.folder.parent / PUBLISHER
        place = key_place(publisher.places, ("privacy",))
        verb = "leave the page, but the privacy sheet lacks parts of the GDPR's article 13"
        yield Finding(
            text=f"{leaves} {verb}: {', '.join(missing)}",
            entry=str(path.absolute()),
            line=place.line,
            column=place.column,
            length=place.length,
            help=_HELP,
        )


def _what_leaves(definition: Definition) -> str:
    """What the publisher's formats send of the module: "statements", "notes", both, or ""."""
    module, publisher = definition.module, definition.publisher
    sheets = [
        sheet(setting_of(module, publisher, FORMATS[id]), FORMATS[id].servers)
        for id in publisher.formats or usual()
    ]
    found = {
        "statements": any(one.events for one in sheets),
        "notes": any(
            row.group is Group.WRITTEN and row.place.where not in _HERE for one in sheets for row in one.rows
        ),
    }
    return " and ".join(name for name, leaves in found.items() if leaves)


CHECKS = (privacy_is_incomplete,)
