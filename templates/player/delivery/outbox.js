/**
 * The outbox: every statement arrives exactly once, whatever the network, the LRS and the browser do
 * (docs/statements.md). A statement's states and transitions are the table in item.js.
 *
 * A statement is serialised once and persisted before it is sent; it leaves the outbox when the LRS has
 * confirmed it. No two requests carry it at the same time: a page sends its own statements at once, and those
 * of another page only when that page has not touched them for a while (shelf.js). Nothing here throws.
 *
 * @typedef {import("./item.js").Item} Item
 * @typedef {import("../statements.js").Statement} Statement
 * @typedef {import("../shapes.js").Unsent} Unsent
 * @typedef {import("./shapes.js").Sent} Sent
 * @typedef {import("./shapes.js").Outbox} Outbox
 * @typedef {import("./shelf.js").Adopt} Adopt
 */

import { uuid4 } from "../uuid.js";
import { backoff } from "./backoff.js";
import { lastBatches, mark, nextBatch } from "./batches.js";
import { happenTo, isSent, isWaiting, mayBeStored } from "./item.js";
import { createSender } from "./sending.js";
import { createShelf } from "./shelf.js";

/**
 * The number of failures after which the statement itself is suspected. A failing network or login is not
 * about one statement, but a failing server may be.
 */
const MANY = 20;
const MANY_OF_A_SERVER = 8;

/**
 * @param {import("../shapes.js").Environment} environment
 * @param {import("../tracking/lrs.js").Lrs} lrs
 * @param {object} of
 * @param {string} of.box names whose statements these are
 * @param {string} [of.before] the box's name in an earlier release
 * @param {string} [of.session] the session they belong to, if that matters: what it left before a reload is
 *   its own
 * @param {boolean} [of.reads] the key may read
 * @param {(unsent: Unsent) => void} report
 * @returns {Outbox}
 */
export function createOutbox(environment, lrs, { box, before = box, session = "", reads }, report) {
  const { clock, limits, page, random, window } = environment;
  const me = uuid4(random);
  /** @type {string[]} */
  const log = [];
  const write = (/** @type {string} */ line) => void (log.includes(line) || log.push(line));
  const sender = createSender(lrs, write, reads);
  const shelf = createShelf(environment, { boxes: [box, before], me, session }, write);
  /** @type {Promise<unknown>} */
  let persisting = Promise.resolve();
  /** @type {Promise<void> | null} */
  let running = null;
  /** @type {Adopt} */
  let adopt = () => undefined;
  let stopped = false;
  let count = 0;
  let cancelWake = () => {};

  const open = () => shelf.items().filter((item) => isWaiting(item) || isSent(item));
  const isOwn = (/** @type {Item} */ item) => !item.left;
  const mine = () => open().filter(isOwn);
  /** As far as anybody can know, no request has ever carried it. @param {Item} item */
  const isUntried = (item) => !item.found && !mayBeStored(item);
  /** How long until it may be sent. @param {Item} item */
  const waits = ({ rest = 0, pause = 0 }) => Math.max(rest, pause) - clock.monotonic();
  const rests = (/** @type {Item} */ item) => waits(item) > 0;
  /**
   * A request or another page may still be delivering it, so a closing page leaves it alone.
   * @param {Item} item
   */
  const isBusy = (item) => isSent(item) || (item.rest ?? 0) > clock.monotonic() || !isFresh(item);
  /**
   * While one of a group rests, the whole group waits: a page's items have an order. Items that fail for
   * reasons of their own are separate.
   * @param {Item} item
   */
  const groupOf = (item) => (item.late ? item.id : item.page);
  /**
   * Other pages leave alone what this page made or sent a moment ago, and cannot know what only this page
   * holds.
   * @param {Item} item
   */
  const isFresh = ({ page: by, at, tried = at, disk }) => {
    const age = clock.now() - Math.max(at, tried);
    return disk !== "kept" || (by === me && age >= 0 && age < limits.leftAlone - limits.resend);
  };

  /** Whether these items are all that is left of one batch. @param {Item[]} batch */
  const isWhole = ([{ batch: name }, ...rest]) =>
    name && open().filter((item) => item.batch === name).length === rest.length + 1;

  /** What to send next, in order: this session's own items, then what others left. */
  const queue = () => {
    const all = stopped ? [] : open();
    const own = all.filter(isOwn);
    // Persist, then send.
    const first = own.findIndex((item) => !item.disk || rests(item));
    if (own.length) return (first < 0 ? own : own.slice(0, first)).filter(isWaiting);
    const resting = new Set(all.filter(rests).map(groupOf));
    return all.filter((item) => isWaiting(item) && !resting.has(groupOf(item)));
  };

  const tell = () => {
    shelf.follow();
    const waiting = open();
    const unkept = shelf.loose().length;
    // A short outage is not worth reporting, unless this page is the only place that holds the statement.
    const long = waiting.some(({ failed = 0 }) => failed > (unkept ? 0 : limits.retries.length));
    const trouble = !waiting.length ? "" : stopped ? "refused" : long ? "offline" : "";
    const aside = shelf.items().length - waiting.length;
    report({ waiting: waiting.length, aside, trouble, loose: unkept, expired: shelf.expired() });
  };

  /**
   * @param {Item[]} batch is sent again
   * @param {number} [size] how many at once
   */
  const apart = (batch, size = 1) => {
    for (let from = 0; from < batch.length; from += size)
      mark(batch.slice(from, from + size), uuid4(random), isUntried);
    return shelf.note(batch);
  };

  /**
   * @param {Item[]} batch
   * @param {boolean} [leaving] a closing page never resumes after an await
   */
  const deliver = async (batch, leaving) => {
    const began = clock.monotonic();
    // The row already says that it is being sent: it was written together with the statement.
    const [first, another] = batch;
    const made =
      !another && !first.batch && first.tried === first.at && clock.now() - first.at < limits.gather;
    // A probe vouches for everything sent with it, so part of a batch is a new batch.
    if (!made && !isWhole(batch)) mark(batch, uuid4(random), isUntried);
    for (const item of batch) {
      happenTo(item, "send");
      item.tried = clock.now();
    }
    // Without the mark, a page that finds these items could conclude nothing from them.
    const noted = made ? null : shelf.note(batch);
    if (!leaving) await noted;
    const seek = !leaving && batch.every((item) => item.found && mayBeStored(item));
    const outcome = await sender.deliver(batch, seek);
    const pause = backoff((first.failed ?? 0) + 1, random(new Uint8Array(1))[0] / 256, outcome.asked);
    for (const item of outcome.fault ? batch : []) {
      item.failed = (item.failed ?? 0) + 1;
      item.pause = clock.monotonic() + pause;
      if (!outcome.status) item.rest = (seek ? clock.monotonic() : began) + limits.resend;
    }
    await shelf.settle(batch, outcome);
    if (outcome.apart) await apart(batch.filter(isWaiting), outcome.apart);
    return outcome;
  };

  /**
   * After repeated failures a batch is split up. An item that fails alone while the next one succeeds goes
   * last from now on.
   *
   * @param {Item[]} batch
   * @param {Item[]} rest the items after it
   */
  const single = async (batch, rest) => {
    if (batch.length > 1) return apart(batch);
    const [item] = batch;
    const next = nextBatch(rest.filter((one) => isWaiting(one) && !rests(one)));
    if (!item.alone && next.length && !(await deliver(next)).fault) item.late = item.left = true;
  };

  const work = async () => {
    for (;;) {
      const before = nextBatch(queue());
      if (!before.every(isFresh)) await shelf.take(adopt, before);
      const waiting = queue();
      const batch = nextBatch(waiting);
      if (!batch.length) return;
      // An item from another page may have moved in front.
      if (!batch.every((item) => before.includes(item))) continue;
      const [first] = batch;
      const { event, fault, status } = await deliver(batch);
      stopped = event === "forbid";
      const many = status < 500 ? MANY : MANY_OF_A_SERVER;
      if (fault && !stopped && (first.failed ?? 0) >= many) await single(batch, waiting.slice(batch.length));
      tell();
      // Callers waiting for this session's own items wait for at most one request with others' items.
      if (fault || first.alone || !queue().some(isOwn)) return;
    }
  };

  const run = () => {
    running ??= work().finally(() => {
      running = null;
      tell();
      goOn();
    });
    return running;
  };
  /** What others left, and what rests, continues in the background; nobody waits for it. */
  const goOn = () => {
    cancelWake();
    // Checked before the queue, so that an item whose rest ends in between is sent at once.
    const resting = open().flatMap((item) => (isWaiting(item) && rests(item) ? [waits(item)] : []));
    if (queue().length) void run();
    else if (resting.length) cancelWake = clock.after(Math.min(...resting), goOn);
  };

  /** @type {Outbox["flush"]} */
  const flush = async (now = false) => {
    await opened;
    await persisting;
    if (now) {
      await running; // the caller wants an attempt that starts now
      for (const item of open()) item.pause = 0;
      stopped = false;
    }
    while (queue().some(isOwn) || (running && mine().some(isSent))) await run();
    goOn();
    return !mine().length;
  };

  const opened = shelf.take(adopt).then(() => {
    if (open().length || shelf.expired()) tell();
  });

  window.addEventListener("online", () => void flush(true));
  page.addEventListener("visibilitychange", () => {
    if (page.visibilityState !== "hidden") return;
    shelf.bridge();
    void flush(true);
  });

  return {
    async adopt(how) {
      adopt = how;
      await opened;
      await shelf.take(adopt);
      tell();
      goOn();
    },
    claim(id) {
      const item = shelf.items().find((one) => one.id === id);
      if (!item) return;
      void apart([item]);
      Object.assign(item, { left: false, pause: 0 });
      shelf.order();
    },
    send(statement, { alone, at = clock.now(), left } = {}) {
      /** @type {Item} */
      const item = {
        id: statement.id,
        body: JSON.stringify(statement),
        at,
        n: count++,
        page: me,
        state: "kept",
        left,
      };
      if (!open().length) item.tried = at;
      if (alone) item.alone = alone;
      if (session) item.session = session;
      const there = new Promise((resolve) => {
        item.tell = resolve;
      });
      const persisted = shelf.add(item).then((done) => {
        if (!done) tell();
        return done;
      });
      tell();
      persisting = Promise.all([persisting, persisted]);
      void persisted.then(() => flush());
      return { persisted, there };
    },
    flush,
    // A closing page cannot wait: all of this session's statements go at once, as many as fit. Those that a
    // request, this page's or another's, may still be delivering are not sent twice, and what others left
    // stays.
    async leave(vital = []) {
      const ready = stopped ? [] : mine().filter((item) => !isBusy(item));
      const batches = lastBatches(ready, lrs.room(), (item) => vital.includes(item.id));
      for (const batch of batches) {
        if (!isWhole(batch)) mark(batch, uuid4(random), isUntried);
        for (const item of batch) item.tried = clock.now();
      }
      shelf.bridge();
      await Promise.all(batches.map((batch) => deliver(batch, true)));
      tell();
      goOn();
      return !mine().length;
    },
    has: (id) => shelf.items().some((item) => item.id === id),
    isBusy: (id) => shelf.items().some((item) => item.id === id && isBusy(item)),
    loose: () => shelf.loose().map((item) => item.id),
    bodies: () => shelf.items().map((item) => item.body),
    details: () => log.slice(-20),
  };
}
