/**
 * Sending a group's answers: only how many chose each step, only when somebody presses "Skicka", and only where
 * nobody can be guessed from them.
 */

import { find, onPress } from "../../dom.js";
import { change, part } from "../../progress.js";
import { countsAt } from "./answers.js";
import { total } from "./spread.js";

/** With fewer answers it may be guessed who gave which. */
const FEWEST = 4;

/**
 * @param {Element} root
 * @param {import("../../contract.js").EstimateData} estimate
 * @param {import("../../shapes.js").Context} context
 * @param {() => number[]} counts
 */
export function mountSending(root, { id }, { data, meeting, speak, store, tell }, counts) {
  const box = find(root, ".sending");
  const few = find(box, "[data-few]");
  const enough = find(box, "[data-enough]");
  const state = find(box, "[data-note]");
  let sent = "";

  /** @param {string} [key] */
  const say = (key) => {
    state.classList.toggle("empty", !key);
    state.classList.toggle("waiting", key === "notes.queued");
    if (key) speak(key, undefined, state);
  };
  const button = onPress(box, "send", async () => {
    const now = counts();
    const place = countsAt(id, meeting?.id() ?? "");
    const n = (part(store.get(), place).y ?? 0) + 1;
    sent = now.join();
    button.hidden = true;
    say("notes.queued");
    store.update((before) => change(before, place, { y: n }));
    const answers = Object.fromEntries(now.map((many, i) => [i + 1, many]));
    const taken = await tell(
      `${id}.responded`,
      { extensions: { [`${data.extensions}answers`]: answers } },
      { n },
    );
    if (!taken) sent = "";
    say(taken ? "notes.sent" : "notes.notTaken");
  });

  return {
    /** @param {boolean} open whether the answers are shown */
    draw(open) {
      const now = counts();
      const enoughNow = total(now) >= FEWEST;
      box.hidden = !open;
      few.hidden = enoughNow;
      enough.hidden = button.hidden = !enoughNow;
      if (now.join() === sent) button.hidden = true;
      else say();
    },
  };
}
