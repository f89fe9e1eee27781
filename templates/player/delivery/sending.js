/**
 * Interpreting an LRS's answers (xAPI Communication 2.1). Nothing is ever dropped: a statement is confirmed,
 * refused for good and set aside, or sent again.
 *
 * @typedef {import("../tracking/lrs.js").Lrs} Lrs
 * @typedef {import("../tracking/lrs.js").Answer} Answer
 * @typedef {import("./item.js").Item} Item
 * @typedef {{
 *   event: import("./item.js").ItemEvent, why: string, apart: number, fault: boolean, status: number,
 *   asked: number,
 * }} Outcome
 *   `event` happens to the whole batch (item.js), and `why` it was refused; `apart`: send it again in groups
 *   of this size, 0 for unchanged; `fault`: pause first; `status` of the answer, 0 for none, in which case
 *   the request may still be on its way; `asked`: the pause the server wants, in milliseconds.
 * @typedef {{ deliver: (batch: Item[], seek?: boolean) => Promise<Outcome> }} Sender
 *   `seek`: an earlier page may have sent all of it
 */

import { parseObject } from "../json.js";
import { isPage, taken } from "../tracking/lrs.js";
import { mayBeStored } from "./item.js";

/** The LRS has read the request and rejects its content. */
const REFUSED = [400, 413, 415, 422];
const FORBIDDEN = [401, 403];
const WEB_PAGE = "the address answers with a web page, not as an LRS";

/**
 * @param {Lrs} lrs
 * @param {(line: string) => void} log
 * @param {boolean} [reads] the key may read statements, as cmi5's token always may
 * @returns {Sender}
 */
export function createSender(lrs, log, reads = false) {
  /**
   * Whether the key may read statements. A write-only key is refused once and not tried again.
   * @type {"unknown" | "yes" | "no"}
   */
  let looks = reads ? "yes" : "unknown";

  /** The answer to the last look-up. @type {Answer} */
  let said;

  /**
   * @param {Item} item
   * @returns {Promise<"same" | "other" | "absent" | "hidden" | "gone" | "unsaid">} `gone`: the key could read
   *   before and no longer may; `unsaid`: an inconclusive answer, perhaps only for now
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
    // Look first for what may already be stored, so that it is not sent again just because no page received
    // the answer.
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
      // If the LRS itself repeatedly fails to find a probe, that says nothing about the other statements.
      if (found === "unsaid" && !taken(said) && !(conflict && said.status >= 500 && probe.failed))
        return fault(said);
    }
    if (conflict || (status === 403 && batch.some(mayBeStored))) return outcome("silence", { apart: 1 });
    if (!REFUSED.includes(status)) return fault(answer);
    return another ? outcome("silence", { apart: Math.ceil(batch.length / 2) }) : refused(answer);
  };

  /**
   * A success is the list of stored ids. An expired login, a proxy or a portal answers with a page of its
   * own.
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
   * @param {Item} item whose id the LRS already knows
   * @returns {Promise<Outcome>}
   */
  const known = async (item) => {
    // The answer was lost, possibly after the browser had received it: nobody else can have made this id.
    const found = isRandom(item.id) ? "same" : await look(item);
    if (found === "other") return outcome("rename");
    if (found === "absent") return outcome("refuse", { why: "409, but the statement is not there" });
    if (found === "unsaid") return fault(said);
    if (found !== "same") log(`${item.id}: 409, and this key may not look; it counts as stored`);
    return outcome("confirm");
  };

  /**
   * Some LMSs refuse statements they already have (CATAPULT, by verb). The answer that accepted this one was
   * lost, or only the browser saw it: browsers resend requests by themselves when a connection breaks.
   *
   * @param {Item} item
   * @param {Answer} answer
   * @returns {Promise<Outcome>}
   */
  const forbidden = async (item, answer) => {
    const found = await look(item);
    if (found === "same") return outcome("confirm");
    // Access was withdrawn; a web page instead of an answer means the same.
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
 * @returns {Outcome} the statement is set aside
 */
function refused({ status, text }) {
  return outcome("refuse", { why: `${status}: ${text.slice(0, 200)}` });
}

/**
 * @param {string} text of an answer
 * @param {Item[]} batch
 * @returns {boolean} whether it is a list of exactly these ids, in any order and in upper or lower case
 */
function lists(text, batch) {
  const given = parseObject(text);
  const ids = new Set(Array.isArray(given) ? given.map((id) => String(id).toLowerCase()) : []);
  return ids.size === batch.length && batch.every(({ id }) => ids.has(id.toLowerCase()));
}

/**
 * @param {string} id
 * @returns {boolean} whether it is a version 4 UUID; a version 5 UUID may also have been made by another tab
 *   or launch
 */
export function isRandom(id) {
  return id[14] === "4";
}

/**
 * Compares actor, verb and object, which define the event; an LRS may add to a statement, and some do.
 *
 * @param {string} ours
 * @param {string} theirs
 * @returns {"same" | "other" | null} null: not a statement with that id; perhaps a web page
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
