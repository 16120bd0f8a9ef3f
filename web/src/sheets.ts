// The files of a step: their tabs, and on each sheet first a text area over
// the coloured text, then the editor in its place.

import { all, one } from "./dom";
import type { Editor, EditorOptions, Mark } from "./editor";
import { control, select, tabs } from "./tabs";
import type { LineAccount, SourceFile } from "./types";

type CreateEditor = (options: EditorOptions) => Editor;

/** loadEditor fetches the editor's bundle once, for all steps. */
let editorModule: Promise<CreateEditor> | null = null;
function loadEditor(assets: URL): Promise<CreateEditor> {
  editorModule ??= (import(new URL("editor.js", assets).href) as Promise<{ createEditor: CreateEditor }>)
    .then((m) => m.createEditor)
    .catch((error: unknown) => {
      editorModule = null;
      throw error;
    });
  return editorModule;
}

interface Sheet {
  name: string;
  role: string;
  /** starter is the author's text; null for a file of the learner's own. */
  starter: string | null;
  el: HTMLElement;
  tab: HTMLElement;
  paper: HTMLElement;
  area: HTMLTextAreaElement;
  editor: Editor | null;
}

export interface SheetsOptions {
  assets: URL;
  onTouch(): void;
  onChange(): void;
  onRun(): void;
  onFocus(focused: boolean): void;
  /** onAccount is called for a click on what a line did. */
  onAccount(file: string, line: number): void;
}

/** OWN is what a file of the learner's own may be called; files.ts says more of it, in words. */
const OWN = /^(?!(seed|shelf.*|__.*)\.py$)[\p{L}_][\p{L}\p{N}_]*\.py$/u;

export class Sheets {
  private sheets: Sheet[];
  private readonly list: HTMLElement;
  private upgraded = false;
  private create: CreateEditor | null = null;
  private account: LineAccount[] = [];

  constructor(readonly el: HTMLElement, private readonly o: SheetsOptions) {
    this.list = one(el, '[role="tablist"]');
    this.sheets = all(el, ".sheet").map((sheet) => {
      const area = one<HTMLTextAreaElement>(sheet, "textarea");
      const name = sheet.dataset.file!;
      return {
        name, el: sheet, area, role: sheet.dataset.role ?? "", starter: area.defaultValue, editor: null,
        tab: one(this.list, `[data-file="${CSS.escape(name)}"]`), paper: one(sheet, ".paper"),
      };
    });
    tabs(this.list, this.sheets.map((s) => s.el), (tab) => this.open(tab.dataset.file!));
    for (const s of this.sheets) this.listen(s);
    el.addEventListener("focusin", () => o.onFocus(this.focused()));
    el.addEventListener("focusout", () => o.onFocus(this.focused()));
  }

  private listen(s: Sheet): void {
    s.area.readOnly = s.role === "readonly";
    s.area.value = s.starter ?? ""; // a browser may have kept another text over a reload
    s.area.addEventListener("input", () => {
      s.paper.dataset.edited = "true";
      this.changed(s);
    });
    s.area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.o.onRun();
      }
    });
    for (const touch of ["pointerdown", "focus"]) s.area.addEventListener(touch, () => this.upgrade());
    if (document.activeElement === s.area) void this.upgrade(); // who was quicker than this script
  }

  private changed(s: Sheet): void {
    s.tab.dataset.changed = String(this.changedText(s));
    this.o.onChange();
  }

  private changedText(s: Sheet): boolean {
    return this.textOf(s) !== s.starter;
  }

  /** upgrade is for a touch of the editor: what runs the program may be wanted soon, too. */
  async upgrade(): Promise<void> {
    this.o.onTouch();
    await this.load();
  }

  /** colour has texts that are not the author's coloured: only those came with the page in colours. */
  colour(): void {
    if (this.sheets.some((s) => this.changedText(s))) void this.load();
  }

  /** load puts the editor in the text areas' place. */
  private async load(): Promise<void> {
    if (this.upgraded) return;
    this.upgraded = true;
    try {
      this.create = await loadEditor(this.o.assets);
    } catch {
      this.upgraded = false; // the text areas go on working; the next touch tries again
      return;
    }
    for (const s of this.sheets) this.equip(s, this.create);
    this.o.onFocus(this.focused());
  }

  /** equip puts the editor in a text area's place, with its text and selection. */
  private equip(s: Sheet, create: CreateEditor): void {
    const focused = document.activeElement === s.area;
    const { selectionStart, selectionEnd, scrollTop, scrollLeft } = s.area;
    const top = s.paper.scrollTop || scrollTop;
    const text = s.area.value;
    s.paper.hidden = true;
    s.editor = create({
      parent: s.el, text, label: s.name, readOnly: s.role === "readonly",
      describedBy: this.el.querySelector('[id$="-keys"]')?.id ?? "",
      onChange: () => this.changed(s),
      onRun: () => this.o.onRun(),
      onAccount: (line) => this.o.onAccount(s.name, line),
    });
    s.editor.setAccount(this.account.filter((l) => l.file === s.name));
    const scroller = s.el.querySelector(".cm-scroller");
    if (scroller) scroller.scrollTop = top, scroller.scrollLeft = s.paper.scrollLeft || scrollLeft;
    if (focused) {
      s.editor.select(selectionStart, selectionEnd);
      s.editor.focus();
    }
  }

  /** add makes a file of the learner's own, of the same parts as the author's first one. */
  private add(name: string): Sheet {
    const first = this.sheets[0]!;
    const tab = first.tab.cloneNode() as HTMLElement;
    tab.textContent = name;
    const el = first.el.cloneNode(true) as HTMLElement;
    el.querySelector(".cm-editor")?.remove();
    for (const part of [tab, el]) part.dataset.file = name;
    one(el, ".sheet-name").textContent = name;
    one(el, "code").textContent = "";
    const paper = one(el, ".paper");
    paper.hidden = false;
    paper.dataset.edited = "true";
    const area = one<HTMLTextAreaElement>(el, "textarea");
    for (const part of [el, area]) part.setAttribute("aria-label", name);
    const s: Sheet = { name, el, area, tab, paper, role: "", starter: null, editor: null };
    el.dataset.role = "";
    el.dataset.shown = "false";
    this.sheets.push(s);
    first.el.parentElement!.append(el);
    this.list.append(tab);
    control(tab, el);
    select(this.list, this.shown().tab);
    this.listen(s);
    if (this.create) this.equip(s, this.create);
    return s;
  }

  /** own are the names of the learner's own files. */
  own(): string[] {
    return this.sheets.filter((s) => s.starter === null).map((s) => s.name);
  }

  /** remove takes a file of the learner's own away. */
  remove(name: string): void {
    const s = this.sheet(name);
    if (s?.starter !== null) return;
    s.editor?.destroy();
    this.sheets = this.sheets.filter((other) => other !== s);
    for (const part of [s.el, s.tab]) part.remove();
    if (s.el.dataset.shown === "true") this.open(this.el.dataset.open ?? this.sheets[0]!.name);
    this.o.onChange();
  }

  /** rename gives a file of the learner's own another name. */
  rename(name: string, to: string): void {
    const s = this.sheet(name);
    if (!s) return;
    const text = this.textOf(s);
    this.remove(name);
    this.put({ [to]: text });
  }

  /** current is the name of the file that is shown. */
  current(): string {
    return this.shown().name;
  }

  private textOf(s: Sheet): string {
    return s.editor ? s.editor.text() : s.area.value;
  }

  private set(s: Sheet, text: string): void {
    if (s.editor) s.editor.setText(text);
    else {
      s.area.value = text;
      s.paper.dataset.edited = String(this.changedText(s));
    }
    this.changed(s);
  }

  private sheet(name: string): Sheet | undefined {
    return this.sheets.find((s) => s.name === name);
  }

  private shown(): Sheet {
    return this.sheets.find((s) => s.el.dataset.shown === "true") ?? this.sheets[0]!;
  }

  /** files are the texts as they stand. */
  files(): SourceFile[] {
    return this.sheets.map((s) => (s.role ? { name: s.name, text: this.textOf(s), role: s.role } : { name: s.name, text: this.textOf(s) }));
  }

  /** drafts are the texts that differ from the author's. */
  drafts(): Record<string, string> {
    return Object.fromEntries(this.sheets.filter((s) => this.changedText(s)).map((s) => [s.name, this.textOf(s)]));
  }

  /** put sets texts by name; files that the step does not have become the learner's own. */
  put(texts: Record<string, string>): void {
    for (const [name, text] of Object.entries(texts)) {
      const s = this.sheet(name) ?? (OWN.test(name) ? this.add(name) : null);
      if (s) this.set(s, text);
    }
  }

  /** reset gives the author's texts back. */
  reset(): void {
    this.markError(null);
    for (const s of this.sheets) {
      if (s.starter === null) this.remove(s.name);
      else this.set(s, s.starter);
    }
    this.open(this.el.dataset.open ?? this.sheets[0]!.name);
  }

  open(name: string): void {
    const s = this.sheet(name);
    if (!s) return;
    this.el.dataset.own = String(s.starter === null);
    select(this.list, s.tab);
    for (const other of this.sheets) other.el.dataset.shown = String(other === s);
  }

  /** markError marks the line that failed; it does not take the focus. */
  markError(at: (Mark & { file: string }) | null): void {
    for (const s of this.sheets) {
      const mark = at && s.name === at.file ? at : null;
      s.editor?.markError(mark);
      all(s.paper, ".line").forEach((line, i) => {
        if (mark?.line === i + 1) line.dataset.error = "true";
        else delete line.dataset.error;
      });
    }
    if (at && this.sheet(at.file) && !this.focused()) this.open(at.file);
  }

  /** setAccount says beside the lines of each file what they did. */
  setAccount(lines: LineAccount[]): void {
    this.account = lines;
    for (const s of this.sheets) s.editor?.setAccount(lines.filter((l) => l.file === s.name));
  }

  /** goTo opens a file at a line and puts the focus there. */
  async goTo(file: string, line: number): Promise<void> {
    await this.upgrade();
    this.open(file);
    const s = this.sheet(file);
    s?.editor?.show(line);
    s?.editor?.focus();
  }

  insert(text: string): void {
    const s = this.shown();
    if (s.editor) return s.editor.insert(text);
    s.area.setRangeText(text === "\t" ? "    " : text, s.area.selectionStart, s.area.selectionEnd, "end");
    s.area.dispatchEvent(new Event("input"));
  }

  focused(): boolean {
    return this.sheets.some((s) => s.editor?.hasFocus() || document.activeElement === s.area);
  }
}
