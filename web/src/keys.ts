// The row of keys that a phone's keyboard hides, and the keyboard's height.

import { all } from "./dom";

/** keys types the pressed key into the editor; the editor keeps the focus. */
export function keys(row: HTMLElement, type: (text: string) => void): (focused: boolean) => void {
  const touch = window.matchMedia("(pointer: coarse)");
  for (const key of all(row, "[data-key]")) {
    key.addEventListener("pointerdown", (event) => event.preventDefault());
    key.addEventListener("click", () => type(key.dataset.key === "Tab" ? "\t" : key.dataset.key!));
  }
  return (focused) => (row.hidden = !focused || !touch.matches);
}

/** followKeyboard keeps the bar at the bottom above a keyboard that covers the page. */
export function followKeyboard(): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const follow = () => {
    const covered = Math.max(0, window.innerHeight - viewport.height - viewport.offsetTop);
    document.documentElement.style.setProperty("--keyboard", `${covered > 80 ? covered : 0}px`);
  };
  viewport.addEventListener("resize", follow);
  viewport.addEventListener("scroll", follow);
}
