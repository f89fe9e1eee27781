"""xAPI packages: `tincan.xml`."""

from __future__ import annotations

from larpaket.checks.document import Element, local, namespace
from larpaket.checks.scorm import children
from larpaket.checks.statements import Activities, why_no_iri
from larpaket.definition.rule import CMI5, WARNING, XAPI, Findings, rule
from larpaket.vocabulary import TINCAN_NAMESPACE


@rule(Activities, "T01", XAPI)
def first_activity_is_launched(manifest: Activities) -> Findings:
    """The first activity has an absolute IRI, a type, a name, a description and one launch; no other activity has a launch.

    Reason: Moodle's Tin Can plug-in reads `activities` as the first thing in the file, the first activity in it, and of several
    launches the last. Statements about an activity without an IRI are refused by every LRS.

    Help: Put the activity that is started first; give it an IRI in a domain of yours, and never change that.

    Passes:

        <activity id="https://learn.example/harbour" type="http://adlnet.gov/expapi/activities/course">

    Fails:

        <activity id="harbour" type="http://adlnet.gov/expapi/activities/course">
    """
    root = manifest.document.root
    first = next((child for child in root if isinstance(child.tag, str)), None)
    if local(root) != "tincan" or namespace(root) != TINCAN_NAMESPACE:
        yield manifest.at(root, f"the root is not `tincan` in the namespace `{TINCAN_NAMESPACE}`: an LMS does not know what this is")
    if first is None or local(first) != "activities":
        yield manifest.at(root if first is None else first, "`activities` has to stand first: Moodle's plug-in looks nowhere else")
    activities = manifest.document.named("activity")
    if not activities:
        yield manifest.at(root, "there is no activity: an LMS finds nothing to start")
    for number, activity in enumerate(activities):
        yield from _activity(manifest, activity, launched=number == 0)


def _activity(manifest: Activities, activity: Element, *, launched: bool) -> Findings:
    if why := why_no_iri(activity.get("id", "")):
        yield manifest.at(activity, f"the activity's id `{activity.get('id', '')}` {why}: an LRS refuses every statement about it", "id")
    launches = [*children(activity, "launch"), *children(activity, "resource")]
    if not launched:
        for launch in launches:
            yield manifest.at(launch, "only the first activity can be started: Moodle's plug-in looks at no other")
        return
    if why := why_no_iri(activity.get("type", "")):
        yield manifest.at(activity, f"the activity's type `{activity.get('type', '')}` {why}", "type")
    for name in ("name", "description"):
        if not any((text.text or "").strip() for text in children(activity, name)):
            yield manifest.at(activity, f"the activity has no {name}: learners do not see what it is")
    if len(launches) != 1:
        count = f"{len(launches)} launches, of which Moodle's plug-in takes the last" if launches else "no launch: nothing can be started"
        yield manifest.at(activity, f"the first activity has {count}")


@rule(Activities, "T02", XAPI)
def launch_is_there(manifest: Activities) -> Findings:
    """`launch` names a page in the package, by its relative address, without a prefix.

    Reason: The LMS puts it behind the package's address. A page elsewhere is not in the package: when that server is gone, so is the
    course.

    Help: Write the page's name as it lies in the package.

    Passes:

        <launch lang="en">index.html</launch>

    Fails:

        <launch lang="en">start.html</launch>
    """
    for launch in manifest.document.named("launch"):
        yield from manifest.address(launch, launch.text or "", "launch")
        if launch.prefix:
            yield manifest.at(launch, f"`launch` has the prefix `{launch.prefix}:`, which Moodle's plug-in does not know")


@rule(Activities, "T03", XAPI | CMI5, WARNING)
def texts_have_a_language(manifest: Activities) -> Findings:
    """Every text says its language by `lang`, without a prefix.

    Reason: An LMS chooses among texts by it and reads nothing else; cmi5's schema lets `xml:lang` pass, which then means nothing.

    Help: Write `lang="en"`.

    Passes:

        lang="en"

    Fails:

        xml:lang="en"
    """
    for name in ("name", "description", "launch", "langstring"):
        for text in manifest.document.named(name):
            if name == "description" and children(text, "langstring"):
                continue  # cmi5's holds the texts
            if "{http://www.w3.org/XML/1998/namespace}lang" in text.attrib:
                yield manifest.at(text, f"the language of this {name} is said by `xml:lang`, where LMSs read `lang`", "xml:lang")
            elif not text.get("lang"):
                yield manifest.at(text, f"this {name} does not say its language")


@rule(Activities, "T08", XAPI | CMI5)
def ids_of_before(manifest: Activities) -> Findings:
    """Ids are those of the package that learners have now.

    Reason: Statements are about an id. When it changes, the record of what learners have done belongs to something that is gone, and in
    cmi5 the course begins anew.

    Help: Give it its old id back; or upload the package as a new activity, beside the old one.

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
        text = f"`{id}` is gone since {previous.path.name}: what learners have done belongs to it"
        yield manifest.at(manifest.document.root, text)
