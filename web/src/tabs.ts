// A list of tabs: one is in the page's tab order, arrow keys reach the rest.

/** numbered counts the panels, which are given their ids here: written into the page they would weigh more than this. */
let numbered = 0;

/** control says which panel a tab is for. */
export function control(tab: HTMLElement, panel: HTMLElement): void {
  tab.setAttribute("aria-controls", (panel.id = `panel-${++numbered}`));
}

/** tabs makes a tablist work, with its panels in the same order; choose is called with the chosen tab. */
export function tabs(list: HTMLElement, panels: HTMLElement[], choose: (tab: HTMLElement) => void): void {
  const all = () => [...list.querySelectorAll<HTMLElement>('[role="tab"]')];
  all().forEach((tab, i) => control(tab, panels[i]!));
  list.addEventListener("click", (event) => {
    const tab = (event.target as Element).closest<HTMLElement>('[role="tab"]');
    if (tab) choose(tab);
  });
  list.addEventListener("keydown", (event) => {
    const items = all();
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const tab = items[(to + items.length) % items.length]!;
    choose(tab);
    tab.focus();
  });
}

/** select marks one tab as chosen. */
export function select(list: HTMLElement, tab: HTMLElement): void {
  for (const t of list.querySelectorAll<HTMLElement>('[role="tab"]')) {
    t.setAttribute("aria-selected", String(t === tab));
    t.tabIndex = t === tab ? 0 : -1;
  }
  // The list may be wider than its box; the page itself is not to move.
  const box = list.getBoundingClientRect();
  const { left, right } = tab.getBoundingClientRect();
  if (left < box.left) list.scrollLeft -= box.left - left;
  else if (right > box.right) list.scrollLeft += right - box.right;
}
