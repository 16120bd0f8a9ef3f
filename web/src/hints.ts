// Hints open one at a time; the next one is offered when the one before has
// been read. The solution can be put into the editor.

import { all } from "./dom";

/** hints makes a step's hints work. Reached is how many were opened before. */
export function hints(root: HTMLElement, reached: number, onReach: (n: number) => void): void {
  const list = all<HTMLDetailsElement>(root, ".hint[data-hint]");
  let open = reached;
  const show = () => list.forEach((hint, i) => {
    if (i <= open) hint.dataset.reached = "true";
  });
  list.forEach((hint, i) => hint.addEventListener("toggle", () => {
    if (!hint.open || i + 1 <= open) return;
    open = i + 1;
    show();
    onReach(open);
  }));
  show();
}
