import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createLifecycle } from "../../templates/player/lifecycle.js";

/**
 * A clock that is moved by hand, windows made of events, and a tracking adapter that answers as instructed.
 */
function world() {
  let time = 0;
  let timers = [];
  const events = { window: new EventTarget(), page: new EventTarget() };
  events.page.visibilityState = "visible";
  events.window.location = { assign: (address) => made.visited.push(address) };
  const made = { visited: [], saves: [], closes: [], statuses: [], answers: [], timers: () => timers.length };
  const environment = {
    window: events.window,
    page: events.page,
    clock: {
      now: () => time,
      monotonic: () => time,
      after(milliseconds, call) {
        const timer = { at: time + milliseconds, call };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
    },
    limits: { gather: 500, retries: [1000, 2000, 4000], retryEvery: 15_000, saveEvery: 60_000 },
  };
  const answer = () => made.answers.shift() ?? true;
  const tracking = {
    open: async () =>
      made.session ?? { kind: "tracked", state: "", location: "", language: "", complete: false },
    save: async (record) => made.saves.push(record) && answer(),
    over: () => made.over ?? false,
    close: async (record) => made.closes.push(record) && answer(),
  };
  made.complete = false;
  made.life = createLifecycle({
    tracking,
    environment,
    record: (seconds) => ({ seconds, complete: made.complete }),
  });
  made.life.subscribe((status) => made.statuses.push(status));
  made.pass = async (milliseconds) => {
    time += milliseconds;
    const due = timers.filter((timer) => timer.at <= time);
    timers = timers.filter((timer) => timer.at > time);
    for (const timer of due) timer.call();
    await settle();
  };
  made.send = async (name, fields = {}) => {
    const target = name === "visibilitychange" ? events.page : events.window;
    target.dispatchEvent(Object.assign(new Event(name), fields));
    await settle();
  };
  made.hide = () => {
    events.page.visibilityState = "hidden";
    return made.send("visibilitychange");
  };
  return made;
}

async function settle() {
  for (let i = 0; i < 20; i += 1) await null;
}

let it;
beforeEach(async () => {
  it = world();
});

test("the page says saved only after the confirmation", async () => {
  await it.life.open();
  assert.deepEqual(it.statuses, ["saving"]);
  await it.life.save();
  assert.deepEqual(it.statuses, ["saving", "saved"]);
});

test("a refused save is retried with growing pauses, and reported after the third retry", async () => {
  await it.life.open();
  it.answers.push(false, false, false, false, false, true);
  await it.life.save();
  assert.equal(it.life.status(), "saving");
  await it.pass(1000);
  await it.pass(2000);
  assert.equal(it.saves.length, 3);
  assert.equal(it.life.status(), "saving");
  await it.pass(4000);
  assert.deepEqual(it.statuses, ["saving", "waiting"]);
  await it.pass(15_000);
  assert.equal(it.saves.length, 5);
  await it.pass(15_000);
  assert.equal(it.life.status(), "saved");
});

test('an unconfirmed completion takes back "saved"', async () => {
  await it.life.open();
  await it.life.save();
  it.complete = true;
  await it.life.save();
  await it.life.save();
  assert.deepEqual(it.statuses, ["saving", "saved", "saving", "saved"]);
});

test("a save already running does not count as saving a completion that comes later", async () => {
  const it = world();
  await it.life.open();
  await it.life.save();
  /** @type {(value: boolean) => void} */
  let confirm = () => {};
  it.answers.push(
    new Promise((resolve) => {
      confirm = resolve;
    }),
  );
  it.life.save();
  await settle();
  it.complete = true;
  it.life.save();
  assert.equal(it.life.status(), "saving");
  const before = it.statuses.length;
  confirm(true);
  await settle();
  assert.deepEqual(it.statuses.slice(before), ["saved"]);
  assert.deepEqual(
    it.saves.slice(-2).map((record) => record.complete),
    [false, true],
  );
});

test("it saves every minute, if something has changed", async () => {
  await it.life.open();
  await it.life.save();
  await it.pass(60_000);
  assert.equal(it.saves.length, 1);
  it.life.changed();
  await it.pass(60_000);
  assert.equal(it.saves.length, 2);
});

test("hiding saves and does not end the session; pagehide ends it, once", async () => {
  await it.life.open();
  await it.hide();
  assert.equal(it.saves.length, 1);
  assert.equal(it.closes.length, 0);
  await it.send("pagehide", { persisted: false });
  await it.send("pagehide", { persisted: false });
  assert.equal(it.closes.length, 1);
  assert.equal(it.timers(), 0);
  await it.life.save();
  assert.equal(it.saves.length, 1);
});

test("the back-forward cache keeps the session", async () => {
  await it.life.open();
  await it.send("pagehide", { persisted: true });
  assert.equal(it.closes.length, 0);
  assert.equal(it.saves.length, 1);
  assert.equal(await it.life.save(), true);
});

test("the session is ended only after a confirmed save", async () => {
  await it.life.open();
  it.answers.push(false);
  assert.equal(await it.life.finish(), false);
  assert.equal(it.closes.length, 0);
  assert.equal(await it.life.finish(), true);
  assert.equal(it.life.status(), "ended");
  assert.equal(it.timers(), 0);
});

test("an end that the LMS refuses is not shown as done", async () => {
  await it.life.open();
  it.answers.push(true, false);
  assert.equal(await it.life.finish(), false);
  assert.equal(it.life.status(), "waiting");
});

test("once requested, the end is retried automatically, and nothing is saved after it", async () => {
  await it.life.open();
  it.answers.push(false, true, false);
  await it.life.finish();
  await it.pass(1000);
  assert.deepEqual([it.saves.length, it.closes.length, it.life.status()], [2, 1, "waiting"]);
  await it.life.save();
  assert.deepEqual([it.saves.length, it.closes.length, it.life.status()], [2, 2, "ended"]);
  await it.life.save();
  await it.send("pagehide", { persisted: false });
  assert.deepEqual([it.saves.length, it.closes.length], [2, 2]);
});

test("an ended session goes to the address from the LMS, a closing page goes nowhere", async () => {
  it.session = {
    kind: "tracked",
    state: "",
    location: "",
    language: "",
    complete: false,
    ends: true,
    next: "https://lms.example/back",
  };
  await it.life.open();
  it.answers.push(true, true);
  await it.life.finish();
  assert.deepEqual(it.visited, ["https://lms.example/back"]);
  const other = world();
  other.session = it.session;
  await other.life.open();
  await other.send("pagehide", { persisted: false });
  assert.deepEqual([other.closes.length, other.visited], [1, []]);
});

test("readonly: the session is ended once, by the button or by closing, and nothing is saved", async () => {
  for (const way of ["button", "page"]) {
    const one = world();
    one.session = { kind: "readonly", state: "", location: "", language: "", complete: false, ends: true };
    await one.life.open();
    await one.life.save();
    await one.hide();
    if (way === "button") await one.life.finish();
    await one.send("pagehide", { persisted: false });
    assert.deepEqual([one.saves.length, one.closes.length], [0, 1]);
    assert.deepEqual(one.statuses, way === "button" ? ["readonly", "closed"] : ["readonly"]);
  }
});

for (const kind of ["untracked", "lost", "expired"]) {
  test(`${kind}: nothing is ever written`, async () => {
    it.session = { kind };
    await it.life.open();
    it.life.changed();
    await it.life.save();
    await it.life.finish();
    await it.hide();
    await it.send("pagehide", { persisted: false });
    await it.pass(600_000);
    assert.deepEqual([it.saves, it.closes, it.statuses], [[], [], [kind]]);
  });
}

test("a learner who works on while the LMS is away neither hastens the message nor delays the retries", async () => {
  await it.life.open();
  it.answers.push(...Array(6).fill(false));
  for (let i = 0; i < 5; i += 1) await it.life.save();
  assert.equal(it.life.status(), "saving");
  await it.pass(1000);
  assert.equal(it.saves.length, 6);
  await it.pass(2000);
  assert.deepEqual([it.saves.length, it.life.status()], [7, "saved"]);
});

test("saves requested together run one after another, never in parallel", async () => {
  await it.life.open();
  await Promise.all([it.life.save(), it.life.save(), it.life.save()]);
  assert.equal(it.saves.length, 1);
});

test("the session's length is the time on this page", async () => {
  await it.life.open();
  await it.pass(90_000);
  await it.life.save();
  assert.equal(it.saves.at(-1).seconds, 90);
});

test("a session that the LMS has ended is reported as lost, and nothing is retried", async () => {
  await it.life.open();
  await it.life.save();
  it.answers.push(false);
  it.over = true;
  assert.equal(await it.life.save(), false);
  assert.equal(it.life.status(), "lost");
  await it.life.save();
  await it.pass(600_000);
  await it.send("pagehide", { persisted: false });
  assert.deepEqual([it.saves.length, it.closes.length, it.timers()], [2, 0, 0]);
});

test("the earlier of two windows steps aside: it neither saves nor ends the session", async () => {
  await it.life.open();
  await it.life.save();
  it.life.stepAside();
  await it.life.save();
  await it.life.finish();
  await it.hide();
  await it.send("pagehide", { persisted: false });
  assert.deepEqual(
    [it.saves.length, it.closes.length, it.statuses],
    [1, 0, ["saving", "saved", "elsewhere"]],
  );
});

test("it saves at once when back from the back-forward cache", async () => {
  await it.life.open();
  await it.send("pagehide", { persisted: true });
  await it.send("pageshow", { persisted: true });
  assert.deepEqual([it.saves.length, it.closes.length], [2, 0]);
});

test("back online, failed saves are retried at once, and otherwise nothing is saved", async () => {
  await it.life.open();
  await it.life.save();
  await it.send("online");
  assert.equal(it.saves.length, 1);
  it.answers.push(false);
  await it.life.save();
  await it.send("online");
  assert.deepEqual([it.saves.length, it.life.status()], [3, "saved"]);
});
