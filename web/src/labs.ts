// Where something can be compared: its script, lab.js, comes at the first touch.

import { all } from "./dom";
import { Drafts } from "./drafts";
import type { Engine } from "./engine";
import type { Work } from "./lab";
import { Sheets } from "./sheets";
import type { Store } from "./store";
import type { SourceFile } from "./types";

export interface LabsOptions {
  engine: Engine;
  store: Store;
  assets: URL;
  version: string;
  /** files gives the files of a step as they stand. */
  files(step: string): SourceFile[];
}

/** labs waits at every lab of root, and at every step's other way. */
export function labs(root: ParentNode, o: LabsOptions): void {
  for (const el of all(root, "[data-lab], [data-both]")) {
    const id = `lab-${el.dataset.lab}`;
    /** work makes a lab's editor; lab.js needs no code of its own for it. */
    const work: Work = (run) => {
      const sheets = new Sheets(el.querySelector<HTMLElement>("[data-editor]")!, {
        assets: o.assets, onTouch: () => o.engine.warm(), onChange: () => drafts.keep(), onRun: run, onFocus: () => undefined, onAccount: () => undefined,
      });
      const drafts = new Drafts(el, sheets, { ...o, id });
      drafts.restore();
      return drafts;
    };
    let pressed: HTMLElement | null = null;
    let waking = false;
    const wake = () => {
      if (waking) return;
      waking = true;
      (import(new URL("lab.js", o.assets).href) as Promise<typeof import("./lab")>).then(
        ({ Lab }) => {
          new Lab(el, { engine: o.engine, files: o.files, work });
          pressed?.click();
        },
        () => (waking = false), // the next touch tries again
      );
    };
    for (const touch of ["focusin", "pointerdown"]) el.addEventListener(touch, wake);
    el.addEventListener("click", (event) => {
      if (el.dataset.ready) return;
      event.preventDefault();
      pressed = (event.target as Element).closest("button"); // made good when the script is there
      wake();
    });
    if (o.store.state.steps[id]?.files) wake();
  }
}
