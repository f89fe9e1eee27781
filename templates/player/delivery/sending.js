/**
 * What an LRS's answer means (xAPI Communication 2.1). Nothing is ever dropped: a statement is confirmed,
 * refused for good and set aside, or tried again.
 *
 * @typedef {import("../tracking/lrs.js").Lrs} Lrs
 * @typedef {import("../tracking/lrs.js").Answer} Answer
 * @typedef {import("./item.js").Item} Item
 * @typedef {{ event: import("./item.js").ItemEvent, why: string, apart: number, fault: boolean, status:
 *   number,
 *   asked: number }} Outcome What happens to all of a batch (item.js), and `why` it was refused; `apart`: it
 *   goes again, so many at once, 0
 *   for as before; `fault`: a pause is due; `status` of the answer, 0 for none: the request may still be on
 *   its way; `asked`: how long the server wants us to wait, in milliseconds.
 * @typedef {{ deliver: (batch: Item[], seek?: boolean) => Promise<Outcome> }} Sender
 *   `seek`: an earlier page may have sent all of it
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
  /**
   * Whether the key may look; one that can only write is refused once, and not tried again.
   * @type {"unknown" | "yes" | "no"}
   */
  let looks = reads ? "yes" : "unknown";

  /** What the last look was answered. @type {Answer} */
  let said;

  /**
   * @param {Item} item
   * @returns {Promise<"same" | "other" | "absent" | "hidden" | "gone" | "unsaid">} `gone`: the key could
   *   look, and may not any more; `unsaid`: an answer that says nothing, or nothing yet
   */
  const look = async (item) => {
    if (looks === "no") return "hidden";
    said = await lrs("GET", "statements", { statementId: item.id });
    const found = said.status === 200 && compare(item.body, said.text);
    if (found || said.status === 404) {
      looks = "yes";
      return found || "absent";
    }
    if (isPage(said)) log(WEB_PAGE);
    const forbidden = FORBIDDEN.includes(said.status);
    if (!forbidden && said.status !== 405) return "unsaid";
    if (forbidden && looks === "yes") return "gone";
    looks = "no";
    return "hidden";
  };

  /** @type {Sender["deliver"]} */
  const deliver = async (batch, seek) => {
    const [item, another] = batch;
    const probe = another ? batch.find((one) => one.probe) : item;
    // What may be there is looked for first: it is not sent twice for want of a page that heard the answer.
    const there = seek && (await look(probe ?? item));
    if (there === "same") return probe ? outcome("confirm") : outcome("silence", { apart: 1 });
    if (there === "unsaid" && said.status < 500) return fault(said);
    const answer = await lrs(
      "POST",
      "statements",
      {},
      { body: `[${batch.map(({ body }) => body).join(",")}]` },
    );
    const { status } = answer;
    if (taken(answer)) return accepted(batch, answer);
    const conflict = status === 409;
    if (conflict && !another) return known(item);
    if (status === 403 && !another) return forbidden(item, answer);
    if ((conflict || status === 403) && probe) {
      const found = await look(probe);
      if (found === "same") return outcome("confirm");
      // One that the LRS itself cannot find any more, not the second time either, says nothing of the others.
      if (found === "unsaid" && !taken(said) && !(conflict && said.status >= 500 && probe.failed))
        return fault(said);
    }
    if (conflict || (status === 403 && batch.some(mayBeStored))) return outcome("silence", { apart: 1 });
    if (!REFUSED.includes(status)) return fault(answer);
    return another ? outcome("silence", { apart: Math.ceil(batch.length / 2) }) : refused(answer);
  };

  /**
   * A yes is the list of what was stored. A login that has run out, a proxy and a portal answer with a page
   * of theirs.
   *
   * @param {Item[]} batch
   * @param {Answer} answer
   * @returns {Promise<Outcome>}
   */
  const accepted = async (batch, answer) => {
    if (answer.status === 200 && lists(answer.text, batch)) return outcome("confirm");
    if (!isPage(answer) && (await look(batch[0])) === "same") return outcome("confirm");
    log(isPage(answer) ? WEB_PAGE : `${answer.status}, without the list of what was stored`);
    return fault(answer);
  };

  /**
   * @param {Item} item one whose id the LRS knows already
   * @returns {Promise<Outcome>}
   */
  const known = async (item) => {
    // An answer was lost, and be it one that only the browser heard: nobody else can have made this id.
    const found = isRandom(item.id) ? "same" : await look(item);
    if (found === "other") return outcome("rename");
    if (found === "absent") return outcome("refuse", { why: "409, but the statement is not there" });
    if (found === "unsaid") return fault(said);
    if (found !== "same") log(`${item.id}: 409, and this key may not look; it counts as stored`);
    return outcome("confirm");
  };

  /**
   * Some LMSs refuse what they have already (CATAPULT, by its verb), and the answer that they had taken it
   * was lost; or nobody heard it but the browser, which sends again by itself what went over a connection
   * that broke.
   *
   * @param {Item} item
   * @param {Answer} answer
   * @returns {Promise<Outcome>}
   */
  const forbidden = async (item, answer) => {
    const found = await look(item);
    if (found === "same") return outcome("confirm");
    // Allowed no more; a web page instead of an answer means the same.
    if (found === "unsaid") return fault(taken(said) ? answer : said);
    return found === "gone" || !mayBeStored(item) ? fault(answer) : refused(answer);
  };

  return { deliver };
}

/**
 * @param {Outcome["event"]} event
 * @param {Partial<Outcome>} [more]
 * @returns {Outcome}
 */
function outcome(event, more) {
  return { event, why: "", apart: 0, fault: false, status: 200, asked: 0, ...more };
}

/**
 * @param {Answer} answer
 * @returns {Outcome}
 */
function fault({ status, retryAfter }) {
  return outcome(FORBIDDEN.includes(status) ? "forbid" : "silence", {
    fault: true,
    status,
    asked: retryAfter,
  });
}

/**
 * @param {Answer} answer
 * @returns {Outcome} it is set aside
 */
function refused({ status, text }) {
  return outcome("refuse", { why: `${status}: ${text.slice(0, 200)}` });
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
    const same =
      one.verb.id === other.verb.id &&
      one.object.id === other.object.id &&
      who(one.actor) === who(other.actor);
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
