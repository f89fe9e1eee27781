/** The shapes that the player's modules share; what the builder hands over is in contract.d.ts. */

import type { PlayerData } from "./contract";
import type { Meeting } from "./meeting";
import type { State } from "./progress";
import type { Store } from "./store";
import type { Texts } from "./texts";
import type { Views } from "./views";

/**
 * What is saved at one time. `seconds` is the length of this session, `progress` goes from 0 to 1, `language`
 * is the learner's choice, "" when there is none; `kept` is what of the state may lie in this browser.
 */
export interface SaveRecord {
  state: string;
  kept: State;
  language: string;
  location: string;
  complete: boolean;
  progress: number;
  score: boolean;
  seconds: number;
}

/**
 * What an LMS knew when the session began. `language` is a tag or a list of them, the most wanted first. With
 * `ends` the session can be ended at any time, and `next` is the address to go to then. `muted`: the learner
 * wants no sound; `captions`: wants them, or none. `alone`: the LMS keeps what was saved last, so only the
 * window that was opened last may save.
 */
export interface Known {
  state: string;
  location: string;
  language: string;
  complete: boolean;
  /** As the LMS calls the learner; absent where it does not say. */
  learner?: string;
  /** This attempt's id: what one attempt did is never told as another's. */
  attempt?: string;
  /** The LMS had no record at all. */
  fresh?: boolean;
  /** The state holds what an earlier session of this learner could not save. */
  restored?: boolean;
  ends?: boolean;
  next?: string;
  muted?: boolean;
  alone?: boolean;
  captions?: boolean;
}

/**
 * `tracked`: the LMS records. `readonly`: a finished attempt is looked at again, nothing may be written;
 * `browsing`: nothing counts, and nothing may be written either. `untracked`: no LMS was found. `lost`: the
 * LMS refuses a new session in this frame; only loading its whole page helps. `expired`: this launch is over,
 * only a new one helps. `unstored`: this browser keeps nothing.
 */
export type Session =
  | ({ kind: "tracked" | "readonly" | "browsing" } & Known)
  | { kind: "untracked" | "lost" | "expired" | "unstored" };

/**
 * Statements that the LRS has not confirmed: `waiting` are still tried, `aside` were refused for good,
 * `loose` are those that this browser could not keep, `expired` those that were too old. `trouble`: nothing
 * came through for a while, or the launch may not send any more.
 */
export interface Unsent {
  waiting: number;
  aside: number;
  loose: number;
  expired: number;
  trouble: "" | "offline" | "refused";
}

/** Who uses a module that leaves it open. */
export type Chosen = "group" | "individual";

/**
 * How something was told: `meeting` is the id of the meeting in which a group did it, "" when it was one
 * person. `once`: once in a registration, whatever the meeting. `n`: so many times in this meeting (or alone
 * in this attempt), from 1; each puts right the one before. `extensions` are the context's.
 */
export interface Told {
  meeting?: string;
  once?: boolean;
  n?: number;
  extensions?: Record<string, unknown>;
}

/**
 * An unsent statement as the LMS's saved state carries it; the template's name, id, milliseconds since 1970,
 * language, version, result, the meeting, which time it was (or 0) and extensions, as in `Told`. Once
 * `meeting` was "group" or "individual", or absent where that was not asked.
 */
export type Carried = [
  name: string,
  id: string,
  at: number,
  language: string,
  version: string,
  result: Record<string, unknown> | undefined,
  meeting?: string,
  n?: number,
  extensions?: Record<string, unknown>,
];

/** An adapter to one way of tracking. None of them ever throws. */
export interface Tracking {
  /** How often a change is saved, in milliseconds, where that is not the usual. */
  saveEvery?: number;
  open(): Promise<Session>;
  /**
   * Something happened that an LRS may hear of: a template's name, what the page adds to its result, and how
   * it was told. Resolves when the LRS has taken it, however late; false when it refuses it for good, or none
   * is told.
   */
  tell(name: string, result?: Record<string, unknown>, of?: Told): Promise<boolean>;
  /** Resolves to true only when the LMS confirmed. */
  save(record: SaveRecord): Promise<boolean>;
  /**
   * Where an LMS can be told at once: the page is hidden, and may never be seen again. What is told then is
   * not confirmed.
   */
  hide?(record: SaveRecord): void;
  /** The page goes, and the session was over before: keep what can still be kept. */
  keep?(record: SaveRecord): void;
  /** Whether what is not confirmed is kept in this browser; absent where this browser is the record. */
  keeps?(): boolean;
  /**
   * Save and end. All that a closing page can still do happens before the first await. May be called again
   * when it was in vain.
   */
  close(record: SaveRecord): Promise<boolean>;
  /**
   * Hand over an answer to a question, where the LMS can hold one; false when it cannot. Confirmed by the
   * next save.
   */
  answer?(question: string, text: string): boolean;
  /**
   * After a save in vain: whether the LMS has ended the session by itself, so that only loading its whole
   * page helps.
   */
  over?(): boolean;
  /** For the help desk: what went wrong, in technical words. */
  details(): string[];
  /** Only of those that tell an LRS. */
  unsent?: {
    /** What neither the LRS nor this browser has: the saved state takes it along. */
    carried(): Carried[];
    /** Every unsent statement, as JSON. */
    bodies(): string[];
    /** Try now, whatever the pause. */
    hurry(): void;
  };
}

/**
 * Makes an adapter; `report` hears of every change of what is unsent, `doubt` that what was confirmed may not
 * have arrived.
 */
export type MakeTracking = (
  environment: Environment,
  data: PlayerData,
  report: (unsent: Unsent) => void,
  doubt: () => void,
) => Tracking;

/**
 * What the browser gives, injected so that an hour or a fault costs a test nothing. All times in
 * milliseconds.
 */
export interface Environment {
  window: Window;
  page: Document;
  clock: { now(): number; monotonic(): number; after(milliseconds: number, call: () => void): () => void };
  transport: typeof fetch;
  random(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
  limits: {
    answerWait: number;
    apiEvery: number;
    apiWait: number;
    captionsWait: number;
    filmWait: number;
    gather: number;
    keptWait: number;
    /** So long what another page sent, or made, is its own. */
    leftAlone: number;
    pressWait: number;
    probeWait: number;
    proofWait: number;
    /** So long after it began, a request without an answer may still be on its way. */
    resend: number;
    retries: number[];
    retryEvery: number;
    saveEvery: number;
    settle: number;
  };
}

/**
 * What only some modules need: the builder hands over what this one does. Those of one activity type are
 * described in its folder.
 */
export interface Parts {
  /** Where it is asked who uses the module: the answer, undefined before it is given. */
  choice?(context: Pick<Context, "environment" | "save" | "store" | "texts">): () => Chosen | undefined;
  /** Where there may be a group, and an LRS is told. */
  meeting?(context: Context, views: Views, chosen: (() => Chosen | undefined) | undefined): Meeting;
  /** Where there may be a group; `turn` leads to another part of the activity, false when there is none. */
  projector?(element: HTMLElement, context: Context, turn: (by: number) => boolean): void;
  /** Where an LRS is told. */
  unsent?(context: Context, tracking: Tracking): (unsent: Unsent) => void;
}

/** What an activity is given when it is mounted on its element. */
export interface Context {
  data: PlayerData;
  environment: Environment;
  parts: Parts;
  texts: Texts;
  store: Store;
  views: Views;
  /** Where there may be a group, and an LRS is told. */
  meeting?: Meeting;
  /** What the activities of one type have in common, by the type's own names. */
  perType: Record<string, any>;
  /** What the LMS says of the learner's wishes; a choice made here counts more. */
  wishes: { captions?: boolean };
  /** The Video Profile's id of this session of the page, where it is told. */
  visit?: string;
  /**
   * Save, for what must not be lost, together with what else is asked for in the same moment; true when the
   * LMS confirmed.
   */
  save(): Promise<boolean>;
  /** Hear of every moment in which all is saved. */
  onSaved(listener: () => void): void;
  /**
   * Hand the LMS an answer, where it has a place for it. Resolves when it was confirmed, however late; false
   * when there is no place.
   */
  answer(question: string, text: string): Promise<boolean>;
  /**
   * Tell an LRS, and save. Resolves when the LRS has answered, however late: true when it confirmed, false
   * when it refuses or there is none. `of`: its meeting is the one that runs, where none is given.
   */
  tell(name: string, result?: Record<string, unknown>, of?: Told): Promise<boolean>;
}

/** An activity on its page; `done` marks it so when the learner goes on. */
export interface Mounted {
  /** The session has begun, and what was saved is known; or there is none. May be called again. */
  begin?(): void;
  /** The saved state with what an earlier release wrote of this activity as this one does. */
  readOlder?(state: State): State;
  /** The key of the text that names the part so many steps on; "" when there is none. */
  ahead?(by: number): string;
  /** Go to that part. */
  turn?(by: number): boolean;
  done?(): void;
  /** The session is about to end. */
  leave?(): void;
  /**
   * The key of the text that says how it can still be done, when it is what is left; absent where there is
   * nothing special to say.
   */
  rest?: string;
  /**
   * What the printed sheet shows of it: what was asked, and what was written; lines to write on where that is
   * "".
   */
  print?(): { askedText: string; writtenText: string }[];
}

/** Puts an activity on its element. */
export type Mount<Data = any> = (element: HTMLElement, activity: Data, context: Context) => Mounted;

/** Those that a page needs, each for its own type. */
export type Mounts = { [Data in PlayerData["activities"][number] as Data["type"]]?: Mount<Data> };

export type { PlayerData };
