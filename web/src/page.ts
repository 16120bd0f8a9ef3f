// A lesson's own page.

import { all, one } from "./dom";
import { LessonPage } from "./lesson";
import { problem } from "./problem";
import { isTheme, themeButton } from "./theme";

const { lesson, version, base } = document.body.dataset;
const assets = new URL(`${base}assets/`, document.baseURI);

const page = new LessonPage(one(document, "#main"), {
  id: lesson!, version: version!, assets, lessonURL: new URL(`${base}lessons/${lesson}/lesson.json`, document.baseURI), tell: () => undefined,
});

for (const button of all(document, '[data-action="theme"]')) themeButton(button);

/** stepHash is the step that an address names: "#step-3" → "3". */
function stepHash(): string | null {
  return /^#step-(.+)$/.exec(location.hash)?.[1] ?? null;
}

function refuse(title: string, text: string, steps = page.benches): void {
  for (const old of all(document, ".problem")) old.remove();
  one(document, "#main").prepend(problem(title, text, steps.map((b) => ({ text: `Step ${b.id}: ${one(b.el, ".step-title").textContent}`, href: `#step-${b.id}` }))));
}

/** follow opens the step that the address names, or says that there is none. */
function follow(scroll: boolean): void {
  const step = stepHash();
  if (step === null) return;
  if (!page.has(step)) return refuse(`There is no step “${step}”`, "The address asks for a step that this lesson does not have. These are its steps:");
  for (const old of all(document, ".problem")) old.remove();
  page.open(step, scroll);
  if (scroll) one(document, "#steps").scrollIntoView();
}

const params = new URLSearchParams(location.search);
const wanted = params.get("step");
if (wanted !== null) {
  if (page.has(wanted)) {
    page.open(wanted, false);
    if (!location.hash) one(document, "#steps").scrollIntoView();
  } else refuse(`There is no step “${wanted}”`, "The address asks for a step that this lesson does not have. These are its steps:");
}
const theme = params.get("theme");
if (theme !== null && !isTheme(theme)) refuse(`There is no theme “${theme}”`, "A theme is auto, light or dark; the page follows your system now.", []);

window.addEventListener("hashchange", () => follow(true));
document.addEventListener("click", (event) => {
  const target = event.target as Element;
  const link = target.closest<HTMLAnchorElement>('a[href^="#step-"]');
  if (link) {
    event.preventDefault();
    history.pushState(null, "", link.hash);
    page.open(link.hash.slice("#step-".length), !link.closest(".step-nav"));
    if (!link.closest(".step-nav")) one(document, "#steps").scrollIntoView();
    return;
  }
  if (target.closest('[data-open-door="test"]')) page.startTest();
  const forget = target.closest('[data-action="forget"]');
  if (forget && window.confirm("Clear your code, answers and progress in this lesson? This cannot be undone.")) {
    page.forget();
    location.reload();
  }
});
window.addEventListener("popstate", () => follow(false));
follow(false);
