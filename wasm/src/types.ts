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

/** Event is something that happened during a run. t is the simulated time in milliseconds. */
export type Event =
  | { type: "stdout"; text: string; line: number; t: number }
  | { type: "stderr"; text: string }
  | ({ type: "query" } & Query)
  | { type: "task"; what: "created" | "started" | "suspended" | "resumed" | "finished" | "cancelled"; task: number; name: string; coro: string; line: number; t: number }
  | { type: "sleep"; task: number; seconds: number; line: number; t: number }
  | ({ type: "warning" } & Warning)
  | { type: "result"; result: Result };

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
