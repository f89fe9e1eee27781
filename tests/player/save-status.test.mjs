/** "Saved" is true with the habits of real LMSs: each case is a habit found in reality (docs/lms.md). */

import assert from "node:assert/strict";
import { test } from "node:test";
import { blind } from "./blind.mjs";
import { createWorld, VERSIONS } from "./scorm-world.mjs";

const STATUS = { 1.2: "cmi.core.lesson_status", 2004: "cmi.completion_status" };

async function finish(world, visit) {
  visit.done("film", "samtal", "mer");
  await world.pass(10);
}

/** The arguments of every further call of a method. */
function count(api, method) {
  const calls = [];
  const real = api[method];
  api[method] = (...args) => {
    calls.push(args);
    return real(...args);
  };
  return calls;
}

for (const version of VERSIONS) {
  const each = (name, run) => test(`${version}: ${name}`, () => run(version));

  each("all well, the page says saved and the LMS has it", async () => {
    const world = createWorld({ version });
    const visit = await world.launch();
    assert.equal(visit.status(), "saved");
    visit.done("film");
    await world.pass(2000);
    assert.equal(world.saved().a.film.d, 1);
    const set = count(visit.api, version === "1.2" ? "LMSSetValue" : "SetValue");
    await finish(world, visit);
    await world.pass(2000);
    assert.deepEqual([visit.status(), world.completed()], ["saved", true]);
    assert.deepEqual(visit.tracking.details().slice(2), []);
    assert.ok(!set.some(([name]) => name.endsWith("location")), "what was confirmed is not sent again");
  });

  each("progress that was lost with a failed save is sent again, though nothing else changes", async () => {
    const world = createWorld({ version });
    const visit = await world.launch();
    world.network.status = 502;
    void visit.done("film");
    await world.pass(700);
    world.network.status = 200;
    await world.pass(10_000);
    assert.deepEqual([visit.status(), world.saved().a.film], ["saved", { d: 1 }]);
  });

  each("an LMS that answers true whatever happens is asked for the marker before and after", async () => {
    // WebKit reports nothing about a failed request.
    for (const probes of [
      [false, true],
      [true, false],
      [false, false],
    ]) {
      const world = createWorld({ version, persona: blind(version), engine: "webkit" });
      const visit = await world.launch();
      await world.pass(1000);
      world.network.probes = probes;
      world.network.cut = 1;
      await finish(world, visit);
      await world.pass(200);
      assert.deepEqual([visit.status(), world.completed()], ["saving", false], probes.join());
      await world.pass(10_000);
      assert.deepEqual([visit.status(), world.completed()], ["saved", true]);
    }
  });

  each("a browser without a network believes only a record on its own machine", async () => {
    for (const [host, status] of [
      ["https://lms.example", "waiting"],
      ["http://localhost:8100", "saved"],
      ["moodleappfs://localhost", "saved"],
    ]) {
      const world = createWorld({ version, persona: blind(version) });
      const visit = await world.launch({ host });
      await world.pass(1000);
      visit.window.navigator.onLine = false;
      await finish(world, visit);
      await world.pass(2000);
      assert.deepEqual([visit.status(), world.completed()], [status, true], host);
    }
  });

  each("nothing that a hidden page saves counts as confirmed", async () => {
    const world = createWorld({ version, persona: "loose" });
    const visit = await world.launch();
    const before = world.confirmations.length;
    await visit.see("hidden");
    void visit.done("film");
    await world.pass(130_000);
    assert.equal(world.confirmations.length, before);
    await visit.see("visible");
    await world.pass(2000);
    assert.ok(world.confirmations.length > before);
  });

  each("a save that the server refused for two seconds is made good, completion, score and all", async () => {
    const world = createWorld({ version });
    const visit = await world.launch();
    world.network.status = 502;
    await finish(world, visit);
    await world.pass(2000);
    assert.notEqual(visit.status(), "saved");
    assert.ok(!world.completed());
    world.network.status = 200;
    await world.pass(10_000);
    assert.equal(visit.status(), "saved");
    assert.equal(world.record()[STATUS[version]], "completed");
    assert.equal(Number(world.record()[version === "1.2" ? "cmi.core.score.raw" : "cmi.score.raw"]), 100);
    assert.equal(world.saved().a.mer.d, 1);
  });

  each("the place that was lost with a failed save is sent again", async () => {
    const world = createWorld({ version });
    world.network.status = 502;
    const visit = await world.launch();
    await world.pass(500);
    world.network.status = 200;
    await world.pass(10_000);
    assert.equal(visit.status(), "saved");
    assert.equal(world.record()[version === "1.2" ? "cmi.core.lesson_location" : "cmi.location"], "film");
  });

  for (const engine of ["chromium", "firefox", "webkit"]) {
    each(
      `${engine}: without a network the LMS's "true" is not believed, and it is made good when the network is back`,
      async () => {
        const world = createWorld({ version, engine });
        const visit = await world.launch();
        await visit.onLine(false);
        await finish(world, visit);
        await world.pass(3000);
        assert.equal(visit.status(), "waiting");
        assert.ok(!world.completed());
        await visit.onLine(true);
        await world.pass(3000);
        assert.deepEqual([visit.status(), world.completed()], ["saved", true]);
      },
    );

    each(`${engine}: a server out of reach, though the browser thinks that it is on line`, async () => {
      const world = createWorld({ version, engine });
      const visit = await world.launch();
      world.network.up = false;
      await finish(world, visit);
      await world.pass(30_000);
      assert.equal(visit.status(), "waiting");
      world.network.up = true;
      await world.pass(30_000);
      assert.deepEqual([visit.status(), world.completed()], ["saved", true]);
    });

    each(`${engine}: a break in the middle of one commit does not slip through`, async () => {
      const world = createWorld({ version, engine });
      const visit = await world.launch();
      visit.done("film", "samtal", "mer");
      world.network.cut = 2; // the request and the beacon after it; the marker is answered before and after
      await world.pass(200);
      assert.notEqual(visit.status(), "saved");
      await world.pass(10_000);
      assert.deepEqual([visit.status(), world.completed()], ["saved", true]);
    });
  }

  each("what was committed while hidden is committed anew when the page is seen", async () => {
    const world = createWorld({ version });
    const visit = await world.launch();
    world.network.cut = 1;
    visit.store.update((state) => ({ ...state, k: 1 }));
    await finish(world, visit);
    world.network.up = false;
    await visit.see("hidden");
    world.network.up = true;
    assert.notEqual(visit.status(), "saved");
    await visit.see("visible");
    await world.pass(5000);
    assert.deepEqual([visit.status(), world.completed(), world.saved().k], ["saved", true, 1]);
  });

  each("a film that ends in a hidden tab is not called saved until it is seen", async () => {
    const world = createWorld({ version });
    const visit = await world.launch();
    await visit.see("hidden");
    world.network.up = false;
    await finish(world, visit);
    await world.pass(20_000);
    world.network.up = true;
    assert.notEqual(visit.status(), "saved");
    await visit.see("visible");
    await world.pass(5000);
    assert.deepEqual([visit.status(), world.completed()], ["saved", true]);
  });

  each("a login page is no answer", async () => {
    const world = createWorld({ version, persona: "openedx" });
    const visit = await world.launch();
    assert.equal(visit.status(), "saved");
    world.network.login = true;
    await finish(world, visit);
    await world.pass(20_000);
    assert.equal(visit.status(), "waiting");
    world.network.login = false;
    await world.pass(20_000);
    assert.deepEqual([visit.status(), world.record()[STATUS[version]]], ["saved", "completed"]);
  });

  each("a request that ends without an answer after the commit takes the word back", async () => {
    const world = createWorld({ version, persona: "openedx" });
    world.network.marker = false;
    const visit = await world.launch();
    await world.pass(1000);
    assert.equal(visit.status(), "saved");
    visit.store.update((state) => ({ ...state, k: 1 }));
    world.network.cut = 20;
    world.network.latency = 400;
    void visit.life.save();
    await world.pass(300);
    assert.equal(visit.status(), "saved"); // nobody can know yet
    await world.pass(150);
    assert.equal(visit.status(), "saving");
    world.network.cut = 0;
    await world.pass(10_000);
    assert.deepEqual([visit.status(), world.saved().k], ["saved", 1]);
  });

  each("without a marker the LMS's word must do, and the help desk is told", async () => {
    const world = createWorld({ version, persona: "loose" });
    world.network.marker = false;
    const visit = await world.launch();
    await finish(world, visit);
    await world.pass(2000);
    assert.deepEqual([visit.status(), world.completed()], ["saved", true]);
    assert.match(visit.tracking.details().join("\n"), /larpaket\.json: no answer; the LMS's word must do/);
  });

  each("a loose run-time that never says an error number wipes and lowers nothing", async () => {
    const world = createWorld({ version, persona: "loose" });
    const visit = await world.launch();
    await finish(world, visit);
    await world.pass(2000);
    await visit.close();
    const again = await world.launch();
    assert.deepEqual([again.session.complete, again.is("mer"), again.status()], [true, true, "saved"]);
    await world.pass(60_000);
    assert.equal(world.record()[STATUS[version]], "completed");
  });

  each("a status that cannot be read is never written over", async () => {
    for (const fault of ["throws", "error"]) {
      const world = createWorld({ version, persona: "loose" });
      world.records.a = { [STATUS[version]]: "completed", "cmi.suspend_data": '{"v":1,"m":"1.0","a":{}}' };
      const [prefix, end] = version === "1.2" ? ["LMS", "Finish"] : ["", "Terminate"];
      const calls = [];
      let broken = true;
      let error = "0";
      const api = {
        [`${prefix}Initialize`]: () => "true",
        [`${prefix}GetValue`](name) {
          error = "0";
          if (name === STATUS[version] && broken) {
            if (fault === "throws") throw new Error("broken");
            error = "101";
            return "";
          }
          return world.record()[name] ?? "";
        },
        [`${prefix}SetValue`](name, value) {
          calls.push([name, value]);
          return "true";
        },
        [`${prefix}Commit`]: () => "true",
        [`${prefix}${end}`]: () => calls.push([end]) && "true",
        [`${prefix}GetLastError`]: () => error,
      };
      const visit = await world.launch({ api });
      void visit.done("film");
      await world.pass(2000);
      assert.deepEqual(
        calls.filter(([name]) => name === STATUS[version]),
        [],
      );
      await visit.close();
      assert.equal(
        calls.some(([name]) => name === end),
        version !== "1.2",
      );
      broken = false;
      const later = await world.launch({ api });
      void later.done("samtal");
      await world.pass(2000);
      assert.deepEqual(
        calls.filter(([name]) => name === STATUS[version]),
        [],
      );
    }
  });

  each("a refused end is told again while the page is there", async () => {
    const world = createWorld({ version, persona: "loose" });
    const visit = await world.launch();
    await finish(world, visit);
    await world.pass(2000);
    world.network.status = 200;
    const end = version === "1.2" ? "LMSFinish" : "Terminate";
    const real = visit.api[end];
    let asked = 0;
    visit.api[end] = (...args) => {
      asked += 1;
      return asked < 3 ? "false" : real(...args);
    };
    void visit.life.finish();
    await world.pass(10_000);
    assert.deepEqual([asked, visit.status()], [3, "ended"]);
  });

  each("four saves within half a second are one commit", async () => {
    const world = createWorld({ version });
    const visit = await world.launch();
    const before = world.posts.length;
    for (const id of ["film", "samtal", "x", "y"]) {
      void visit.done(id);
      await world.pass(100);
    }
    await world.pass(1000);
    assert.equal(world.posts.length - before, 1);
  });

  each("an answer is confirmed only with its commit, and written again at its own index", async () => {
    const world = createWorld({ version, persona: "moodle" });
    const visit = await world.launch();
    world.network.status = 502;
    assert.equal(visit.tracking.answer("fraga", "Vi provar."), true);
    let sent = false;
    void visit.life.confirmed().then(() => {
      sent = true;
    });
    void visit.life.save();
    await world.pass(300);
    assert.equal(sent, false);
    world.network.status = 200;
    await world.pass(10_000);
    assert.equal(sent, true);
    const found = Object.fromEntries(
      Object.entries(world.record()).filter(([name]) => name.startsWith("cmi.interactions.")),
    );
    const names =
      version === "1.2"
        ? ["id", "type", "time", "student_response", "result"]
        : ["id", "type", "timestamp", "learner_response", "result"];
    assert.deepEqual(Object.keys(found).sort(), names.map((name) => `cmi.interactions.0.${name}`).sort());
    assert.match(found[`cmi.interactions.0.${names[3]}`], /Vi provar\.$/);
    assert.equal(found["cmi.interactions.0.result"], "neutral");
    visit.tracking.answer("fraga", "Och mer.");
    void visit.life.save();
    await world.pass(2000);
    assert.match(world.record()[`cmi.interactions.1.${names[3]}`], /Och mer\.$/);
  });

  each("the learner's choice of language is the LMS's too", async () => {
    const world = createWorld({ version });
    const visit = await world.launch();
    visit.store.update((state) => ({ ...state, l: "en" }));
    await visit.life.save();
    const element = version === "1.2" ? "cmi.student_preference.language" : "cmi.learner_preference.language";
    assert.deepEqual([world.record()[element], world.saved().l], ["en", "en"]);
  });

  each("a completion in the saved state counts where the status never comes back", async () => {
    const world = createWorld({ version, persona: "openedx" });
    const visit = await world.launch();
    await finish(world, visit);
    await world.pass(2000);
    await visit.close();
    await world.pass(2000);
    const before = world.posts.length;
    const again = await world.launch();
    await world.pass(70_000);
    assert.equal(again.status(), "saved");
    assert.ok(!world.posts.slice(before).some((values) => values[STATUS[version]] === "incomplete"));
    assert.equal(world.record()[STATUS[version]], "completed");
  });
}
