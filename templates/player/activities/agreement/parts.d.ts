/** Parts that only some agreements need. */

import type { AgreementData } from "../../contract";
import type { Keep } from "../../keeping/keeping";
import type { Context, Parts } from "../../shapes";
import type { Agreed } from "./agreed";

export interface AgreementParts extends Parts {
  /** Where rows stay on this computer. */
  device?: Keep;
  /** Where rows go into the LMS's saved state. */
  lms?: Keep;
  /** Where statements are sent. */
  agreed?(agreement: AgreementData, context: Context): Agreed;
}
