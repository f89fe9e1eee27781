/** An outbox on a page of `lrs-world.mjs`, with an LRS that answers when the test says so. */

import { createOutbox } from "../../templates/player/delivery/outbox.js";
import { createLrs } from "../../templates/player/tracking/lrs.js";
import { createDisk, quiet, world } from "./lrs-world.mjs";

export const ids = (request) =>
  request.body ? JSON.parse(request.body).map((one) => one.id) : [request.query.statementId];
let pages = 0;

/**
 * `held`: requests wait until `it.reply(answer)`; otherwise `it.answer` answers them, and they are accepted
 * if it returns nothing.
 */
export function outboxPage({ disk = createDisk(), box = "b", held = false, ...options } = {}) {
  const it = world({ disk, ...options });
  pages += 1;
  it.seed = pages % 250;
  const { random } = it.environment;
  it.environment.random = (bytes) => {
    random(bytes);
    if (bytes.length > 8) bytes.set([pages >> 8, pages & 255, it.seed], 0);
    return bytes;
  };
  it.held = [];
  const { transport } = it.environment;
  if (held) {
    it.environment.transport = async (url, init) => {
      const real = transport(url, init);
      const request = it.sent.at(-1);
      if (init.method === "GET") return real;
      return new Promise((resolve, reject) =>
        it.held.push({ request, resolve: () => resolve(real), reject }),
      );
    };
  }
  /** Answer the oldest request: as it was, or as if the connection had broken. */
  it.reply = async (how) => {
    const one = it.held.shift();
    if (how === "drop") one.reject(new TypeError("network"));
    else one.resolve();
    await quiet();
  };
  it.lrs = createLrs(it.environment, "https://lrs.example/xapi/", "");
  it.outbox = createOutbox(it.environment, it.lrs, { box }, it.report);
  it.posts = () => it.sent.filter((one) => one.method === "POST").map(ids);
  it.tell = async (...names) => {
    const sent = names.map((name) => it.outbox.send({ id: idOf(name), name, ...ABOUT }));
    await quiet();
    return sent;
  };
  it.start = async () => {
    await it.outbox.adopt((item) => item);
    await quiet();
    return it;
  };
  it.gone = () => {
    it.environment.transport = () => new Promise(() => {});
  };
  return it;
}

const ABOUT = { actor: { mbox: "mailto:a@b.se" }, verb: { id: "v" }, object: { id: "o" } };
/** A readable random id. */
export const idOf = (name) => `${name.padEnd(8, "0").slice(0, 8)}-0000-4000-8000-000000000000`;
export const named = (posts) => posts.map((one) => one.map((id) => id.replace(/0*-0000-4.*/, "")));
