// The learner's own texts of a step or a lab: kept while they are typed,
// brought back later, and given back after something else took their place.

import { announce } from "./announce";
import { fill, onAction, one } from "./dom";
import type { Sheets } from "./sheets";
import { differ, type StepState, type Store } from "./store";

const OF_LINK = "This is the code of the link.";

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
  /** hearing tells that texts change because another tab has changed them. */
  private hearing = false;

  constructor(private readonly el: HTMLElement, readonly sheets: Sheets, private readonly o: DraftsOptions) {
    this.note = one(el, "[data-draft]");
    o.store.heard.push(() => this.hear());
    onAction(el, {
      undo: () => this.undo(),
      "keep-draft": () => this.settle(),
      "new-file": () => this.ask(""),
      "own-file": () => this.ask(sheets.current()),
    });
  }

  /** keep saves the texts that differ from the author's. An Undo was of the texts before, unless those are the learner's and the others a link's. */
  keep(): void {
    if (this.hearing) return;
    this.o.store.keepDrafts(this.o.id, this.sheets.drafts(), this.o.version);
    if (this.note.dataset.undo === "true") this.hide();
  }

  /** hear shows what another tab has kept of these texts; Undo brings back what stood here. */
  private hear(): void {
    const before = this.sheets.drafts();
    const { files = {} } = this.state();
    if (!differ(files, before)) return;
    const shown = this.sheets.current();
    this.hearing = true; // the other tab has saved this; saved from here too, it might come after what is typed there meanwhile
    this.sheets.reset();
    this.sheets.put(files);
    this.sheets.open(shown);
    this.hearing = false;
    this.offer("Another tab has changed this.", before);
  }

  /** restore brings kept texts back, and says so when the lesson has changed since. */
  restore(): void {
    const state = this.state();
    const { version, files, before } = state;
    if (files) this.sheets.put(files);
    if (before) return this.offer(OF_LINK, before);
    if (!files || version === undefined || version === this.o.version) return;
    state.version = version;
    this.say("The lesson has changed since you wrote this.");
  }

  /** reset gives the author's texts back. */
  reset(): void {
    const before = this.own();
    this.sheets.reset();
    this.settle();
    const words = "The author's text is back.";
    if (Object.keys(before).length > 0) this.offer(words, before);
    announce(words);
  }

  /** receive puts the texts of a link in the place of the learner's own, which are kept until they or the link's are chosen. */
  receive(texts: Record<string, string>): void {
    const before = this.own();
    if (Object.keys(before).length > 0) this.state().before = before;
    this.sheets.reset();
    this.bring(texts, OF_LINK, before);
  }

  /** bring puts texts in the place of those that are there. */
  bring(texts: Record<string, string>, words: string, before = this.own()): void {
    this.sheets.put(texts);
    const first = Object.keys(texts)[0];
    if (first) this.sheets.open(first);
    this.offer(words, before);
    announce(words);
  }

  /** own are the texts of the learner. */
  private own(): Record<string, string> {
    return this.state().before ?? this.sheets.drafts();
  }

  private state(): StepState {
    return this.o.store.step(this.o.id);
  }

  /** offer says what stands in the editor now, and that it can be undone. */
  private offer(words: string, before: Record<string, string>): void {
    this.before = before;
    this.note.dataset.undo = this.state().before ? "link" : "true";
    this.say(words);
  }

  private say(message: string): void {
    fill(this.note, { message });
    this.note.hidden = false;
  }

  private undo(): void {
    this.hide();
    this.sheets.reset();
    this.sheets.put(this.before);
    announce("Your code is back.");
  }

  /** hide leaves the focus, if it was on a button of the note, in the editor's tabs. */
  private hide(): void {
    if (this.note.contains(document.activeElement)) one(this.el, '.editor [aria-selected="true"]').focus({ preventScroll: true });
    this.note.hidden = true;
    delete this.note.dataset.undo;
    delete this.state().before;
  }

  /** settle makes the texts those of this version of the lesson. */
  settle(): void {
    this.hide();
    const state = this.state();
    if (state.files) state.version = this.o.version;
    this.o.store.save({ step: this.o.id });
  }

  /** ask has the learner name a new file, or rename or remove one of their own. Its script comes when it is wanted. */
  private async ask(file: string): Promise<void> {
    try {
      const { ask } = (await import(new URL("files.js", this.o.assets).href)) as typeof import("./files");
      ask(this.el, this.sheets, file, (words, before) => {
        this.offer(words, before);
        announce(words);
      });
    } catch {
      this.say("This could not be loaded. Try again when you are online.");
    }
  }
}
