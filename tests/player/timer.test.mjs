import assert from "node:assert/strict";
import { test } from "node:test";
import * as timers from "../../templates/player/activities/reflection/timer.js";

const MINUTE = 60_000;

test("a timer stands still until it is started", () => {
  const timer = timers.createTimer(300);
  assert.equal(timers.remaining(timer, 0), 5 * MINUTE);
  assert.equal(timers.remaining(timer, 99 * MINUTE), 5 * MINUTE);
});

test("a running timer is a deadline, so sleep changes nothing", () => {
  const timer = timers.start(timers.createTimer(300), 1000);
  assert.equal(timers.remaining(timer, 1000 + 2 * MINUTE), 3 * MINUTE);
  assert.equal(timers.remaining(timer, 1000 + 600 * MINUTE), 0);
});

test("starting twice does not give time back", () => {
  const timer = timers.start(timers.start(timers.createTimer(300), 0), MINUTE);
  assert.equal(timers.remaining(timer, MINUTE), 4 * MINUTE);
});

test("a pause keeps the time left, a start continues from there", () => {
  const paused = timers.pause(timers.start(timers.createTimer(300), 0), MINUTE);
  assert.equal(timers.remaining(paused, 50 * MINUTE), 4 * MINUTE);
  assert.equal(timers.remaining(timers.start(paused, 50 * MINUTE), 51 * MINUTE), 3 * MINUTE);
});

test("a minute more: running, paused, after the end, never above fifty", () => {
  const running = timers.start(timers.createTimer(300), 0);
  assert.equal(timers.remaining(timers.addMinute(running, MINUTE), MINUTE), 5 * MINUTE);
  assert.equal(timers.addMinute(timers.createTimer(300), 0).deadline, null);
  const over = timers.pause(running, 9 * MINUTE);
  assert.equal(timers.addMinute(over, 9 * MINUTE).deadline, 10 * MINUTE);
  let most = timers.createTimer(3000);
  for (let i = 0; i < 5; i += 1) most = timers.addMinute(most, 0);
  assert.equal(timers.remaining(most, 0), 50 * MINUTE);
});

test("started after the end, it runs its full time again", () => {
  const over = timers.pause(timers.start(timers.createTimer(300), 0), 9 * MINUTE);
  assert.equal(timers.remaining(timers.start(over, 0), 0), 5 * MINUTE);
});

test("announcements compare by crossing, not by equality", () => {
  assert.equal(timers.crossed(61_000, 59_000), "minute");
  assert.equal(timers.crossed(60_001, 60_000), "minute");
  assert.equal(timers.crossed(60_000, 59_000), null);
  assert.equal(timers.crossed(500, 0), "end");
  assert.equal(timers.crossed(0, 0), null);
  assert.equal(timers.crossed(5 * MINUTE, 0), "end"); // a laptop that slept: only the end is announced
});

test("the clock face shows 5:00 at the start and 0:00 only at the end", () => {
  assert.equal(timers.clockText(5 * MINUTE), "5:00");
  assert.equal(timers.clockText(5 * MINUTE - 1), "5:00");
  assert.equal(timers.clockText(1), "0:01");
  assert.equal(timers.clockText(0), "0:00");
  assert.equal(timers.clockText(50 * MINUTE), "50:00");
});

test("a saved time is restored as it was, whatever was saved", () => {
  assert.deepEqual(timers.createTimer(300, 42), { total: 300_000, left: 42_000, deadline: null });
  assert.equal(timers.createTimer(300, -5).left, 0);
  assert.equal(timers.createTimer(300, 1e9).left, 50 * MINUTE);
});
