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

/** Cell is a value in a row: a blob is {blob: base64}; an integer past 2⁵³ and an infinity, which numbers do not hold, are text. Of a long one that a run has recorded there is the beginning; bytes is how many it has. */
export type Cell = null | number | string | boolean | { blob: string; bytes?: number };

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
  /** lazy is set when an attribute was read that had not been fetched. */
  lazy?: { relation: string; advice: "select_related" | "prefetch_related" | "only" };
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

/** Span is a stretch of a lane: package timeline says what each kind means. Times are simulated milliseconds. */
export interface Span extends Partial<Position> {
  lane: number;
  kind: "run" | "wait" | "queue" | "held" | "blocked" | "call" | "query" | "sleep";
  start: number;
  end: number;
  task?: number;
  /** query is the position of the statement in the result's queries plus 1. */
  query?: number;
  text: string;
}

export interface Moment extends Partial<Position> {
  lane: number;
  kind: "print" | "exception" | "cancel";
  at: number;
  text: string;
}

/** LineAccount is what a source line did; mark kinds are "n+1", "lazy", "many", "blocking", "never-awaited". */
export interface LineAccount extends Position {
  runs?: number;
  wait?: number;
  blocked?: number;
  statements?: number;
  db?: number;
  marks?: { kind: string; text: string }[];
}

/** Timeline is a traced run laid out and summed up. */
export interface Timeline {
  end: number;
  lanes: { kind: "loop" | "main" | "task" | "thread"; name: string; from: number; to: number }[];
  /** spans are in order of their start. */
  spans: Span[];
  moments: Moment[];
  figures: {
    total: number; statements: number; awaited: number; blocking: number; db: number; loop: number; free: number; blocked: number; longest: number;
    blocked_by?: string; file?: string; line?: number; overlap: number; serial: number; tasks: number;
  };
  summary: string[];
  lines: LineAccount[];
  truncated?: true;
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
  /** timeline is there when the run was traced. */
  timeline?: Timeline;
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
  | ({ type: "lock"; t: number; start: number; statement?: number; task?: number; thread?: string } & Partial<Position>)
  | ({ type: "blocked"; t: number; start: number; cause: "sleep" | "query" | "work" | "wait"; task?: number; thread?: string } & Partial<Position>)
  | ({ type: "thread"; t: number; what: "created" | "started" | "finished"; name: string; thread?: string } & Partial<Position>)
  | ({ type: "request"; t: number; what: "started" | "finished"; task?: number; thread?: string } & Partial<Position>)
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

/** Way is a way of serving a view: package engine/compare says what each server does. */
export interface Way {
  /** label is what the report calls it; made of the rest if left out. */
  label?: string;
  server: "wsgi" | "asgi";
  /** view is a function ("book_list", "views.book_list"), a class-based view, or a path of urlpatterns ("/books/"). */
  view: string;
  /** workers is how many threads a WSGI server has, 1 to 64; 4 if left out. */
  workers?: number;
}

/** LoadOptions say what load to make. */
export interface LoadOptions {
  /** requests is how many there are for each way, 1 to 500. */
  requests: number;
  /** rate is how many arrive a second, on average; not needed for those that arrive together. */
  rate?: number;
  /** arrivals: independent of each other ("random", the default), evenly, or all at once. */
  arrivals?: "random" | "even" | "together";
  /** seed makes random arrivals; the same seed makes the same ones. */
  seed?: number;
  ways: Way[];
}

/** RequestState is what a request is doing: waiting for a statement, keeping a worker or the loop busy, awaiting something else, or queueing. */
export type RequestState = "db" | "run" | "wait" | "queue";

/** LoadRequest is one request's life, in simulated milliseconds since the first arrival. status is 0 for one that was never answered. */
export interface LoadRequest { at: number; end: number; status: number; spans: [state: RequestState, from: number, to: number][] }

/** Problem is what is wrong with the program, in words. */
export interface Problem { message: string; hint?: string; file?: string; line?: number }

/** Served is what a way came to. Times are simulated milliseconds; throughput is in answers a second. */
export interface Served extends Way {
  label: string;
  requests: LoadRequest[];
  figures: {
    answered: number; failed: number; total: number; throughput: number; p50: number; p95: number; p99: number; max: number; mean: number;
    queued: number; db: number; busy: number; waiting: number; threads: number; statements: number; blocked: number;
  };
  problem: Problem | null;
}

/** ComparisonView is how a page shows a comparison. The pictures are SVG made by the engine, which escapes what they show of the program; all else is plain text. */
export interface ComparisonView {
  summary: string[];
  ways: { label: string; facts: string; picture: string; problem: Problem | null }[];
  curves: { title: string; picture: string }[];
  columns: string[];
  rows: string[][];
}

export interface LoadReport {
  requests: number; rate: number; arrivals: string; seed: number; end: number; ways: Served[]; summary: string[];
  /** stopped says that it was ended before all ways were done; ways has those that were. */
  stopped: boolean;
  view: ComparisonView;
}

/** LoadEvent is told while a load is under way: how many requests of the way with this index have their answer, or what a way has come to. */
export type LoadEvent = { type: "progress"; way: number; answered: number } | { type: "way"; way: number; answered: number; served: Served };


/** BothOptions name functions that take no arguments; they are called by so many callers at once, 1 to 20. */
export interface BothOptions { callers?: number; calls: { label?: string; func: string }[] }

export interface BothReport {
  callers: number; end: number; summary: string[]; stopped: boolean; view: ComparisonView;
  ways: { label: string; func: string; async: boolean; timeline: Timeline | null; problem: Problem | null }[];
}
