// Code that is wider than its box can be scrolled by keyboard: then, and only
// then, it is in the tab order.

import { all } from "./dom";

const SCROLLERS = ".code, .prose pre, .traceback pre";

/** scrollers watches the boxes inside root, those drawn later too. */
export function scrollers(root: HTMLElement): void {
  const sizes = new ResizeObserver((entries) => entries.forEach((e) => mark(e.target as HTMLElement)));
  const watch = (el: ParentNode) => all(el, SCROLLERS).forEach((box) => sizes.observe(box));
  watch(root);
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) if (node instanceof HTMLElement) watch(node);
  }).observe(root, { childList: true, subtree: true });
}

function mark(box: HTMLElement): void {
  const wide = box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0;
  if (wide === box.hasAttribute("tabindex")) return;
  if (wide) {
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "Code");
  } else {
    for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
  }
}
