// The public types: programs, results and events as the engine gives them (package engine documents each field).

/** File is one file of a program. main.py runs; models.py is books.models; others are modules by their name. */
export interface File {
  name: string;
  text: string;
  role?: string;
}

/** Limits are what a run may use; what is left out has a default. */
export interface Limits {
  steps?: number;
  /** bytes */
  memory?: number;
  /** bytes of output */
  output?: number;
  recursion?: number;
}

/**
 * Latency is how long a statement takes, in simulated milliseconds: a number or, by table and as the mean of a distribution, an object. Draws are the same for the same
 * seed.
 */
export type Latency = number | { ms: number; tables?: Record<string, number>; spread?: "uniform" | "exponential"; seed?: number };

/** Cell is a value in a row: a blob is {blob: base64}. */
export type Cell = null | number | string | boolean | { blob: string };

export interface Column {
  name: string;
  type: string;
}

/** Query is one SQL statement of a program. Times are simulated milliseconds since the start of the run, except ms, which is real. */
export interface Query {
  sql: string;
  params: Cell[];
  file: string;
  line: number;
  func: string;
  thread: string;
  start: number;
  end: number;
  awaited: boolean;
  /** Of a traced run: the statement's number, the task that it is for, the call on another thread that it is part of. */
  statement?: number;
  task?: number;
  hop?: number;
  columns: Column[];
  rows: Cell[][];
  row_count: number;
  truncated: boolean;
  affected: number;
  ms: number;
}

export interface Value {
  kind: "table" | "text";
  repr: string;
  columns?: Column[];
  rows?: Cell[][];
  row_count?: number;
  type: string;
  name: string;
}

export interface Frame {
  file: string;
  line: number;
  func: string;
  text: string;
}

export interface ProgramError {
  type: string;
  message: string;
  file: string;
  line: number;
  col: number;
  end_col: number;
  traceback: string;
  frames: Frame[];
  hint: string;
}

export interface Table {
  name: string;
  model: string;
  sql: string;
  columns: Column[];
  rows: Cell[][];
  row_count: number;
}

export interface Warning {
  message: string;
  file: string;
  line: number;
}

/** Result is what a run came to. */
export interface Result {
  stdout: string;
  stderr: string;
  queries: Query[];
  value: Value | null;
  error: ProgramError | null;
  /** stopped is empty when the program ended by itself, else why it didn't: "cancelled", "steps", "memory", "output", "unresponsive", … */
  stopped: string;
  tables: Table[];
  warnings: Warning[];
  virtual_ms: number;
  real_ms: number;
  steps: number;
  django: string;
  version: string;
}

/** Position is a line of the learner's. */
export interface Position {
  file: string;
  line: number;
}

/**
 * Event is something that happened during a run; those from task on only come when it is traced. t is the simulated time in milliseconds. engine/trace/schema.json
 * is the exact form, package trace says what each means. Optional fields are left out when there is nothing to say.
 */
export type Event =
  | ({ type: "stdout" | "stderr"; text: string; t: number; task?: number; thread?: string } & Partial<Position>)
  | ({ type: "query" } & Query)
  | ({ type: "warning" } & Warning)
  | { type: "result"; result: Result }
  | ({
      type: "task"; t: number; task: number; what: "created" | "started" | "suspended" | "resumed" | "finished" | "cancelling" | "cancelled"; by?: number; name?: string;
      coro?: string; for?: "sleep" | "hop" | "task" | "tasks" | "turn" | "future"; on?: number; text?: string; thread?: string; via?: Position[];
    } & Partial<Position>)
  | ({ type: "hop"; t: number; hop: number; what: "queued" | "started" | "finished"; task?: number; name?: string; sensitive?: true; text?: string; thread?: string } & Partial<Position>)
  | ({ type: "statement"; t: number; statement: number; what: "started"; queued: number; sql: string; task?: number; hop?: number; awaited?: true; thread?: string } & Partial<Position>)
  | ({ type: "sleep"; t: number; ms: number; task?: number; blocking?: true; thread?: string } & Partial<Position>)
  | ({ type: "blocked"; t: number; start: number; cause: "sleep" | "query" | "work" | "wait"; task?: number; thread?: string } & Partial<Position>)
  | ({ type: "thread"; t: number; what: "created" | "started" | "finished"; name: string; thread?: string } & Partial<Position>)
  | ({ type: "exception"; t: number; text: string; task?: number; thread?: string } & Position)
  | { type: "truncated"; t: number };

export interface CheckResult {
  name: string;
  passed: boolean;
  message?: string;
  file?: string;
  line?: number;
}

/** Verdict is what a check of a step came to. */
export interface Verdict {
  step: string;
  passed: boolean;
  message: string;
  file?: string;
  line?: number;
  checks: CheckResult[];
  run: Result | null;
}

/** Rows is the answer to a query against the database that the last run left. */
export interface Rows {
  columns: Column[];
  rows: Cell[][];
  affected: number;
}
