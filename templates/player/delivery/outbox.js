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
 *   send: (statement: Statement, more?: { alone?: boolean, at?: number, left?: boolean }) => Promise<boolean>,
 *   adopt: (adopt: Adopt) => Promise<void>, claim: (id: string) => void, flush: (now?: boolean) => Promise<boolean>,
 *   leave: (vital?: string[]) => Promise<boolean>, has: (id: string) => boolean, isUnderway: (id: string) => boolean,
 *   loose: () => string[], bodies: () => string[], details: () => string[] }} Outbox
 *   `send` resolves to whether it was persisted, `flush` and `leave` to whether nothing of this session waits any more: all is confirmed, or
 *   was refused for good. From `adopt` on what others left is sent too, after this session's own, which never waits for it; `claim` makes
 *   one of those this session's own. `loose` are the ids that this browser could not persist.
 * @typedef {(item: Item) => Item | null | undefined} Adopt what becomes of one that another page made: null removes it, undefined leaves it
 *   where it is
 */

import { uuid4 } from "../uuid.js";
import { lastBatches, mark, nextBatch, unmark } from "./batches.js";
import { openKeep } from "./keep.js";
import { createLock } from "./lock.js";
import { createLane } from "./pause.js";
import { createSender } from "./sending.js";

/**
 * @param {import("../shapes.js").Environment} environment
 * @param {import("../tracking/lrs.js").Lrs} lrs
 * @param {object} of
 * @param {string} of.box whose statements these are
 * @param {string} [of.before] what an earlier release called the box
 * @param {string} [of.session] the session that they belong to, where that matters: what it left before a reload is its own
 * @param {boolean} [of.reads] the key may read
 * @param {(unsent: Unsent) => void} report
 * @returns {Outbox}
 */
export function createOutbox(environment, lrs, { box, before = box, session = "", reads }, report) {
  const { clock, limits, page, random, window } = environment;
  /** @type {string[]} */
  const log = [];
  const sender = createSender(lrs, (line) => log.push(line), reads);
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
  const own = createLane(environment, () => run());
  const rest = createLane(environment, () => run());
  /** @type {Adopt} */
  let adopt = () => undefined;
  let stopped = false;
  let count = 0;
  let bridged = false;

  const open = () => items.filter((item) => !item.aside);
  const isOwn = (/** @type {Item} */ item) => !item.left;
  const isIdle = (/** @type {Item} */ item) => !underway.has(item.id);
  /** This session's own statements that wait; what others left goes only when there are none. */
  const mine = () => open().filter(isOwn);

  /** What goes next, in order. */
  const queue = () => {
    const waiting = mine();
    return stopped || (waiting.length ? own : rest).isHeld() ? [] : (waiting.length ? waiting : open()).filter(isIdle);
  };

  const tell = () => {
    if (bridged) bridge();
    const waiting = open().length;
    const unkept = items.filter((item) => loose.has(item.id)).length;
    // A short break is not worth a word, unless the page is the only place where it is kept.
    const long = Math.max(own.failures(), rest.failures()) > (unkept ? 0 : limits.retries.length);
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
      if (known && row.batch && row.batch !== known.batch) Object.assign(known, { batch: row.batch, probe: row.probe, sent: true });
      if (known) continue;
      // Who was not let in may be let in now.
      if (row.aside?.startsWith("403")) delete row.aside;
      const again = session !== "" && row.session === session;
      const item = again ? row : adopt(row);
      if (item === undefined) continue;
      kept.add(row.id);
      if (item) items.push({ ...item, sent: true, left: !again });
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
      const fresh = { ...item, id, sent: false, body: JSON.stringify({ ...JSON.parse(item.body), id }) };
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
      // Who is not let in leaves nothing there.
      if (outcome.fault !== "stop") item.sent = true;
      underway.delete(item.id);
    }
    await settle(outcome);
    return outcome;
  };

  /** @param {() => Promise<unknown>} renew */
  const work = async (renew) => {
    await refresh();
    tell();
    for (let waiting = queue(); waiting.length; waiting = queue()) {
      const batch = nextBatch(waiting);
      if (batch.some((item, place) => item !== waiting[place])) {
        // Its page closed before it had kept the mark of all of them: what lies between must not come after them.
        await apart(batch);
        continue;
      }
      const lane = isOwn(batch[0]) ? own : rest;
      const outcome = await deliver(batch, renew);
      stopped = outcome.fault === "stop";
      if (outcome.fault === "wait") lane.hold(outcome.asked);
      if (!outcome.fault) lane.passed();
      tell();
      if (outcome.fault) return;
      // Whoever waits for this session's own waits for one request of the others at most.
      if (batch[0].alone || !queue().some(isOwn)) return;
    }
  };

  const run = () => {
    // A session's beginning is nobody else's, and waits for no other tab, nor for the lease of one that is gone.
    running ??= (queue()[0]?.alone ? work(async () => {}) : lock(work)).finally(() => {
      running = null;
      goOn();
    });
    return running;
  };
  /** Nobody waits for what others left: it goes on by itself. */
  const goOn = () => {
    if (queue().length) void run();
  };

  /** @type {Outbox["flush"]} */
  const flush = async (now = false) => {
    await opened;
    await persisting;
    if (now) {
      await running; // whoever asks for a try wants one that begins now
      own.release();
      rest.release();
      stopped = false;
    }
    while (queue().some(isOwn) || (running && !mine().every(isIdle))) await run();
    goOn();
    return !mine().length;
  };

  const opened = openKeep(window, [box, before], clock.now()).then(async (made) => {
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
    async adopt(how) {
      adopt = how;
      await opened;
      await refresh();
      goOn();
    },
    claim(id) {
      const item = items.find((one) => one.id === id);
      if (!item) return;
      unmark([item]);
      item.left = false;
      order();
    },
    send(statement, { alone, at = clock.now(), left } = {}) {
      /** @type {Item} */
      const item = { id: statement.id, body: JSON.stringify(statement), at, n: count++, left, ...(alone ? { alone } : {}) };
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
    // A closing page waits for nobody: all of this session goes at once, as much of it as may. What is under way is not sent twice, and what
    // others left is none of its business.
    async leave(vital = []) {
      bridge();
      const batches = lastBatches(stopped ? [] : mine().filter(isIdle), lrs.room(), (item) => vital.includes(item.id));
      for (const batch of batches) mark(batch, uuid4(random), (item) => !item.sent);
      const answers = batches.map((batch) => deliver(batch));
      await Promise.all(answers);
      tell();
      return !mine().length;
    },
    has: (id) => items.some((item) => item.id === id),
    isUnderway: (id) => underway.has(id),
    loose: () => items.flatMap((item) => (loose.has(item.id) ? [item.id] : [])),
    bodies: () => items.map((item) => item.body),
    details: () => log.slice(-20),
  };
}
