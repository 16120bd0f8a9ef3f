// The Timeline panel's picture: a module of its own, fetched with the first
// result that has one. The engine (package timeline) lays the run out; this
// only draws what is in view, and finds what is under the pointer.

import type { Moment, Span, Timeline } from "./types";
import { millis, place } from "./words";

// Measures, in pixels; engine/timeline/svg.go has the same.
const AXIS = 22;
const ROW = 36;
const LABEL = 12;
const TOP = 17;
const BAR = 14;
const BARS: Partial<Record<Span["kind"], [number, number]>> = { run: [TOP - 2, BAR + 4], wait: [TOP + 4, BAR - 8], sleep: [TOP + 4, BAR - 8], queue: [TOP + 6, BAR - 12] };

/** NEAR is how far from a thing, in pixels, the pointer still means it. */
const NEAR = 6;
const TABLE_ROWS = 500;

/** MANY is how many bars of a lane are elements of their own; more are a path for each kind, which a browser draws much faster. */
const MANY = 100;

type Thing = Span | Moment;

const startOf = (t: Thing) => ("at" in t ? t.at : t.start);
const endOf = (t: Thing) => ("at" in t ? t.at : t.end);

/** words are what the details say of a thing. */
export function words(t: Thing): string {
  let out = "at" in t && t.kind === "print" ? `prints ${t.text}` : t.text;
  if (t.line) out += ` · ${place(t.file ?? "", t.line)}`;
  const took = endOf(t) - startOf(t);
  if (took > 0) out += ` · ${millis(took)} ms`;
  return `${out} at ${millis(startOf(t))} ms`;
}

/** step is the distance of the axis's marks: 1, 2 or 5 times a power of ten, four to ten of them. */
export function step(total: number): number {
  let unit = 0.001;
  while (unit * 10 <= total) unit *= 10;
  const n = Math.floor(total / unit + 1e-9);
  return n >= 8 ? unit * 2 : n >= 4 ? unit : n >= 2 ? unit / 2 : unit / 4;
}

const escape = (s: string) => s.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** marks are where the axis has its marks: the times, and where each is in a picture width pixels wide. */
function marks(from: number, to: number, width: number): [number, number][] {
  const mark = step(to - from) * (width < 440 ? 2 : 1); // fewer where there is little room
  const out: [number, number][] = [];
  for (let i = Math.ceil(from / mark - 1e-9); i * mark <= to + mark * 1e-9; i++) out.push([Number((i * mark).toPrecision(8)), Math.round(((i * mark - from) * width) / (to - from) * 10) / 10]);
  return out;
}

/** axis writes the words of the axis, which stay in view while the lanes scroll. */
export function axis(from: number, to: number, width: number): string {
  return marks(from, to, width).map(([at, x]) => {
    const anchor = x > width - 30 ? ' text-anchor="end"' : x > width * 0.05 ? ' text-anchor="middle"' : "";
    return `<text x="${x}" y="${AXIS - 8}"${anchor}>${at} ms</text>`;
  }).join("");
}

/** draw writes the picture of the times from…to, width pixels wide, of the lanes first…last. Things too close to tell apart are one. */
export function draw(t: Timeline, lanes: Thing[][], from: number, to: number, width: number, first = 0, last = t.lanes.length): string {
  const scale = width / (to - from);
  const px = (at: number) => Math.round((at - from) * scale * 10) / 10;
  const height = AXIS + ROW * t.lanes.length;
  let out = `<g class="tl-axis">`;
  for (const [, x] of marks(from, to, width)) out += `<line x1="${x}" x2="${x}" y1="${AXIS}" y2="${height}"/>`;
  out += "</g>";
  const rect = (kind: string, x: number, w: number, y: number, h: number) => `<rect class="tl-${kind}" x="${x}" y="${y}" width="${w}" height="${h}"/>`;
  for (let i = first; i < last; i++) {
    const lane = t.lanes[i]!;
    const y = AXIS + i * ROW;
    out += `<g class="tl-lane" data-lane="${lane.kind}"><text x="0" y="${y + LABEL}">${escape(lane.name)}</text>`;
    const base = Math.max(0, px(lane.from));
    out += rect("base", base, Math.max(0, Math.min(width, px(lane.to)) - base), y + TOP, BAR);
    const drawn: Record<string, number> = {};
    const bars: [Span["kind"], number, number][] = [];
    let dots = "";
    for (const thing of lanes[i]!) {
      if (endOf(thing) < from || startOf(thing) > to) continue;
      const x = Math.max(-2, px(startOf(thing)));
      const end = Math.min(width + 2, px(endOf(thing)));
      const kind = thing.kind;
      if ((drawn[kind] ?? -9) >= Math.max(end, x + 1)) continue;
      drawn[kind] = Math.max(end, x + 1);
      if ("at" in thing) dots += `<circle class="tl-${kind}" cx="${x}" cy="${y + TOP + BAR / 2}" r="3"/>`;
      else bars.push([thing.kind, x, Math.max(2, Math.round((end - x) * 10) / 10)]);
    }
    const paths: Partial<Record<Span["kind"], string>> = {};
    for (const [kind, x, w] of bars) {
      const [top, h] = BARS[kind] ?? [TOP, BAR];
      if (bars.length <= MANY) out += rect(kind, x, w, y + top, h);
      else paths[kind] = `${paths[kind] ?? ""}M${x} ${y + top}h${w}v${h}h${-w}z`;
    }
    for (const [kind, d] of Object.entries(paths)) out += `<path class="tl-${kind}" d="${d}"/>`;
    out += `${dots}</g>`;
  }
  return out;
}

/** byLane sorts a timeline's things into its lanes. */
export function byLane(t: Timeline): Thing[][] {
  const lanes: Thing[][] = t.lanes.map(() => []);
  for (const span of t.spans) lanes[span.lane]?.push(span);
  for (const moment of t.moments) lanes[moment.lane]?.push(moment);
  return lanes;
}

/** picture makes an empty one. */
function picture(name: string, height: number): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  svg.style.height = `${height}px`;
  return svg;
}

/** View is the picture in a panel: el holds its parts, as the component TimelinePanel writes them. */
export class View {
  private readonly svg: SVGSVGElement;
  private readonly axis: SVGSVGElement;
  private readonly stage: HTMLElement;
  private readonly lanes: Thing[][];
  private readonly end: number;
  private from = 0;
  private to: number;
  private chosen: Thing | null = null;
  private frame = 0;
  private readonly pointers = new Map<number, [number, number]>();
  /** moved is how far the pointers have gone since the first of them came down; a tap's has hardly. */
  private moved = 0;

  constructor(private readonly el: HTMLElement, private readonly t: Timeline) {
    const part = (name: string) => el.querySelector<HTMLElement>(`[data-slot="${name}"]`)!;
    this.stage = part("stage");
    this.lanes = byLane(t);
    this.end = this.to = Math.max(t.end, 1);
    part("summary").replaceChildren(...t.summary.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
    this.advise(part("advice"));
    this.svg = picture("tl", AXIS + ROW * t.lanes.length);
    this.axis = picture("tl tl-head", AXIS);
    this.stage.replaceChildren(this.axis, this.svg);
    this.listen();
    const table = part("table") as HTMLDetailsElement;
    if (table.open) this.fillTable(table); // opened before this module was there
    else table.addEventListener("toggle", () => this.fillTable(table), { once: true });
    new ResizeObserver(() => this.redraw()).observe(this.stage);
    this.choose(null);
    this.redraw();
  }

  /** showQuery chooses the span of the statement at this place in the result, from 1. */
  showQuery(n: number): void {
    this.reveal(this.t.spans.find((s) => s.query === n));
  }

  /** showLine chooses the first span of a source line that takes time, else its first. */
  showLine(file: string, line: number): void {
    const here = this.t.spans.filter((s) => s.file === file && s.line === line);
    this.reveal(here.find((s) => s.end > s.start) ?? here[0]);
  }

  private reveal(thing: Thing | undefined): void {
    if (!thing) return;
    if (startOf(thing) < this.from || endOf(thing) > this.to) this.look(0, this.end);
    this.choose(thing);
    this.stage.focus();
  }

  /** advise lists what the lines' marks say, each with its line. */
  private advise(list: HTMLElement): void {
    const items = this.t.lines.flatMap((l) => (l.marks ?? []).map((mark) => {
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("button"), { type: "button", className: "line-link", textContent: place(l.file, l.line) });
      Object.assign(link.dataset, { action: "go-to-line", file: l.file, line: String(l.line) });
      item.append(link, ` ${mark.text}`);
      return item;
    }));
    list.replaceChildren(...items);
    list.hidden = items.length === 0;
  }

  private listen(): void {
    const { stage } = this;
    this.el.addEventListener("click", (event) => {
      const tool = (event.target as Element).closest<HTMLElement>("[data-zoom]")?.dataset.zoom;
      if (tool) this.zoom(tool === "in" ? 0.5 : tool === "out" ? 2 : 0, this.centre());
    });
    stage.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (!this.key(event.key, event.shiftKey)) return;
      event.preventDefault();
      event.stopPropagation();
    });
    stage.addEventListener("scroll", () => this.redraw());
    stage.addEventListener("wheel", (event) => {
      if (event.ctrlKey) this.zoom(Math.exp(event.deltaY / 200), this.timeAt(event.clientX));
      else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) this.pan(event.deltaX || event.deltaY);
      else return;
      event.preventDefault();
    }, { passive: false });
    stage.addEventListener("pointerdown", (event) => {
      this.moved = this.pointers.size > 0 ? Infinity : 0; // two fingers do not tap
      this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
      stage.setPointerCapture(event.pointerId);
    });
    stage.addEventListener("pointermove", (event) => {
      const was = this.pointers.get(event.pointerId);
      if (was === undefined) {
        const found = this.at(event.clientX, event.clientY);
        if (found) this.choose(found);
        return;
      }
      const before = this.spread();
      const middle = this.middle();
      this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
      this.moved += Math.hypot(event.clientX - was[0], event.clientY - was[1]);
      if (before > 0 && this.spread() > 0) this.zoom(before / this.spread(), this.timeAt(middle));
      this.pan(middle - this.middle()); // what was between the fingers stays there
    });
    const up = (event: PointerEvent) => {
      if (!this.pointers.delete(event.pointerId) || event.type !== "pointerup" || this.moved > 4) return;
      const found = this.at(event.clientX, event.clientY);
      if (!found) return;
      this.choose(found);
      if (event.pointerType === "mouse") this.go();
    };
    stage.addEventListener("pointerup", up);
    stage.addEventListener("pointercancel", up);
  }

  /** key does what a key asks for; it says whether the key means anything here. */
  private key(key: string, shift: boolean): boolean {
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (sideways && shift) this.pan(sideways * 60);
    else if (sideways) this.next(sideways);
    else if (key === "ArrowUp" || key === "ArrowDown") this.otherLane(key === "ArrowUp" ? -1 : 1);
    else if (key === "+" || key === "=") this.zoom(0.5, this.centre());
    else if (key === "-") this.zoom(2, this.centre());
    else if (key === "0") this.zoom(0, 0);
    else if (key === "Enter" && this.chosen) this.go();
    else return false;
    return true;
  }

  private next(by: number): void {
    const lane = this.lanes[this.chosen?.lane ?? 0] ?? [];
    const at = this.chosen ? lane.indexOf(this.chosen) + by : 0;
    if (lane[at]) this.follow(lane[at]);
  }

  private otherLane(by: number): void {
    const at = this.chosen ? startOf(this.chosen) : 0;
    for (let i = (this.chosen?.lane ?? -by) + by; i >= 0 && i < this.lanes.length; i += by) {
      const lane = this.lanes[i]!;
      if (lane.length === 0) continue;
      this.follow(lane.find((s) => endOf(s) >= at) ?? lane.at(-1)!);
      return;
    }
  }

  /** follow chooses a thing and keeps it in view. */
  private follow(thing: Thing): void {
    const span = this.to - this.from;
    if (startOf(thing) < this.from || startOf(thing) > this.to) this.look(startOf(thing) - span / 4, startOf(thing) + (span * 3) / 4);
    const y = AXIS + thing.lane * ROW;
    if (y < this.stage.scrollTop + AXIS || y + ROW > this.stage.scrollTop + this.stage.clientHeight) this.stage.scrollTop = y - AXIS;
    this.choose(thing);
  }

  /** choose says what a thing is, and marks it. */
  private choose(thing: Thing | null): void {
    if (thing === this.chosen && thing) return;
    this.chosen = thing;
    const slot = (name: string) => this.el.querySelector<HTMLElement>(`[data-slot="${name}"]`)!;
    slot("what").textContent = thing ? `${this.t.lanes[thing.lane]!.name}: ${words(thing)}` : (matchMedia("(pointer: coarse)").matches ? "Tap a bar to see what it is." : "Point at a bar, or use the arrow keys, to see what it is.");
    const line = slot("to-line");
    line.hidden = !thing?.line;
    line.dataset.file = thing?.file ?? "";
    line.dataset.line = String(thing?.line ?? 0);
    const query = slot("to-query");
    query.hidden = !(thing && "query" in thing && thing.query);
    query.dataset.query = thing && "query" in thing ? String(thing.query) : "";
    this.redraw();
  }

  /** go follows the chosen thing's link: to its statement, or its line. */
  private go(): void {
    const links = ["to-query", "to-line"].map((name) => this.el.querySelector<HTMLElement>(`[data-slot="${name}"]`)!);
    links.find((link) => !link.hidden)?.click();
  }

  private timeAt(clientX: number): number {
    const { left, width } = this.svg.getBoundingClientRect();
    return this.from + ((clientX - left) / width) * (this.to - this.from);
  }

  private centre(): number {
    const c = this.chosen;
    if (c && endOf(c) >= this.from && startOf(c) <= this.to) return (Math.max(startOf(c), this.from) + Math.min(endOf(c), this.to)) / 2;
    return (this.from + this.to) / 2;
  }

  /** spread is how far apart two fingers are, across; 0 when it is one, or when they are above each other. */
  private spread(): number {
    const [a, b] = [...this.pointers.values()];
    const apart = a && b ? Math.abs(a[0] - b[0]) : 0;
    return apart < 8 ? 0 : apart;
  }

  /** middle is where the fingers are, on average. */
  private middle(): number {
    let sum = 0;
    for (const [x] of this.pointers.values()) sum += x;
    return sum / this.pointers.size;
  }

  /** at finds what is under the pointer: the shortest thing there, with some tolerance. */
  private at(x: number, y: number): Thing | null {
    const box = this.stage.getBoundingClientRect();
    if (y < box.top + AXIS) return null; // that is the axis, over whatever lane
    const lane = this.lanes[Math.floor((y - box.top + this.stage.scrollTop - AXIS) / ROW)];
    const time = this.timeAt(x);
    const near = (NEAR / this.svg.getBoundingClientRect().width) * (this.to - this.from);
    let best: Thing | null = null;
    for (const thing of lane ?? []) {
      if (startOf(thing) - near > time || endOf(thing) + near < time) continue;
      const inside = startOf(thing) <= time && endOf(thing) >= time;
      const bestInside = best !== null && startOf(best) <= time && endOf(best) >= time;
      if (!best || (inside && !bestInside) || (inside === bestInside && endOf(thing) - startOf(thing) <= endOf(best) - startOf(best))) best = thing;
    }
    return best;
  }

  private pan(pixels: number): void {
    const by = (pixels / this.svg.getBoundingClientRect().width) * (this.to - this.from);
    this.look(this.from + by, this.to + by);
  }

  /** zoom makes the times in view factor times as many, about a time; 0 shows all. */
  private zoom(factor: number, about: number): void {
    if (factor === 0) return this.look(0, this.end);
    this.look(about - (about - this.from) * factor, about + (this.to - about) * factor);
  }

  private look(from: number, to: number): void {
    const length = Math.min(this.end, Math.max(to - from, 0.01));
    this.from = Math.min(Math.max(0, from), this.end - length);
    this.to = this.from + length;
    this.redraw();
  }

  private redraw(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      const { width } = this.svg.getBoundingClientRect();
      if (width === 0) return; // the panel is not shown
      const first = Math.max(0, Math.floor((this.stage.scrollTop - AXIS) / ROW) - 1);
      const last = Math.min(this.t.lanes.length, first + Math.ceil(this.stage.clientHeight / ROW) + 3);
      let out = draw(this.t, this.lanes, this.from, this.to, width, first, last);
      const c = this.chosen;
      if (c) {
        const x = ((startOf(c) - this.from) / (this.to - this.from)) * width;
        const w = ((endOf(c) - startOf(c)) / (this.to - this.from)) * width;
        out += `<rect class="tl-chosen" x="${x - 3}" y="${AXIS + c.lane * ROW + TOP - 4}" width="${Math.max(w, 2) + 6}" height="${BAR + 8}" rx="3"/>`;
      }
      this.svg.innerHTML = out;
      this.axis.innerHTML = axis(this.from, this.to, width);
    });
  }

  private fillTable(details: HTMLDetailsElement): void {
    const things: Thing[] = [...this.t.spans, ...this.t.moments].sort((a, b) => startOf(a) - startOf(b));
    const body = details.querySelector("tbody")!;
    body.replaceChildren(...things.slice(0, TABLE_ROWS).map((thing) => {
      const row = document.createElement("tr");
      const took = endOf(thing) - startOf(thing);
      for (const text of [`${millis(startOf(thing))} ms`, this.t.lanes[thing.lane]!.name, thing.text, place(thing.file ?? "", thing.line ?? 0), took > 0 ? `${millis(took)} ms` : ""]) {
        row.insertCell().textContent = text;
      }
      return row;
    }));
    details.querySelector('[data-slot="more"]')!.textContent = things.length > TABLE_ROWS ? `The first ${TABLE_ROWS} of ${things.length}.` : "";
  }
}
