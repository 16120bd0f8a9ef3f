// What went wrong in a run: the exception, warnings, and why a run ended early.

import { make, slot, ticks } from "./dom";
import { lineLink } from "./sql";
import type { Failure, Result } from "./types";

/** inText tells whether an error is of the program's text: its traceback is short, and has the caret. */
function inText(type: string): boolean {
  return /^(Syntax|Indentation|Tab)Error$/.test(type);
}

function failure(f: Failure): HTMLElement {
  const el = make("failure", { type: f.type.slice(f.type.lastIndexOf(".") + 1), message: f.message, traceback: f.traceback ?? "" });
  slot(el, "type").title = f.type;
  lineLink(el, f.file ?? "", f.line ?? 0);
  ticks(slot(el, "hint"), f.hint ?? "");
  slot(el, "hint").hidden = !f.hint;
  const box = slot(el, "traceback-box") as HTMLDetailsElement;
  box.hidden = !f.traceback;
  box.open = inText(f.type);
  const frames = f.frames ?? [];
  slot(el, "frames").hidden = frames.length < 2;
  slot(el, "frames").append(...frames.map((frame) => {
    const item = make("frame", { text: frame.text });
    lineLink(item, frame.file, frame.line);
    return item;
  }));
  return el;
}

/** OWN is what the page says of a run that ended without an error of the engine's. */
const OWN: Record<string, [string, string]> = {
  cancelled: ["Stopped.", "What the program had done until then is below."],
  unresponsive: ["Stopped: no answer.", "The engine did not answer for a long time and was started anew. The next run works as usual."],
};

/** ADVICE follows on what the engine says of a limit that was reached. */
const ADVICE: Record<string, string> = {
  memory: " Look for a list or text that grows in a loop.",
  output: " Look for a print inside a long loop.",
  deadlock: " Look for an await that nobody answers.",
};

/** stop tells why a run ended before the program did: the engine knows which limit it was, and on which line. */
function stop({ stopped, error }: Result): HTMLElement {
  if (!error || stopped === "cancelled") {
    const [title, text] = OWN[stopped] ?? OWN.cancelled!;
    return make("notice", { title, text });
  }
  const [, title, text] = /^(.*?:) (.*)/.exec(error.message) ?? ["", "stopped:", error.message];
  const el = make("notice", { title: `S${title!.slice(1)}`, text: (/[.?]$/.test(text!) ? text! : `${text}.`) + (ADVICE[stopped] ?? "") });
  lineLink(el, error.file, error.line);
  return el;
}

/** messages draws what stands above the panels. */
export function messages(r: Result): HTMLElement[] {
  const parts: HTMLElement[] = [];
  if (r.stopped) parts.push(stop(r));
  else if (r.error) parts.push(failure(r.error));
  for (const w of r.warnings) {
    const el = make("warning", { message: w.message });
    lineLink(el, w.file, w.line);
    parts.push(el);
  }
  return parts;
}
