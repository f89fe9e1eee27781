/** Parts that only some checklists need. */

import type { ChecklistData } from "../../contract";
import type { Context } from "../../shapes";

export interface ChecklistParts {
  /** Where statements are sent; returns how to tell how many items are ticked. */
  ticked?(checklist: ChecklistData, context: Context): (count: number) => void;
}
