import assert from "node:assert/strict";
import { test } from "node:test";
import { readCues } from "../../templates/player/activities/film/captions.js";

test("cues' gaps and lengths become starts and ends without drift", () => {
  const cues = [
    [300, 543, "a"],
    [0, 501, "b"],
    [15, 396, "c"],
    [-100, 250, "overlaps"],
  ];
  readCues(cues, String);
  assert.deepEqual(
    cues.map(([start, end]) => [start, end]),
    [
      [3, 8.43],
      [8.43, 13.44],
      [13.59, 17.55],
      [16.55, 19.05],
    ],
  );
});

test("a number stands for the words of the text version, broken after that many characters", () => {
  const cues = [
    [0, 100, "own words"],
    [0, 100, 0],
    [0, 100, 6],
  ];
  readCues(cues, (index) => ["", "one\n  line", "broken\nhere again"][index]);
  assert.deepEqual(
    cues.map(([, , text]) => text),
    ["own words", "one line", "broken\nhere again"],
  );
});
