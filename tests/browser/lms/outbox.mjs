/**
 * The player's own outbox on a bare page, with a clock that runs faster; what it persisted is told to
 * `window.persisted`.
 */

import { createOutbox } from "/package/delivery/outbox.js";
import { openStorage } from "/package/storage.js";
import { createLrs } from "/package/tracking/lrs.js";
import { uuid4 } from "/package/uuid.js";

const random = (bytes) => crypto.getRandomValues(bytes);
const actor = { objectType: "Agent", account: { homePage: "https://lms.example", name: "a" } };
let outbox;
let lrs;
let news = { waiting: 0 };
let heard = () => {};

/**
 * `faster`: so much faster time passes, from `base` on; the limit of an answer does not. `ahead`:
 * milliseconds added to the clock.
 */
window.begin = async ({ endpoint, authorization, box, faster = 1, answerWait = 15_000, base, ahead = 0 }) => {
  const environment = {
    window,
    page: document,
    random,
    clock: {
      now: () => base + (Date.now() - base) * faster + ahead,
      monotonic: () => performance.now() * faster,
      after(milliseconds, call) {
        const id = setTimeout(call, milliseconds === answerWait ? milliseconds : milliseconds / faster);
        return () => clearTimeout(id);
      },
    },
    transport: (address, init) => fetch(address, init),
    limits: { answerWait, gather: 500, leftAlone: 15_000, resend: 5000, retries: [1000, 2000, 4000] },
  };
  lrs = createLrs(environment, endpoint, authorization);
  outbox = createOutbox(environment, lrs, { box }, (unsent) => {
    news = unsent;
    heard();
  });
  await outbox.adopt((item) => item);
  return canary();
};

/**
 * Whether this origin's databases are those of the last visit. Chromium deletes them all when a kill tore a
 * write ("checksum mismatch"), whatever the page does; only a database of another name can tell that from a
 * fault of ours.
 */
const canary = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("canary", 1);
    let fresh = false;
    request.onupgradeneeded = () => {
      fresh = true;
    };
    request.onsuccess = () => resolve(!fresh);
    request.onerror = () => reject(request.error);
  });

const statement = (event, padding) => ({
  id: uuid4(random),
  actor,
  verb: { id: "http://adlnet.gov/expapi/verbs/responded" },
  object: { objectType: "Activity", id: `https://larande.example.se/events/${event}` },
  ...(padding ? { result: { response: padding } } : {}),
  timestamp: new Date().toISOString(),
});

/** All at once; resolves when each was persisted or could not be. */
window.burst = (events, padding = "") =>
  Promise.all(
    events.map(async (event) => {
      if (await outbox.send(statement(event, padding)).persisted) window.persisted?.(event);
    }),
  ).then(() => {});

/** One after the other, each confirmed before the next happens. */
window.single = async (events) => {
  for (const event of events) {
    await window.burst([event]);
    await window.empty();
  }
};

/** Mark some of what the browser keeps, by their places, as one request that was sent. */
window.tear = async (places) => {
  const storage = await openStorage(window);
  const rows = await storage("outbox", "readonly", (table) => table.getAll());
  const torn = rows.filter(({ n }) => places.includes(n)).map((row) => ({ ...row, batch: "torn" }));
  await storage("outbox", "readwrite", (table) => torn.map((row) => table.put(row, row.id))[0]);
};

window.empty = () =>
  new Promise((resolve) => {
    heard = () => !news.waiting && resolve(null);
    heard();
  });
window.news = () => ({ ...news, loose: outbox.loose().length });
/** Whether nothing is in flight that a closing page's requests would have to share their room with. */
window.isRoomy = () => lrs.room() >= 64_000;
/** As a page closes; with a State document of so many bytes beside it. */
window.leave = (bytes = 0) => {
  const of = {
    activityId: "https://larande.example.se/1",
    agent: JSON.stringify(actor),
    stateId: "larpaket",
  };
  if (bytes)
    void lrs("PUT", "activities/state", of, {
      body: JSON.stringify("x".repeat(bytes)),
      headers: { "If-None-Match": "*" },
    });
  void outbox.leave();
};
window.hurry = () => outbox.flush(true);
