/** What the outbox offers. */

import type { Statement } from "../statements";
import type { Adopt } from "./shelf";

export interface Sent {
  /** Whether this browser keeps it. */
  persisted: Promise<boolean>;
  /** Whether the LRS took it, however late; false when it was refused for good. */
  there: Promise<boolean>;
}

export interface Outbox {
  send(statement: Statement, more?: { alone?: boolean; at?: number; left?: boolean }): Sent;
  /** From here on what others left is sent too, after this session's own, which never waits for it. */
  adopt(adopt: Adopt): Promise<void>;
  /** Makes one that others left this session's own. */
  claim(id: string): void;
  /** Resolves to whether nothing of this session waits any more but what fails for its own reasons. */
  flush(now?: boolean): Promise<boolean>;
  /** The same, for a page that closes. */
  leave(vital?: string[]): Promise<boolean>;
  has(id: string): boolean;
  /** A request, or another page, may still be bringing it: a page that closes now does not. */
  isBusy(id: string): boolean;
  /** The ids that this browser could not persist. */
  loose(): string[];
  bodies(): string[];
  details(): string[];
}
