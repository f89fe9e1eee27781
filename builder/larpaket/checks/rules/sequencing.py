"""Sequencing and navigation of SCORM 2004."""

from __future__ import annotations

from larpaket.checks.document import Element, namespace
from larpaket.checks.scorm import SEQUENCING, Scorm, called, children
from larpaket.definition.rule import SCORM2004, WARNING, Findings, rule

_RARE = ("sequencingRules", "rollupRules", "limitConditions", "randomizationControls")


@rule(Scorm, "S20", SCORM2004)
def no_map_info(manifest: Scorm) -> Findings:
    """There is no `imsss:mapInfo`.

    Reason: Moodle 4.1 on PHP 8 stops the import with a fatal error.

    Help: Remove it. If SCOs must share results, let the pages do it.

    Passes:

        <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>

    Fails:

        <imsss:mapInfo targetObjectiveID="shared"/>
    """
    for element in manifest.document.named("mapInfo"):
        if namespace(element) in SEQUENCING:
            yield manifest.at(element, "Moodle 4.1 stops the import with a fatal error at `mapInfo`")


@rule(Scorm, "S22", SCORM2004)
def one_primary_objective(manifest: Scorm) -> Findings:
    """`imsss:objectives` has exactly one `primaryObjective`, and the ids of an item's objectives are unique.

    Reason: ADL's validator refuses anything else (CAM 5.1.7). The page's result goes to the primary
    objective: without one it is lost, and with two the LMS decides.

    Help: Make one objective the `primaryObjective` and the others `objective`, each with its own
    `objectiveID`.

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
                text = (
                    f"{called(owner)} has {len(primary) or 'no'} `primaryObjective` instead of one: its "
                    "result may be lost"
                )
                yield manifest.at(objectives, text)
            seen: set[str] = set()
            for objective in (*primary, *children(objectives, "objective")):
                id = objective.get("objectiveID")
                if id is not None and id in seen:
                    yield manifest.at(
                        objective,
                        f"another objective of {called(owner)} has the id `{id}` too",
                        "objectiveID",
                    )
                seen.add(id or "")


@rule(Scorm, "S23", SCORM2004)
def measure_for_satisfied(manifest: Scorm) -> Findings:
    """With `satisfiedByMeasure="true"` there is a `minNormalizedMeasure` from -1 to 1.

    Reason: The LMS compares the score with it (CAM 5.1.7). If it is missing, Moodle assumes 1.0: only a full
    score passes.

    Help: Write `satisfiedByMeasure="false"`, or add the score to reach, as a fraction of 1.

    Passes:

        <imsss:primaryObjective objectiveID="walk" satisfiedByMeasure="true">
          <imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>

    Fails:

        <imsss:primaryObjective objectiveID="walk" satisfiedByMeasure="true"/>
    """
    for objective in (*manifest.document.named("primaryObjective"), *manifest.document.named("objective")):
        measures = children(objective, "minNormalizedMeasure")
        if objective.get("satisfiedByMeasure") in ("true", "1") and not measures:
            text = "there is no `minNormalizedMeasure`: Moodle assumes 1.0, so only a full score passes"
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
    """The organization sets both `flow` and `choice`, and at least one of them is true.

    Reason: They control how a learner gets to a SCO (SN 3.2). `flow` is false by default, and some LMSs then
    start nothing; with both false no LMS can.

    Help: Add `<imsss:controlMode choice="true" flow="true"/>` to the organization's `imsss:sequencing`.

    Passes:

        <imsss:controlMode choice="true" flow="true"/>

    Fails:

        <imsss:controlMode choice="true"/>
    """
    modes = {
        owner: mode
        for owner, sequencing in manifest.sequencing()
        for mode in children(sequencing, "controlMode")
    }
    for organization in manifest.organizations:
        mode = modes.get(organization)
        if mode is None:
            yield manifest.at(
                organization, f"{called(organization)} has no `controlMode`: some LMSs start nothing"
            )
        elif missing := [name for name in ("choice", "flow") if mode.get(name) is None]:
            yield manifest.at(
                mode, f"`controlMode` does not set `{'` and `'.join(missing)}`: some LMSs start nothing"
            )
        elif not {mode.get("choice"), mode.get("flow")} & {"true", "1"}:
            yield manifest.at(mode, "neither `choice` nor `flow` is true: no LMS can start the SCO")


@rule(Scorm, "S25", SCORM2004, WARNING)
def set_by_content(manifest: Scorm) -> Findings:
    """Every SCO sets `completionSetByContent` and `objectiveSetByContent` to true.

    Reason: They are false by default, and an LMS may then mark a SCO that ends without a status as completed
    and satisfied (SN 4.4), even if the learner only opened it.

    Help: Add `<imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>` to the
    item's `imsss:sequencing`.

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
        said = {
            name
            for control in controls.get(item, [])
            for name, value in control.attrib.items()
            if value in ("true", "1")
        }
        if missing := [
            name for name in ("completionSetByContent", "objectiveSetByContent") if name not in said
        ]:
            place = next(iter(controls.get(item, [])), item)
            text = (
                f"{called(item)} does not set `{'` and `'.join(missing)}`: an LMS may complete it by itself"
            )
            yield manifest.at(place, text)


@rule(Scorm, "S28", SCORM2004, WARNING)
def little_sequencing(manifest: Scorm) -> Findings:
    """There are no sequencing rules, rollup rules, limit conditions or randomization.

    Reason: Docebo and Electude do not support sequencing, and other LMSs differ. What the rules should
    prevent happens anyway, or the learner is locked out.

    Help: Remove them, and let the page decide what comes next.

    Passes:

        <imsss:controlMode choice="true" flow="true"/>

    Fails:

        <imsss:limitConditions attemptLimit="1"/>
    """
    for name in _RARE:
        found = [element for element in manifest.document.named(name) if namespace(element) in SEQUENCING]
        if found:
            times = "" if len(found) == 1 else f", {len(found)} times"
            yield manifest.at(found[0], f"`{name}` is used{times}, but Docebo and Electude do not support it")
