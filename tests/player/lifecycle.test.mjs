import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createLifecycle } from "../../templates/player/lifecycle.js";

/** A clock that is moved by hand, windows that are events, a tracking that answers as told. */
function world() {
  let time = 0;
  let timers = [];
  const events = { window: new EventTarget(), page: new EventTarget() };
  events.page.visibilityState = "visible";
  const made = { saves: [], closes: [], statuses: [], answers: [], timers: () => timers.length };
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
    limits: { retries: [1000, 2000, 4000], retryEvery: 15_000, saveEvery: 60_000 },
  };
  const answer = () => made.answers.shift() ?? true;
  const tracking = {
    open: async () => made.session ?? { kind: "tracked", state: "", location: "", language: "", complete: false },
    save: async (record) => made.saves.push(record) && answer(),
    close: async (record) => made.closes.push(record) && answer(),
  };
  made.complete = false;
  made.life = createLifecycle({
    tracking,
    environment,
    record: (seconds) => ({ seconds, complete: made.complete }),
    onStatus: (status) => made.statuses.push(status),
  });
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

test("saved is said only after the confirmation", async () => {
  await it.life.open();
  assert.deepEqual(it.statuses, ["saving"]);
  await it.life.save();
  assert.deepEqual(it.statuses, ["saving", "saved"]);
});

test("a refused save is tried again with growing pauses, and said after the third", async () => {
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

test("a completion that is on its way takes back what was said", async () => {
  await it.life.open();
  await it.life.save();
  it.complete = true;
  await it.life.save();
  await it.life.save();
  assert.deepEqual(it.statuses, ["saving", "saved", "saving", "saved"]);
});

test("every minute, only when something changed", async () => {
  await it.life.open();
  await it.life.save();
  await it.pass(60_000);
  assert.equal(it.saves.length, 1);
  it.life.changed();
  await it.pass(60_000);
  assert.equal(it.saves.length, 2);
});

test("hidden saves and does not end; pagehide ends, once", async () => {
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

test("the end is told only after a confirmed save", async () => {
  await it.life.open();
  it.answers.push(false);
  assert.equal(await it.life.finish(), false);
  assert.equal(it.closes.length, 0);
  assert.equal(await it.life.finish(), true);
  assert.equal(it.life.status(), "ended");
  assert.equal(it.timers(), 0);
});

test("an end that the LMS refuses is not told as done", async () => {
  await it.life.open();
  it.answers.push(true, false);
  assert.equal(await it.life.finish(), false);
  assert.equal(it.life.status(), "waiting");
});

for (const kind of ["untracked", "readonly", "lost"]) {
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

test("saves that are asked for at once become one after the other, never side by side", async () => {
  await it.life.open();
  await Promise.all([it.life.save(), it.life.save(), it.life.save()]);
  assert.equal(it.saves.length, 1);
});

test("the session's length is that of this page", async () => {
  await it.life.open();
  await it.pass(90_000);
  await it.life.save();
  assert.equal(it.saves.at(-1).seconds, 90);
});
