/**
 * The outbox: every statement arrives exactly once, whatever the network, the LRS and the browser do (xapi.md section 3).
 *
 * A statement is serialised once and persisted before it is sent; it leaves the outbox when the LRS has confirmed it. One tab at a time
 * sends, one request at a time, in order. Nothing here throws.
 *
 * @typedef {import("./keep.js").Item} Item
 * @typedef {import("./sending.js").Outcome} Outcome
 * @typedef {import("../statements.js").Statement} Statement
 * @typedef {import("../shapes.js").Unsent} Unsent
 * @typedef {{
 *   opened: Promise<void>, send: (statement: Statement, more?: { alone?: boolean, at?: number }) => Promise<boolean>,
 *   flush: (now?: boolean) => Promise<boolean>, leave: () => Promise<boolean>, has: (id: string) => boolean,
 *   loose: () => string[], bodies: () => string[], details: () => string[] }} Outbox
 *   `send` resolves to whether it was persisted, `flush` and `leave` to whether nothing waits any more: all is confirmed, or was refused
 *   for good. `loose` are the ids that this browser could not persist.
 */

import { uuid4 } from "../uuid.js";
import { lastBatches, mark, nextBatch, unmark } from "./batches.js";
import { openKeep } from "./keep.js";
import { createLock } from "./lock.js";
import { pauseFor } from "./pause.js";
import { createSender, isRandom } from "./sending.js";

/**
 * @param {import("../shapes.js").Environment} environment
 * @param {import("../tracking/lrs.js").Lrs} lrs
 * @param {object} of
 * @param {string} of.box whose statements these are
 * @param {string} [of.session] the session that they belong to, where that matters
 * @param {(item: Item) => Item | null} [of.adopt] what becomes of one that an earlier session left
 * @param {(unsent: Unsent) => void} report
 * @returns {Outbox}
 */
export function createOutbox(environment, lrs, { box, session = "", adopt = (item) => item }, report) {
  const { clock, limits, page, random, window } = environment;
  /** @type {string[]} */
  const log = [];
  const sender = createSender(lrs, (line) => log.push(line));
  /** In the order in which they go. @type {Item[]} */
  let items = [];
  /** Ids that this browser has confirmed. @type {Set<string>} */
  const kept = new Set();
  /** Ids that it could not keep. @type {Set<string>} */
  const loose = new Set();
  /** @type {Set<string>} */
  const ours = new Set();
  /** @type {Set<string>} */
  const underway = new Set();
  /** @type {import("./keep.js").Keep | null} */
  let keep = null;
  /** @type {import("./lock.js").Lock} */
  let lock = (act) => act(async () => {});
  /** @type {Promise<unknown>} */
  let persisting = Promise.resolve();
  /** @type {Promise<void> | null} */
  let running = null;
  /** @type {(() => void) | null} */
  let cancelPause = null;
  let failures = 0;
  let stopped = false;
  let count = 0;
  let bridged = false;

  const open = () => items.filter((item) => !item.aside);
  const ready = () => open().filter((item) => !underway.has(item.id));
  const empty = () => !open().length;

  const tell = () => {
    if (bridged) bridge();
    const waiting = open().length;
    const unkept = items.filter((item) => loose.has(item.id)).length;
    // A short break is not worth a word, unless the page is the only place where it is kept.
    const long = failures > (unkept ? 0 : limits.retries.length);
    const trouble = !waiting ? "" : stopped ? "refused" : long ? "offline" : "";
    report({ waiting, aside: items.length - waiting, trouble, loose: unkept, expired: keep?.expired ?? 0 });
  };

  const order = () => {
    items.sort((a, b) => Number(b.alone ?? false) - Number(a.alone ?? false) || a.at - b.at || a.n - b.n);
  };

  /** @param {Item} item */
  const persist = async (item) => {
    await opened;
    const done = (await keep?.put([item])) ?? false;
    (done ? kept : loose).add(item.id);
    if (!done) tell();
    return done;
  };

  /** What other tabs and earlier sessions left, and what another tab has sent meanwhile. */
  const refresh = async () => {
    if (!keep?.storage) return;
    const rows = await keep.read();
    const there = new Set(rows.map((row) => row.id));
    items = items.filter((item) => there.has(item.id) || !kept.has(item.id));
    for (const row of rows) {
      const known = items.find((item) => item.id === row.id);
      // Another tab may have sent it meanwhile, in a batch of its own.
      if (known && row.batch) Object.assign(known, { batch: row.batch, probe: row.probe });
      if (known) continue;
      const item = (row.session ?? "") === session ? row : adopt(row);
      kept.add(row.id);
      if (item) items.push(item);
      else await keep.remove([row.id]);
    }
    order();
  };

  /** @param {Outcome} outcome */
  const settle = async ({ done, aside, renamed }) => {
    const gone = new Set([...done, ...renamed].map((item) => item.id));
    items = items.filter((item) => !gone.has(item.id));
    for (const [item, why] of aside) {
      item.aside = why;
      log.push(`${item.id}: ${why}`);
    }
    await keep?.put(aside.map(([item]) => item));
    for (const item of renamed) {
      const id = uuid4(random);
      const fresh = { ...item, id, body: JSON.stringify({ ...JSON.parse(item.body), id }) };
      ours.add(id);
      items.push(fresh);
      await persist(fresh);
    }
    order();
    await keep?.remove([...gone]);
  };

  /** @param {Item[]} changed */
  const note = async (changed) => keep?.put(changed.filter((item) => kept.has(item.id)));

  /** @param {Item[]} batch */
  const apart = (batch) => {
    unmark(batch);
    return note(batch);
  };

  /**
   * @param {Item[]} batch
   * @param {() => Promise<unknown>} [renew]
   */
  const deliver = async (batch, renew) => {
    for (const item of batch) underway.add(item.id);
    if (batch.length > 1 || !ours.has(batch[0].id)) {
      // A closing page cannot wait for its mark to be kept; a page that finds its statements concludes nothing from them then.
      if (!batch[0].batch) mark(batch, uuid4(random), (item) => ours.has(item.id) && !item.sent);
      const marked = note(batch);
      if (renew) await marked;
    }
    const outcome = await sender.deliver(batch, { before: renew, apart });
    for (const item of batch) {
      item.sent = true;
      underway.delete(item.id);
    }
    await settle(outcome);
    return outcome;
  };

  /** @param {() => Promise<unknown>} renew */
  const work = async (renew) => {
    await refresh();
    tell();
    for (let batch = nextBatch(ready()); batch.length && !stopped; batch = nextBatch(ready())) {
      const queue = ready();
      if (batch.some((item, place) => item !== queue[place])) {
        // Its page closed before it had kept the mark of all of them: what lies between must not come after them.
        await apart(batch);
        continue;
      }
      const outcome = await deliver(batch, renew);
      if (outcome.fault) return hold(outcome);
      failures = 0;
      tell();
    }
  };

  /** @param {Outcome} outcome */
  const hold = ({ fault, asked }) => {
    failures += 1;
    stopped = fault === "stop";
    const fraction = random(new Uint8Array(1))[0] / 256;
    if (!stopped) {
      cancelPause = clock.after(pauseFor(failures, fraction, asked), () => {
        cancelPause = null;
        void run();
      });
    }
    tell();
  };

  const run = () => {
    running ??= lock(work).finally(() => {
      running = null;
    });
    return running;
  };

  /** @type {Outbox["flush"]} */
  const flush = async (now = false) => {
    await opened;
    await persisting;
    if (now) {
      await running; // whoever asks for a try wants one that begins now
      cancelPause?.();
      cancelPause = null;
      stopped = false;
    }
    while (!cancelPause && !stopped && ready().length) await run();
    return empty();
  };

  const opened = openKeep(window, box, clock.now()).then(async (made) => {
    keep = made;
    lock = createLock(environment, made.storage, box);
    await refresh();
    if (items.length || made.expired) tell();
  });

  const bridge = () => {
    bridged = items.length > 0;
    keep?.bridge(items);
  };

  window.addEventListener("online", () => void flush(true));
  page.addEventListener("visibilitychange", () => {
    if (page.visibilityState !== "hidden") return;
    bridge();
    void flush(true);
  });

  return {
    opened,
    send(statement, { alone, at = clock.now() } = {}) {
      /** @type {Item} */
      const item = { id: statement.id, body: JSON.stringify(statement), at, n: count++, ...(alone ? { alone } : {}) };
      if (session) item.session = session;
      ours.add(item.id);
      items.push(item);
      order();
      tell();
      const persisted = persist(item);
      persisting = Promise.all([persisting, persisted]);
      // Persist, then send; a pause is kept.
      void persisted.then(() => flush());
      return persisted;
    },
    flush,
    // A closing page waits for nobody: everything goes at once, as much of it as may.
    async leave() {
      bridge();
      // What is underway goes once more before the rest: otherwise the end could overtake it. Not under an id that others may have used,
      // since a conflict about that one would keep out the rest.
      const goes = (/** @type {Item} */ item) => ours.has(item.id) && !stopped && (isRandom(item.id) || !underway.has(item.id));
      const batches = lastBatches(open().filter(goes));
      for (const batch of batches) mark(batch, uuid4(random), (item) => !item.sent && !underway.has(item.id));
      const answers = batches.map((batch) => deliver(batch));
      await Promise.all(answers);
      tell();
      return empty();
    },
    has: (id) => items.some((item) => item.id === id),
    loose: () => items.flatMap((item) => (loose.has(item.id) ? [item.id] : [])),
    bodies: () => items.map((item) => item.body),
    details: () => log.slice(-20),
  };
}
