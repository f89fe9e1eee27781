/** LRSs and the intermediaries in front of them, each with a habit found in reality (docs/statements.md). */

export const HABITS = [
  "ignore",
  "conflict",
  "check, then insert",
  "204",
  "login page",
  "every 50th lost",
  "faults",
];

const page = { status: 200, body: "<!doctype html><title>Log in</title>" };

/**
 * @param {string} habit
 * @param {{ after: (milliseconds: number, call: () => void) => unknown }} time
 * @param {() => number} random
 */
export function createLrsHabit(habit, time, random) {
  /** Every inserted id, in order; an id stored twice is there twice. */
  const stored = [];
  const at = new Map();
  const underway = new Map();
  const ambiguous = new Set();
  const seen = new Set();
  const lrs = { stored, requests: 0, overlapping: [], resent: [] };
  lrs.has = (id) => at.has(id);
  lrs.doubled = () => stored.filter((id, place) => stored.indexOf(id) !== place);

  const insert = (ids) => {
    for (const id of ids) {
      at.set(id, (at.get(id) ?? 0) + 1);
      stored.push(id);
    }
  };
  const list = (ids) => ({ status: 200, body: JSON.stringify(ids) });
  const get = (id, statements) => {
    const times = at.get(id) ?? 0;
    if (times > 1) return { status: 500 };
    return times ? { status: 200, body: statements.get(id) } : { status: 404 };
  };
  const bodies = new Map();

  /** Handles a POST: `answer` is called with the response, or with null for a broken connection. */
  const habits = {
    ignore(ids, answer) {
      insert(ids.filter((id) => !at.has(id)));
      answer(list(ids));
    },
    conflict(ids, answer) {
      if (ids.some((id) => at.has(id))) return answer({ status: 409 });
      insert(ids);
      answer(list(ids));
    },
    "check, then insert"(ids, answer) {
      if (ids.some((id) => at.has(id))) return answer({ status: 409 });
      time.after(random() * 4000, () => {
        insert(ids);
        answer(list(ids));
      });
    },
    204(ids, answer) {
      insert(ids.filter((id) => !at.has(id)));
      answer({ status: 204 });
    },
    "login page"(ids, answer) {
      if (random() < 0.5) return answer(page);
      habits.conflict(ids, answer);
    },
    "every 50th lost"(ids, answer) {
      habits.conflict(ids, lrs.requests % 50 ? answer : () => answer(null));
    },
    faults(ids, answer) {
      const dice = random();
      if (dice < 0.1) return answer({ status: 500 });
      if (dice < 0.2) return answer({ status: 429 });
      if (dice > 0.3) return habits.conflict(ids, answer);
      habits.conflict(ids, () => answer(dice < 0.25 ? null : { status: 502 }));
    },
  };

  lrs.handle = (request, answer) => {
    lrs.requests += 1;
    if (request.method === "GET") {
      if (habit === "login page" && random() < 0.5) return answer(page);
      return answer(get(request.url.searchParams.get("statementId"), bodies));
    }
    const statements = JSON.parse(request.body);
    const ids = statements.map((one) => one.id);
    for (const one of statements) bodies.set(one.id, JSON.stringify(one));
    for (const id of ids) {
      if (underway.get(id)) lrs.overlapping.push(id);
      if (seen.has(id) && !ambiguous.has(id)) lrs.resent.push(id);
      seen.add(id);
      underway.set(id, (underway.get(id) ?? 0) + 1);
    }
    habits[habit](ids, (response) => {
      for (const id of ids) {
        underway.set(id, underway.get(id) - 1);
        // If no answer was conclusive, it must be sent again.
        if (response?.status !== 200 || response === page) ambiguous.add(id);
      }
      answer(response);
    });
  };
  /** From the page's point of view the connection broke. */
  lrs.lose = ({ body }) => {
    for (const { id } of body ? JSON.parse(body) : []) ambiguous.add(id);
  };
  return lrs;
}
