/**
 * A group's estimate: everybody says a number, somebody presses it. Until the answers are shown the page shows
 * only how many there are, so that the first do not steer the others; after a reload they are hidden again.
 *
 * @typedef {import("../../contract.js").EstimateData} EstimateData
 */

import { find, onPress } from "../../dom.js";
import { part } from "../../progress.js";
import { answered, countsAt, countsIn, earlier, reveal } from "./answers.js";
import { drawDots } from "./dots.js";
import { mountSending } from "./sending.js";
import { compared, perDot, sentence, total } from "./spread.js";

const DAY = 86_400_000;

/** @type {NonNullable<import("./parts.js").EstimateParts["room"]>} */
export function mountRoom(root, estimate, context) {
  const { environment, meeting, save, speak, store, texts } = context;
  const { again, id, steps } = estimate;
  const { clock, page } = environment;
  const lanes = find(root, ".lanes");
  const buttons = [...lanes.querySelectorAll("button")];
  const picture = find(root, ".spread");
  const [tally, queue, gist, pair] = ["tally", "queue", "gist", "pair"].map((name) => find(root, `.${name}`));
  const asks = root.querySelector(".discuss");
  const key = root.querySelector(".keys");
  const note = find(root, ".note");
  const sum = find(root, ".sum");
  const ends = find(root, ".ends");
  const sending = estimate.sends ? mountSending(root, estimate, context, () => counts()) : undefined;

  /** Earlier counts that this page knows, to go back to. @type {number[][]} */
  let past = [];
  let open = false;
  let last = "";
  const place = () => countsAt(id, meeting?.id() ?? "");
  const counts = () => countsIn(store.get(), place(), steps);
  const before = () => (again ? earlier(store.get(), again, meeting?.id() ?? "", steps) : undefined);
  const today = () => Math.floor(clock.now() / DAY);

  /** When the earlier answers were given, in words. @param {number | undefined} day */
  const when = (day) => {
    if (day === undefined || day === today()) return texts.t("estimate.thenFirst");
    const [date, now] = [new Date(day * DAY), new Date(clock.now())];
    const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
    return texts.t("estimate.thenMonth", {
      month: date.toLocaleDateString(texts.language(), { month: "long", year }),
    });
  };
  /** What the answers say; without a sentence how many there are. */
  const told = () => {
    const then = before();
    const now = counts();
    return then && total(then.counts)
      ? compared(then.counts, now, when(then.day), texts.t)
      : sentence(now, texts.t);
  };

  const drawSpread = () => {
    const now = counts();
    const then = before();
    const both = then && total(then.counts) ? then : undefined;
    const each = perDot(both ? [now, both.counts] : [now]);
    const label = both && when(both.day);
    for (const [i, item] of [...picture.children].entries()) {
      const [up, , down] = item.children;
      drawDots(up, Math.ceil(now[i] / each));
      let heard = texts.t("estimate.room", { n: now[i] });
      if (both) {
        heard = [
          texts.t("estimate.thenNow", { n: now[i] }),
          texts.t("estimate.then", { when: label ?? "", n: both.counts[i] }),
        ].join(". ");
      }
      find(item, "[data-heard]").textContent = `: ${heard}`;
      if (down instanceof HTMLElement) {
        down.hidden = !both;
        drawDots(down, both ? Math.ceil(both.counts[i] / each) : 0);
      }
    }
    if (key instanceof HTMLElement) {
      key.hidden = !open || !both;
      const [of, than] = key.querySelectorAll("[data-of]");
      of.textContent = texts.t("estimate.thenNow", { n: total(now) });
      than.textContent = both ? texts.t("estimate.then", { when: label ?? "", n: total(both.counts) }) : "";
    }
    sum.hidden = !open || Boolean(both);
    pair.hidden = !open || each === 1;
  };

  const draw = () => {
    const n = total(counts());
    const text = texts.t("estimate.room", { n });
    lanes.hidden = note.hidden = open;
    picture.hidden = !open;
    tally.hidden = queue.hidden = open || !n;
    toggle.hidden = !n;
    toggle.classList.toggle("main", !open);
    toggle.classList.toggle("plain", open);
    undo.hidden = open || !past.length;
    clear.hidden = open || !n || past.length > 0;
    // Before they are shown, nothing of them is on the page.
    gist.textContent = open ? told() : "";
    gist.hidden = !gist.textContent;
    if (asks instanceof HTMLElement) asks.hidden = !open;
    const [number, word] = tally.children;
    number.textContent = String(n);
    word.textContent = text.replace(String(n), "").trim();
    drawDots(queue, open ? 0 : n);
    if (toggle.dataset.t !== (open ? "estimate.roomChange" : "estimate.roomShow"))
      texts.say(toggle, open ? "estimate.roomChange" : "estimate.roomShow");
    sum.textContent = open ? text : "";
    if (open) drawSpread();
    else for (const dots of picture.querySelectorAll(".dots")) drawDots(dots, 0);
    sending?.draw(open);
    for (const one of root.querySelectorAll("[data-first]")) one.removeAttribute("data-first");
    (open ? toggle : buttons[0]).setAttribute("data-first", "");
  };

  /** @param {number[]} next */
  const take = (next) => {
    last = next.join();
    store.update((state) => answered(state, place(), next));
    draw();
    speak("estimate.room", { n: total(next) });
  };
  /** @param {number} step from 1 */
  const add = (step) => {
    const now = counts();
    past.push(now);
    take(now.map((n, i) => (i === step - 1 ? n + 1 : n)));
  };

  for (const [i, button] of buttons.entries()) {
    button.addEventListener("click", (event) => {
      add(i + 1);
      // With the keyboard the pressed lane would stay marked, for all to see.
      if (!event.detail) lanes.focus();
    });
  }
  lanes.addEventListener("keydown", (event) => {
    const step = Number(event.key);
    if (event.altKey || event.ctrlKey || event.metaKey || !(step >= 1 && step <= steps)) return;
    add(step);
    lanes.focus();
  });
  const undo = onPress(root, "undo", () => {
    const next = past.pop();
    if (next) take(next);
    if (undo.hidden) lanes.focus();
  });
  const clear = onPress(root, "clear", () => {
    past = [counts()];
    take(counts().map(() => 0));
    undo.focus();
  });
  const toggle = onPress(root, "show", () => {
    open = !open;
    if (open) {
      store.update((state) => reveal(state, id, place(), today()));
      void save();
    }
    draw();
    if (open)
      speak("estimate.roomHeard", {
        text: gist.textContent || texts.t("estimate.room", { n: total(counts()) }),
      });
    else speak("estimate.room", { n: total(counts()) });
  });

  store.subscribe(() => {
    // Another meeting, or what was saved before: the order is not known, and nothing is shown unasked.
    const now = counts().join();
    if (now === last) return;
    last = now;
    past = [];
    open = false;
    draw();
  });
  texts.onChange(draw);
  last = counts().join();
  draw();

  return {
    begun: () => total(counts()) > 0,
    print() {
      const n = total(counts());
      if (!part(store.get(), id).d || !n) return [];
      const writtenText = told() || texts.t("estimate.room", { n });
      const askedText = texts.t(`a.${id}.question`);
      return [{ askedText, writtenText }];
    },
    drawn,
  };

  /** The picture as it was shown, with what it says. @param {string} text */
  function drawn(text) {
    drawSpread();
    const box = page.createElement("div");
    box.className = "mini";
    const copies = [picture, ends].map((one) => /** @type {HTMLElement} */ (one.cloneNode(true)));
    copies[0].hidden = false;
    const left = page.createElement("div");
    left.append(...copies);
    const right = page.createElement("p");
    right.className = "gist";
    right.textContent = text;
    box.append(left, right);
    if (!open) for (const dots of picture.querySelectorAll(".dots")) drawDots(dots, 0);
    return box;
  }
}
