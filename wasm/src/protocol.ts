// The messages between page and worker, and who sends them. wasm/message and wasm/message.go read and write the inner part.

import type { Reason } from "./errors.ts";
import type { BothOptions, File, Latency, Limits, LoadOptions } from "./types.ts";

/** ToWorker names the messages that the page sends to the worker. */
export const ToWorker = {
  /** Compile brings a piece of the engine's file; the worker unpacks and compiles it and, after the last piece, answers Compiled or Died. */
  Compile: "compile",
  /** Start brings the compiled modules; the worker instantiates them and answers Ready or Died. */
  Start: "start",
  /** Run, Check, Load, Both and Query begin a job, which ends with one Result or Failed of the same id. One job runs at a time. */
  Run: "run",
  Check: "check",
  Load: "load",
  Both: "both",
  Query: "query",
  /** Stop asks the running job to end; its Result still comes. */
  Stop: "stop",
  /** Ping is answered by Pong as soon as the worker's event loop turns. */
  Ping: "ping",
} as const;

/** FromWorker names the messages that the worker sends to the page. */
export const FromWorker = {
  Compiled: "compiled",
  Ready: "ready",
  /** Events brings what happened since the last batch, as the text of a JSON array. */
  Events: "events",
  Result: "result",
  /** Failed says that a job came to no result through a fault of ours. */
  Failed: "failed",
  Pong: "pong",
  /** Loading says that the worker is about to load the second part of a module, and answers no Ping until it has it. */
  Loading: "loading",
  /** Died says that the engine ended, which it never should; the worker is of no use any more. */
  Died: "died",
} as const;

export interface CompileMessage {
  type: typeof ToWorker.Compile;
  /** attempt is another number when a download broke off and began anew. */
  attempt: number;
  /** bytes are null after the last piece. */
  bytes: ArrayBuffer | null;
}

export interface StartMessage {
  type: typeof ToWorker.Start;
  engine: WebAssembly.Module;
  sqlite: WebAssembly.Module;
}

export interface RunMessage {
  type: typeof ToWorker.Run;
  id: number;
  files: File[];
  latency?: Latency;
  stepCost?: number;
  limits?: Limits;
  trace?: boolean | "timeline";
}

export interface CheckMessage {
  type: typeof ToWorker.Check;
  id: number;
  /** lesson names the lesson; lessonData holds it, the first time that this worker sees it. */
  lesson: string;
  lessonData?: unknown;
  step: string;
  files: File[];
  limits?: Limits;
}

export interface CompareMessage {
  type: typeof ToWorker.Load | typeof ToWorker.Both;
  id: number;
  files: File[];
  options: LoadOptions | BothOptions;
  latency?: Latency;
  stepCost?: number;
  limits?: Limits;
}

export interface QueryMessage {
  type: typeof ToWorker.Query;
  id: number;
  sql: string;
  params: unknown[];
}

export interface StopMessage {
  type: typeof ToWorker.Stop;
  id: number;
}

export interface PingMessage {
  type: typeof ToWorker.Ping;
  id: number;
}

/** JobMessage begins a job. */
export type JobMessage = RunMessage | CheckMessage | CompareMessage | QueryMessage;

export type WorkerMessage = CompileMessage | StartMessage | JobMessage | StopMessage | PingMessage;

/** PageMessage is any message from the worker. Payloads of jobs are JSON texts: a string crosses faster than a tree of objects. */
export type PageMessage =
  | { type: typeof FromWorker.Compiled; module: WebAssembly.Module }
  | { type: typeof FromWorker.Ready }
  | { type: typeof FromWorker.Events; id: number; text: string }
  | { type: typeof FromWorker.Result; id: number; text: string }
  | { type: typeof FromWorker.Failed; id: number; text: string }
  | { type: typeof FromWorker.Pong; id: number }
  | { type: typeof FromWorker.Loading }
  | { type: typeof FromWorker.Died; text: string; reason: Reason };
