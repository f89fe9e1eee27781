/**
 * Random walks of a learner's windows with an LRS that has a habit: they report, hide, close, crash, reload
 * and go offline; at the end the LRS is asked what it has. Everything runs on one simulated clock.
 */

import { IDBFactory } from "fake-indexeddb";
import { createOutbox } from "../../templates/player/delivery/outbox.js";
import { createLrs } from "../../templates/player/tracking/lrs.js";
import { createLrsHabit } from "./lrs-habits.mjs";

const LIMITS = {
  answerWait: 15_000,
  gather: 500,
  leftAlone: 15_000,
  resend: 5000,
  retries: [1000, 2000, 4000],
};
const AWAY = 120_000;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function chance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One clock for pages and LRS. */
function createTime(databases) {
  let now = Date.UTC(2026, 0, 2);
  let timers = [];
  const settled = async () => {
    const isBusy = () =>
      databases._databases.get("larpaket")?.transactions.some(({ _state }) => _state !== "finished");
    for (let i = 0; i < 10 || isBusy(); i += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    now: () => now,
    after(milliseconds, call) {
      const timer = { at: now + milliseconds, call };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    settled,
    async pass(milliseconds) {
      const end = now + milliseconds;
      await settled();
      for (;;) {
        const next = Math.min(...timers.map((timer) => timer.at));
        if (!(next <= end)) break;
        now = Math.max(now, next);
        const due = timers.filter((timer) => timer.at <= now);
        timers = timers.filter((timer) => timer.at > now);
        for (const timer of due) timer.call();
        await settled();
      }
      now = end;
    },
  };
}

function createLocalStorage() {
  const map = new Map();
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    key: (i) => [...map.keys()][i] ?? null,
    get length() {
      return map.size;
    },
  };
}

/**
 * @param {{ habit: string, statements: number, seed: number, calm?: boolean }} of `calm`: nothing fails
 *   except by the LRS's habit
 */
export async function walk({ habit, statements, seed, calm = false }) {
  const random = chance(seed);
  const disk = { databases: new IDBFactory(), local: createLocalStorage() };
  const time = createTime(disk.databases);
  const lrs = createLrsHabit(habit, time, random);
  const network = { up: true, cut: 0 };
  /** What each page reported, in order, and which of it the browser confirmed as stored. */
  const told = [];
  const persisted = new Set();
  let pages = 0;
  const log = { closings: 0, kills: 0, reloads: 0, hidden: 0, offline: 0, cut: 0 };
  const bytes = (array) => array.map(() => Math.floor(random() * 256));

  const openPage = async () => {
    pages += 1;
    const name = pages;
    const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
    const window = Object.assign(new EventTarget(), { indexedDB: disk.databases, localStorage: disk.local });
    const it = { alive: true, closing: false, name };
    const flying = new Set();
    const transport = (url, init) =>
      new Promise((resolve, reject) => {
        const request = { method: init.method, url: new URL(url), body: init.body };
        const answer = (response) => {
          flying.delete(request);
          if (!it.alive || request.over) return;
          request.over = true;
          if (!response) lrs.lose(request);
          if (!response) return reject(new TypeError("network"));
          resolve({
            status: response.status,
            text: async () => response.body ?? "",
            headers: { get: () => null },
          });
        };
        request.cancel = () => {
          request.over = true;
          request.cancelled?.();
        };
        flying.add(request);
        init.signal?.addEventListener("abort", () => answer(null));
        if (!network.up) return time.after(10, () => answer(null));
        const cutsBefore = network.cut === 1;
        const cutsAfter = network.cut === 2;
        if (network.cut) log.cut += 1;
        network.cut = 0;
        request.keepalive = init.keepalive;
        const arrival = time.after(20 + random() * 60, () => {
          request.cancelled = null;
          if (cutsBefore) return answer(null);
          lrs.handle(request, (response) =>
            time.after(20, () => answer(cutsAfter || !network.up ? null : response)),
          );
        });
        request.cancelled = arrival;
      });
    const environment = {
      window,
      page,
      clock: {
        now: time.now,
        monotonic: time.now,
        after: (milliseconds, call) => time.after(milliseconds, () => it.alive && call()),
      },
      limits: LIMITS,
      random: (array) => array.set(bytes([...array])) ?? array,
      transport,
    };
    const requests = createLrs(environment, "https://lrs.example/xapi/", "");
    const outbox = createOutbox(environment, requests, { box: "b" }, () => {});
    const mine = [];
    told.push({ page: it, mine });
    Object.assign(it, {
      window,
      outbox,
      tell(count) {
        for (
          let i = 0;
          i < count && told.reduce((sum, one) => sum + one.mine.length, 0) < statements;
          i += 1
        ) {
          const id = uuid(bytes(Array(16).fill(0)));
          mine.push(id);
          const sent = outbox.send({
            id,
            actor: { mbox: "mailto:a@b.se" },
            verb: { id: "v" },
            object: { id: "o" },
          });
          void sent.persisted.then((done) => done && it.alive && persisted.add(id));
        }
      },
      see(state) {
        page.visibilityState = state;
        page.dispatchEvent(new Event("visibilitychange"));
      },
      /** As when a browser closes a page: what is called before it closes is still sent. */
      close() {
        it.closing = true;
        void outbox.leave();
        it.die();
      },
      /** As in a crash: what had not reached the network never will. */
      die() {
        it.alive = false;
        for (const request of flying) if (!request.keepalive || !it.closing) request.cancel();
      },
    });
    void outbox.adopt((item) => item);
    return it;
  };

  let open = [await openPage()];
  const count = () => told.reduce((sum, one) => sum + one.mine.length, 0);
  while (count() < statements) {
    if (!open.length) open.push(await openPage());
    const it = open[Math.floor(random() * open.length)];
    const what = calm ? 0 : random();
    if (what < 0.55) it.tell(1 + Math.floor(random() * 4));
    else if (what < 0.62) {
      log.hidden += 1;
      it.see("hidden");
    } else if (what < 0.68) it.see("visible");
    else if (what < 0.74) network.cut = random() < 0.5 ? 1 : 2;
    else if (what < 0.78) {
      log.offline += 1;
      network.up = false;
      time.after(random() * 20_000, () => {
        network.up = true;
        for (const one of open) one.window.dispatchEvent(new Event("online"));
      });
    } else if (what < 0.86) {
      log.closings += 1;
      if (random() < 0.5) it.tell(1 + Math.floor(random() * 2));
      it.close();
      open = open.filter((one) => one !== it);
    } else if (what < 0.9) {
      log.kills += 1;
      it.die();
      open = open.filter((one) => one !== it);
    } else if (what < 0.95) {
      log.reloads += 1;
      it.close();
      await time.pass(100 + random() * 2000);
      open = [...open.filter((one) => one !== it), await openPage()];
    } else if (open.length < 3) open.push(await openPage());
    await time.pass(random() < 0.8 ? random() * 1500 : random() * 20_000);
  }
  network.up = true;
  const last = await openPage();
  open.push(last);
  for (let i = 0; i < 60 && ![...persisted].every((id) => lrs.has(id)); i += 1) await time.pass(AWAY);
  await time.pass(AWAY);
  return {
    told: count(),
    persisted: persisted.size,
    lost: [...persisted].filter((id) => !lrs.has(id)),
    doubled: lrs.doubled(),
    overlapping: lrs.overlapping,
    resent: lrs.resent,
    disordered: told.filter(({ page, mine }) => !page.closing && page.alive && !inOrder(mine, lrs.stored))
      .length,
    requests: lrs.requests,
    log,
  };
}

const inOrder = (mine, stored) => {
  const places = mine.map((id) => stored.indexOf(id));
  return places.every((place, i) => i === 0 || place >= places[i - 1]);
};

const uuid = (array) => {
  array[6] = (array[6] & 15) | 64;
  array[8] = (array[8] & 63) | 128;
  const hex = array.map((one) => one.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};
