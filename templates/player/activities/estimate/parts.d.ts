/** Parts that only some estimates need. */

import type { EstimateData } from "../../contract";
import type { Keep } from "../../keeping/keeping";
import type { Context, Mounted } from "../../shapes";

/** `begun`: there is an answer. */
interface Answering {
  begun(): boolean;
  print: NonNullable<Mounted["print"]>;
}

export interface EstimateParts {
  /** Where one person's answer stays on this computer. */
  device?: Keep;
  /** Where it goes into the LMS's saved state. */
  lms?: Keep;
  /** For one person. */
  mark?(root: Element, estimate: EstimateData, context: Context): Answering & { leave(): void };
  /** For a group. */
  room?(
    root: Element,
    estimate: EstimateData,
    context: Context,
  ): Answering & { drawn(text: string): Element };
}
