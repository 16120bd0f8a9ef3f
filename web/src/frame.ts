// The frame that a course page embeds: embed/?lesson=…&step=…&theme=…&mode=….
// It fetches the lesson's own page and takes the wanted part out of it, so an
// embedded step is the same markup, with the same recorded result.

import { all, one, slot } from "./dom";
import { LessonPage, type TellLesson } from "./lesson";
import { problem, type Choice } from "./problem";
import { readHost, wrap, type FromFrame } from "./protocol";
import { isTheme, setTheme } from "./theme";

const params = new URLSearchParams(location.search);
const base = new URL(document.body.dataset.base ?? "../", document.baseURI);
const main = one(document, "[data-frame]");

/** MODES are the parts of a lesson that can be embedded, and where each is on its page. */
const MODES: Record<string, string> = { guided: "#steps", practice: "#practice", test: "#test", labs: "#labs" };

/** host is the origin of the page around, as embed.js tells it; "" when nobody did. */
const host = readOrigin(params.get("host"));

function readOrigin(text: string | null): string {
  if (!text) return "";
  try {
    return new URL(text).origin;
  } catch {
    return "";
  }
}

/** post tells the host. Without a known host only the height is told, to anybody: it says nothing of the learner. */
function post(message: FromFrame): void {
  if (window.parent === window) return;
  if (host && host !== "null") window.parent.postMessage(wrap(message), host);
  else if (message.type === "resize") window.parent.postMessage(wrap(message), "*");
}

/** STEP is how much a height must change before the host hears of it; less would invite loops. */
const STEP = 4;

function reportHeight(): void {
  let told = 0;
  const report = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (Math.abs(height - told) < STEP) return;
    told = height;
    post({ type: "resize", detail: { height } });
  };
  new ResizeObserver(report).observe(document.body);
  report();
}

function refuse(title: string, text: string, choices: Choice[] = []): void {
  main.replaceChildren(problem(title, text, choices));
  post({ type: "error", detail: { message: `${title}. ${text}` } });
}

async function start(): Promise<void> {
  reportHeight();
  const theme = params.get("theme") ?? "auto";
  const id = params.get("lesson") ?? "";
  const mode = params.get("mode") ?? "guided";
  const step = params.get("step");
  if (!isTheme(theme)) return refuse(`There is no theme “${theme}”`, "Write theme=\"auto\", \"light\" or \"dark\".");
  setTheme(theme);
  if (!id) return refuse("Which lesson?", "Write the lesson's name: <async-shelf lesson=\"async-orm\">, or embed/?lesson=async-orm.");
  if (!/^[\w-]+$/.test(id)) return refuse(`“${id}” is not a lesson's name`, "A lesson's name has letters, digits and hyphens only.");
  const part = MODES[mode];
  if (!part) return refuse(`There is no mode “${mode}”`, "Write mode=\"guided\", \"practice\", \"test\" or \"labs\".");

  const address = new URL(`lessons/${id}/index.html`, base);
  let doc: Document;
  try {
    const response = await fetch(address);
    if (response.status === 404) return refuse(`There is no lesson “${id}”`, "Look at the name: this site has no lesson that is called so.", [{ text: "All lessons", href: new URL("index.html", base).href }]);
    if (!response.ok) throw new Error(String(response.status));
    doc = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return refuse("The lesson could not be loaded", "Perhaps you are offline. Reload the page to try again.");
  }
  const section = doc.querySelector(part);
  if (!section && doc.body.dataset.lesson === id) return refuse(`This lesson has no part “${mode}”`, "Leave mode out to embed its steps.");
  if (!section || doc.body.dataset.lesson !== id) return refuse(`There is no lesson “${id}”`, "What stands at its address is not a lesson of this version.");
  const steps = [...section.querySelectorAll<HTMLElement>("[data-step]")];
  if (step !== null && mode === "guided") {
    if (!steps.some((s) => s.dataset.step === step)) return refuse(`There is no step “${step}”`, `This lesson has the steps ${steps.map((s) => s.dataset.step).join(", ")}.`);
    for (const s of steps) if (s.dataset.step !== step) s.remove();
    section.querySelector(".step-nav")?.remove();
    section.querySelector(".steps-head")?.classList.add("visually-hidden");
    section.querySelector("[data-closing]")?.remove();
  }
  one(document, "[data-frame-title]").textContent = doc.querySelector("h1")?.textContent ?? id;
  document.documentElement.lang = doc.documentElement.lang;
  main.replaceChildren(document.adoptNode(section));
  work(id, doc, address);
}

function work(id: string, doc: Document, address: URL): void {
  const tell: TellLesson = (type, detail) => {
    if (type !== "passed") post({ type, detail } as FromFrame);
  };
  const page = new LessonPage(main, { id, version: doc.body.dataset.version ?? "", whole: { doc, address: address.href }, assets: new URL("assets/", base), lessonURL: new URL("lesson.json", address), tell });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href^='#step-']");
    if (!link) return;
    event.preventDefault();
    page.open(link.hash.slice("#step-".length), false);
  });
  const foot = one(document, "[data-frame-foot]");
  foot.hidden = false;
  (slot(foot, "open") as HTMLAnchorElement).href = address.href;
  // What is not in the frame is on the lesson's own page.
  for (const a of all<HTMLAnchorElement>(main, "a[href^='#']")) if (!document.getElementById(a.hash.slice(1))) a.href = address.href + a.hash;
  for (const a of all<HTMLAnchorElement>(main, "a[href^='http']")) a.target = "_blank", a.rel = "noopener";
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || !host || event.origin !== host) return;
    const message = readHost(event.data);
    if (!message) return;
    const bench = page.bench();
    if (message.type === "theme") setTheme(message.theme);
    else if (message.type === "code") bench?.take(message.files);
    else if (message.type === "run") void bench?.run();
    else if (message.type === "check") void bench?.check();
    else if (message.type === "stop") bench?.stop();
    else bench?.reset();
  });
  post({ type: "load", detail: { lesson: id, steps: page.benches.length } });
}

void start();
