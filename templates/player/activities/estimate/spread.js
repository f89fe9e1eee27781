/**
 * What a group's answers say, as a sentence: pure functions. A lone answer is never pointed out in words, and
 * there is no mean and no percentage: people talk about where they stand, not about a number.
 *
 * @typedef {{
 *   kind: "none" | "all" | "most" | "range", from: number, to: number, apart: { step: number, n: number }[],
 * }} Spread
 *   `none`: too few answers for a sentence; `all` and `most` are on the steps `from` to `to`; `range`: spread
 *   from one to the other. `apart`: steps away from most, and how many chose them.
 * @typedef {(key: string, values?: Record<string, string | number>) => string} Say
 */

/** Fewer answers than this are not put into words. */
const FEWEST_TOLD = 3;
/** More dots than this in a step would be too small to be seen: then one dot is two answers. */
const MOST_DOTS = 24;
/** No line may end within a range. */
const TO = "\u2060–\u2060";

/** @param {number[]} counts */
export function total(counts) {
  return counts.reduce((sum, n) => sum + n, 0);
}

/**
 * @param {number[][]} all the answers of one picture
 * @returns {number} how many answers one dot is
 */
export function perDot(all) {
  return Math.max(...all.flat()) > MOST_DOTS ? 2 : 1;
}

/**
 * @param {number[]} counts how many chose each step, the first first
 * @returns {Spread}
 */
export function spreadOf(counts) {
  const all = total(counts);
  const chosen = counts.flatMap((n, i) => (n ? [i + 1] : []));
  const [from, to] = [chosen[0] ?? 0, chosen.at(-1) ?? 0];
  if (all < FEWEST_TOLD) return { kind: "none", from, to, apart: [] };
  if (from === to) return { kind: "all", from, to, apart: [] };
  // The narrowest run of neighbours, at most half the scale, with more than half the answers.
  for (let width = 1; width <= counts.length / 2; width += 1) {
    let [best, most] = [0, all / 2];
    for (let start = 1; start + width - 1 <= counts.length; start += 1) {
      const here = total(counts.slice(start - 1, start - 1 + width));
      if (here > most) [best, most] = [start, here];
    }
    if (!best) continue;
    const end = best + width - 1;
    const apart = counts
      .map((n, i) => ({ step: i + 1, n }))
      .filter(({ step, n }) => n > 1 && (step < best - 1 || step > end + 1));
    return { kind: "most", from: best, to: end, apart };
  }
  return { kind: "range", from, to, apart: [] };
}

/** @param {Spread} spread */
const run = ({ from, to }) => (from === to ? String(from) : `${from}${TO}${to}`);

/**
 * @param {number[]} counts
 * @param {Say} t
 * @returns {string} "" for too few answers
 */
export function sentence(counts, t) {
  const spread = spreadOf(counts);
  const { kind, from, to, apart } = spread;
  const values = { run: run(spread), n: counts.length };
  if (kind === "none") return "";
  if (kind === "all") return t("estimate.roomAll", values);
  if (kind === "range") return t("estimate.roomRange", { a: from, b: to });
  const words = t("estimate.roomNumbers").split(" ");
  const others = apart.map(({ step, n }) => {
    const who = words[n - 2] ?? String(n);
    return t("estimate.roomApart", { who: who[0].toUpperCase() + who.slice(1), a: step });
  });
  return [t("estimate.roomMost", values), ...others].join(" ");
}

/**
 * @param {number[]} then
 * @param {number[]} now
 * @param {string} when that was then, in words
 * @param {Say} t
 * @returns {string} "" where either has no steps where most are
 */
export function compared(then, now, when, t) {
  const [before, after] = [spreadOf(then), spreadOf(now)];
  if (![before, after].every(({ kind }) => kind === "all" || kind === "most")) return "";
  const first = t(before.kind === "all" ? "estimate.thenAll" : "estimate.thenMost", {
    when,
    run: run(before),
    n: then.length,
  });
  const second = t(after.kind === "all" ? "estimate.thenNowAll" : "estimate.thenNowMost", {
    run: run(after),
  });
  return `${first} ${second}`;
}
