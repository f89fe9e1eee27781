/** The guide for whoever leads the talk: closed until asked for, whole on paper. */

import { onPress } from "./dom.js";

/** @param {import("./shapes.js").Context} context */
export function mountGuide({ environment }) {
  const { page, window } = environment;
  const guide = page.querySelector(".guide");
  if (!(guide instanceof HTMLDetailsElement)) return;
  onPress(guide, "print", () => window.print());
  // What is closed would be missing on paper.
  let open = guide.open;
  window.addEventListener("beforeprint", () => {
    open = guide.open;
    guide.open = true;
  });
  window.addEventListener("afterprint", () => {
    guide.open = open;
  });
}
