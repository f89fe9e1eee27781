/**
 * The frame that holds a module's page, and the messages from it (tracking/framed.js has the other end).
 *
 * @typedef {{ larpaket: string, module: string, number?: number, [key: string]: any }} Message
 * @typedef {Record<string, (message: Message) => unknown>} Answers what to do, and answer, by kind of message
 */

/**
 * @param {import("../shapes.js").Environment} environment
 * @param {HTMLIFrameElement} frame
 * @param {Answers} answers
 */
export function mountFrame({ window }, frame, answers) {
  const target = window.origin === "null" ? "*" : window.origin;
  const post = (/** @type {object} */ message) => frame.contentWindow?.postMessage(message, target);
  /** Replaced, so that the browser's Back leaves the catalogue, as it would leave a module. */
  const go = (/** @type {string} */ address) => frame.contentWindow?.location.replace(address);

  window.addEventListener("message", async ({ data, source }) => {
    if (source !== frame.contentWindow || typeof data?.larpaket !== "string") return;
    if (!Object.hasOwn(answers, data.larpaket)) return;
    // An LMS may keep the answer waiting for longer than a page looks for a catalogue around it.
    if (data.larpaket === "open") post({ larpaket: "here" });
    const value = await answers[data.larpaket](data);
    if (data.number) post({ larpaket: "answer", number: data.number, value });
  });

  return {
    /** @param {string} address @param {string} title */
    open(address, title) {
      frame.title = title;
      go(address);
    },
    clear: () => go("about:blank"),
    doubt: () => post({ larpaket: "unsure" }),
    focus: () => frame.focus(),
  };
}
