"""Small packages of the shapes that other tools make, good ones and broken ones, each with a script to walk it."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path

FIND_12 = """function findAPI(w) { for (let i = 0; i < 9 && w; i++, w = w.parent) { try { if (w.API) return w.API; } catch { return null; } if (w === w.parent) return null; } return null; }
const api = findAPI(window);"""
FIND_2004 = FIND_12.replace("w.API", "w.API_1484_11")
START_12 = (
    'api.LMSInitialize(""); api.LMSSetValue("cmi.core.lesson_status", "incomplete"); api.LMSCommit("");'
)
DONE_12 = 'api.LMSSetValue("cmi.core.lesson_status", "completed"); api.LMSCommit(""); api.LMSFinish("");'
DONE_2004 = 'api.SetValue("cmi.completion_status", "completed"); api.SetValue("cmi.exit", "suspend"); api.Commit(""); api.Terminate("");'
PRESS = ("press: Finish", "completed")


def page(script: str, body: str = '<button onclick="done()">Finish</button>', head: str = "") -> str:
    return f"<!doctype html><html lang=en><title>Course</title><head>{head}</head><body>{body}<script>{script}</script></body></html>"


def imsmanifest(version: str, href: str = "index.html", **more: str) -> str:
    names = {
        "1.2": (
            "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
            "http://www.adlnet.org/xsd/adlcp_rootv1p2",
            "adlcp:scormtype",
            "1.2",
        ),
        "2004": (
            "http://www.imsglobal.org/xsd/imscp_v1p1",
            "http://www.adlnet.org/xsd/adlcp_v1p3",
            "adlcp:scormType",
            "2004 4th Edition",
        ),
    }
    namespace, adlcp, kind, schemaversion = names[version]
    return (
        f'<manifest identifier="m" xmlns="{namespace}" xmlns:adlcp="{adlcp}"><metadata><schema>ADL SCORM</schema>'
        f'<schemaversion>{schemaversion}</schemaversion></metadata><organizations default="o">'
        f'<organization identifier="o"><title>Course</title><item identifier="i" identifierref="r"{more.get("item", "")}>'
        "<title>Course</title></item></organization></organizations><resources>"
        f'<resource identifier="r" type="webcontent" {kind}="sco" href="{href}"><file href="{href.partition("?")[0]}"/>'
        "</resource></resources></manifest>"
    )


@dataclass(frozen=True)
class Shape:
    """A package's files, and the steps of its script."""

    name: str
    files: dict[str, str]
    steps: tuple[str, ...] = PRESS
    says: str = ""
    """What `play` says of a broken one."""
    more: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> tuple[Path, Path]:
        """The zip and the script."""
        package, script = folder / f"{self.name}.zip", folder / f"{self.name}.yaml"
        with zipfile.ZipFile(package, "w") as archive:
            for name, text in self.files.items():
                archive.writestr(name, text)
        script.write_text("steps:\n" + "".join(f"  - {step}\n" for step in self.steps), "utf-8")
        return package, script


def scorm12(name: str, script: str, *, steps: tuple[str, ...] = PRESS, says: str = "", **files: str) -> Shape:
    body = files.pop("body", '<button onclick="done()">Finish</button>')
    return Shape(
        name,
        {
            "imsmanifest.xml": imsmanifest("1.2"),
            "index.html": page(f"{FIND_12}\n{script}", body),
            **{key.replace("__", "."): value for key, value in files.items()},
        },
        steps,
        says,
    )


XAPI = """const q = new URLSearchParams(location.search);
const headers = { Authorization: q.get("auth"), "X-Experience-API-Version": "1.0.3", "Content-Type": "application/json" };
const say = (verb, more = {}) => fetch(q.get("endpoint") + "statements", { method: "POST", headers, body: JSON.stringify({
  actor: JSON.parse(q.get("actor")), verb: { id: "http://adlnet.gov/expapi/verbs/" + verb, display: { en: verb } },
  object: { id: q.get("activity_id") }, ...more }) });
say("initialized");"""
TINCAN = '<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities><activity id="https://other.example/course" type="http://adlnet.gov/expapi/activities/course"><name>Course</name><description lang="en">A course</description><launch lang="en">index.html</launch></activity></activities></tincan>'
CMI5 = """const q = new URLSearchParams(location.search);
let token = "";
const actor = JSON.parse(q.get("actor"));
async function say(verb, categories, result) {
  const launch = await (await fetch(q.get("endpoint") + "/activities/state?" + new URLSearchParams({ activityId: q.get("activityId"), agent: q.get("actor"), registration: q.get("registration"), stateId: "LMS.LaunchData" }), { headers: headers() })).json();
  const context = { ...launch.contextTemplate, registration: q.get("registration") };
  context.contextActivities = { ...context.contextActivities, category: categories.map((id) => ({ id })) };
  return fetch(q.get("endpoint") + "/statements", { method: "POST", headers: headers(), body: JSON.stringify({ id: crypto.randomUUID(), timestamp: new Date().toISOString(), actor, verb: { id: "http://adlnet.gov/expapi/verbs/" + verb }, object: { id: q.get("activityId") }, context, ...(result ? { result } : {}) }) });
}
const headers = () => ({ Authorization: "Basic " + token, "X-Experience-API-Version": "1.0.3", "Content-Type": "application/json" });
const CMI = "https://w3id.org/xapi/cmi5/context/categories/cmi5", MOVE = "https://w3id.org/xapi/cmi5/context/categories/moveon";
const ready = fetch(q.get("fetch"), { method: "POST" }).then((r) => r.json()).then((r) => { token = r["auth-token"]; return say("initialized", [CMI]); });
async function done() { await ready; await say("completed", [CMI, MOVE], { completion: true, duration: "PT1S" }); await say("terminated", [CMI], { duration: "PT1S" }); }"""
CMI5_XML = '<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"><course id="https://other.example/c"><title><langstring lang="en">Course</langstring></title><description><langstring lang="en">C</langstring></description></course><au id="https://other.example/au" moveOn="Completed"><title><langstring lang="en">Course</langstring></title><description><langstring lang="en">C</langstring></description><url>index.html</url></au></courseStructure>'
QUIZ = '<label><input type=radio name=a> Right</label><label>Name <input id=n></label><button onclick="done()">Submit</button>'

GOOD = (
    scorm12("one-page", f"{START_12} function done() {{ {DONE_12} }}"),
    Shape(
        "frameset",
        {
            "imsmanifest.xml": imsmanifest("1.2"),
            "index.html": "<!doctype html><title>Shell</title><iframe src='inner/shell.html'></iframe>",
            "inner/shell.html": "<!doctype html><title>Inner</title><iframe src='page.html'></iframe>",
            "inner/page.html": page(f"{FIND_12} {START_12} function done() {{ {DONE_12} }}"),
        },
    ),
    scorm12(
        "quiz",
        f'{START_12} function done() {{ api.LMSSetValue("cmi.core.score.raw", "80"); api.LMSSetValue("cmi.core.lesson_status", "passed"); api.LMSCommit(""); api.LMSFinish(""); }}',
        steps=("tick: Right", "write: {into: Name, text: Åsa}", "press: Submit", "completed"),
        body=QUIZ,
    ),
    scorm12(
        "slides",
        f"{START_12} let n = 1; function next() {{ n += 1; document.querySelector('p').textContent = 'Slide ' + n; if (n === 3) {{ {DONE_12} }} }}",
        steps=("press: Next", "wait: Slide 2", "press: Next", "completed"),
        body='<p>Slide 1</p><button onclick="next()">Next</button>',
    ),
    scorm12(
        "late-start",
        f"setTimeout(() => {{ {START_12} document.querySelector('button').hidden = false; }}, 300); function done() {{ {DONE_12} }}",
        body='<button hidden onclick="done()">Finish</button>',
    ),
    scorm12(
        "ends-as-it-closes",
        f"{START_12} function done() {{ {DONE_12} }} addEventListener('pagehide', () => api.LMSFinish(''));",
    ),
    Shape(
        "scorm-2004",
        {
            "imsmanifest.xml": imsmanifest("2004"),
            "index.html": page(f"{FIND_2004} api.Initialize(''); function done() {{ {DONE_2004} }}"),
        },
    ),
    Shape(
        "parameters",
        {
            "imsmanifest.xml": imsmanifest("1.2", item=' parameters="?lang=en"'),
            "index.html": page(
                f"{FIND_12} if (new URLSearchParams(location.search).get('lang') === 'en') {{ {START_12} }} function done() {{ {DONE_12} }}"
            ),
        },
    ),
    Shape(
        "xapi",
        {
            "tincan.xml": TINCAN,
            "index.html": page(
                f"{XAPI} function done() {{ say('completed', {{ result: {{ completion: true }} }}); }}"
            ),
        },
    ),
    Shape("cmi5", {"cmi5.xml": CMI5_XML, "index.html": page(CMI5)}),
)

BROKEN = (
    scorm12("never-begins", "function done() {}", says="nobody called Initialize"),
    scorm12(
        "wrong-api",
        "const other = parent.API_1484_11; other.Initialize(''); function done() {}",
        says="the page's script failed",
    ),
    scorm12(
        "script-fails", f"{START_12} function done() {{ nothing.here(); }}", says="nothing is not defined"
    ),
    scorm12(
        "bad-status",
        f'{START_12} function done() {{ api.LMSSetValue("cmi.core.lesson_status", "done"); api.LMSCommit(""); }}',
        says="error 405",
    ),
    scorm12(
        "unknown-element",
        f'{START_12} function done() {{ api.LMSSetValue("cmi.completion_status", "completed"); {DONE_12} }}',
        says="error 401",
    ),
    scorm12(
        "after-the-end",
        f'{START_12} function done() {{ {DONE_12} api.LMSSetValue("cmi.core.exit", "suspend"); }}',
        says="error 301",
    ),
    scorm12(
        "never-completes",
        f"{START_12} function done() {{ api.LMSCommit(''); }}",
        says="completed: it did not come",
    ),
    scorm12(
        "no-button", START_12, steps=("press: Onward", "completed"), says="press Onward: it did not come"
    ),
    scorm12(
        "missing-script",
        f"{START_12} function done() {{ {DONE_12} }}",
        body='<script src="lost.js"></script><button onclick="done()">Finish</button>',
        says="lost.js is not in the package",
    ),
    Shape(
        "bad-statement",
        {
            "tincan.xml": TINCAN,
            "index.html": page(
                f"{XAPI} function done() {{ say('completed', {{ result: {{ completion: 'yes' }} }}); }}"
            ),
        },
        says="a statement was refused",
    ),
)
