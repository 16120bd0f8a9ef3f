// The result panel of a step. The last result stays until the next one is
// there; the reader's choice of panel stays too.

import { database } from "./database";
import { all, fill, make, one, slot } from "./dom";
import { messages } from "./failure";
import { output } from "./output";
import { rows } from "./rows";
import { sql, switchValues } from "./sql";
import { select, tabs } from "./tabs";
import type { View } from "./timeline";
import type { Result } from "./types";
import { facts, shownRows } from "./words";

export type PanelName = "rows" | "output" | "sql" | "timeline" | "database";

const PANELS: Record<PanelName, (r: Result) => HTMLElement[]> = { rows, output, sql: (r) => sql(r, true), timeline, database };

/** timeline is the panel without its picture, which a module of its own draws. */
function timeline(r: Result): HTMLElement[] {
  if (r.timeline) return [make("timeline")];
  return [make("empty", { title: "No timeline", text: "Run the program to see what its tasks, its event loop and its database threads did, and when." })];
}

/** drawTimelines fetches the module once, for all results of the page. */
let timelineModule: Promise<typeof import("./timeline")> | null = null;
function drawTimelines(): Promise<typeof import("./timeline")> {
  timelineModule ??= (import(new URL("timeline.js", import.meta.url).href) as Promise<typeof import("./timeline")>).catch((error: unknown) => {
    timelineModule = null;
    throw error;
  });
  return timelineModule;
}

/** firstPanel is the panel that tells most about a result. */
function firstPanel(r: Result): PanelName {
  if (r.error && !r.stdout) return "output";
  if (shownRows(r) || (r.value && !r.stdout)) return "rows";
  if (r.stdout || r.stderr) return "output";
  if (r.queries.length > 0) return "sql";
  return r.tables.length > 0 ? "database" : "output";
}

export class Results {
  private chosen: PanelName | null = null;
  private view: Promise<View | null> = Promise.resolve(null);
  private values = true;

  constructor(readonly el: HTMLElement) {
    tabs(one(el, '[role="tablist"]'), all(el, ".panel"), (tab) => {
      this.chosen = tab.dataset.panel as PanelName;
      this.show(this.chosen);
    });
    el.addEventListener("change", (event) => {
      const box = event.target as HTMLInputElement;
      if (box.dataset.action !== "fill-values") return;
      this.values = box.checked;
      switchValues(el, this.values);
    });
  }

  show(panel: PanelName): void {
    const list = one(this.el, '[role="tablist"]');
    select(list, one(list, `[data-panel="${panel}"]`));
    for (const p of this.el.querySelectorAll<HTMLElement>(".panel")) p.dataset.shown = String(p.dataset.panel === panel);
    one(this.el, ".results-body").scrollTop = 0;
  }

  /** draw shows a result. Origin is "run" for one made here, "starter" for a recorded one. */
  draw(r: Result, origin: "run" | "starter"): void {
    this.el.dataset.origin = origin;
    fill(this.el, {
      origin: origin === "starter" ? "From the starter code" : "Your run",
      facts: facts(r, origin === "run"),
      "count-rows": countWord(shownRows(r)?.rowCount),
      "count-sql": countWord(r.queries.length),
      "count-database": countWord(r.tables.length),
    });
    slot(this.el, "messages").replaceChildren(...messages(r));
    for (const name of Object.keys(PANELS) as PanelName[]) slot(this.el, name).replaceChildren(...PANELS[name](r));
    switchValues(this.el, this.values);
    this.view = this.picture(r);
    const failed = r.error !== null || r.stopped !== "";
    this.show(this.chosen && !failed ? this.chosen : firstPanel(r));
  }

  private async picture(r: Result): Promise<View | null> {
    const el = this.el.querySelector<HTMLElement>(".timeline");
    if (!el || !r.timeline) return null;
    try {
      return new (await drawTimelines()).View(el, r.timeline);
    } catch {
      el.querySelector(".tl-summary")!.textContent = "The picture could not be loaded. Run again when you are online.";
      return null;
    }
  }

  /** goToQuery shows a statement in the SQL panel, with its rows. */
  goToQuery(n: string): void {
    this.show("sql");
    const el = this.el.querySelector<HTMLElement>(`.statement[data-queries~="${CSS.escape(n)}"]`);
    if (!el) return;
    const own = el.querySelector("details");
    if (own) {
      own.dataset.run = String(el.dataset.queries!.split(" ").indexOf(n));
      if (own.open) own.dispatchEvent(new Event("toggle"));
      own.open = true;
    }
    el.tabIndex = -1;
    el.scrollIntoView({ block: "nearest" });
    el.focus();
  }

  /** goToSpan shows a statement, by its number, or a source line on the timeline. */
  async goToSpan(at: { query: number } | { file: string; line: number }): Promise<void> {
    this.show("timeline");
    const view = await this.view;
    if ("query" in at) view?.showQuery(at.query);
    else view?.showLine(at.file, at.line);
  }

  /** say puts a word of the page's own above the panels. */
  say(title: string, text: string): void {
    slot(this.el, "messages").replaceChildren(make("notice", { title, text }));
    one(this.el, ".results-body").scrollTop = 0;
  }

  /** running says that a run goes on; printed text is shown as it comes. */
  running(): (text: string) => void {
    let printed: HTMLElement | null = null;
    slot(this.el, "origin").textContent = "Running…";
    return (text) => {
      if (!printed) {
        slot(this.el, "messages").replaceChildren();
        printed = document.createElement("pre");
        printed.className = "printed";
        slot(this.el, "output").replaceChildren(printed);
        this.show("output");
      }
      printed.append(text);
    };
  }
}

function countWord(n: number | undefined): string {
  return n ? String(n) : "";
}
