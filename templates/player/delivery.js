/**
 * Statements on their way: in the order in which they happened, one request at a time, the same bytes again until they are confirmed.
 *
 * @typedef {import("./statements.js").Statement} Statement
 * @typedef {{ send: (statement: Statement, alone?: boolean) => void, flush: () => Promise<boolean>, leave: () => Promise<boolean>,
 *   details: () => string[] }} Delivery
 */

import { taken } from "./tracking/lrs.js";

/** Statements in one request. */
const MOST_AT_ONCE = 50;

/**
 * @param {import("./tracking/lrs.js").Lrs} lrs
 * @returns {Delivery}
 */
export function createDelivery(lrs) {
  /** @type {{ statement: string, alone: boolean }[]} */
  let pending = [];
  let underway = 0;
  /** @type {string[]} */
  const refused = [];

  /** @param {{ statement: string }[]} batch */
  const post = (batch) => lrs("POST", "statements", {}, { body: `[${batch.map((one) => one.statement).join(",")}]` });

  /** @param {number} from */
  const next = (from) => {
    if (pending[from]?.alone) return pending.slice(from, from + 1);
    const until = pending.findIndex((one, i) => i > from && one.alone);
    return pending.slice(from, until < 0 ? from + MOST_AT_ONCE : Math.min(until, from + MOST_AT_ONCE));
  };

  /**
   * @param {{ statement: string, alone: boolean }[]} batch
   * @returns {Promise<boolean>} whether the LRS has answered for all of them
   */
  const deliver = async (batch) => {
    const answer = await post(batch);
    // 409: it is there already, an earlier answer was lost (xapi.md section 3, point 5).
    if (taken(answer) || (batch.length === 1 && answer.status === 409)) return true;
    if (![400, 409, 413].includes(answer.status)) return false;
    if (batch.length === 1) {
      refused.push(`${answer.status}: ${answer.text.slice(0, 200)}`);
      return true;
    }
    for (const one of batch) if (!(await deliver([one]))) return false;
    return true;
  };

  return {
    send(statement, alone = false) {
      pending.push({ statement: JSON.stringify(statement), alone });
    },
    async flush() {
      while (pending.length) {
        const batch = next(0);
        underway = batch.length;
        const delivered = await deliver(batch);
        underway = 0;
        if (!delivered) return false;
        pending = pending.slice(batch.length);
      }
      return refused.length === 0;
    },
    // A closing page waits for nobody: what is underway arrives by itself, the rest goes at once.
    async leave() {
      const going = [];
      for (let from = underway; from < pending.length; from += going[going.length - 1].length) going.push(next(from));
      const answers = await Promise.all(going.map(deliver));
      if (answers.every(Boolean)) pending = [];
      return !pending.length && refused.length === 0;
    },
    details: () => refused,
  };
}
