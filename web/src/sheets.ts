// The files of a step: their tabs, and on each sheet first a text area over
// the coloured text, then the editor in its place.

import { all, one } from "./dom";
import type { Editor, EditorOptions, Mark } from "./editor";
import { select, tabs } from "./tabs";
import type { LineAccount, SourceFile } from "./types";

type CreateEditor = (options: EditorOptions) => Editor;

/** loadEditor fetches the editor's bundle once, for all steps. */
let editorModule: Promise<CreateEditor> | null = null;
export function loadEditor(assets: URL): Promise<CreateEditor> {
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
  starter: string;
  el: HTMLElement;
  tab: HTMLElement;
  paper: HTMLElement;
  area: HTMLTextAreaElement;
  editor: Editor | null;
}

export interface SheetsOptions {
  assets: URL;
  onTouch(): void;
  onChange(name: string, text: string, changed: boolean): void;
  onRun(): void;
  onFocus(focused: boolean): void;
  /** onAccount is called for a click on what a line did. */
  onAccount(file: string, line: number): void;
}

export class Sheets {
  private readonly sheets: Sheet[];
  private readonly list: HTMLElement;
  private upgraded = false;
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
    s.area.value = s.starter; // a browser may have kept another text over a reload
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
    const text = this.textOf(s);
    s.tab.dataset.changed = String(text !== s.starter);
    this.o.onChange(s.name, text, text !== s.starter);
  }

  /** upgrade puts the editor in the text areas' place, with their text and selection. */
  async upgrade(): Promise<void> {
    this.o.onTouch();
    if (this.upgraded) return;
    this.upgraded = true;
    let create: CreateEditor;
    try {
      create = await loadEditor(this.o.assets);
    } catch {
      this.upgraded = false; // the text areas go on working; the next touch tries again
      return;
    }
    for (const s of this.sheets) {
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
    this.o.onFocus(this.focused());
  }

  private textOf(s: Sheet): string {
    return s.editor ? s.editor.text() : s.area.value;
  }

  private set(s: Sheet, text: string): void {
    if (s.editor) s.editor.setText(text);
    else {
      s.area.value = text;
      s.paper.dataset.edited = String(text !== s.starter);
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
    return Object.fromEntries(this.sheets.filter((s) => this.textOf(s) !== s.starter).map((s) => [s.name, this.textOf(s)]));
  }

  /** put sets texts by name; files that the step does not have are left out. */
  put(texts: Record<string, string>): void {
    for (const [name, text] of Object.entries(texts)) {
      const s = this.sheet(name);
      if (s) this.set(s, text);
    }
  }

  /** reset gives the author's texts back. */
  reset(): void {
    this.markError(null);
    for (const s of this.sheets) this.set(s, s.starter);
    this.open(this.el.dataset.open ?? this.sheets[0]!.name);
  }

  open(name: string): void {
    const s = this.sheet(name);
    if (!s) return;
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
