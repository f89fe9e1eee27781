/**
 * The whole player without a browser: every module is real, from main.js to the outbox. Time, the LRS and the
 * browser's disk are simulated, and elements only remember what was done to them. Films are left out.
 */

import { readFileSync } from "node:fs";
import { mountReflection } from "../../templates/player/activities/reflection/reflection.js";
import { mountResponses } from "../../templates/player/activities/reflection/responses.js";
import { mountChoice } from "../../templates/player/choice.js";
import { main } from "../../templates/player/main.js";
import { mountMeeting } from "../../templates/player/meeting.js";
import { mountRewriting } from "../../templates/player/rewriting.js";
import { xapi } from "../../templates/player/tracking/xapi.js";
import { createDisk, tag } from "./lrs-world.mjs";

const LIMITS = {
  answerWait: 15_000,
  apiEvery: 250,
  apiWait: 0,
  gather: 500,
  keptWait: 60_000, // the disk is never slow here, but the machine may be
  leftAlone: 15_000,
  pressWait: 1000,
  resend: 5000,
  retries: [1000, 2000, 4000],
  retryEvery: 15_000,
  saveEvery: 60_000,
};

const BASE = "https://larande.example.se";
const MODULE = `${BASE}/provmodul`;
const template = (verb, object, parent) => ({
  verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` },
  object: { objectType: "Activity", id: object },
  context: { revision: "1.0", ...(parent ? { contextActivities: { parent: [{ id: parent }] } } : {}) },
});

/** A page's data: steps with their reflections, and their questions, all of the same form. */
export function moduleOf(steps, { mode = "group", alone = [] } = {}) {
  const { texts: ours } = JSON.parse(
    readFileSync(new URL("../../templates/player/strings/sv.json", import.meta.url), "utf-8"),
  );
  const reflections = Object.assign({}, ...Object.values(steps));
  const own = [
    "module.title",
    ...Object.keys(steps).flatMap((id) => [`step.${id}.heading`, `step.${id}.onward`]),
  ];
  const texts = { ...ours, ...Object.fromEntries(own.map((key) => [key, key])) };
  return {
    id: "provmodul",
    version: "1.0",
    languages: ["sv"],
    directions: { sv: "ltr" },
    mode,
    score: true,
    state_limit: 30_000,
    steps: Object.entries(steps).map(([id, activities]) => ({ id, activities: Object.keys(activities) })),
    activities: Object.entries(reflections).map(([id, questions]) => ({
      type: "reflection",
      id,
      required: true,
      notes: "none",
      counted: true,
      alone: alone.includes(id),
      questions: questions.map((question) => ({ id: question, seconds: 300 })),
    })),
    statements: {
      ...Object.fromEntries(
        ["initialized", "completed", "terminated"].map((verb) => [verb, template(verb, MODULE)]),
      ),
      ...Object.fromEntries(
        Object.entries(reflections).flatMap(([id, questions]) =>
          questions.map((question) => [
            `${id}/${question}.responded`,
            template("responded", `${MODULE}/${id}/${question}`, MODULE),
          ]),
        ),
      ),
    },
    extensions: `${BASE}/_extensions/`,
    team: mode === "individual" ? "" : BASE,
    lrs: null,
    keys: Object.keys(texts),
    texts: { sv: Object.values(texts) },
  };
}

class Element extends EventTarget {
  constructor(page = null, attributes = {}) {
    super();
    this.page = page;
    this.attributes = new Map(Object.entries(attributes));
    this.dataset = {};
    this.hidden = false;
    this.textContent = "";
    this.value = "";
    this.found = new Map();
    const classes = new Set();
    this.classList = {
      contains: (name) => classes.has(name),
      toggle: (name, on = !classes.has(name)) => (on ? classes.add(name) : classes.delete(name)) && on,
      add: (name) => classes.add(name),
      remove: (name) => classes.delete(name),
    };
  }
  /** Every element looked for exists, and is the same the next time. */
  querySelector(selector) {
    if (!this.found.has(selector)) this.found.set(selector, new Element(this.page ?? this));
    return this.found.get(selector);
  }
  querySelectorAll() {
    return [];
  }
  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }
  setAttribute(name, value) {
    this.attributes.set(name, value);
  }
  removeAttribute(name) {
    this.attributes.delete(name);
  }
  toggleAttribute(name, on) {
    if (on) this.attributes.set(name, "");
    else this.attributes.delete(name);
    if (name === "hidden") this.hidden = on;
  }
  get ownerDocument() {
    return this.page ?? this;
  }
  append() {}
  replaceChildren() {}
  contains() {
    return false;
  }
  closest() {
    return null;
  }
  focus() {
    this.page.activeElement = this;
  }
  click() {
    this.focus();
    this.dispatchEvent(new Event("click"));
  }
  type(value) {
    this.focus();
    this.value = value;
    this.dispatchEvent(new Event("input"));
  }
}

for (const name of [
  "HTMLElement",
  "HTMLScriptElement",
  "HTMLInputElement",
  "HTMLProgressElement",
  "HTMLTextAreaElement",
])
  globalThis[name] = Element;

async function settled() {
  for (let i = 0; i < 12; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** An LRS that stores each id once, and the State; `lost` answers are sent but never received. */
function createStore() {
  const statements = new Map();
  const documents = new Map();
  const store = { statements, documents, up: true, lost: 0, posts: 0, slow: 0 };
  store.answer = ({ method, resource, query, headers, body }) => {
    if (resource === "statements" && method === "GET") {
      const found = statements.get(query.statementId);
      return found ? { status: 200, body: JSON.stringify(found) } : { status: 404 };
    }
    if (resource === "statements") {
      const given = JSON.parse(body);
      store.posts += given.length;
      if (given.some((one) => statements.has(one.id))) return { status: 409 };
      for (const one of given) statements.set(one.id, one);
      return { status: 200, body: JSON.stringify(given.map(({ id }) => id)) };
    }
    const key = JSON.stringify([query.agent, query.registration, query.stateId]);
    const now = documents.get(key);
    if (method === "GET")
      return now === undefined ? { status: 404 } : { status: 200, body: now, etag: tag(now) };
    if (headers["If-None-Match"] === "*" && now !== undefined) return { status: 412 };
    if (headers["If-Match"] && headers["If-Match"] !== tag(now)) return { status: 412 };
    documents.set(key, body);
    return { status: 204 };
  };
  return store;
}

/** A clock, an LRS, a computer; `launch` opens the module on it. */
export function createStage(data, random = (bytes) => crypto.getRandomValues(bytes)) {
  let time = Date.UTC(2026, 0, 5, 8);
  let timers = [];
  const stage = {
    lrs: createStore(),
    disk: createDisk(),
    now: () => time,
    told: () => [...stage.lrs.statements.values()].filter((one) => one.verb.id.endsWith("/responded")),
    async pass(seconds) {
      const end = time + seconds * 1000;
      await settled();
      for (;;) {
        const next = Math.min(...timers.map((timer) => timer.at));
        if (!(next <= end)) break;
        time = Math.max(time, next);
        const due = timers.filter((timer) => timer.at <= time);
        timers = timers.filter((timer) => timer.at > time);
        for (const timer of due) timer.call();
        await settled();
      }
      time = Math.max(time, end);
    },
    /** The lid is closed for this long: no timer runs. */
    sleep(seconds) {
      time += seconds * 1000;
    },
    launch,
  };

  async function launch({ learner = "a", registration, storage = new Map(), address, wait = 2 } = {}) {
    const actor = JSON.stringify({ account: { homePage: "https://lms.example", name: learner } });
    const started = new URLSearchParams({ endpoint: "https://lrs.example/xapi/", actor, registration });
    const session = { alive: true, visible: "visible" };
    const location = {
      href: "",
      search: address ?? `?${started}`,
      pathname: "/p/index.html",
      hash: "",
      protocol: "https:",
      origin: "https://x",
    };
    const opened = time;
    const window = Object.assign(new EventTarget(), {
      location,
      navigator: { onLine: true, languages: [], userAgent: "none" },
      history: {
        state: null,
        replaceState: (_state, _title, url) =>
          Object.assign(location, { search: new URL(url, "https://x").search }),
      },
      sessionStorage: storageOf(storage),
      localStorage: storageOf(stage.disk.local),
      indexedDB: stage.disk.databases,
      scrollTo() {},
    });
    window.parent = window;
    const page = new Element();
    page.page = page;
    page.documentElement = new Element(page);
    page.body = new Element(page);
    page.createElement = () => new Element(page);
    Object.defineProperty(page, "visibilityState", { get: () => session.visible });
    const byId = new Map();
    page.getElementById = (id) =>
      byId.get(id) ?? byId.set(id, id.endsWith("_notes") ? null : new Element(page)).get(id);
    const views = ["@start", ...data.steps.map(({ id }) => id), "@end"].map((name) => {
      const view = page.querySelector(`[data-view="${name}"]`);
      view.dataset.view = name;
      return view;
    });
    const either = data.mode === "either";
    const starts = (either ? ["group", "individual"] : [""]).map(
      (mode) => new Element(page, mode ? { "data-choose": mode } : {}),
    );
    const another = page.querySelector('[data-do="another"]');
    another.hidden = true;
    const all = {
      "[data-view]": views,
      '[data-do="begin"]': [...starts],
      "[data-choose]": either ? starts : [],
    };
    page.querySelectorAll = (selector) => all[selector] ?? [];
    page.querySelector("#data").textContent = JSON.stringify(data);

    const transport = async (url, init) => {
      const parts = new URL(url);
      const request = {
        method: init.method,
        resource: parts.pathname.replace("/xapi/", ""),
        query: Object.fromEntries(parts.searchParams),
        headers: init.headers ?? {},
        body: init.body,
      };
      await null;
      if (stage.lrs.slow)
        await new Promise((resolve) => timers.push({ at: time + stage.lrs.slow, call: resolve }));
      if (!stage.lrs.up) throw new TypeError("network");
      const { status, body = "", etag = null } = stage.lrs.answer(request);
      if (request.resource === "statements" && stage.lrs.lost > 0) {
        stage.lrs.lost -= 1;
        throw new TypeError("reset");
      }
      return { status, text: async () => body, headers: { get: (name) => (name === "ETag" ? etag : null) } };
    };
    const environment = {
      window,
      page,
      clock: {
        now: () => time,
        monotonic: () => time - opened,
        after(milliseconds, call) {
          const timer = { at: time + milliseconds, call: () => session.alive && call() };
          timers.push(timer);
          return () => {
            timers = timers.filter((other) => other !== timer);
          };
        },
      },
      limits: LIMITS,
      random,
      transport,
    };
    const parts = {
      ...(either ? { choice: mountChoice, rewriting: mountRewriting } : {}),
      ...(data.team ? { meeting: mountMeeting } : {}),
      responses: mountResponses,
    };
    main(
      { tracking: xapi, activities: { film: () => ({}), reflection: mountReflection }, parts },
      environment,
    );
    await stage.pass(wait);

    const step = () => views.find((view) => !view.hidden)?.dataset.view;
    return {
      page,
      window,
      another,
      view: step,
      /** The start button, or one of the two. */
      begin: async (mode = "") => {
        starts.find((button) => (button.getAttribute("data-choose") ?? "") === mode).click();
        await stage.pass(0.1);
      },
      press: async (name) => {
        const [view, button] = [`[data-view="${step()}"]`, `[data-do="${name}"]`];
        if (step() === "@end") page.querySelector(`${view} ${button}`).click();
        else page.querySelector(view).querySelector(button).click();
        await stage.pass(0.1);
      },
      timer: (reflection, name) =>
        page.querySelector(`#a-${reflection}`).querySelector(`[data-do="${name}"]`).click(),
      clock: (reflection) => page.querySelector(`#a-${reflection}`).querySelector(".clock").textContent,
      count: (reflection) => page.getElementById(`a-${reflection}_count`),
      async see(visible) {
        session.visible = visible;
        page.dispatchEvent(new Event("visibilitychange"));
        await stage.pass(0.1);
      },
      /** The tab closes; what it still sends arrives. */
      async close() {
        window.dispatchEvent(Object.assign(new Event("pagehide"), { persisted: false }));
        session.alive = false;
        await stage.pass(1);
      },
      async kill() {
        session.alive = false;
        await stage.pass(1);
      },
      async reload() {
        await this.close();
        return launch({ learner, registration, storage, address: location.search });
      },
      saved: () =>
        JSON.parse(
          JSON.parse(
            stage.lrs.documents.get(JSON.stringify([actor, registration, "larpaket"])) ?? '{"state":"{}"}',
          ).state,
        ),
    };
  }
  return stage;
}

function storageOf(map) {
  return {
    get length() {
      return map.size;
    },
    key: (i) => [...map.keys()][i] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => map.set(key, String(value)),
    removeItem: (key) => map.delete(key),
  };
}
