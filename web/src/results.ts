// The result panel of a step. The last result stays until the next one is
// there; the reader's choice of panel stays too.

import { database } from "./database";
import { fill, make, one, slot } from "./dom";
import { messages } from "./failure";
import { output } from "./output";
import { rows } from "./rows";
import { sql, switchValues } from "./sql";
import { select, tabs } from "./tabs";
import type { Result } from "./types";
import { facts, shownRows } from "./words";

export type PanelName = "rows" | "output" | "sql" | "database";

const PANELS: Record<PanelName, (r: Result) => HTMLElement[]> = { rows, output, sql, database };

/** firstPanel is the panel that tells most about a result. */
export function firstPanel(r: Result): PanelName {
  if (r.error && !r.stdout) return "output";
  if (shownRows(r) || r.value) return "rows";
  if (r.stdout || r.stderr) return "output";
  if (r.queries.length > 0) return "sql";
  return r.tables.length > 0 ? "database" : "output";
}

export class Results {
  private chosen: PanelName | null = null;
  private values = true;

  constructor(readonly el: HTMLElement) {
    tabs(one(el, '[role="tablist"]'), (tab) => {
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
    const failed = r.error !== null || r.stopped !== "";
    this.show(this.chosen && !failed ? this.chosen : firstPanel(r));
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
