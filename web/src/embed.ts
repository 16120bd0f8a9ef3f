// <async-shelf lesson="async-orm" step="3" theme="auto">: a lesson in a course
// page. The element holds a frame that sizes itself, and turns what the frame
// tells into DOM events. It is one classic script without dependencies.

import { readFrame, wrap, type FromHost } from "./protocol";

/** site is the folder of this script, where the lessons are too. A page may have it as a module, which does not know its own tag. */
const script = (document.currentScript ?? document.querySelector('script[src*="embed.js"]')) as HTMLScriptElement | null;
const site = new URL(".", script?.src || document.baseURI);

/** THRESHOLD is how much a new height must differ to be taken. */
const THRESHOLD = 4;

const WATCHED = ["lesson", "step", "theme", "mode", "src"];

class AsyncShelf extends HTMLElement {
  static observedAttributes = WATCHED;
  private frame: HTMLIFrameElement | null = null;
  private height = 0;
  /** waiting are asks that came before the frame could hear them. */
  private waiting: FromHost[] = [];
  private files: Record<string, string> = {};
  private loaded = false;
  private readonly onMessage = (event: MessageEvent) => this.hear(event);

  connectedCallback(): void {
    window.addEventListener("message", this.onMessage);
    this.render();
  }

  disconnectedCallback(): void {
    window.removeEventListener("message", this.onMessage);
    this.frame?.remove();
    this.frame = null;
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (!this.frame || before === after) return;
    if (name === "theme" && (after === "light" || after === "dark" || after === "auto")) {
      this.frame.style.colorScheme = scheme(after);
      this.post({ type: "theme", theme: after });
    } else {
      this.render();
    }
  }

  /** address is the frame's, with the attributes as parameters. */
  private address(): URL {
    const root = new URL(this.getAttribute("src") || ".", this.hasAttribute("src") ? document.baseURI : site);
    const url = new URL("embed/index.html", root);
    for (const name of ["lesson", "step", "theme", "mode"]) {
      const value = this.getAttribute(name);
      if (value !== null) url.searchParams.set(name, value);
    }
    url.searchParams.set("host", location.origin);
    return url;
  }

  private render(): void {
    const url = this.address().href;
    if (this.frame?.src === url) return;
    this.frame?.remove();
    this.setAttribute("state", "loading");
    this.loaded = false;
    this.style.display ||= "block";
    const frame = document.createElement("iframe");
    frame.title = this.getAttribute("title") || `AsyncShelf: ${this.getAttribute("lesson") ?? "lesson"}${this.hasAttribute("step") ? `, step ${this.getAttribute("step")}` : ""}`;
    frame.loading = "lazy";
    frame.allow = "clipboard-write";
    // A transparent frame stays so only while its colour scheme is its host's.
    Object.assign(frame.style, { display: "block", width: "100%", height: `${this.height || 640}px`, border: "0", background: "transparent", colorScheme: scheme(this.getAttribute("theme") ?? "auto") });
    frame.src = url;
    this.frame = frame;
    this.append(frame);
  }

  /** hear takes a message only from this element's frame, its origin, and in a known shape. */
  private hear(event: MessageEvent): void {
    const frame = this.frame;
    if (!frame || event.source !== frame.contentWindow || event.origin !== new URL(frame.src).origin) return;
    const message = readFrame(event.data);
    if (!message) return;
    if (message.type === "resize") {
      const height = Math.ceil(message.detail.height);
      if (Math.abs(height - this.height) < THRESHOLD) return;
      this.height = height;
      frame.style.height = `${height}px`;
      return;
    }
    const state = { load: "ready", execute: "running", result: "ready", error: "failed", check: "ready" }[message.type as string];
    if (state) this.setAttribute("state", state);
    if (message.type === "load") {
      this.loaded = true;
      for (const message of this.waiting.splice(0)) this.post(message);
    }
    if (message.type === "code") this.files = message.detail.files as Record<string, string>;
    this.dispatchEvent(new CustomEvent(message.type, { detail: message.detail, bubbles: true }));
  }

  private post(message: FromHost): void {
    const frame = this.frame;
    frame?.contentWindow?.postMessage(wrap(message), new URL(frame.src).origin);
  }

  private ask(message: FromHost): void {
    if (this.loaded) return this.post(message);
    this.waiting.push(message);
    if (this.frame) this.frame.loading = "eager"; // it may be far down the page
  }

  /** code is the files of the step that is shown, by name. What is put here goes into the editor, where Undo brings back what the learner had. */
  get code(): Record<string, string> { return this.files; }
  set code(files: Record<string, string>) { this.ask({ type: "code", files }); }
  /** run starts the program; its result comes as a result event. */
  run(): void { this.ask({ type: "run" }); }
  /** stop ends the program that runs. */
  stop(): void { this.ask({ type: "stop" }); }
  /** reset gives the author's text back. */
  reset(): void { this.ask({ type: "reset" }); }
  /** check checks the step; the verdict comes as a check event. */
  check(): void { this.ask({ type: "check" }); }
}

function scheme(theme: string): string {
  return theme === "light" || theme === "dark" ? theme : "inherit";
}

if (!customElements.get("async-shelf")) customElements.define("async-shelf", AsyncShelf);
