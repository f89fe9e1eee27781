/**
 * Requests to an LRS (xAPI 1.0.3 Communication). Nothing here throws: what did not come through has the status 0.
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {{ status: number, text: string, etag: string | null, retryAfter: number }} Answer `retryAfter` in milliseconds, 0 when the
 *   server did not say or CORS hides it
 * @typedef {{ body?: string, headers?: Record<string, string> }} Extra
 * @typedef {(method: string, resource: string, parameters: Record<string, string>, extra?: Extra) => Promise<Answer>} Lrs
 */

import { askedFor } from "../delivery/pause.js";

/** The browser lets no more than this leave with a closing page, all requests together (Fetch 4.6). In bytes. */
const KEEPALIVE = 60_000;

/**
 * @param {Environment} environment
 * @param {string} endpoint with or without a slash at its end
 * @param {string} authorization "" where the LMS lets the page in by other means
 * @returns {Lrs}
 */
export function createLrs(environment, endpoint, authorization) {
  const base = endpoint.endsWith("/") ? endpoint : `${endpoint}/`;
  return (method, resource, parameters, { body, headers } = {}) => {
    const query = new URLSearchParams(parameters).toString();
    return request(environment, query ? `${base}${resource}?${query}` : base + resource, {
      method,
      body,
      headers: {
        "X-Experience-API-Version": "1.0.3",
        ...(authorization ? { Authorization: authorization } : {}),
        ...(body ? { "Content-Type": "application/json" } : {}),
        ...headers,
      },
    });
  };
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
      cache: "no-store",
      // What is on its way when the page closes still arrives.
      keepalive: init.method !== "GET" && String(init.body ?? "").length < KEEPALIVE,
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
 * @param {Answer} answer
 * @returns {boolean}
 */
export function taken({ status }) {
  return status >= 200 && status < 300;
}
