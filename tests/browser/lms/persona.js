/**
 * An LMS with a persona's habits, over real requests. Query: `persona`, `version`, `learner`, `package`. The
 * server keeps the record.
 */

import { PERSONAS } from "/personas/persona.js";

const query = new URLSearchParams(location.search);
const [version, learner] = [query.get("version") ?? "1.2", query.get("learner") ?? "a"];
const persona = PERSONAS[query.get("persona")];
const at = (address) => `${address}?learner=${learner}`;
const record = await (await fetch(`/record/${learner}`)).json();

/** @type {import("../../../builder/larpaket/preview/personas/persona.js").Wire} */
const wire = {
  sco: () => frame.contentWindow.location.pathname,
  hidden: () => document.visibilityState === "hidden",
  post(address, values) {
    const request = new XMLHttpRequest();
    request.open("POST", at(address), false);
    request.send(JSON.stringify(values));
    return request.status;
  },
  beacon: (address, values) => navigator.sendBeacon(at(address), JSON.stringify(values)),
  later(address, values) {
    const request = new XMLHttpRequest();
    request.open("POST", at(address));
    request.send(JSON.stringify(values));
  },
};
Object.assign(window, persona.globals);
window[version === "1.2" ? "API" : "API_1484_11"] = persona.connect(version, wire, record, learner);

const frame = document.createElement("iframe");
frame.title = "SCO";
frame.allow = "fullscreen; autoplay";
frame.src = query.get("package");
document.body.append(frame);
