/** The preview's server: what it is asked for, and the stream of what happens. */

const token = location.hash.slice(1);
const headers = { "X-Larpaket": token };

/**
 * @param {string} act
 * @param {object} [said]
 * @returns {Promise<void>}
 */
export async function ask(act, said = {}) {
  await fetch(`/act/${act}`, { method: "POST", headers, body: JSON.stringify(said) });
}

/**
 * Read what happens until the server ends.
 *
 * @param {(line: { picture?: any, event?: any }) => void} take
 * @returns {Promise<"lost" | "key">} why there is no more
 */
export async function follow(take) {
  try {
    const answer = await fetch("/events", { headers });
    if (answer.status === 403 || !answer.body) return "key";
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return "lost";
      const lines = (rest + value).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) take(JSON.parse(line));
    }
  } catch {
    return "lost";
  }
}
