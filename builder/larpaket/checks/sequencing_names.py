"""The names in ADL's and IMS's namespaces in each edition of SCORM 2004 (CAM 3.4, 5.1 and 5.2)."""

from __future__ import annotations

_ELEMENTS = """
    location completionThreshold dataFromLMS timeLimitAction
    presentation navigationInterface hideLMSUI
    constrainedChoiceConsiderations rollupConsiderations
    sequencing sequencingCollection controlMode sequencingRules limitConditions auxiliaryResources
    rollupRules objectives
    randomizationControls deliveryControls auxiliaryResource
    primaryObjective objective minNormalizedMeasure mapInfo
    rollupRule rollupConditions rollupCondition rollupAction
    preConditionRule postConditionRule exitConditionRule ruleConditions ruleCondition ruleAction
"""
_ATTRIBUTES = """
    scormType objectivesGlobalToSystem
    constrainChoice preventActivation measureSatisfactionIfActive
    requiredForSatisfied requiredForNotSatisfied requiredForCompleted requiredForIncomplete
    ID IDRef auxiliaryResourceID purpose
    choice choiceExit flow forwardOnly useCurrentAttemptObjectiveInfo useCurrentAttemptProgressInfo
    tracked completionSetByContent objectiveSetByContent
    attemptLimit attemptAbsoluteDurationLimit attemptExperiencedDurationLimit activityAbsoluteDurationLimit
    activityExperiencedDurationLimit beginTimeLimit endTimeLimit
    objectiveID satisfiedByMeasure targetObjectiveID readSatisfiedStatus writeSatisfiedStatus
    readNormalizedMeasure writeNormalizedMeasure
    randomizationTiming reorderChildren selectCount selectionTiming
    childActivitySet minimumCount minimumPercent objectiveMeasureWeight rollupObjectiveSatisfied
    rollupProgressCompletion
    action condition conditionCombination operator measureThreshold referencedObjective
"""
_OF_THE_FOURTH = """
    completedByMeasure minProgressMeasure progressWeight sharedDataGlobalToSystem targetID readSharedData
    writeSharedData
    readRawScore readMinScore readMaxScore readCompletionStatus readProgressMeasure
    writeRawScore writeMinScore writeMaxScore writeCompletionStatus writeProgressMeasure
"""
_MORE_ELEMENTS = {"4th": "data map"}
_MORE_ATTRIBUTES = {"2nd": "persistState", "4th": _OF_THE_FOURTH}


def known_elements(edition: str) -> frozenset[str]:
    """Local names of the elements in an edition (`2nd`, `3rd`, `4th`)."""
    return frozenset(_ELEMENTS.split()) | frozenset(_MORE_ELEMENTS.get(edition, "").split())


def known_attributes(edition: str) -> frozenset[str]:
    """Local names of the attributes in an edition."""
    return frozenset(_ATTRIBUTES.split()) | frozenset(_MORE_ATTRIBUTES.get(edition, "").split())
