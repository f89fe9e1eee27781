/** The optional parts of the player, as the entry that the builder writes hands them in. */

import type { Loose } from "./loose";
import type { Meeting } from "./meeting";
import type { Chosen, Context, Environment, Mounted, Tracking, Unsent } from "./shapes";
import type { Views } from "./views";

/**
 * Parts that only some modules need; the builder passes in those that this module uses. Parts of a single
 * activity type are described in its folder.
 */
export interface Parts {
  /** Where the module asks who uses it; returns the answer, or undefined until it is given. */
  choice?(context: Pick<Context, "environment" | "save" | "store" | "texts">): () => Chosen | undefined;
  /** Where there are several languages, or the module asks who uses it; returns how to switch languages. */
  rewriting?(
    context: Pick<Context, "data" | "environment" | "save" | "store" | "texts">,
  ): (wanted: string) => void;
  /** Where an activity has something for the sheet; `isGroup` says who uses the module now. Returns how to draw it. */
  end?(context: Context, mounted: Map<string, Mounted>, isGroup: () => boolean): () => void;
  /** Where something can be written. */
  loose?(environment: Environment): Loose;
  /** Where something can be written; returns how to leave: it asks first where a text would be lost. */
  taking?(
    context: Context,
    loose: Loose,
    mounted: Map<string, Mounted>,
  ): (at: Element, go: () => void) => void;
  /** Where the page lies in a catalogue's: how it steps aside for it. */
  stepAside?(
    context: Context,
    tracking: Tracking,
    mounted: Map<string, Mounted>,
    leave: (at: Element, go: () => void) => void,
  ): void;
  /** Where the saved file is a page; returns its HTML. */
  filePage?(context: Context, mounted: Map<string, Mounted>): string;
  /** Where there may be a group and statements are sent. */
  meeting?(context: Context, views: Views, chosen: (() => Chosen | undefined) | undefined): Meeting;
  /**
   * Where there may be a group; `turn` moves to another part of the activity and returns false if there is
   * none.
   */
  projector?(element: HTMLElement, context: Context, turn: (by: number) => boolean, begun?: () => void): void;
  /** Where statements are sent. */
  unsent?(context: Context, tracking: Tracking): (unsent: Unsent) => void;
}
