/**
 * The properties that get short names, compared with everything a session stores and sends: the whole player
 * with an LRS, and in an LMS.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { IDBObjectStore } from "fake-indexeddb";
import { createWorld } from "./scorm-world.mjs";
import { createStage, moduleOf } from "./stage.mjs";

const LIST = readFileSync(new URL("../../builder/larpaket/player/own.py", import.meta.url), "utf-8");
const OWN = new Set(/_NAMES = """([^"]*)"""/.exec(LIST)[1].trim().split(/\s+/));

/** The names in everything written to a database or as JSON while `act` runs. */
async function written(act) {
  const names = new Set();
  const look = (value) => {
    if (typeof value !== "object" || value === null) return;
    if (!Array.isArray(value)) for (const name of Object.keys(value)) names.add(name);
    for (const inner of Object.values(value)) look(inner);
  };
  const { stringify } = JSON;
  const { put } = IDBObjectStore.prototype;
  JSON.stringify = (value, ...more) => {
    look(value);
    return stringify(value, ...more);
  };
  IDBObjectStore.prototype.put = function (value, ...more) {
    look(value);
    return put.call(this, value, ...more);
  };
  try {
    await act();
  } finally {
    JSON.stringify = stringify;
    IDBObjectStore.prototype.put = put;
  }
  return names;
}

test("none of them is sent to an LRS that comes and goes, or stored on the disk", async () => {
  const stage = createStage(moduleOf({ steg: { samtal: ["fraga", "hinder"] } }, { mode: "either" }));
  const names = await written(async () => {
    const visit = await stage.launch({ registration: "8ba7b811-9dad-41d1-80b4-00c04fd430c8" });
    await visit.begin("group");
    visit.count("samtal").type("8");
    stage.lrs.up = false;
    visit.timer("samtal", "toggle");
    await stage.pass(200);
    await visit.press("onward");
    await stage.pass(60);
    const again = await visit.reload();
    stage.lrs.up = true;
    await stage.pass(600);
    await again.close();
  });
  const stored = ["body", "box", "state", "actor", "timestamp", "z"];
  assert.deepEqual(
    stored.filter((name) => !names.has(name)),
    [],
  );
  assert.deepEqual(
    [...names].filter((name) => OWN.has(name)),
    [],
  );
});

test("none of them is sent to an LMS that comes and goes, or stored on the disk", async () => {
  const world = createWorld({ version: "1.2" });
  const names = await written(async () => {
    const visit = await world.launch();
    world.network.up = false;
    visit.write("samtal", "text");
    void visit.done("film");
    await world.pass(5000);
    await visit.see("hidden");
    await visit.close();
    world.network.up = true;
    await (await world.launch()).close();
  });
  assert.deepEqual(
    ["attempt", "confirmed", "owner", "d", "n"].filter((name) => !names.has(name)),
    [],
  );
  assert.deepEqual(
    [...names].filter((name) => OWN.has(name)),
    [],
  );
});
