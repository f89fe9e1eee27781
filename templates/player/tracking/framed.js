/**
 * A module's page inside a catalogue's, which holds the session with the LMS: the two speak by messages
 * (catalogue/frame.js has the other end). Works from `file:` too, where neither can reach into the other.
 *
 * A page that goes away gets no message through, so every change is posted as it happens: the catalogue then
 * has its module's last word when the window closes.
 *
 * @typedef {import("../shapes.js").SaveRecord} SaveRecord
 * @typedef {import("../shapes.js").Tracking} Tracking
 */

/**
 * @param {import("../shapes.js").Environment} environment
 * @param {import("../shapes.js").PlayerData} data
 * @param {unknown} _report statements are sent, and reported, by the catalogue
 * @param {() => void} doubt
 * @returns {Tracking}
 */
export function framed({ clock, limits, window }, data, _report, doubt) {
  const { parent } = window;
  /** A file, or a sandboxed frame, has no origin that a message could be addressed to. */
  const target = window.origin === "null" ? "*" : window.origin;
  /** @type {Map<number, (value: any) => void>} */
  const asked = new Map();
  let number = 0;
  let answers = false;
  let tracked = false;
  /** There is a catalogue around this page, however long its LMS takes to answer. */
  let heard = () => {};
  /** How the catalogue's own session stands, as it said after the last save. */
  let over = false;
  let keeps = true;
  /** @type {string[]} */
  let details = [];

  /**
   * @param {string} what
   * @param {object} [more]
   */
  const post = (what, more) => parent.postMessage({ larpaket: what, module: data.id, ...more }, target);
  /** @type {(what: string, more?: object) => Promise<any>} */
  const ask = (what, more) =>
    new Promise((resolve) => {
      number += 1;
      asked.set(number, resolve);
      post(what, { number, ...more });
    });
  /** @param {SaveRecord} record */
  const known = ({ state, location, complete, progress }) => ({ state, location, complete, progress });

  window.addEventListener("message", ({ data: message, source }) => {
    if (source !== parent || typeof message !== "object") return;
    if (message?.larpaket === "unsure") doubt();
    if (message?.larpaket === "here") heard();
    if (message?.larpaket !== "answer") return;
    asked.get(message.number)?.(message.value);
    asked.delete(message.number);
  });

  return {
    async open() {
      if (parent === window) return { kind: "untracked" };
      const alone = new Promise((resolve) => {
        heard = clock.after(limits.apiWait, () => resolve(null));
      });
      const session = await Promise.race([ask("open"), alone]);
      answers = session?.answers === true;
      // In a later task, when the page shows what the catalogue knows: before that it has nothing to tell.
      clock.after(0, () => {
        tracked = session?.kind === "tracked";
      });
      return session ?? { kind: "untracked" };
    },
    async save(record) {
      const [saved, ...session] = await ask("save", { record: known(record) });
      [over, keeps, details] = session;
      return saved === true;
    },
    over: () => over,
    keeps: () => keeps,
    changed: (record) => tracked && post("news", { record: known(record) }),
    hide: (record) => post("save", { record: known(record) }),
    close: async () => true,
    back: () => post("back"),
    // The two scripts are shortened apart, so that a name of our own means nothing to the other.
    tell: async (name, result, { meeting, once, n, extensions } = {}) =>
      (await ask("statement", { name, result, once, n, extensions, group: meeting })) === true,
    answer(question, text) {
      if (answers) post("answer", { question, text });
      return answers;
    },
    details: () => ["in a catalogue", ...details],
  };
}
