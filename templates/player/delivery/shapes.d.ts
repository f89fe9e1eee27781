/** The outbox's interface. */

import type { Statement } from "../statements";
import type { Adopt } from "./shelf";

export interface Sent {
  /** Whether this browser stored it. */
  persisted: Promise<boolean>;
  /** Whether the LRS stored it, however late; false if it was refused for good. */
  there: Promise<boolean>;
}

export interface Outbox {
  send(statement: Statement, more?: { alone?: boolean; at?: number; left?: boolean }): Sent;
  /**
   * From now on, also send what others left, after this session's own statements, which never wait for it.
   */
  adopt(adopt: Adopt): Promise<void>;
  /** Treat an item that others left as this session's own. */
  claim(id: string): void;
  /**
   * Send what can be sent. Resolves to whether none of this session's statements is waiting, apart from those
   * that keep failing for reasons of their own.
   */
  flush(now?: boolean): Promise<boolean>;
  /** The same, for a closing page. */
  leave(vital?: string[]): Promise<boolean>;
  has(id: string): boolean;
  /** A request or another page may still be delivering it, so a closing page leaves it alone. */
  isBusy(id: string): boolean;
  /** The ids that this browser could not store. */
  loose(): string[];
  bodies(): string[];
  details(): string[];
}
