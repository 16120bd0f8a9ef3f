// One question: choosing, answering, and what is told afterwards.

import { all, fill, one } from "./dom";

export class Question {
  readonly id: string;
  readonly level: string;
  readonly teaches: string;
  readonly topic: string;
  readonly right: string;

  constructor(readonly el: HTMLElement) {
    this.id = el.dataset.question!;
    this.level = el.dataset.level ?? "";
    this.teaches = el.dataset.teaches ?? "";
    this.topic = el.dataset.topic ?? "";
    this.right = el.querySelector<HTMLElement>('.option[data-right="true"]')?.dataset.option ?? "";
  }

  private inputs(): HTMLInputElement[] {
    return all<HTMLInputElement>(this.el, 'input[type="radio"]');
  }

  /** choice is the ID of the chosen option, "" for none. */
  get choice(): string {
    return this.inputs().find((i) => i.checked)?.value ?? "";
  }

  choose(option: string): void {
    for (const i of this.inputs()) i.checked = i.value === option;
  }

  onChoose(listener: () => void): void {
    this.el.addEventListener("change", (event) => {
      if ((event.target as HTMLInputElement).type === "radio") listener();
    });
  }

  /** say puts a word beside the button. */
  say(words: string): void {
    fill(this.el, { "answer-word": words });
  }

  /** reveal tells whether the choice is right, and why each option is or is not. */
  reveal(): boolean {
    const choice = this.choice;
    const right = choice === this.right;
    this.el.dataset.state = right ? "right" : "wrong";
    for (const o of all(this.el, ".option")) o.dataset.chosen = String(o.dataset.option === choice);
    for (const i of this.inputs()) i.disabled = true;
    one<HTMLButtonElement>(this.el, '[data-action="try-again"]').hidden = false;
    one<HTMLDetailsElement>(this.el, "[data-review]").open = true;
    this.say(right ? "Right." : choice && choice !== "-" ? "Not right: see why below." : "Not answered.");
    return right;
  }

  /** reopen lets the question be answered anew. */
  reopen(): void {
    this.el.dataset.state = "open";
    for (const o of all(this.el, ".option")) delete o.dataset.chosen;
    for (const i of this.inputs()) {
      i.disabled = false;
      i.checked = false;
    }
    one<HTMLButtonElement>(this.el, '[data-action="try-again"]').hidden = true;
    one<HTMLDetailsElement>(this.el, "[data-review]").open = false;
    this.say("");
  }
}
