/**
 * The statements about an agreement: that something was decided, and on how many items; what it says only after
 * "Skicka". One for a meeting, or for one person, and another when that has changed.
 *
 * @typedef {import("../../contract.js").AgreementData} AgreementData
 * @typedef {{
 *   begin: () => void, done: (items: number) => void, send: (items: number, text: string) => Promise<boolean>,
 * }} Agreed
 *   `begin`: the saved state is known; `send` resolves to whether the text was stored
 */

import { change, part } from "../../progress.js";

/**
 * @param {AgreementData} agreement
 * @param {import("../../shapes.js").Context} context
 * @returns {Agreed}
 */
export function mountAgreed({ id, alone }, { data, meeting, store, tell }) {
  /** Texts sent with "Skicka", to be repeated in later corrections. @type {Map<string, string>} */
  const sent = new Map();
  /** How many items were told of, as far as this page knows. @type {Map<string, number>} */
  const counted = new Map();
  let begin = () => {};
  /** @type {Promise<void>} */
  const begun = new Promise((resolve) => {
    begin = resolve;
  });

  const scope = () => (alone ? "" : (meeting?.id() ?? ""));
  /** Where it is kept how often this was told, separately for each meeting. */
  const place = () => `${id}${scope() && `@${scope().slice(0, 8)}`}`;
  const times = () => part(store.get(), place()).y ?? 0;

  const respond = (/** @type {number} */ items) => {
    const y = times() + 1;
    store.update((state) => change(state, place(), { y }));
    counted.set(place(), items);
    // JSON drops undefined members.
    const result = {
      response: sent.get(place()),
      extensions: { [`${data.extensions}agreed-items`]: items },
    };
    return tell(`${id}.responded`, result, { meeting: scope(), n: y });
  };

  return {
    begin,
    async done(items) {
      await begun;
      if (!times() || (counted.get(place()) ?? items) !== items) void respond(items);
    },
    async send(items, text) {
      await begun;
      const at = place();
      sent.set(at, text);
      const taken = await respond(items);
      if (!taken) sent.delete(at);
      return taken;
    },
  };
}
