// The row of keys that a phone's keyboard hides, and the keyboard's height.

import { all } from "./dom";

/**
 * keys types the pressed key into the editor; the editor keeps the focus. The row comes and goes with that focus, but never during a press:
 * a press takes the focus before it becomes a click, and what then moved away from under the finger would not be clicked.
 */
export function keys(row: HTMLElement, type: (text: string) => void): (focused: boolean) => void {
  const touch = window.matchMedia("(pointer: coarse)");
  let wanted = false;
  let pressed = false;
  const settle = () => {
    if (!pressed) row.hidden = !wanted || !touch.matches;
  };
  for (const key of all(row, "[data-key]")) {
    key.addEventListener("pointerdown", (event) => event.preventDefault());
    key.addEventListener("click", () => type(key.dataset.key === "Tab" ? "\t" : key.dataset.key!));
  }
  // Not pointerdown: a touch's pointerup comes before its mousedown, which is what moves the focus.
  window.addEventListener("mousedown", () => (pressed = true), true);
  window.addEventListener("mouseup", () => setTimeout(() => {
    pressed = false;
    settle();
  }), true);
  return (focused) => {
    wanted = focused;
    settle();
  };
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
