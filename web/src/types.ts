// The JSON that the page exchanges with the engine and reads from a lesson.
// The Go side is engine's Result and Event and engine/lesson's Lesson.

/** A cell of a row: JSON's own kinds, or a blob in base64; of a long one the beginning, and how many bytes it has. */
export type Value = null | boolean | number | string | { blob: string; bytes?: number } | unknown[] | Record<string, unknown>;

export interface SourceFile { name: string; text: string; role?: string }

export interface Column { name: string; type: string }

export interface Query {
  sql: string; params: Value[]; file: string; line: number; func: string; thread: string;
  start: number; end: number; awaited: boolean;
  columns: Column[]; rows: Value[][]; row_count: number; truncated: boolean; affected: number; ms: number;
  statement?: number; task?: number;
}

export interface Shown { kind: "table" | "text"; repr: string; type: string; name: string; columns: Column[]; rows: Value[][]; row_count: number }

export interface Frame { file: string; line: number; func: string; text: string }

export interface Failure {
  type: string; message: string; file: string; line: number; col?: number; end_col?: number;
  end_line?: number; traceback: string; frames: Frame[]; hint: string;
}

export interface Warning { message: string; file: string; line: number }

export interface Table { name: string; model: string; sql: string; columns: Column[]; rows: Value[][]; row_count: number }

/** A run laid out: package engine/timeline says what everything means. Times are simulated milliseconds. */
export interface Span {
  lane: number; kind: "run" | "wait" | "queue" | "held" | "blocked" | "call" | "query" | "sleep"; start: number; end: number;
  file?: string; line?: number; task?: number; query?: number; text: string;
}
export interface Moment { lane: number; kind: "print" | "exception" | "cancel"; at: number; file?: string; line?: number; text: string }
export interface LineAccount {
  file: string; line: number; runs?: number; wait?: number; blocked?: number; statements?: number; db?: number; marks?: { kind: string; text: string }[];
}
export interface Timeline {
  end: number; lanes: { kind: "loop" | "main" | "task" | "thread"; name: string; from: number; to: number }[];
  spans: Span[]; moments: Moment[]; summary: string[]; lines: LineAccount[];
}

export interface Result {
  stdout: string; stderr: string; queries: Query[]; value: Shown | null; error: Failure | null;
  stopped: string; tables: Table[]; warnings: Warning[]; virtual_ms: number; real_ms: number;
  timeline?: Timeline;
}

export interface Verdict {
  step: string; passed: boolean; message: string; file?: string; line?: number;
  checks: { name: string; passed: boolean; message?: string }[]; run?: Result | null;
}

export interface RunEvent { type: string; text?: string; result?: Result }

/** What assets/shelf.js exports: see wasm/. */
export interface Run { events: AsyncIterable<RunEvent>; result: Promise<Result>; cancel(): void }
export interface Progress { loaded: number; total: number; part?: string }
export interface Shelf {
  run(program: { files: SourceFile[]; latency?: number; limits?: object; trace?: boolean | "timeline" }): Run;
  check(lesson: Lesson | string, step: string, files: SourceFile[]): Promise<Verdict>;
  load(o: { files: SourceFile[]; options: object; latency?: number }): { events: AsyncIterable<LoadEvent>; result: Promise<LoadReport>; cancel(): void };
  both(o: { files: SourceFile[]; options: object; latency?: number }): { events: AsyncIterable<LoadEvent>; result: Promise<BothReport>; cancel(): void };
  query(sql: string, params?: Value[]): Promise<{ columns: Column[]; rows: Value[][] }>;
  stop(): void;
  close(): void;
}

/** What package engine/compare gives of a comparison. Times are simulated milliseconds. */
export interface ComparisonView {
  summary: string[]; columns: string[]; rows: string[][]; curves: { title: string; picture: string }[];
  ways: { label: string; facts: string; picture: string; problem: { message: string; hint?: string; file?: string; line?: number } | null }[];
}
export interface LoadRequest { at: number; end: number; status: number; spans: [string, number, number][] }
export interface LoadReport { requests: number; ways: { label: string; requests: LoadRequest[] }[]; stopped: boolean; view: ComparisonView }
export interface LoadEvent { type: string; way: number; answered: number; loaded: number; total: number }
export interface BothReport { stopped: boolean; view: ComparisonView }
export interface Both { callers: number; calls: { label: string; func: string }[]; files?: SourceFile[] }

/** The part of lesson.json that the page itself needs. */
export interface Program { files: SourceFile[] }
export interface Lesson {
  id: string; version: string;
  steps: { id: string; files: SourceFile[]; solution: SourceFile[]; seed: string; both?: Both }[];
  labs?: { id: string; files: SourceFile[]; seed: string; both?: Both }[];
  concepts: { id: string; run?: Program }[];
  try_its: { id: string; run: Program }[];
  practice: Quiz;
  test: Quiz;
}
export interface Quiz { id: string; questions: { id: string; options: { id: string; run?: Program }[] }[] }
