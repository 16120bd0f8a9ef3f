// Where something can be compared: its script, lab.js, comes at the first touch.

import { all } from "./dom";
import type { LabOptions } from "./lab";

/** labs waits at every lab of root, and at every step's other way. */
export function labs(root: ParentNode, o: LabOptions): void {
  for (const el of all(root, "[data-lab], [data-both]")) {
    let pressed: HTMLElement | null = null;
    let waking = false;
    const wake = () => {
      if (waking) return;
      waking = true;
      (import(new URL("lab.js", o.assets).href) as Promise<typeof import("./lab")>).then(
        ({ Lab }) => {
          new Lab(el, o);
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
    if (o.store.state.steps[`lab-${el.dataset.lab}`]?.files) wake();
  }
}
