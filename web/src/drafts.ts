// The learner's own texts of a step or a lab: kept while they are typed,
// brought back later, and given back after something else took their place.

import { announce } from "./announce";
import { fill, onAction, one } from "./dom";
import type { Sheets } from "./sheets";
import type { Store } from "./store";

export interface DraftsOptions {
  /** id is what the texts are kept under: a step's, or a lab's. */
  id: string;
  store: Store;
  assets: URL;
  version: string;
}

export class Drafts {
  private readonly note: HTMLElement;
  /** before is what Undo brings back. */
  private before: Record<string, string> = {};

  constructor(private readonly el: HTMLElement, readonly sheets: Sheets, private readonly o: DraftsOptions) {
    this.note = one(el, "[data-draft]");
    onAction(el, {
      undo: () => this.undo(),
      "keep-draft": () => this.settle(),
      "new-file": () => this.ask(""),
      "own-file": () => this.ask(sheets.current()),
    });
  }

  /** keep saves the texts that differ from the author's. An Undo was of the texts before. */
  keep(): void {
    this.o.store.keepDrafts(this.o.id, this.sheets.drafts(), this.o.version);
    if (this.note.dataset.undo) this.hide();
  }

  /** restore brings kept texts back, and says so when the lesson has changed since. */
  restore(): void {
    const state = this.o.store.step(this.o.id);
    if (!state.files) return;
    const { version } = state;
    this.sheets.put(state.files);
    if (version === undefined || version === this.o.version) return;
    state.version = version;
    this.say("The lesson has changed since you wrote this.");
  }

  /** reset gives the author's texts back. */
  reset(): void {
    const before = this.sheets.drafts();
    this.sheets.reset();
    this.settle();
    const words = "The author's text is back.";
    if (Object.keys(before).length > 0) this.offer(words, before);
    else announce(words);
  }

  /** bring puts texts in the place of those that are there; fresh begins with the author's. */
  bring(texts: Record<string, string>, words: string, fresh = false): void {
    const before = this.sheets.drafts();
    if (fresh) this.sheets.reset();
    this.sheets.put(texts);
    const first = Object.keys(texts)[0];
    if (first) this.sheets.open(first);
    this.offer(words, before);
  }

  /** offer says what stands in the editor now, and that it can be undone. */
  private offer(words: string, before: Record<string, string>): void {
    announce(words);
    this.before = before;
    this.note.dataset.undo = "true";
    this.say(words);
  }

  private say(message: string): void {
    fill(this.note, { message });
    this.note.hidden = false;
  }

  private undo(): void {
    this.sheets.reset();
    this.sheets.put(this.before);
    announce("Your code is back.");
  }

  /** hide leaves the focus, if it was on a button of the note, in the editor's tabs. */
  private hide(): void {
    if (this.note.contains(document.activeElement)) one(this.el, '.editor [aria-selected="true"]').focus({ preventScroll: true });
    this.note.hidden = true;
    delete this.note.dataset.undo;
  }

  /** settle makes the texts those of this version of the lesson. */
  settle(): void {
    this.hide();
    const state = this.o.store.step(this.o.id);
    if (state.files) state.version = this.o.version;
    this.o.store.save({ step: this.o.id });
  }

  /** ask has the learner name a new file, or rename or remove one of their own. Its script comes when it is wanted. */
  private async ask(file: string): Promise<void> {
    try {
      const { ask } = (await import(new URL("files.js", this.o.assets).href)) as typeof import("./files");
      ask(this.el, this.sheets, file, (words, before) => this.offer(words, before));
    } catch {
      this.say("This could not be loaded. Try again when you are online.");
    }
  }
}
