/**
 * Requests to an LRS (xAPI 1.0.3 Communication). Nothing here throws: what did not come through has the
 * status 0.
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {{ status: number, text: string, etag: string | null, retryAfter: number }} Answer
 *   `retryAfter` in milliseconds, 0 when the server did not say or CORS hides it
 * @typedef {{ body?: string, headers?: Record<string, string> }} Extra
 * @typedef {{ (method: string, resource: string, parameters: Record<string, string>, extra?: Extra):
 *   Promise<Answer>,
 *   room: () => number }} Lrs `room`: how many bytes may still leave with a closing page
 */

import { askedFor } from "../delivery/backoff.js";

/**
 * The browser lets 64 KiB leave with a closing page, all bodies together that are on their way (Fetch 4.6); a
 * little less. In bytes.
 */
const KEEPALIVE = 64_000;

/**
 * @param {Environment} environment
 * @param {string} endpoint with or without a slash at its end
 * @param {string} authorization "" where the LMS lets the page in by other means
 * @returns {Lrs}
 */
export function createLrs(environment, endpoint, authorization) {
  const base = endpoint.endsWith("/") ? endpoint : `${endpoint}/`;
  let room = KEEPALIVE;
  /** @type {(...of: Parameters<Lrs>) => Promise<Answer>} */
  const ask = async (method, resource, parameters, { body, headers } = {}) => {
    const query = new URLSearchParams(parameters).toString();
    const bytes = weigh(body ?? "");
    const keepalive = method !== "GET" && bytes <= room;
    if (keepalive) room -= bytes;
    const answer = await request(environment, query ? `${base}${resource}?${query}` : base + resource, {
      method,
      body,
      // What is on its way when the page closes still arrives.
      keepalive,
      headers: {
        "X-Experience-API-Version": "1.0.3",
        ...(authorization ? { Authorization: authorization } : {}),
        ...(body ? { "Content-Type": "application/json" } : {}),
        ...headers,
      },
    });
    if (keepalive) room += bytes;
    return answer;
  };
  return Object.assign(ask, { room: () => room });
}

/**
 * @param {Environment} environment
 * @param {string} address
 * @param {RequestInit} init
 * @returns {Promise<Answer>}
 */
export async function request({ transport, clock, limits }, address, init) {
  const control = new AbortController();
  const cancel = clock.after(limits.answerWait, () => control.abort());
  try {
    const answer = await transport(address, {
      ...init,
      // On other methods it would switch off the browser's cache of preflights.
      ...(init.method === "GET" ? { cache: "no-store" } : {}),
      signal: control.signal,
    });
    return {
      status: answer.status,
      text: await answer.text(),
      etag: answer.headers.get("ETag"),
      retryAfter: askedFor(answer.headers.get("Retry-After"), clock.now()),
    };
  } catch {
    return { status: 0, text: "", etag: null, retryAfter: 0 };
  } finally {
    cancel();
  }
}

/**
 * Ask again after a pause while nothing but the network or the LMS's health stands in the way.
 *
 * @param {Environment} environment
 * @param {() => Promise<Answer>} ask
 * @returns {Promise<Answer>}
 */
export async function patiently({ clock, limits }, ask) {
  for (const pause of limits.retries) {
    const answer = await ask();
    if (answer.status > 0 && answer.status < 500 && answer.status !== 429) return answer;
    await new Promise((resolve) => clock.after(pause, () => resolve(null)));
  }
  return ask();
}

/**
 * @param {Answer} answer an answer that stopped the session from beginning
 * @returns {{ kind: "expired" | "lost" }} whether only a new launch helps, or loading the page again may
 */
export function failure({ status }) {
  return { kind: status >= 400 && status < 500 ? "expired" : "lost" };
}

/**
 * @param {string} text
 * @returns {number} bytes in a request
 */
export function weigh(text) {
  return new TextEncoder().encode(text).length;
}

/**
 * @param {Answer} answer
 * @returns {boolean}
 */
export function taken({ status }) {
  return status >= 200 && status < 300;
}

/**
 * @param {Answer} answer
 * @returns {boolean} whether it is a web page: of a login that ran out, a proxy, a portal
 */
export function isPage({ text }) {
  return /^\s*</.test(text);
}
