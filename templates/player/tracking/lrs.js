/**
 * Requests to an LRS (xAPI 1.0.3 Communication). Nothing here throws: a request that did not get through has
 * status 0.
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {{ status: number, text: string, etag: string | null, retryAfter: number }} Answer
 *   `retryAfter` in milliseconds, 0 if the server did not send it or CORS hides it
 * @typedef {{ body?: string, headers?: Record<string, string> }} Extra
 * @typedef {{
 *   (method: string, resource: string, parameters: Record<string, string>, extra?: Extra): Promise<Answer>,
 *   room: () => number,
 * }} Lrs `room`: how many bytes a closing page may still send
 */

import { askedFor } from "../delivery/backoff.js";

/**
 * Browsers allow a closing page 64 KiB for all request bodies in flight together (Fetch 4.6); this is
 * slightly less. In bytes.
 */
const KEEPALIVE = 64_000;

/**
 * @param {Environment} environment
 * @param {string} endpoint with or without a trailing slash
 * @param {string} authorization "" where the LMS authorizes the page in another way
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
      // Requests in flight when the page closes still arrive.
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
      // With other methods it would disable the browser's preflight cache.
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
 * Retry with pauses while the network or the LMS's server is the only obstacle.
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
 * @param {Answer} answer the one that kept the session from starting
 * @returns {{ kind: "expired" | "lost" }} `expired` if only a new launch helps, `lost` if reloading the page
 *   may
 */
export function failure({ status }) {
  return { kind: status >= 400 && status < 500 ? "expired" : "lost" };
}

/**
 * @param {string} text
 * @returns {number} its size in a request, in bytes
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
 * @returns {boolean} whether it is a web page, as from an expired login, a proxy or a portal
 */
export function isPage({ text }) {
  return /^\s*</.test(text);
}
