/**
 * Sending statements to an LRS and answers to an LMS. Both resolve once the outcome is known.
 *
 * @typedef {import("./shapes.js").Context} Context
 * @typedef {import("./shapes.js").Unsent} Unsent
 * @typedef {{ begin: (tracked: boolean) => void, tell: Context["tell"], answer: Context["answer"] }} Telling
 *   `begin` is called when the session has begun, or when there is none; statements made earlier wait for it
 */

/**
 * @param {import("./shapes.js").PlayerData} data
 * @param {import("./shapes.js").Tracking} tracking
 * @param {import("./lifecycle.js").Lifecycle} life
 * @param {import("./signal.js").Signal<Unsent>} unsent
 * @param {() => string} meeting the id of the current meeting; "" if there is none
 * @returns {Telling}
 */
export function createTelling(data, tracking, life, unsent, meeting) {
  /**
   * Statements that this browser could not store go into the next save. Once all are delivered, the page may
   * say that everything is saved.
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
      // A closing page never resumes after an await.
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
