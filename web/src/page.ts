// A lesson's own page.

import { announce } from "./announce";
import { all, fill, one } from "./dom";
import { LessonPage, type LessonEvents } from "./lesson";
import { problem } from "./problem";
import { isTheme, themeButton } from "./theme";

const { lesson, version, base } = document.body.dataset;
const assets = new URL(`${base}assets/`, document.baseURI);

let started = false;
const page = new LessonPage(one(document, "#main"), {
  id: lesson!, version: version!, assets, lessonURL: new URL(`${base}lessons/${lesson}/lesson.json`, document.baseURI),
  tell(type, detail) {
    // The address follows the steps, so that Back and a reload do too.
    if (!started || type !== "step") return;
    const { step } = detail as LessonEvents["step"];
    const hash = `#step-${step}`;
    if (location.hash ? location.hash !== hash : step !== history.state) history.pushState(null, "", hash);
  },
});

for (const button of all(document, '[data-action="theme"]')) themeButton(button);

const share = one(document, '[data-action="share"]');
share.addEventListener("click", async () => {
  const link = new URL(page.bench()!.link(), location.href).href;
  try {
    await navigator.clipboard.writeText(link);
  } catch {
    window.prompt("Copy this link:", link); // not allowed, or not over plain HTTP
    return;
  }
  const say = (icon: string, word: string) => {
    one<HTMLElement>(share, "use").setAttribute("href", `#i-${icon}`);
    fill(share, { "share-word": word });
  };
  say("check", "Copied");
  announce("The link is copied.");
  setTimeout(() => say("share", "Share"), 2000);
});

/** refuse says what is wrong with the address, and which steps there are instead. */
function refuse(title: string, text: string, steps = page.benches): void {
  for (const old of all(document, ".problem")) old.remove();
  one(document, "#main").prepend(problem(title, text, steps.map((b) => ({ text: `Step ${b.id}: ${one(b.el, ".step-title").textContent}`, href: `#step-${b.id}` }))));
}

/** go opens a step, or says that there is none. */
function go(step: string, focus: boolean): boolean {
  if (page.has(step)) page.open(step, focus);
  else refuse(`There is no step “${step}”`, "The address asks for a step that this lesson does not have. These are its steps:");
  return page.has(step);
}

/** follow opens what the address names: "#step-3", or, of a link that was shared, "#step-3&code=…". */
function follow(scroll: boolean): void {
  const [, step, code] = /^#step-([^&]+)(?:&code=(.*))?/.exec(location.hash) ?? [];
  if (!location.hash) page.open(history.state as string, false);
  if (code && page.has(step!)) history.replaceState(null, "", `#step-${step}`); // neither a reload nor Back is to bring the code again
  if (!step || !go(step, scroll)) return;
  for (const old of all(document, ".problem")) old.remove();
  if (code) {
    try {
      page.bench()!.receive(code);
    } catch {
      return refuse("The code in this address cannot be read", "Part of it may be missing. These are the lesson's steps:");
    }
  }
  if (scroll || code) one(document, "#steps").scrollIntoView();
}

const params = new URLSearchParams(location.search);
const wanted = params.get("step");
if (wanted !== null && go(wanted, false) && !location.hash) one(document, "#steps").scrollIntoView();
const theme = params.get("theme");
if (theme !== null && !isTheme(theme)) refuse(`There is no theme “${theme}”`, "A theme is auto, light or dark; the page follows your system now.", []);

if (!location.hash) history.replaceState(page.bench()!.id, ""); // the step that Back to an address without one shows
window.addEventListener("hashchange", () => follow(true));
document.addEventListener("click", (event) => {
  const target = event.target as Element;
  const link = target.closest<HTMLAnchorElement>('a[href^="#step-"]');
  if (link) {
    event.preventDefault();
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
follow(false);
started = true;
