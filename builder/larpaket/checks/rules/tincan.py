"""xAPI packages: `tincan.xml`."""

from __future__ import annotations

from larpaket.checks.activity_manifests import Activities, why_not_iri
from larpaket.checks.document import Element, local, namespace
from larpaket.checks.scorm import children
from larpaket.definition.rule import CMI5, WARNING, XAPI, Findings, rule
from larpaket.vocabulary import TINCAN_NAMESPACE


@rule(Activities, "T01", XAPI)
def first_activity_is_launched(manifest: Activities) -> Findings:
    """The first activity has an IRI, type, name, description and one launch; no other has a launch.

    Reason: Moodle's Tin Can plug-in expects `activities` first in the file, reads only its first activity,
    and uses the last of several launches. Every LRS refuses statements about an activity whose id is not an
    IRI. The description may be empty, as Storyline and iSpring write it.

    Help: Put the activity to launch first. Give it an IRI in a domain of yours, and never change it.

    Passes:

        <activity id="https://learn.example/harbour" type="http://adlnet.gov/expapi/activities/course">

    Fails:

        <activity id="harbour" type="http://adlnet.gov/expapi/activities/course">
    """
    root = manifest.document.root
    first = next((child for child in root if isinstance(child.tag, str)), None)
    if local(root) != "tincan" or namespace(root) != TINCAN_NAMESPACE:
        yield manifest.at(
            root,
            f"the root element is not `tincan` in the namespace `{TINCAN_NAMESPACE}`: an LMS does not know "
            "what this is",
        )
    if first is None or local(first) != "activities":
        yield manifest.at(
            root if first is None else first,
            "`activities` must come first: Moodle's plug-in looks nowhere else",
        )
    activities = manifest.document.named("activity")
    if not activities:
        yield manifest.at(root, "there is no activity: an LMS finds nothing to launch")
    for number, activity in enumerate(activities):
        yield from _activity(manifest, activity, launched=number == 0)


def _activity(manifest: Activities, activity: Element, *, launched: bool) -> Findings:
    if why := why_not_iri(activity.get("id", "")):
        yield manifest.at(
            activity,
            f"the activity's id `{activity.get('id', '')}` {why}: an LRS refuses every statement about it",
            "id",
        )
    launches = [*children(activity, "launch"), *children(activity, "resource")]
    if not launched:
        for launch in launches:
            yield manifest.at(
                launch, "only the first activity can be launched: Moodle's plug-in ignores the others"
            )
        return
    if why := why_not_iri(activity.get("type", "")):  # no LMS uses it
        text = f"the activity's type `{activity.get('type', '')}` {why}"
        yield manifest.at(activity, text, "type", severity=WARNING)
    if not any((text.text or "").strip() for text in children(activity, "name")):
        yield manifest.at(activity, "the activity has no name: learners cannot see what it is")
    if not children(activity, "description"):
        yield manifest.at(activity, "the activity has no `description`, which an LMS may require")
    if len(launches) != 1:
        count = (
            f"{len(launches)} launches, of which Moodle's plug-in uses the last"
            if launches
            else "no launch: nothing can be started"
        )
        yield manifest.at(activity, f"the first activity has {count}")


@rule(Activities, "T02", XAPI)
def launch_is_there(manifest: Activities) -> Findings:
    """`launch` has no prefix and names a page in the package by its relative address.

    Reason: The LMS appends it to the package's address. If the page is on another server, the course is gone
    when that server is.

    Help: Write the path of the page in the package.

    Passes:

        <launch lang="en">index.html</launch>

    Fails:

        <launch lang="en">start.html</launch>
    """
    for launch in manifest.document.named("launch"):
        yield from manifest.address(launch, launch.text or "", "launch")
        if launch.prefix:
            yield manifest.at(
                launch, f"`launch` has the prefix `{launch.prefix}:`, which Moodle's plug-in does not know"
            )


@rule(Activities, "T03", XAPI | CMI5, WARNING)
def texts_have_a_language(manifest: Activities) -> Findings:
    """Every text gives its language in `lang`, without a prefix; a single launch needs none.

    Reason: An LMS uses it, and nothing else, to choose among texts. cmi5's schema accepts `xml:lang`, but it
    has no effect.

    Help: Write `lang="en"`.

    Passes:

        lang="en"

    Fails:

        xml:lang="en"
    """
    for name in ("name", "description", "launch", "langstring"):
        for text in manifest.document.named(name):
            if name == "description" and children(text, "langstring"):
                continue  # in cmi5 it contains the texts
            if name == "launch" and not text.get("lang") and _alone(text):
                continue
            if "{http://www.w3.org/XML/1998/namespace}lang" in text.attrib:
                yield manifest.at(
                    text, f"this {name} gives its language in `xml:lang`, but LMSs read `lang`", "xml:lang"
                )
            elif not text.get("lang"):
                yield manifest.at(text, f"this {name} has no `lang`")


def _alone(launch: Element) -> bool:
    activity = launch.getparent()
    return activity is not None and len(children(activity, "launch")) == 1


@rule(Activities, "T08", XAPI | CMI5)
def ids_of_before(manifest: Activities) -> Findings:
    """Ids are those of the package that learners use now.

    Reason: Statements refer to an id. If it changes, learners' records belong to something that no longer
    exists, and in cmi5 the course starts over.

    Help: Restore the old id, or upload the package as a new activity beside the old one.

    Passes:

        <activity id="https://learn.example/harbour"

    Fails:

        <activity id="https://learn.example/harbour-2"
    """
    previous = manifest.package.previous
    if previous is None or previous.document is None or previous.format != manifest.package.format:
        return
    gone = Activities(previous, previous.document).ids.keys() - manifest.ids.keys()
    for id in sorted(gone):
        text = f"`{id}` of {previous.path.name} is missing: learners' records belong to it"
        yield manifest.at(manifest.document.root, text)
