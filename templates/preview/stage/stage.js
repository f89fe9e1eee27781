/**
 * The thin page around a package: its LMS, with a persona's habits. A package's calls are synchronous and stay on
 * its own origin, so they are answered here, written through to the server and noted there for the desk.
 *
 * The fault that a server cannot make is made here, in the package's window: no network.
 */

import { judge as judge12 } from "/judges/scorm12.js";
import { judge as judge2004 } from "/judges/scorm2004.js";
import { PERSONAS } from "/personas/persona.js";
import { breakNetwork } from "./faults.js";
import { given } from "./given.js";

// In a window of its own a package would find the desk here. Hidden, not given up: the desk must open it anew.
Object.defineProperty(window, "opener", { value: null });
const setup = await (await fetch("/setup")).json();
const faults = new Set(setup.faults);
/** What the package called, and nobody has been told yet. @type {object[]} */
let calls = [];

const packed = (/** @type {object} */ values) =>
  JSON.stringify({ attempt: setup.attempt, calls: taken(), values });

/** @returns {object[]} */
function taken() {
  const those = calls;
  calls = [];
  return those;
}

function tell() {
  if (calls.length) navigator.sendBeacon("/calls", JSON.stringify({ calls: taken() }));
}

/** @type {import("../../../builder/larpaket/preview/personas/persona.js").Wire} */
const wire = {
  hidden: () => document.visibilityState === "hidden",
  post(_address, values) {
    if (faults.has("offline")) throw new DOMException("no network", "NetworkError");
    const request = new XMLHttpRequest();
    request.open("POST", "/store", false);
    request.send(packed(values));
    return request.status;
  },
  beacon(_address, values) {
    if (!faults.has("offline")) navigator.sendBeacon("/store", packed(values));
  },
  later(_address, values) {
    if (faults.has("offline")) return;
    const request = new XMLHttpRequest();
    request.open("POST", "/store");
    request.send(packed(values));
  },
};

/** The LMS's API, every call of it noted with its answer and what the standard has against it. */
function connect() {
  const persona = PERSONAS[setup.persona];
  Object.assign(window, persona.globals);
  const record = Object.fromEntries(
    Object.entries(setup.record).map(([name, value]) => [name, String(value)]),
  );
  const lms = given(setup, persona.connect(setup.scorm, wire, record, setup.learner));
  const [judge, prefix] = setup.scorm === "1.2" ? [judge12, "LMS"] : [judge2004, ""];
  const judged = judge(lms);
  const api = {};
  for (const [name, call] of Object.entries(judged.api)) {
    api[name] = (...args) => {
      const before = judged.violations.length;
      const result = call(...args);
      const asks = /Error|Diagnostic/.test(name);
      calls.push({
        method: name,
        args: args.map(String),
        result: result === undefined ? null : result,
        error: asks ? "" : String(lms[`${prefix}GetLastError`]("") ?? ""),
        wrong: setup.ours && persona.exact ? judged.violations.slice(before) : [],
      });
      queueMicrotask(() => setTimeout(tell, 30));
      return result;
    };
  }
  return api;
}

if (setup.scorm) window[setup.scorm === "1.2" ? "API" : "API_1484_11"] = connect();

const frame = document.createElement("iframe");
frame.title = "Package";
frame.allow = "fullscreen; autoplay";
document.body.append(frame);
frame.src = setup.page;
const breakable = () => breakNetwork(frame.contentWindow, () => faults.has("offline"));
frame.addEventListener("load", () => {
  breakable();
  frame.contentDocument?.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
    if (effectiveDirective === "connect-src") calls.push({ blocked: blockedURI });
    tell();
  });
});

addEventListener("pagehide", tell);
addEventListener("message", ({ data, origin, source }) => {
  const isDesk = origin === setup.desk && (source === parent || parent === window);
  if (!isDesk || typeof data !== "object" || data === null) return;
  if (Array.isArray(data.faults)) {
    faults.clear();
    for (const fault of data.faults) faults.add(String(fault));
    breakable(); // a page is not loaded before its film is
  }
  if (data.reload === true) frame.contentWindow?.location.reload();
});
