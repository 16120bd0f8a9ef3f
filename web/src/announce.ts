// What changed, for those who do not see it: one polite live region a page.

/** announce says a sentence politely. */
export function announce(text: string): void {
  const region = document.querySelector("[data-announcer]");
  if (!region) return;
  region.textContent = "";
  // A region that gets the same text twice stays silent unless it was empty between.
  window.setTimeout(() => (region.textContent = text), 50);
}
