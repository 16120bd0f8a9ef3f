// The form for files of the learner's own: a name for a new one, another
// name for one that is there, or its end. A module of its own, fetched when
// it is wanted.

import { announce } from "./announce";
import { fill, make, one, slot } from "./dom";
import type { Sheets } from "./sheets";

/** MOST is how many files of their own a learner may have in a step. */
const MOST = 12;

const KEYWORDS = "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(" ");

/** TAKEN are modules that a program here needs: a file of the same name would stand in their way, as it does for Python anywhere. */
const TAKEN = "abc asgiref asyncio builtins collections concurrent contextlib contextvars dataclasses datetime decimal django enum functools importlib inspect io itertools json logging math operator os random re string sys threading time traceback types typing unittest uuid warnings".split(" ");

/** fileName is the name that was meant: who leaves out the ending means it. */
export function fileName(typed: string): string {
  const name = typed.trim().normalize("NFKC");
  return name === "" || name.endsWith(".py") ? name : `${name}.py`;
}

/** complaint says why a file cannot have a name, "" if it can. Names are those of the other files; app is the package that all of them are in. */
export function complaint(name: string, names: string[], app = "books"): string {
  const module = name.slice(0, -3);
  if (name === "") return "Write a name, such as helpers.py.";
  if (!/^[\p{L}_][\p{L}\p{N}_]*\.py$/u.test(name)) return `${name} cannot be imported: a name has letters, digits and _ only, begins with no digit, and ends in .py.`;
  if (KEYWORDS.includes(module)) return `${name} cannot be imported: “${module}” is a word of the language.`;
  const other = names.find((n) => n.toLowerCase() === name.toLowerCase());
  if (other) return `There is a ${other} already.`;
  if (module === app) return `${name} would hide the app, which is called ${app}.`;
  if (module === "seed") return "seed.py is taken: it puts the lesson's rows into the database.";
  if (/^(shelf|__)/.test(module)) return `${name} is taken: Python and the checks use names that begin so.`;
  if (TAKEN.includes(module)) return `${name} would hide Python's or Django's own module ${module}.`;
  return "";
}

/** ask shows the form in el; file is the one that it is about, "" for a new one. removed is told of a file's end, with the texts before it. */
export function ask(el: HTMLElement, sheets: Sheets, file: string, removed: (words: string, before: Record<string, string>) => void): void {
  const editor = one(el, "[data-editor]");
  editor.querySelector(".file-form")?.remove();
  const form = make("file-form", { title: file ? "Rename" : "New file", do: file ? "Rename" : "Create" });
  const field = one<HTMLInputElement>(form, "input");
  field.value = file;
  slot(form, "remove").hidden = !file;
  const close = () => {
    form.remove();
    one(editor, '[role="tab"][aria-selected="true"]').focus();
  };
  const refuse = (words: string) => {
    fill(form, { wrong: words });
    field.setAttribute("aria-invalid", "true");
    field.focus();
  };
  field.addEventListener("input", () => {
    fill(form, { wrong: "" });
    field.removeAttribute("aria-invalid");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = fileName(field.value);
    if (file && name === file) return close();
    const names = sheets.files().map((f) => f.name).filter((n) => n !== file);
    const wrong = complaint(name, names) || (!file && sheets.own().length >= MOST ? `${MOST} files of your own are the most that there may be.` : "");
    if (wrong) return refuse(wrong);
    if (file) sheets.rename(file, name);
    else sheets.put({ [name]: "" });
    sheets.open(name);
    form.remove();
    announce(file ? `${file} is called ${name} now.` : `${name} is there.`);
    void sheets.goTo(name, 1);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    event.stopPropagation(); // Ctrl+Enter is not to run here
  });
  slot(form, "cancel").addEventListener("click", close);
  slot(form, "remove").addEventListener("click", () => {
    const before = sheets.drafts();
    sheets.remove(file);
    close();
    removed(`${file} is removed.`, before);
  });
  editor.append(form);
  field.focus();
  field.setSelectionRange(0, file ? file.length - 3 : 0);
}
