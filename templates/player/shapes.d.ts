/** Types that the player's modules share. The data from the builder is described in contract.d.ts. */

import type { PlayerData } from "./contract";
import type { Loose } from "./loose";
import type { Meeting } from "./meeting";
import type { Parts } from "./parts";
import type { State } from "./progress";
import type { Store } from "./store";
import type { Texts } from "./texts";
import type { Views } from "./views";
import type { Speak } from "./voice";

/**
 * What one save contains. `seconds` is the length of this session, `progress` ranges from 0 to 1, `language`
 * is the learner's choice, "" if there is none; `kept` is the part of the state that may be stored in this
 * browser.
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
  /** A catalogue's modules. */
  modules?: Progress[];
}

/** How far a module of a catalogue has come; `begun` although `progress` may be 0. */
export interface Progress {
  id: string;
  complete: boolean;
  begun: boolean;
  progress: number;
}

/**
 * What the LMS knew when the session began. `language` is a tag or a list of tags, the most preferred first.
 * With `ends`, the session can be ended at any time, and `next` is the address to go to then. `muted`: the
 * learner wants no sound; `captions`: the learner wants captions, or does not. `alone`: in the LMS the last
 * save wins, so only the window opened last may save.
 */
export interface Known {
  state: string;
  location: string;
  language: string;
  complete: boolean;
  /** The LMS's id for the learner; absent if the LMS does not give one. */
  learner?: string;
  /** This attempt's id: what one attempt did is never reported as part of another. */
  attempt?: string;
  /** The LMS had no record at all. */
  fresh?: boolean;
  /** The state includes progress that an earlier session of this learner could not save. */
  restored?: boolean;
  ends?: boolean;
  next?: string;
  muted?: boolean;
  alone?: boolean;
  captions?: boolean;
}

/**
 * `tracked`: the LMS records. `readonly`: a finished attempt is reviewed and nothing may be written;
 * `browsing`: nothing counts and nothing may be written. `untracked`: no LMS was found. `lost`: the LMS
 * refuses a new session in this frame, and only reloading the LMS's whole page helps. `expired`: this launch
 * is over, and only a new one helps. `unstored`: this browser refuses to store anything.
 */
export type Session =
  | ({ kind: "tracked" | "readonly" | "browsing" } & Known)
  | { kind: "untracked" | "lost" | "expired" | "unstored" };

/**
 * Statements that the LRS has not confirmed: `waiting` are still being sent, `aside` were refused for good,
 * `loose` could not be stored in this browser, `expired` were too old. `trouble`: nothing has been delivered
 * for a while, or this launch may not send any more.
 */
export interface Unsent {
  waiting: number;
  aside: number;
  loose: number;
  expired: number;
  trouble: "" | "offline" | "refused";
}

/** Who uses a module that leaves the choice open. */
export type Chosen = "group" | "individual";

/**
 * The circumstances of a statement: `meeting` is the id of the group's meeting, "" for one person. `once`:
 * one statement per registration, whatever the meeting. `n`: its number among the statements of its kind in
 * this meeting (or alone in this attempt), from 1; each corrects the one before. `extensions` go into the
 * context.
 */
export interface Told {
  meeting?: string;
  once?: boolean;
  n?: number;
  extensions?: Record<string, unknown>;
}

/**
 * An unsent statement as the LMS's saved state carries it: the template's name, id, milliseconds since 1970,
 * language, version, result, the meeting, its number (or 0) and extensions, as in `Told`. Earlier releases
 * wrote "group" or "individual" as `meeting`, or left it out where the module did not ask.
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

/** An adapter to one kind of tracking. Adapters never throw. */
export interface Tracking {
  /** How often changes are saved, in milliseconds, if other than the default. */
  saveEvery?: number;
  open(): Promise<Session>;
  /**
   * Report an event to an LRS, if there is one: the template's name, what the page adds to its result, and
   * the circumstances. Resolves to true once the LRS has stored the statement, however late, and to false if
   * it is refused for good or there is no LRS.
   */
  tell(name: string, result?: Record<string, unknown>, of?: Told): Promise<boolean>;
  /** Resolves to true only if the LMS confirmed. */
  save(record: SaveRecord): Promise<boolean>;
  /** Where another page holds the session: it is told of every change at once. */
  changed?(record: SaveRecord): void;
  /**
   * For an LMS that can be called synchronously: the page is hidden and may never be visible again. What is
   * sent here does not count as confirmed.
   */
  hide?(record: SaveRecord): void;
  /** The page is closing and the session was already over: keep what can still be kept. */
  keep?(record: SaveRecord): void;
  /** Whether unconfirmed progress is kept in this browser; absent where this browser is the record. */
  keeps?(): boolean;
  /**
   * Save and end the session. Everything a closing page can still do must happen before the first await. May
   * be called again after a failure.
   */
  close(record: SaveRecord): Promise<boolean>;
  /** Where another page holds the session: go back to it, which ends nothing. */
  back?(): void;
  /**
   * Hand over an answer to a question, if the LMS can hold one; false if it cannot. The next save confirms
   * it.
   */
  answer?(question: string, text: string): boolean;
  /**
   * After a failed save: whether the LMS itself has ended the session, so that only reloading its whole page
   * helps.
   */
  over?(): boolean;
  /** Technical details of what went wrong, for the help desk. */
  details(): string[];
  /** Only for adapters that send statements to an LRS. */
  unsent?: {
    /** Statements that neither the LRS nor this browser has stored; the saved state carries them. */
    carried(): Carried[];
    /** All unsent statements, as JSON. */
    bodies(): string[];
    /** Send now, without waiting for the pause to end. */
    hurry(): void;
  };
}

/**
 * Creates an adapter. `report` is called whenever the unsent statements change, `doubt` when something
 * confirmed may not have arrived after all.
 */
export type MakeTracking = (
  environment: Environment,
  data: PlayerData,
  report: (unsent: Unsent) => void,
  doubt: () => void,
) => Tracking;

/**
 * The browser environment, injected so that tests can simulate hours and faults at no cost. All times in
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
    /** How long a statement is left to the page that made or last sent it. */
    leftAlone: number;
    pressWait: number;
    probeWait: number;
    proofWait: number;
    /** How long after its start an unanswered request may still be on its way. */
    resend: number;
    retries: number[];
    retryEvery: number;
    saveEvery: number;
    settle: number;
  };
}

/** What an activity receives when it is mounted on its element. */
export interface Context {
  data: PlayerData;
  environment: Environment;
  parts: Parts;
  texts: Texts;
  /** Reads something out that is not in focus. */
  speak: Speak;
  store: Store;
  views: Views;
  /** The texts that lie only in this page, where something can be written. */
  loose?: Loose;
  /** Where there may be a group and statements are sent. */
  meeting?: Meeting;
  /** What all activities of one type share, by names that the type chooses. */
  perType: Record<string, any>;
  /** The learner's preferences as the LMS knows them; a choice made here takes precedence. */
  wishes: { captions?: boolean };
  /** The Video Profile's session id for this page, where the profile is reported. */
  visit?: string;
  /**
   * Save something that must not be lost, together with other saves requested at the same moment; resolves to
   * true if the LMS confirmed.
   */
  save(): Promise<boolean>;
  /** Called whenever everything has been saved. */
  onSaved(listener: () => void): void;
  /**
   * Hand an answer to the LMS, if it has a place for it. Resolves to true once the answer is confirmed,
   * however late; false if the LMS has no place for it.
   */
  answer(question: string, text: string): Promise<boolean>;
  /**
   * Report to an LRS, and save. Resolves once the LRS has answered, however late: true if it confirmed, false
   * if it refused or there is no LRS. The meeting in `of` defaults to the current one.
   */
  tell(name: string, result?: Record<string, unknown>, of?: Told): Promise<boolean>;
}

/** An activity on its page. */
export interface Mounted {
  /** The session has begun and the saved state is known, or there is no session. May be called again. */
  begin?(): void;
  /** Convert what an earlier release saved about this activity to the current form. */
  readOlder?(state: State): State;
  /** The text key that names the part `by` steps ahead; "" if there is none. */
  ahead?(by: number): string;
  /** Move to that part. */
  turn?(by: number): boolean;
  /** It fills the page now. */
  big?(): void;
  /** Whether it is in use, although what stands before it on the page may not be done. */
  begun?(): boolean;
  done?(): void;
  /** The session is about to end. */
  leave?(): void;
  /**
   * The text key of a hint on how to complete this activity if it is the one left to do; absent if there is
   * nothing special to say.
   */
  rest?: string;
  /**
   * The activity's content on the end page and the printed sheet: what was asked and what was written; where that is "", lines
   * to write on.
   */
  print?(): { askedText: string; writtenText: string }[];
  /**
   * Draws its part of the end page, or of the printed sheet, itself; with `print`. `lines` to write on, on paper; 0 on
   * the screen.
   */
  draw?(sheet: Element, lines: number): void;
  /** The text key of its heading on the end page, if other than its title; with `print`. */
  talked?: string;
}

/** Mounts an activity on its element. */
export type Mount<Data = any> = (element: HTMLElement, activity: Data, context: Context) => Mounted;

/** The mount functions a page needs, by activity type. */
export type Mounts = { [Data in PlayerData["activities"][number] as Data["type"]]?: Mount<Data> };

export type { Parts } from "./parts";
export type { PlayerData };
