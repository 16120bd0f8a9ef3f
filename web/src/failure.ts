// What went wrong in a run: the exception, warnings, and why a run ended early.

import { make, slot, ticks } from "./dom";
import { lineLink } from "./sql";
import type { Failure, Result } from "./types";

function failure(f: Failure): HTMLElement {
  const el = make("failure", { type: f.type.slice(f.type.lastIndexOf(".") + 1), message: f.message, traceback: f.traceback ?? "" });
  slot(el, "type").title = f.type;
  lineLink(el, f.file ?? "", f.line ?? 0);
  ticks(slot(el, "hint"), f.hint ?? "");
  slot(el, "hint").hidden = !f.hint;
  slot(el, "traceback-box").hidden = !f.traceback;
  const frames = f.frames ?? [];
  slot(el, "frames").hidden = frames.length < 2;
  slot(el, "frames").append(...frames.map((frame) => {
    const item = make("frame", { text: frame.text });
    lineLink(item, frame.file, frame.line);
    return item;
  }));
  return el;
}

/** STOPPED says in words why a run ended before the program did. */
const STOPPED: Record<string, [string, string]> = {
  cancelled: ["Stopped.", "What the program had done until then is below."],
  steps: ["Stopped: too many steps.", "The program did not come to an end. Look for a loop whose condition never changes."],
  memory: ["Stopped: too much memory.", "The program kept making more values. Look for a list or text that grows in a loop."],
  output: ["Stopped: too much output.", "The program printed more than a page can show. Look for a print inside a long loop."],
  deadlock: ["Stopped: everything waits.", "Every task waits for another one, so nothing can go on. Look for an await that nobody answers."],
  unresponsive: ["Stopped: no answer.", "The engine did not answer for a long time and was started anew. The next run works as usual."],
  recursion: ["Stopped: calls too deep.", "A function kept calling itself. Look for the case in which it should return."],
};

/** messages draws what stands above the panels. */
export function messages(r: Result): HTMLElement[] {
  const parts: HTMLElement[] = [];
  if (r.stopped) {
    const [title, text] = STOPPED[r.stopped] ?? ["Stopped.", `The run was ended: ${r.stopped}.`];
    parts.push(make("notice", { title, text }));
  }
  if (r.error && r.stopped !== "cancelled") parts.push(failure(r.error));
  for (const w of r.warnings) {
    const el = make("warning", { message: w.message });
    lineLink(el, w.file, w.line);
    parts.push(el);
  }
  return parts;
}
