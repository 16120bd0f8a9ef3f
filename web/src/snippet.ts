// Small programs that run where they stand: try-its, concepts, options.

import { announce } from "./announce";
import { all, fill, make, onAction, slot } from "./dom";
import type { Engine } from "./engine";
import { messages } from "./failure";
import { output } from "./output";
import { sql, switchValues } from "./sql";
import type { Lesson, Program, Result, SourceFile } from "./types";
import { bytes, count, facts } from "./words";

/** program finds a snippet's program by its key: "try/afilter", "practice/q2/a". */
export function program(lesson: Lesson, key: string): SourceFile[] {
  const [kind, id, option] = key.split("/");
  let found: Program | undefined;
  if (kind === "try") found = lesson.try_its.find((t) => t.id === id)?.run;
  else if (kind === "concepts") found = lesson.concepts.find((c) => c.id === id)?.run;
  else {
    const quiz = kind === "practice" ? lesson.practice : lesson.test;
    found = quiz.questions.find((q) => q.id === id)?.options.find((o) => o.id === option)?.run;
  }
  if (!found) throw new Error(`the lesson has no program ${key}`);
  return found.files;
}

/** outcome draws a result in little. */
function outcome(place: HTMLElement, r: Result): void {
  place.dataset.recorded = "false";
  const box = document.createElement("template").content;
  const drawn = document.importNode((document.getElementById("t-outcome") as HTMLTemplateElement).content, true);
  box.append(drawn);
  place.replaceChildren(box);
  slot(place, "messages").append(...messages(r));
  // What went to standard error stands above already, as the warning or the failure that it tells of.
  if (r.stdout) slot(place, "output").append(...output({ ...r, stderr: "" }));
  slot(place, "sql-box").hidden = r.queries.length === 0;
  fill(place, { "sql-count": count(r.queries.length, "statement") });
  if (r.queries.length > 0) slot(place, "sql").append(...sql(r, false));
}

/** snippets makes every Run button of root work. */
export function snippets(root: ParentNode, engine: Engine): void {
  for (const el of all(root, "[data-snippet]")) {
    const place = slot(el, "outcome");
    el.addEventListener("change", (event) => {
      const box = event.target as HTMLInputElement;
      if (box.dataset.action === "fill-values") switchValues(el, box.checked);
    });
    const code = el.querySelector<HTMLElement>(".code");
    const seen = (file = "") => code !== null && file === "main.py";
    const mark = (line: string) => code!.style.setProperty("--line", line);
    /** settle lets the links to lines lead to those that stand there, and nowhere else. */
    const settle = () => {
      for (const link of all<HTMLButtonElement>(place, ".line-link")) link.disabled = !seen(link.dataset.file);
    };
    onAction(el, {
      "go-to-line": (link) => {
        mark(link.dataset.line!);
        code!.scrollIntoView({ block: "nearest" });
      },
    });
    if (engine.off) {
      place.dataset.recorded = "false"; // what the build recorded stands in
      settle();
      for (const b of all<HTMLButtonElement>(el, '[data-action="run-snippet"]')) b.hidden = true;
      continue;
    }
    let busy = false;
    engine.onLoading(({ state, loaded, total }) => {
      if (busy && state === "loading") fill(el, { facts: total ? `Loading the engine: ${bytes(loaded)} of ${bytes(total)}` : "Loading the engine" });
    });
    onAction(el, {
      "run-snippet": async (button) => {
        if (busy) return engine.stop();
        busy = true;
        fill(button, { "run-word": "Stop" });
        fill(el, { facts: "" });
        try {
          engine.warm();
          const files = program(await engine.lesson(), el.dataset.snippet!);
          const r = await engine.run(files, () => undefined, () => undefined);
          outcome(place, r);
          settle();
          if (r.error && seen(r.error.file)) mark(String(r.error.line));
          else code?.removeAttribute("style");
          fill(el, { facts: facts(r, true) });
          announce(r.error ? `${r.error.type}: ${r.error.message}` : `The program has ended. ${r.stdout}`);
        } catch (error) {
          if (!engine.gaveWay(error)) place.replaceChildren(make("notice", { title: "This did not work.", text: engine.explain(error) }));
          place.dataset.recorded = "false";
        } finally {
          busy = false;
          fill(button, { "run-word": "Run" });
        }
      },
    });
  }
}
