/**
 * Telling an LRS what happened, and handing an LMS an answer; both wait until it is known what became of it.
 *
 * @typedef {import("./shapes.js").Context} Context
 * @typedef {import("./shapes.js").Unsent} Unsent
 * @typedef {{ begin: (tracked: boolean) => void, tell: Context["tell"], answer: Context["answer"] }} Telling
 *   `begin`: the session has begun, or there is none; what was told before is told then
 */

/**
 * @param {import("./shapes.js").PlayerData} data
 * @param {import("./shapes.js").Tracking} tracking
 * @param {import("./lifecycle.js").Lifecycle} life
 * @param {import("./signal.js").Signal<Unsent>} unsent
 * @param {() => string} meeting the one that runs; "" when there is none
 * @returns {Telling}
 */
export function createTelling(data, tracking, life, unsent, meeting) {
  /**
   * What this browser could not keep, the next save takes along; when all has come through, the rest may be
   * said to be saved.
   */
  let loose = 0;
  unsent.listen((now) => {
    const changed = now.loose !== loose;
    loose = now.loose;
    if (changed || (!now.waiting && life.status() !== "saved")) void life.save(true);
  });

  /** @type {boolean | undefined} */
  let tracked;
  let resolveBegun = (/** @type {boolean} */ _) => {};
  /** @type {Promise<boolean>} */
  const begun = new Promise((resolve) => {
    resolveBegun = resolve;
  });

  return {
    begin(now) {
      tracked = now;
      resolveBegun(now);
    },
    async tell(name, result, of) {
      // A closing page does not come back from an await.
      if (!data.statements[name] || !(tracked ?? (await begun))) return false;
      const there = tracking.tell(name, result, { meeting: meeting(), ...of });
      await life.save(true);
      return there;
    },
    async answer(question, text) {
      if (!tracking.answer?.(question, text)) return false;
      const confirmed = life.confirmed();
      void life.save();
      await confirmed;
      return true;
    },
  };
}
