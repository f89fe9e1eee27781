/**
 * What an LRS's answer means (xAPI Communication 2.1). Nothing is ever dropped: a statement is confirmed, refused for good and set aside, or
 * tried again.
 *
 * @typedef {import("../tracking/lrs.js").Lrs} Lrs
 * @typedef {import("../tracking/lrs.js").Answer} Answer
 * @typedef {import("./item.js").Item} Item
 * @typedef {{ done: Item[], aside: [Item, string][], renamed: Item[], apart: number, fault?: "wait" | "stop", status: number,
 *   asked: number }} Outcome What is in none of the lists may be stored or not: it is sent again unchanged. `renamed`: its id is another's,
 *   it must go under a new one; `apart`: all of it goes again, so many at once, 0 for as before; `stop`: no longer allowed to send; `status`
 *   of the answer that says so, 0 for none: the request may still be on its way; `asked`: how long the server wants us to wait, in
 *   milliseconds.
 * @typedef {{ deliver: (batch: Item[], seek?: boolean) => Promise<Outcome> }} Sender `seek`: an earlier page may have sent all of it
 */

import { parseObject } from "../json.js";
import { isPage, taken } from "../tracking/lrs.js";
import { mayBeStored } from "./item.js";

/** The LRS has read it and does not want it. */
const REFUSED = [400, 413, 415, 422];
const FORBIDDEN = [401, 403];
const WEB_PAGE = "the address answers with a web page, not as an LRS";

/**
 * @param {Lrs} lrs
 * @param {(line: string) => void} log
 * @param {boolean} [reads] the key may read, as cmi5's token always may
 * @returns {Sender}
 */
export function createSender(lrs, log, reads = false) {
  /** Whether the key may look; one that can only write is refused once, and not tried again. @type {"unknown" | "yes" | "no"} */
  let looks = reads ? "yes" : "unknown";

  /**
   * @param {Item} item
   * @returns {Promise<"same" | "other" | "absent" | "hidden" | "gone" | Answer>} `gone`: the key could look, and may not any more; an answer
   *   that says nothing, or nothing yet, is handed on
   */
  const look = async (item) => {
    if (looks === "no") return "hidden";
    const answer = await lrs("GET", "statements", { statementId: item.id });
    const found = answer.status === 200 && compare(item.body, answer.text);
    if (found || answer.status === 404) {
      looks = "yes";
      return found || "absent";
    }
    if (isPage(answer)) log(WEB_PAGE);
    const forbidden = FORBIDDEN.includes(answer.status);
    if (!forbidden && answer.status !== 405) return answer;
    if (forbidden && looks === "yes") return "gone";
    looks = "no";
    return "hidden";
  };

  /** @type {Sender["deliver"]} */
  const deliver = async (batch, seek) => {
    const probe = batch.length === 1 ? batch[0] : batch.find((item) => item.probe);
    // What may be there is looked for first: it is not sent twice for want of a page that heard the answer.
    const there = seek && (await look(probe ?? batch[0]));
    if (there === "same") return outcome(probe ? { done: batch } : { done: [batch[0]], apart: 1 });
    if (typeof there === "object" && there.status < 500) return fault(there);
    const answer = await lrs("POST", "statements", {}, { body: `[${batch.map((item) => item.body).join(",")}]` });
    const { status } = answer;
    if (taken(answer)) return accepted(batch, answer);
    if (status === 409 && batch.length === 1) return conflict(batch[0]);
    if (status === 403 && batch.length === 1) return forbidden(batch[0], answer);
    if ((status === 409 || status === 403) && probe) {
      const found = await look(probe);
      if (found === "same") return outcome({ done: batch });
      // One that the LRS itself cannot find any more says nothing of the others.
      if (typeof found === "object" && !taken(found) && !(status === 409 && found.status >= 500)) return fault(found);
    }
    if (status === 409 || (status === 403 && batch.some(mayBeStored))) return outcome({ apart: 1 });
    if (REFUSED.includes(status) && batch.length > 1) return outcome({ apart: Math.ceil(batch.length / 2) });
    if (REFUSED.includes(status)) return outcome({ aside: [[batch[0], because(answer)]] });
    return fault(answer);
  };

  /**
   * A yes is the list of what was stored. A login that has run out, a proxy and a portal answer with a page of theirs.
   *
   * @param {Item[]} batch
   * @param {Answer} answer
   * @returns {Promise<Outcome>}
   */
  const accepted = async (batch, answer) => {
    if (answer.status === 200 && lists(answer.text, batch)) return outcome({ done: batch });
    if (!isPage(answer) && (await look(batch[0])) === "same") return outcome({ done: batch });
    log(isPage(answer) ? WEB_PAGE : `${answer.status}, without the list of what was stored`);
    return outcome({ fault: "wait" });
  };

  /**
   * @param {Item} item one whose id the LRS knows already
   * @returns {Promise<Outcome>}
   */
  const conflict = async (item) => {
    // An answer was lost, and be it one that only the browser heard: nobody else can have made this id.
    if (isRandom(item.id)) return outcome({ done: [item] });
    const found = await look(item);
    if (found === "other") return outcome({ renamed: [item] });
    if (found === "absent") return outcome({ aside: [[item, "409, but the statement is not there"]] });
    if (typeof found === "object") return fault(found);
    if (found !== "same") log(`${item.id}: 409, and this key may not look; it counts as stored`);
    return outcome({ done: [item] });
  };

  /**
   * Some LMSs refuse what they have already (CATAPULT, by its verb), and the answer that they had taken it was lost; or nobody heard it but
   * the browser, which sends again by itself what went over a connection that broke.
   *
   * @param {Item} item
   * @param {Answer} answer
   * @returns {Promise<Outcome>}
   */
  const forbidden = async (item, answer) => {
    const found = await look(item);
    if (found === "same") return outcome({ done: [item] });
    // Allowed no more; a web page instead of an answer means the same.
    if (typeof found === "object") return fault(taken(found) ? answer : found);
    if (found === "gone" || !mayBeStored(item)) return fault(answer);
    return outcome({ aside: [[item, because(answer)]] });
  };

  return { deliver };
}

/**
 * @param {Partial<Outcome>} some
 * @returns {Outcome}
 */
function outcome(some) {
  return { done: [], aside: [], renamed: [], apart: 0, status: 200, asked: 0, ...some };
}

/**
 * @param {Answer} answer
 * @returns {Outcome}
 */
function fault({ status, retryAfter }) {
  const stop = FORBIDDEN.includes(status);
  return outcome({ fault: stop ? "stop" : "wait", status, asked: retryAfter });
}

/**
 * @param {string} text an answer's
 * @param {Item[]} batch
 * @returns {boolean} whether it is a list of exactly these ids, in any order and case
 */
function lists(text, batch) {
  const given = parseObject(text);
  const ids = new Set(Array.isArray(given) ? given.map((id) => String(id).toLowerCase()) : []);
  return ids.size === batch.length && batch.every(({ id }) => ids.has(id.toLowerCase()));
}

/**
 * @param {string} id
 * @returns {boolean} a UUID of version 4; one of version 5 may have been made by another tab or launch
 */
export function isRandom(id) {
  return id[14] === "4";
}

/**
 * @param {Answer} answer
 * @returns {string} why it was set aside
 */
function because({ status, text }) {
  return `${status}: ${text.slice(0, 200)}`;
}

/**
 * Actor, verb and object are the event; an LRS may add to a statement, and does.
 *
 * @param {string} ours
 * @param {string} theirs
 * @returns {"same" | "other" | null} null: no statement of that id, but a web page perhaps
 */
function compare(ours, theirs) {
  try {
    const [one, other] = [JSON.parse(ours), JSON.parse(theirs)];
    if (one.id.toLowerCase() !== other.id.toLowerCase()) return null;
    const same = one.verb.id === other.verb.id && one.object.id === other.object.id && who(one.actor) === who(other.actor);
    return same ? "same" : "other";
  } catch {
    return null;
  }
}

/**
 * @param {Record<string, any>} actor
 * @returns {string}
 */
function who({ mbox, mbox_sha1sum: sum, openid, account }) {
  return JSON.stringify([mbox, sum, openid, account?.homePage, account?.name]);
}
