/** What an activity that is written in and the keepers of its text say to each other. */

import type { Context } from "../shapes";

/** `notes.only`: it lies only in this page. */
export type KeptStatus = "" | "notes.only" | "notes.saved" | "notes.sent" | "notes.waiting" | "notes.queued";

/** A field, or several that are kept as one text. Its `change` event says that it was left. */
export type Written = EventTarget & { value: string };

/** `leave`: the page may be about to close, and its last save must include what was typed last. */
export interface Keeping {
  write(): void;
  erase(): void;
  leave?(): void;
}

/** `room` shows how much room is left. */
export interface Says {
  show(key: KeptStatus): void;
  room: HTMLElement;
}

/**
 * Where a text is kept beyond the page. `id` is its path in the saved state; `older` the one that an earlier
 * release kept it under on this computer, "" if there is none.
 */
export type Keep = (
  root: HTMLElement,
  area: Written,
  id: string,
  context: Context,
  says: Says,
  older: string,
) => Keeping;

/**
 * `id` names the text among those that lie only in this page, `path` in the saved state. `keep` is absent
 * where it stays in the page, `send` where it cannot be sent; `send` resolves to whether the text was stored.
 * `file` saves it as a file, or returns false; `focus` puts the focus into it. `text` is what people read, if other than the value.
 */
export interface What {
  id: string;
  path: string;
  older: string;
  keep?: Keep;
  text?(): string;
  file(): unknown;
  focus(): void;
  send?: (text: string) => Promise<boolean>;
}
