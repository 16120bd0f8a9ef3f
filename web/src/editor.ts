// The editor: CodeMirror with Python. It is a bundle of its own, fetched at
// the first touch; until then a text area does its work.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore, insertTab } from "@codemirror/commands";
import { StreamLanguage, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, Prec, StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, gutter, GutterMarker, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, type DecorationSet } from "@codemirror/view";
import { python } from "@codemirror/legacy-modes/mode/python";
import { classHighlighter } from "@lezer/highlight";
import { accountShort, accountWords } from "./account";
import type { LineAccount } from "./types";

export interface EditorOptions {
  parent: HTMLElement;
  text: string;
  label: string;
  describedBy: string;
  readOnly: boolean;
  onChange(text: string): void;
  onRun(): void;
  /** onAccount is called for a click on what a line did. */
  onAccount(line: number): void;
}

export interface Mark { line: number; col?: number; endCol?: number }

export interface Editor {
  text(): string;
  setText(text: string): void;
  select(from: number, to: number): void;
  focus(): void;
  hasFocus(): boolean;
  /** insert types text at the selection, as a key would. */
  insert(text: string): void;
  /** markError marks a line, and the columns of it that failed, if known. */
  markError(mark: Mark | null): void;
  /** setAccount says beside each line what it did in the last run; it goes when the text changes. */
  setAccount(lines: LineAccount[]): void;
  /** show brings a line into view and lights it up. */
  show(line: number): void;
  destroy(): void;
}

const setError = StateEffect.define<Mark | null>();
const setShown = StateEffect.define<number>();
const errorLine = Decoration.line({ class: "cm-errorLine" });
const errorMark = Decoration.mark({ class: "cm-errorMark" });
const shownLine = Decoration.line({ class: "cm-shownLine" });

/** marks holds the error's and the shown line's marks; they go with the text they mark. */
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, tr) {
    set = set.map(tr.changes);
    for (const effect of tr.effects) {
      if (effect.is(setError)) {
        set = set.update({ filter: (_f, _t, d) => d.spec.class === "cm-shownLine" });
        const mark = effect.value;
        if (!mark || mark.line < 1 || mark.line > tr.state.doc.lines) continue;
        const line = tr.state.doc.line(mark.line);
        set = set.update({ add: [errorLine.range(line.from)] });
        const to = line.from + units(line.text, mark.endCol ?? 0);
        // What is missing at the end of a line is marked at its last letter.
        const from = Math.min(line.from + units(line.text, mark.col ?? 0), to - 1);
        if (mark.col !== undefined && from >= line.from) set = set.update({ add: [errorMark.range(from, to)] });
      } else if (effect.is(setShown)) {
        set = set.update({ filter: (_f, _t, d) => d.spec.class !== "cm-shownLine" });
        if (effect.value >= 1 && effect.value <= tr.state.doc.lines) set = set.update({ add: [shownLine.range(tr.state.doc.line(effect.value).from)] });
      }
    }
    return set;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const setAccount = StateEffect.define<LineAccount[]>();

/** accounts holds what each line did, by its number. */
const accounts = StateField.define<ReadonlyMap<number, LineAccount>>({
  create: () => new Map(),
  update(map, tr) {
    for (const effect of tr.effects) if (effect.is(setAccount)) return new Map(effect.value.map((l) => [l.line, l]));
    return tr.docChanged && map.size > 0 ? new Map() : map;
  },
});

class AccountMarker extends GutterMarker {
  constructor(private readonly account: LineAccount) {
    super();
  }

  eq(other: AccountMarker): boolean {
    return other.account === this.account;
  }

  toDOM(): Node {
    const el = document.createElement("span");
    el.className = "account";
    if (this.account.marks) el.dataset.mark = this.account.marks.some((m) => m.kind === "blocking" || m.kind === "never-awaited") ? "bad" : "note";
    if (this.account.statements) el.dataset.statements = "true";
    el.title = accountWords(this.account);
    return el;
  }
}

/** accountGutter marks lines right of their numbers, and says at their ends what they did. It takes no room, so that nothing moves when it comes. */
function accountGutter(onAccount: (line: number) => void): Extension {
  const domEventHandlers = {
    click(view: EditorView, block: { from: number }) {
      const line = view.state.doc.lineAt(block.from).number;
      if (!view.state.field(accounts).has(line)) return false;
      onAccount(line);
      return true;
    },
  };
  return [
    accounts,
    lineNumbers({ domEventHandlers }), // a mark alone would be too narrow for a finger
    EditorView.decorations.compute([accounts, "doc"], (state) => {
      const lines = [...state.field(accounts).values()].filter((l) => l.line >= 1 && l.line <= state.doc.lines && accountShort(l)).sort((a, b) => a.line - b.line);
      return Decoration.set(lines.map((l) => Decoration.line({ attributes: { "data-account": accountShort(l) } }).range(state.doc.line(l.line).from)));
    }),
    gutter({
      class: "cm-account",
      lineMarker(view, block) {
        const account = view.state.field(accounts).get(view.state.doc.lineAt(block.from).number);
        return account && accountShort(account) ? new AccountMarker(account) : null;
      },
      lineMarkerChange: (update) => update.startState.field(accounts) !== update.state.field(accounts),
      domEventHandlers,
    }),
  ];
}

/** units gives a column in UTF-16 units, as the editor counts, for one in code points, as Python does. */
function units(line: string, column: number): number {
  return [...line].slice(0, column).join("").length;
}

/**
 * Tab indents, until Escape has been pressed: then the next Tab leaves, and
 * so does Shift+Tab. Typing anything else brings indenting back. Without
 * this the editor would trap readers who have no mouse.
 */
function tabKeys(): Extension {
  const indent = new Compartment();
  const keys = keymap.of([{ key: "Tab", run: (view) => (view.state.selection.main.empty ? insertSpaces(view) : indentMore(view)), shift: indentLess }]);
  let leaving = false;
  const set = (view: EditorView, leave: boolean) => {
    if (leaving === leave) return;
    leaving = leave;
    view.dispatch({ effects: indent.reconfigure(leave ? [] : keys) });
  };
  return [
    indent.of(keys),
    Prec.highest(EditorView.domEventHandlers({
      keydown(event, view) {
        if (event.key === "Escape") set(view, true);
        else if (!["Tab", "Shift"].includes(event.key)) set(view, false);
        return false;
      },
      blur(_event, view) {
        set(view, false);
        return false;
      },
    })),
  ];
}

/** insertSpaces fills up to the next multiple of four columns. */
function insertSpaces(view: EditorView): boolean {
  const { state } = view;
  const { head } = state.selection.main;
  const column = head - state.doc.lineAt(head).from;
  if (state.readOnly) return insertTab(view);
  view.dispatch(state.replaceSelection(" ".repeat(4 - (column % 4))));
  return true;
}

/**
 * language colours and indents Python by lines. A parser that builds a tree would be a fifth of the editor's size and do nothing for the learner that the engine doesn't.
 * Constants and names of classes are coloured as in the code that the page came with (web/highlight).
 */
const language = StreamLanguage.define({
  ...python,
  token(stream, state: { lastToken?: string }) {
    const afterClass = state.lastToken === "class";
    const style = python.token(stream, state);
    if (style === "def" && afterClass) return "className";
    return style === "keyword" && /^(True|False|None)$/.test(stream.current()) ? "bool" : style;
  },
});

/**
 * unshelled is a pasted text without what only looked right where it came from: blanks that do not break become plain ones, and of a session of Python's shell only the
 * code stays, which has the prompts in front of it.
 */
export function unshelled(text: string): string {
  text = text.replace(/[\u00a0\u2007\u202f]/g, " ");
  if (!/^\s*>>> /.test(text)) return text;
  return text.split("\n").map((line) => /^\s*(?:>>>|\.\.\.)(?: |\r?$)(.*)/.exec(line)?.[1]).filter((code) => code !== undefined).join("\n") + "\n";
}

export function createEditor(o: EditorOptions): Editor {
  const view = new EditorView({
    parent: o.parent,
    state: EditorState.create({
      doc: o.text,
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (o.onRun(), true) }])),
        tabKeys(),
        accountGutter(o.onAccount),
        history(),
        EditorView.clipboardInputFilter.of(unshelled),
        drawSelection(),
        indentUnit.of("    "),
        EditorState.tabSize.of(4),
        EditorState.readOnly.of(o.readOnly),
        language,
        syntaxHighlighting(classHighlighter),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        marks,
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({ tabindex: "0", "aria-label": o.label, "aria-describedby": o.describedBy, autocapitalize: "off", autocorrect: "off", spellcheck: "false" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) o.onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    setText(text) {
      if (text === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, effects: [setError.of(null), setShown.of(0)] });
    },
    select(from, to) {
      const max = view.state.doc.length;
      view.dispatch({ selection: { anchor: Math.min(from, max), head: Math.min(to, max) } });
    },
    focus: () => view.focus(),
    hasFocus: () => view.hasFocus,
    insert(text) {
      if (text === "\t") insertSpaces(view);
      else view.dispatch(view.state.replaceSelection(text), { userEvent: "input.type" });
      view.focus();
    },
    setAccount: (lines) => view.dispatch({ effects: setAccount.of(lines) }),
    markError: (mark) => view.dispatch({ effects: setError.of(mark) }),
    show(line) {
      if (line < 1 || line > view.state.doc.lines) return;
      const { from } = view.state.doc.line(line);
      view.dispatch({ selection: { anchor: from }, effects: [setShown.of(line), EditorView.scrollIntoView(from, { y: "center" })] });
      window.setTimeout(() => view.dispatch({ effects: setShown.of(0) }), 1600);
    },
    destroy: () => view.destroy(),
  };
}
