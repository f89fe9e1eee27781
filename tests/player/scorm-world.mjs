/**
 * A computer with its disk, a network that can fail, an LMS with a persona's habits, and the player's own
 * session on its page. All of it except the page's elements is real code; only time is simulated.
 */

import { IDBFactory } from "fake-indexeddb";
import { PERSONAS } from "../../builder/larpaket/preview/personas/persona.js";
import { createLifecycle } from "../../templates/player/lifecycle.js";
import {
  change,
  emptyState,
  markDone,
  mergeStates,
  noteCompletion,
  progress,
} from "../../templates/player/progress.js";
import { keepable, readState, writeState } from "../../templates/player/state-text.js";
import { createStore } from "../../templates/player/store.js";
import { answer12, answer2004, answering } from "../../templates/player/tracking/answers.js";
import { scorm12 } from "../../templates/player/tracking/scorm12.js";
import { scorm2004 } from "../../templates/player/tracking/scorm2004.js";

const MARKER = '{"generator": "larpaket", "module": "provmodul", "module_version": "1.0"}\n';
const LIMITS = {
  apiEvery: 250,
  apiWait: 0,
  gather: 500,
  keptWait: 60_000, // the disk is never slow here, but the machine may be
  probeWait: 5000,
  proofWait: 1000,
  retries: [1000, 2000, 4000],
  retryEvery: 15_000,
  saveEvery: 60_000,
  settle: 100,
};
/**
 * What browsers report about requests, measured in Moodle: whether the status, whether failures at all, and
 * their name for a beacon.
 */
const ENGINES = {
  chromium: { status: true, failures: true, beacon: "beacon" },
  firefox: { status: true, failures: true, beacon: "other" },
  webkit: { status: false, failures: false, beacon: "other" },
};
const SERVERS = {
  1.2: ["API", answering(scorm12, answer12)],
  2004: ["API_1484_11", answering(scorm2004, answer2004)],
};
export const VERSIONS = Object.keys(SERVERS);
export const ACTIVITIES = ["film", "samtal", "mer"].map((id) => ({ id, required: true }));

export async function settled() {
  for (let i = 0; i < 4; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

function createLocalStorage(refused) {
  const map = new Map();
  const touch = () => {
    if (refused()) throw new Error("refused");
  };
  return {
    map,
    get length() {
      touch();
      return map.size;
    },
    key: (i) => [...map.keys()][i] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem(key, value) {
      touch();
      map.set(key, String(value));
    },
    removeItem: (key) => map.delete(key),
  };
}

/**
 * @param {{ persona?: string, version?: string, engine?: string, data?: object }} [of]
 */
export function createWorld({ persona = "moodle", version = "1.2", engine = "chromium", data = {} } = {}) {
  const habits = typeof persona === "string" ? PERSONAS[persona] : persona;
  const [name, adapter] = SERVERS[version];
  const sees = ENGINES[engine];
  let time = Date.UTC(2026, 0, 2);
  let timers = [];
  const disk = { databases: new IDBFactory(), refused: false };
  disk.local = createLocalStorage(() => disk.refused);
  const world = {
    /**
     * `marker`: whether the package's marker file is delivered; `probes`: the same for the next requests;
     * `cut`: how many requests fail even though the network is there; `latency` of requests that nobody waits
     * for.
     */
    network: { up: true, status: 200, marker: true, probes: [], cut: 0, login: false, latency: 50 },
    records: {},
    posts: [],
    disk,
    /** The records whose saves were confirmed, and those whose saves were not. */
    confirmations: [],
    refusals: [],
    record: (learner = "a") => world.records[learner] ?? {},
    /** The state stored by the LMS. */
    saved: (learner = "a") => JSON.parse(world.record(learner)["cmi.suspend_data"] || "{}"),
    completed: (learner = "a") =>
      ["completed", "passed"].includes(world.record(learner)["cmi.core.lesson_status"]) ||
      world.record(learner)["cmi.completion_status"] === "completed",
    async pass(milliseconds) {
      const end = time + milliseconds;
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
    launch,
    now: () => time,
  };

  const reach = (learner, values) => {
    const { network } = world;
    if (!network.up || network.cut > 0) {
      network.cut = Math.max(0, network.cut - 1);
      return 0;
    }
    if (network.status !== 200) return network.status;
    if (network.login) return 403;
    world.posts.push(values);
    world.records[learner] = { ...world.records[learner], ...values };
    return 200;
  };

  async function launch({
    learner = "a",
    named = true,
    host = "https://lms.example",
    api: given,
    wait = 200,
  } = {}) {
    const page = { visibility: "visible", alive: true };
    const observers = [];
    let moment = 0;
    const now = () => time + moment;
    const step = () => {
      moment += 1;
      return now();
    };
    const tell = (entry) => {
      if (entry.status === 0 && !sees.failures) return;
      const shown = {
        name: `${host}${entry.address}`,
        initiatorType: entry.type,
        startTime: entry.startTime,
      };
      if (sees.status) shown.responseStatus = entry.status;
      setImmediate(() => {
        if (page.alive) for (const observer of observers) observer({ getEntries: () => [shown] });
      });
    };
    const wire = {
      hidden: () => page.visibility === "hidden",
      post(address, values) {
        const startTime = step();
        const status = reach(learner, { ...values });
        step();
        tell({ address, type: "xmlhttprequest", startTime, status });
        if (!status) throw new Error("NetworkError");
        return status;
      },
      beacon(address, values) {
        const startTime = step();
        const status = reach(learner, { ...values });
        tell({ address, type: sees.beacon, startTime, status });
      },
      later(address, values) {
        const startTime = step();
        const copy = { ...values };
        timers.push({
          at: time + world.network.latency,
          call: () => tell({ address, type: "xmlhttprequest", startTime, status: reach(learner, copy) }),
        });
      },
    };
    const home = {
      location: new URL(`${host}${habits.path}`),
      performance: { now },
      PerformanceObserver: class {
        constructor(call) {
          this.call = call;
        }
        observe() {
          observers.push(this.call);
          tell({ address: "/lms.css", type: "link", startTime: 0, status: 200 });
        }
      },
      PerformanceResourceTiming: sees.status
        ? class {
            get responseStatus() {
              return 0;
            }
          }
        : class {},
      ...habits.globals,
    };
    home.parent = home;
    home[name] = given ?? habits.connect(version, wire, world.record(learner), named ? learner : "");
    const window = Object.assign(new EventTarget(), {
      location: new URL(`${host}/package/index.html`),
      parent: home,
      navigator: { onLine: true },
      indexedDB: undefined,
      localStorage: disk.local,
    });
    Object.defineProperty(window, "indexedDB", {
      get() {
        if (disk.refused) throw new Error("refused");
        return disk.databases;
      },
    });
    const document = Object.assign(new EventTarget(), { documentElement: { lang: "sv" } });
    Object.defineProperty(document, "visibilityState", { get: () => page.visibility });
    const environment = {
      window,
      page: document,
      clock: {
        now: () => time,
        monotonic: now,
        after(milliseconds, call) {
          const timer = { at: time + milliseconds, call: () => page.alive && call() };
          timers.push(timer);
          return () => {
            timers = timers.filter((other) => other !== timer);
          };
        },
      },
      limits: LIMITS,
      random: (bytes) => crypto.getRandomValues(bytes),
      transport: async () => {
        const { network } = world;
        await null;
        if (!network.up || !page.alive) throw new TypeError("network");
        return {
          json: async () =>
            JSON.parse(
              (network.probes.shift() ?? network.marker) && !network.login && network.status === 200
                ? MARKER
                : "<!doctype html>",
            ),
        };
      },
    };
    const all = {
      id: "provmodul",
      version: "1.0",
      state_limit: version === "1.2" ? 3500 : 30_000,
      lrs: null,
      statements: {},
      ...data,
    };
    const store = createStore(emptyState("1.0"));
    const said = [];
    let life;
    const tracking = adapter(environment, all, () => {}, () => life.doubt()); // biome-ignore format: as it is called
    const inner = tracking.save;
    tracking.save = async (record) => {
      const done = await inner(record);
      (done ? world.confirmations : world.refusals).push(record);
      return page.alive && done;
    };
    life = createLifecycle({
      tracking,
      environment,
      record: (seconds) => ({
        state: writeState(store.get(), all.state_limit),
        kept: keepable(store.get()),
        location: "film",
        language: store.get().l ?? "",
        complete: store.get().c === 1,
        progress: progress(store.get(), ACTIVITIES),
        score: true,
        seconds,
      }),
    });
    life.subscribe((status) => said.push(status));
    let complete = false;
    store.subscribe(() => {
      store.update((state) => noteCompletion(state, ACTIVITIES));
      if (store.get().c && !complete) {
        complete = true;
        void life.save(true);
      }
      life.changed();
    });
    const opening = life.open();
    await settled();
    const session = await opening;
    if ("state" in session) {
      complete = session.complete;
      const known = readState(session.state, all.version);
      store.update((state) => mergeStates(session.complete ? { ...known, c: 1 } : known, state));
      if (session.restored) void life.confirmed().then(() => said.push("restored"));
      void life.save();
    }
    if (wait) await world.pass(wait);

    const visit = {
      session,
      tracking,
      life,
      store,
      said,
      page,
      window,
      api: home[name],
      status: () => life.status(),
      is: (id) => store.get().a[id]?.d === 1,
      done(...ids) {
        for (const id of ids) store.update((state) => markDone(state, id));
        return life.save(true);
      },
      write: (id, text) => store.update((state) => change(state, id, { n: text })),
      async see(visibility) {
        page.visibility = visibility;
        document.dispatchEvent(new Event("visibilitychange"));
        await world.pass(50);
      },
      async onLine(is) {
        window.navigator.onLine = is;
        world.network.up = is;
        if (is) window.dispatchEvent(new Event("online"));
        await world.pass(50);
      },
      async close() {
        page.visibility = "hidden";
        window.dispatchEvent(Object.assign(new Event("pagehide"), { persisted: false }));
        page.alive = false;
        await settled();
      },
      async kill() {
        page.alive = false;
        await settled();
      },
    };
    return visit;
  }
  return world;
}
