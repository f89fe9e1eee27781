"""Sequencing and navigation of SCORM 2004."""

from __future__ import annotations

from larpaket.checks.document import Element, namespace
from larpaket.checks.scorm import SEQUENCING, Scorm, called, children
from larpaket.definition.rule import SCORM2004, WARNING, Findings, rule

_RARE = ("sequencingRules", "rollupRules", "limitConditions", "randomizationControls")


@rule(Scorm, "S20", SCORM2004)
def no_map_info(manifest: Scorm) -> Findings:
    """There is no `imsss:mapInfo`.

    Reason: Moodle 4.1 stops with a fatal error of PHP 8 while it imports the package.

    Help: Remove it. What objectives of one SCO share with another has to be kept by the pages themselves.

    Passes:

        <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>

    Fails:

        <imsss:mapInfo targetObjectiveID="shared"/>
    """
    for element in manifest.document.named("mapInfo"):
        if namespace(element) in SEQUENCING:
            yield manifest.at(element, "Moodle 4.1 stops with a fatal error at `mapInfo` while it imports the package")


@rule(Scorm, "S22", SCORM2004)
def one_primary_objective(manifest: Scorm) -> Findings:
    """`imsss:objectives` holds exactly one `primaryObjective`, and no two objectives of an item share an id.

    Reason: ADL's validator refuses anything else (CAM 5.1.7), and the result of the page is written to the primary objective: without
    one it is lost, with two it is up to the LMS.

    Help: Name one objective `primaryObjective`, the others `objective`, each with its own `objectiveID`.

    Passes:

        <imsss:primaryObjective objectiveID="walk"/>

    Fails:

        <imsss:objective objectiveID="walk"/>
    """
    for owner, sequencing in manifest.sequencing():
        for objectives in children(sequencing, "objectives"):
            if namespace(objectives) not in SEQUENCING:
                continue
            primary = children(objectives, "primaryObjective")
            if len(primary) != 1:
                text = f"the objectives of {called(owner)} have {len(primary) or 'no'} `primaryObjective`, not one: its result may be lost"
                yield manifest.at(objectives, text)
            seen: set[str] = set()
            for objective in (*primary, *children(objectives, "objective")):
                id = objective.get("objectiveID")
                if id is not None and id in seen:
                    yield manifest.at(objective, f"`{id}` is the id of another objective of {called(owner)} too", "objectiveID")
                seen.add(id or "")


@rule(Scorm, "S23", SCORM2004)
def measure_for_satisfied(manifest: Scorm) -> Findings:
    """Where `satisfiedByMeasure` is true there is a `minNormalizedMeasure` from -1 to 1.

    Reason: The LMS then compares the score with it (CAM 5.1.7). Without a number Moodle takes 1.0: nobody passes with less than
    everything.

    Help: Write `satisfiedByMeasure="false"`, or the number that is to be reached, as a part of 1.

    Passes:

        <imsss:primaryObjective objectiveID="walk" satisfiedByMeasure="true">
          <imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>

    Fails:

        <imsss:primaryObjective objectiveID="walk" satisfiedByMeasure="true"/>
    """
    for objective in (*manifest.document.named("primaryObjective"), *manifest.document.named("objective")):
        measures = children(objective, "minNormalizedMeasure")
        if objective.get("satisfiedByMeasure") in ("true", "1") and not measures:
            text = "there is no `minNormalizedMeasure` to be satisfied by: Moodle takes 1.0, so that only a full score passes"
            yield manifest.at(objective, text, "satisfiedByMeasure")
        for measure in measures:
            if not _is_measure(measure.text or ""):
                yield manifest.at(measure, f"`{(measure.text or '').strip()}` is not a number from -1 to 1")


def _is_measure(text: str) -> bool:
    try:
        return -1 <= float(text) <= 1
    except ValueError:
        return False


@rule(Scorm, "S24", SCORM2004, WARNING)
def flow_and_choice(manifest: Scorm) -> Findings:
    """The organization says for both `flow` and `choice` whether they are allowed, and allows one of them.

    Reason: They decide how a learner comes to a SCO (SN 3.2). Without `flow`, which is off where nothing is said, some LMSs start
    nothing; with both off none can.

    Help: Write `<imsss:controlMode choice="true" flow="true"/>` into the organization's `imsss:sequencing`.

    Passes:

        <imsss:controlMode choice="true" flow="true"/>

    Fails:

        <imsss:controlMode choice="true"/>
    """
    modes = {owner: mode for owner, sequencing in manifest.sequencing() for mode in children(sequencing, "controlMode")}
    for organization in manifest.organizations:
        mode = modes.get(organization)
        if mode is None:
            yield manifest.at(organization, f"{called(organization)} has no `controlMode`: some LMSs then start nothing")
        elif missing := [name for name in ("choice", "flow") if mode.get(name) is None]:
            yield manifest.at(mode, f"`controlMode` does not say `{'` and `'.join(missing)}`: some LMSs then start nothing")
        elif not {mode.get("choice"), mode.get("flow")} & {"true", "1"}:
            yield manifest.at(mode, "neither `choice` nor `flow` is allowed: no LMS can start the SCO")


@rule(Scorm, "S25", SCORM2004, WARNING)
def set_by_content(manifest: Scorm) -> Findings:
    """Every SCO has `completionSetByContent` and `objectiveSetByContent` true.

    Reason: They are false where nothing is said, and an LMS may then itself mark the SCO as completed and satisfied when it ends
    without a status (SN 4.4): whoever only looked in is done.

    Help: Write `<imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>` into the item's
    `imsss:sequencing`.

    Passes:

        <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>

    Fails:

        <imsss:deliveryControls completionSetByContent="true"/>
    """
    controls: dict[Element, list[Element]] = {}
    for owner, sequencing in manifest.sequencing():
        controls.setdefault(owner, []).extend(children(sequencing, "deliveryControls"))
    for item in manifest.leaves:
        if item.get("identifierref") not in manifest.by_identifier:
            continue
        said = {name for control in controls.get(item, []) for name, value in control.attrib.items() if value in ("true", "1")}
        if missing := [name for name in ("completionSetByContent", "objectiveSetByContent") if name not in said]:
            place = next(iter(controls.get(item, [])), item)
            text = f"`{'` and `'.join(missing)}` is not true for {called(item)}: an LMS may call it completed by itself"
            yield manifest.at(place, text)


@rule(Scorm, "S28", SCORM2004, WARNING)
def little_sequencing(manifest: Scorm) -> Findings:
    """There are no sequencing rules, rollup rules, limit conditions and randomization.

    Reason: Docebo and Electude do no sequencing at all, and others each in their own way: what the rules are to prevent happens, or the
    learner is locked out.

    Help: Remove them, and let the page itself decide what comes next.

    Passes:

        <imsss:controlMode choice="true" flow="true"/>

    Fails:

        <imsss:limitConditions attemptLimit="1"/>
    """
    for name in _RARE:
        found = [element for element in manifest.document.named(name) if namespace(element) in SEQUENCING]
        if found:
            times = "" if len(found) == 1 else f", {len(found)} times"
            yield manifest.at(found[0], f"`{name}` is used{times}: Docebo and Electude do not follow it")
