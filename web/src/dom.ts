// Finding elements, cloning templates and filling their slots. Text always
// goes in through textContent: what a program prints never becomes markup.

/** clone copies the first element of the template with the given id. */
export function clone(id: string): HTMLElement {
  const template = document.getElementById(`t-${id}`);
  const first = template instanceof HTMLTemplateElement ? template.content.firstElementChild : null;
  if (!first) throw new Error(`the page has no template t-${id}`);
  return document.importNode(first, true) as HTMLElement;
}

/** slot finds a slot, in el or el itself. */
export function slot(el: Element, name: string): HTMLElement {
  const selector = `[data-slot="${name}"]`;
  const found = el.matches(selector) ? el : el.querySelector(selector);
  if (!found) throw new Error(`the page has no slot ${name}`);
  return found as HTMLElement;
}

/** fill sets the text of slots. */
export function fill<T extends Element>(el: T, texts: Record<string, string>): T {
  for (const [name, text] of Object.entries(texts)) slot(el, name).textContent = text;
  return el;
}

/** ticks writes text with what stands between backticks as code. */
export function ticks(el: Element, text: string): void {
  el.textContent = "";
  const parts = text.split("`");
  if (parts.length % 2 === 0) parts.push(`${parts.splice(-2).join("`")}`);
  parts.forEach((part, i) => {
    if (!part) return;
    if (i % 2 === 0) return el.append(part);
    const code = document.createElement("code");
    code.textContent = part;
    el.append(code);
  });
}

/** make clones a template and fills it. */
export function make(id: string, texts: Record<string, string> = {}): HTMLElement {
  return fill(clone(id), texts);
}

/** all finds elements as an array. */
export function all<T extends HTMLElement = HTMLElement>(root: ParentNode, selector: string): T[] {
  return [...root.querySelectorAll<T>(selector)];
}

/** one finds an element that must be there. */
export function one<T extends HTMLElement = HTMLElement>(root: ParentNode, selector: string): T {
  const found = root.querySelector<T>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

/** onAction calls back for clicks on elements with data-action inside root. */
export function onAction(root: Element, actions: Record<string, (el: HTMLElement) => void>): void {
  root.addEventListener("click", (event) => {
    const el = (event.target as Element).closest<HTMLElement>("[data-action]");
    const action = el && root.contains(el) ? actions[el.dataset.action ?? ""] : undefined;
    if (el && action && el.getAttribute("aria-disabled") !== "true") action(el);
  });
}
