// A message in the page instead of what an address asked for in vain.

import { make, slot } from "./dom";

export interface Choice { text: string; href: string }

/** problem draws the message, with links to what there is. */
export function problem(title: string, text: string, choices: Choice[] = []): HTMLElement {
  const el = make("problem", { title, text });
  slot(el, "choices").append(...choices.map((c) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = c.href;
    link.textContent = c.text;
    item.append(link);
    return item;
  }));
  return el;
}
