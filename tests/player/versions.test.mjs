import assert from "node:assert/strict";
import { test } from "node:test";
import { captionsOf, playing, runsAlike } from "../../templates/player/activities/film/versions.js";
import { watched } from "../../templates/player/activities/film/watched.js";
import { emptyState, isDone, markDone, mergeStates } from "../../templates/player/progress.js";
import { writeState } from "../../templates/player/state-text.js";

const CUE = [[0, 1, "Hej"]];
const video = (src, seconds, line) => ({ src, seconds, line });
const FILM = {
  id: "film",
  versions: [
    {
      name: "film",
      videos: { sv: video("a.mp4", 100, 0), en: video("b.mp4", 120, 1) },
      captions: { sv: CUE, en: CUE },
    },
    {
      name: "described",
      videos: { sv: video("c.mp4", 100.5, 0), en: video("c.mp4", 100.5, 0) },
      captions: {},
    },
    {
      name: "signed",
      videos: { sv: video("d.webm", 140, 2), en: video("d.webm", 140, 2) },
      captions: { sv: CUE },
    },
  ],
};
const choose = (w) => ({ ...emptyState("1.0"), a: { film: { w } } });

test("the chosen version plays, in the language; an unknown one means the film itself", () => {
  assert.equal(playing(FILM, emptyState("1.0"), "en").src, "b.mp4");
  assert.equal(playing(FILM, choose("signed"), "sv").src, "d.webm");
  assert.equal(playing(FILM, choose("gone"), "sv").version.name, "film");
});

test("captions are the version's own, or the film's if both have the same timing", () => {
  assert.deepEqual(captionsOf(FILM, choose("signed"), "sv"), { name: "signed", cues: CUE });
  assert.deepEqual(captionsOf(FILM, choose("signed"), "en"), { name: "signed", cues: [] });
  assert.deepEqual(captionsOf(FILM, choose("described"), "sv"), { name: "film", cues: CUE });
  assert.deepEqual(captionsOf(FILM, choose("described"), "en"), { name: "described", cues: [] });
  assert.equal(runsAlike(FILM, choose("described"), "sv"), true);
  assert.equal(runsAlike(FILM, choose("described"), "en"), false);
});

test("versions with the same timing count together, others separately: 90 percent of either", () => {
  const part = (state, version, language, ran) => {
    const { seconds, line } = playing({ ...FILM, versions: [FILM.versions[version]] }, state, language);
    return watched(state, { id: "film", seconds, line }, ran, ran[1]);
  };
  let state = part(emptyState("1.0"), 0, "sv", [0, 50]);
  state = part(state, 2, "sv", [0, 125]);
  assert.equal(isDone(state, "film"), false);
  assert.deepEqual(state.a.film, { t: 125, p: [0, 50], p2: [0, 125] });
  assert.equal(isDone(part(state, 1, "sv", [45, 91]), "film"), true);
  const done = part(state, 2, "sv", [120, 126]);
  assert.equal(isDone(done, "film"), true);
  assert.equal(writeState(done, 3500), '{"v":1,"m":"1.0","a":{"film":{"t":126,"d":1}}}');
  assert.equal(writeState(markDone(state, "film"), 3500), '{"v":1,"m":"1.0","a":{"film":{"t":125,"d":1}}}');
});

test("merging unites the played ranges of each", () => {
  const older = { ...emptyState("1.0"), k: 1, a: { film: { p: [0, 10], p1: [0, 5] } } };
  const newer = { ...emptyState("1.0"), a: { film: { p1: [4, 9], w: "signed" } } };
  assert.deepEqual(mergeStates(older, newer).a.film, { p: [0, 10], p1: [0, 9], w: "signed" });
  assert.equal(mergeStates(older, newer).k, 1);
});
