import assert from "node:assert/strict";
import { test } from "node:test";
import { readTimes } from "../../templates/player/activities/film/captions.js";

test("cues' gaps and lengths become starts and ends without drift", () => {
  const cues = [
    [300, 543, "a"],
    [0, 501, "b"],
    [15, 396, "c"],
    [-100, 250, "overlaps"],
  ];
  readTimes(cues);
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
