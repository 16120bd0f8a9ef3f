// What the reader's browser keeps: drafts, progress and answers, one entry a
// lesson. Storage may be full, forbidden, or hold something else; then the
// page works all the same and says quietly that nothing is kept.

export interface StepState {
  /** Texts that differ from the author's, and the version they were typed under. */
  files?: Record<string, string>;
  version?: string;
  /** The learner's own texts while those of a link are in their place. */
  before?: Record<string, string>;
  done?: boolean;
  hints?: number;
}

export interface LessonState {
  version: string;
  at?: string;
  steps: Record<string, StepState>;
  /** The options chosen, by question; "" for one that is to be answered again. */
  practice: Record<string, string>;
  test: { answers: Record<string, string>; done: boolean };
}

const PREFIX = "asyncshelf/";

const MESSAGES = {
  absent: "This browser does not let the page keep your work: copy what you want to have later.",
  full: "This browser's storage is full: your work is kept only until you close the page.",
  corrupt: "Your earlier work could not be read, so the lesson starts afresh.",
};

/** Part is a piece of the state that is written as one: two frames of a page
 * may work on one lesson, and each writes only what was changed in it. */
export type Part = "at" | "practice" | "test" | { step: string };

/** area is the browser's storage, or null where there is none. */
function area(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null; // forbidden: some settings throw on the mere mention
  }
}

function isRecord(v: unknown): v is Record<string, unknown> {
  return typeof v === "object" && v !== null && !Array.isArray(v);
}

/** differ tells whether two records hold other texts. */
export function differ(a: Record<string, string>, b: Record<string, string>): boolean {
  return Object.keys({ ...a, ...b }).some((name) => a[name] !== b[name]);
}

/** texts keeps the entries of a record that are texts. */
export function texts(v: unknown): Record<string, string> {
  if (!isRecord(v)) return {};
  return Object.fromEntries(Object.entries(v).filter((e): e is [string, string] => typeof e[1] === "string"));
}

function readStep(v: unknown): StepState {
  if (!isRecord(v)) return {};
  const step: StepState = {};
  const files = texts(v.files);
  if (Object.keys(files).length > 0) step.files = files;
  if (typeof v.version === "string") step.version = v.version;
  if (isRecord(v.before)) step.before = texts(v.before);
  if (v.done === true) step.done = true;
  if (typeof v.hints === "number") step.hints = v.hints;
  return step;
}

function fresh(version: string): LessonState {
  return { version, steps: {}, practice: {}, test: { answers: {}, done: false } };
}

export class Store {
  readonly state: LessonState;
  /** heard are called when another tab, or another frame of a page, has kept something. */
  readonly heard: (() => void)[] = [];
  private message = "";
  private timer = 0;
  private readonly changed = new Set<string>();
  private readonly key: string;

  /** tell is called with a sentence when work cannot be kept or read. */
  constructor(lesson: string, private readonly version: string, private readonly tell: (message: string) => void) {
    this.key = PREFIX + lesson;
    this.state = this.read();
    window.addEventListener("pagehide", () => this.flush());
    window.addEventListener("storage", ({ key }) => key === this.key && this.hear());
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.hear()); // a page that the browser had put away has heard nothing
  }

  /** hear takes over what another tab has kept, except where something was typed here that comes next. */
  private hear(): void {
    const { steps, practice, test } = this.read();
    for (const id in steps) if (!this.changed.has(`step ${id}`)) this.state.steps[id] = steps[id]!;
    this.state.practice = this.changed.has("practice") ? { ...practice, ...this.state.practice } : practice;
    if (!this.changed.has("test")) this.state.test = test;
    for (const heard of this.heard) heard();
  }

  private read(): LessonState {
    const { version } = this;
    const storage = area();
    if (!storage) {
      this.say(MESSAGES.absent);
      return fresh(version);
    }
    try {
      const text = storage.getItem(this.key);
      if (text === null) return fresh(version);
      const v: unknown = JSON.parse(text);
      if (!isRecord(v) || !isRecord(v.steps)) throw new Error("another shape");
      const test = isRecord(v.test) ? v.test : {};
      return {
        version: typeof v.version === "string" ? v.version : version,
        at: typeof v.at === "string" ? v.at : undefined,
        steps: Object.fromEntries(Object.entries(v.steps).map(([id, s]) => [id, readStep(s)])),
        practice: texts(v.practice),
        test: { answers: texts(test.answers), done: test.done === true },
      };
    } catch {
      this.say(MESSAGES.corrupt);
      return fresh(version);
    }
  }

  step(id: string): StepState {
    return (this.state.steps[id] ??= {});
  }

  /** keepDrafts keeps a step's texts that differ from the author's, and of which version of the lesson they are drafts. */
  keepDrafts(id: string, drafts: Record<string, string>, version: string): void {
    const state = this.step(id);
    if (Object.keys(drafts).length > 0) {
      state.files = drafts;
      state.version ??= version;
    } else {
      delete state.files;
      delete state.version;
    }
    this.save({ step: id });
  }

  /** save writes a part soon; typing does not write at every key. */
  save(part: Part): void {
    this.changed.add(typeof part === "string" ? part : `step ${part.step}`);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), 300);
  }

  private flush(): void {
    window.clearTimeout(this.timer);
    if (this.timer === 0) return;
    this.timer = 0;
    const stored = this.read();
    for (const part of this.changed) {
      if (part === "at") stored.at = this.state.at;
      else if (part === "practice") stored.practice = { ...stored.practice, ...this.state.practice };
      else if (part === "test") stored.test = this.state.test;
      else stored.steps[part.slice("step ".length)] = this.step(part.slice("step ".length));
    }
    this.changed.clear();
    try {
      area()?.setItem(this.key, JSON.stringify({ ...stored, version: this.version }));
    } catch {
      this.say(MESSAGES.full);
    }
  }

  /** forget removes everything that is kept about the lesson. */
  forget(): void {
    window.clearTimeout(this.timer);
    this.timer = 0;
    try {
      area()?.removeItem(this.key);
    } catch {
      // Nothing was kept, so there is nothing to remove.
    }
  }

  private say(message: string): void {
    if (message === this.message) return;
    this.message = message;
    this.tell(message);
  }
}
