// The lesson page with a stand-in for the engine: what it shows and keeps,
// and that it works where something is missing.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { axe, browser, check, click, close, idle, LESSON, open, run, seen, site, step, text, web, write, written } from "./harness.mjs";

let b, s;
before(async () => {
  [b, s] = await Promise.all([browser(), site()]);
});
after(async () => {
  await b?.close();
  s?.close();
});

/** visit opens the lesson, does something, and holds that nothing broke. */
function visit(name, options, act) {
  test(name, async () => {
    const page = await open(b, s.url + LESSON + (options.query ?? ""), options);
    try {
      await act(page);
      assert.deepEqual(page.problems, [], "errors in the page");
    } finally {
      await close(page);
    }
  });
}

const visible = (page, selector) => page.$eval(selector, (el) => el.getClientRects().length > 0 && getComputedStyle(el).visibility === "visible");

visit("without scripts everything can be read", { js: false }, async (page) => {
  for (const selector of ["h1", "#step-1 .paper-ink", "#step-3 .rows td", "#step-3 .sql", "#step-4 .step-title", "#practice .question .option", "#practice .review summary", "#test .question"]) {
    assert.ok(await visible(page, selector), `${selector} is not visible`);
  }
  assert.equal(await visible(page, "#step-1 .controls [data-action=run]"), false, "Run is offered where it cannot work");
  const body = await page.$eval("#step-3 .rows", (el) => el.textContent);
  assert.ok(body.includes("<b>Stone</b>"), "markup in data is shown as text");
});

visit("nothing of the engine or editor is loaded before the first touch", {}, async (page) => {
  const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map((r) => new URL(r.name).pathname.split("/").pop()));
  assert.deepEqual(loaded.filter((n) => /shelf|engine|editor|lesson\.json|wasm/.test(n)), []);
  await page.focus(step("textarea"));
  await page.waitForSelector(step(".cm-content"));
  const then = await page.evaluate(() => performance.getEntriesByType("resource").map((r) => new URL(r.name).pathname.split("/").pop()));
  for (const name of ["editor.js", "shelf.js", "lesson.json"]) assert.ok(then.includes(name), `${name} was not fetched at the first touch`);
});

for (const dark of [false, true]) {
  visit(`axe finds nothing, ${dark ? "dark" : "light"}`, { dark }, async (page) => {
    assert.deepEqual(await axe(page), []);
    await write(page, "models.py", "raise\n");
    await run(page);
    await click(page, step('[data-panel="sql"]'));
    await page.evaluate(() => {
      for (const d of document.querySelectorAll("details")) d.open = true;
      const [right, wrong] = document.querySelectorAll("#practice .question");
      right.querySelector('[data-right="true"] input').click();
      wrong.querySelector('[data-right="false"] input').click();
      for (const q of [right, wrong]) q.querySelector('[data-action="answer"]').click();
      document.querySelector('[data-action="start-test"]').click();
    });
    assert.deepEqual(await axe(page), []);
  });
}

visit("axe finds nothing on a phone", { width: 375, height: 700, touch: true }, async (page) => {
  assert.deepEqual(await axe(page), []);
});

visit("targets are 44 pixels for a finger, and text is 16", { width: 375, height: 700, touch: true }, async (page) => {
  const small = await page.$$eval("button, summary, .button, .option-label, .step-nav a", (all) =>
    all.filter((el) => el.getClientRects().length > 0).filter((el) => el.getBoundingClientRect().height < 43.5).map((el) => `${el.className} ${el.textContent.trim().slice(0, 20)} ${el.getBoundingClientRect().height}`));
  assert.deepEqual(small, []);
  await run(page, ".dock");
  await page.$$eval("details", (all) => all.forEach((el) => (el.open = true)));
  for (const panel of ["rows", "output", "sql", "timeline", "database"]) {
    await page.$eval(step(`.results [role="tab"][data-panel="${panel}"]`), (el) => el.click());
    const tiny = await page.evaluate(() => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (t) => (t.data.trim() && t.parentElement.getClientRects().length > 0 ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT));
      const found = new Set();
      while (texts.nextNode()) {
        const el = texts.currentNode.parentElement;
        if (parseFloat(getComputedStyle(el).fontSize) < 16) found.add(`${el.outerHTML.slice(0, 80)}`);
      }
      return [...found];
    });
    assert.deepEqual(tiny, [], panel);
  }
  const facts = await page.$eval(step(".result-facts"), (el) => [el.scrollWidth - el.clientWidth, el.scrollHeight - el.clientHeight]);
  assert.ok(Math.max(...facts) <= 0, `the facts are cut off: ${facts}`);
});

visit("a run shows rows, output, SQL and tables as text", {}, async (page) => {
  await write(page, "main.py", "print('<i>hi</i>')\n");
  await run(page);
  assert.equal(await text(page, step(".origin")), "Your run");
  assert.match(await text(page, step(".result-facts [data-slot=facts]")), /1 statement · 25 ms simulated · 0.8 ms real/);
  assert.deepEqual(await page.$$eval(step('[data-panel="rows"] tbody tr'), (all) => all.map((tr) => tr.textContent)), ['1Momo304', '2The <b>bold</b> "Reader"120', "3Ħal SaflieniNULL"]);
  assert.equal(await page.$eval(step('[data-panel="rows"] tbody'), (el) => el.querySelectorAll("b").length), 0, "data became markup");
  await click(page, step('.results [role="tab"][data-panel="output"]'));
  assert.equal(await text(page, step(".printed")), "print('<i>hi</i>')");
  await click(page, step('.results [role="tab"][data-panel="sql"]'));
  assert.match(await text(page, step(".sql-filled")), />= 100$/);
  await click(page, step(".switch"));
  assert.match(await text(page, step("pre.sql-plain")), />= %s$/);
  assert.ok(await visible(page, step("pre.sql-plain")));
  await click(page, step('.results [role="tab"][data-panel="database"]'));
  assert.equal(await text(page, step(".dbtable .rows-name")), "Book");
  // The reader's choice of panel stays over the next run.
  await run(page);
  assert.ok(await visible(page, step(".dbtable")));
  // On paper the result is whole, under its files' names, and what follows stands below it.
  await page.emulateMediaType("print");
  assert.ok(await visible(page, step(".sheet-name")));
  for (const panel of ["rows", "output", "sql"]) assert.ok(await visible(page, step(`[data-panel="${panel}"] .panel-body > :last-child`)), panel);
  assert.deepEqual(await page.$$eval(".step", (all) => all.slice(1).map((el, i) => el.getBoundingClientRect().top >= all[i].querySelector(".panel-body > :last-child").getBoundingClientRect().bottom)), [true, true, true]);
});

visit("the page draws a result as the build drew it", {}, async (page) => {
  const recorded = JSON.parse(readFileSync(join(web, "components", "testdata", "result.json"), "utf8"));
  const failed = JSON.parse(readFileSync(join(web, "components", "testdata", "failure.json"), "utf8"));
  for (const [result, id] of [[recorded, "3"], [failed, "1"]]) {
    await click(page, `[data-step-link="${id}"]`);
    const before = await shape(page);
    await page.evaluate((r) => (window.nextResult = r), result);
    await run(page);
    assert.equal(await text(page, step(".origin")), "Your run");
    assert.deepEqual(await shape(page), before);
  }
});

/** shape is the markup of the shown step's results, spaces between elements and what is hidden apart; the rows of statements are filled in when they are opened. */
async function shape(page) {
  await page.$$eval(step('[data-slot="own"]'), (all) => Promise.all(all.map((el) => new Promise((opened) => {
    el.addEventListener("toggle", opened, { once: true });
    el.open = true;
  }))));
  return page.$$eval(step(":is(.messages, .panel-body)"), (all) => all.map((el) => {
    const copy = el.cloneNode(true);
    for (const box of copy.querySelectorAll("input")) box.removeAttribute("checked");
    for (const part of copy.querySelectorAll("[hidden]")) part.remove();
    return copy.innerHTML.replace(/\s+/g, " ").replace(/> (?=<)/g, ">").trim();
  }));
}

visit("an error marks its line and is explained", {}, async (page) => {
  await write(page, "main.py", "x = 1\nraise ValueError\n");
  await run(page);
  assert.equal(await text(page, step(".failure-type")), "ValueError");
  assert.equal(await text(page, step(".failure-message")), "<b>no</b>");
  assert.equal(await text(page, step(".cm-errorLine")), "raise ValueError");
  await click(page, step(".failure .line-link"));
  await page.waitForSelector(step(".cm-shownLine"));
  const failed = async (stopped, error) => {
    await page.evaluate((more) => (window.nextResult = { stdout: "", stderr: "", queries: [], tables: [], warnings: [], value: null, virtual_ms: 0, real_ms: 1, ...more }), { stopped, error: { file: "main.py", line: 1, col: 5, end_col: 6, frames: [], hint: "", traceback: "", ...error } });
    await run(page);
  };
  // An error of the text shows where it is; what is missing at the line's end is marked at its last letter.
  await failed("", { type: "SyntaxError", message: "expected ':'", traceback: "    x = 1\n         ^\n" });
  assert.ok(await visible(page, step(".traceback pre")));
  assert.equal(await text(page, step(".cm-errorMark")), "1");
  // A limit is told in the engine's words, with the line.
  await failed("memory", { type: "Stopped", message: "stopped: too much is kept" });
  assert.equal(await text(page, step(".messages")), "Stopped: too much is kept. Look for a list or text that grows in a loop. main.py, line 1");
  await failed("steps", { type: "Stopped", message: "stopped after 9 steps: is there a loop?" });
  assert.equal(await text(page, step(".messages")), "Stopped after 9 steps: is there a loop? main.py, line 1");
});

visit("no rows: the page says why", {}, async (page) => {
  await write(page, "main.py", "PAGES = 5000\n");
  await run(page);
  assert.equal(await text(page, step('[data-panel="rows"] .empty')), "No rowsNo Book has pages ≥ 5000. The largest is 304.");
});

visit("Stop ends a loop at once, and the next run works; a check that was stopped has judged nothing", {}, async (page) => {
  await write(page, "main.py", "while True: pass\n");
  await click(page, step('.controls [data-action="run"]'));
  await page.waitForSelector(step('.bench[data-state="running"]'));
  await seen(page, step(".origin"), "Running");
  await click(page, step('.controls [data-action="stop"]'));
  await idle(page);
  assert.match(await text(page, step(".messages .notice")), /^Stopped\./);
  assert.match(await text(page, step('[data-slot="output"]')), /before the loop/);
  await click(page, step('.controls [data-action="check"]'));
  await page.waitForSelector(step('.bench[data-state="running"]'));
  await click(page, step('.controls [data-action="stop"]'));
  await idle(page);
  assert.equal(await text(page, step(".verdict-words")), "Stopped The check had not ended, so nothing was judged.");
  assert.equal(await page.$eval(step(".verdict"), (el) => el.dataset.state), "none");
  await write(page, "main.py", "print(2)\n");
  await run(page);
  assert.equal(await page.$(step(".messages .notice")), null);
});

visit("loading the engine is shown in bytes, and the text stays usable", { query: "?slow" }, async (page) => {
  await click(page, step('.controls [data-action="run"]'));
  await seen(page, step(".loading-words"), "Loading the engine: 800 kB of 1.6 MB");
  assert.equal(await text(page, step('[data-slot="run-word"]')), "Loading");
  await page.focus(step(".cm-content, textarea"));
  await page.keyboard.type("# typed while loading\n");
  await idle(page);
  assert.match(await page.$eval(step(".cm-content"), (el) => el.textContent), /typed while loading/);
});

visit("text typed before the editor is there is kept, with the cursor", {}, async (page) => {
  await page.setRequestInterception(true);
  let release;
  const held = new Promise((done) => (release = done));
  page.on("request", async (request) => {
    if (request.url().endsWith("editor.js")) await held;
    await request.continue();
  });
  await page.focus(step("textarea"));
  await page.keyboard.down("Control");
  await page.keyboard.press("Home");
  await page.keyboard.up("Control");
  await page.keyboard.type("# early\n");
  release();
  await page.waitForSelector(step(".cm-content"));
  await page.keyboard.type("# late\n");
  const lines = await page.$$eval(step('.sheet[data-shown="true"] .cm-line'), (all) => all.slice(0, 2).map((l) => l.textContent));
  assert.deepEqual(lines, ["# early", "# late"]);
});

for (const [name, pasted, want] of [
  ["a web page, with its blanks", "for x in y:\n\u00a0\u00a0\u00a0\u00a0print(x)\n", "for x in y:\n    print(x)\n"],
  ["Python's shell, with its prompts and what it printed", ">>> x = 1\r\n>>> for i in y:\r\n...     print(i)\r\n...\r\n1\r\n>>> x\r\n1\r\n", "x = 1\nfor i in y:\n    print(i)\n\nx\n"],
  ["elsewhere, untouched", "x = '>>> a … “b”'\n>>> y\n", "x = '>>> a … “b”'\n>>> y\n"],
]) {
  visit(`code can be pasted from ${name}`, {}, async (page) => {
    await write(page, "main.py", pasted);
    assert.equal(await written(page, "main.py"), want);
  });
}

visit("a step is checked, passed, and the next one opens", {}, async (page) => {
  await check(page);
  assert.equal(await text(page, step(".verdict strong")), "Not yet");
  assert.equal(await page.$eval(step('.verdict [data-slot="message"]'), (el) => el.innerHTML), "<code>&lt;b&gt;</code> differs from the solution.");
  assert.equal(await text(page, step(".verdict .line-link")), "models.py, line 1");
  await page.$eval(step("[data-solution]"), (el) => (el.open = true));
  const since = () => page.$eval(step(".verdict-words"), (el) => getComputedStyle(el, "::after").content);
  assert.equal(await since(), "none");
  await click(page, step('[data-action="use-solution"]'));
  assert.match(await since(), /has changed since/);
  assert.match(await text(page, step("[data-draft]")), /^The solution is in the editor\. Undo/);
  await check(page);
  assert.equal(await since(), "none");
  assert.equal(await text(page, step(".verdict strong")), "Passed");
  assert.equal(await text(page, '[data-progress] [data-slot="steps"]'), "1 / 4 steps");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.action), "next-step");
  await page.keyboard.press("Enter");
  await page.waitForSelector('#step-2[data-current="true"]');
  assert.equal(await page.evaluate(() => document.activeElement.id), "step-2-title");
  await page.reload();
  assert.equal(await text(page, '[data-progress] [data-slot="steps"]'), "1 / 4 steps");
  assert.ok(await page.$('#step-2[data-current="true"]'), "the page opens at the step where the learner was");
});

visit("hints open one at a time", {}, async (page) => {
  const shown = () => page.$$eval(step(".hint"), (all) => all.filter((el) => el.getClientRects().length > 0).map((el) => el.querySelector("summary").textContent.trim()));
  assert.deepEqual(await shown(), ["Hint 1 of 3"]);
  await click(page, step(".hint summary"));
  await page.waitForFunction((s) => document.querySelectorAll(s).length === 2, {}, step(".hint[data-reached]"));
  assert.deepEqual(await shown(), ["Hint 1 of 3", "Hint 2 of 3"]);
});

visit("drafts are kept, in colours, and Reset gives the author's text back", {}, async (page) => {
  const starter = await page.$eval(step('.sheet[data-file="main.py"] textarea'), (el) => el.defaultValue);
  await write(page, "main.py", "mine = 1\n");
  await page.waitForFunction(() => localStorage.getItem("asyncshelf/async-orm")?.includes("mine = 1"));
  await page.reload();
  assert.equal(await page.$eval(step('.sheet[data-file="main.py"] textarea'), (el) => el.value), "mine = 1\n");
  assert.ok(await page.$(step('.tab[data-file="main.py"][data-changed="true"]')));
  await page.waitForSelector(step('.sheet[data-file="main.py"] .tok-number'));
  assert.ok(!(await page.evaluate(() => performance.getEntriesByType("resource").some((r) => r.name.endsWith("shelf.js")))), "the engine comes at the first touch");
  const main = () => written(page, "main.py");
  await click(page, step('[data-action="reset"]'));
  assert.equal(await main(), starter);
  await click(page, step('[data-action="undo"]'));
  assert.equal(await main(), "mine = 1\n");
  assert.equal(await visible(page, step("[data-draft]")), false);
  assert.ok(await page.evaluate(() => document.activeElement.matches(".editor .tab")), "the focus is not lost with the button");
  await click(page, step('[data-action="reset"]'));
  assert.equal(await main(), starter);
  await page.waitForFunction(() => !localStorage.getItem("asyncshelf/async-orm")?.includes("mine = 1"));
});

visit("files of one's own are made, renamed, kept, run and removed, by keyboard alone", { width: 320, height: 640, touch: true }, async (page) => {
  const tabs = () => page.$$eval(step(".editor [role=tab]"), (all) => all.map((tab) => tab.textContent));
  const own = step('[data-action="own-file"]');
  const press = async (selector) => {
    await page.focus(selector);
    await page.keyboard.press("Enter");
  };
  assert.equal(await visible(page, own), false, "the author's files keep their names");
  await press(step('[data-action="new-file"]'));
  await page.waitForSelector(step(".file-form"));
  await page.keyboard.type("models.py\n");
  assert.equal(await text(page, step(".file-form .wrong")), "There is a models.py already.");
  assert.ok(await page.$eval(step(".file-form input"), (el) => el === document.activeElement && el.getAttribute("aria-invalid") === "true"));
  assert.ok(await page.$eval(step(".file-form"), (el) => el.getBoundingClientRect().bottom <= innerHeight - 60), "the bar hides the form");
  assert.deepEqual(await axe(page, step(".bench-code")), []);
  await page.$eval(step(".file-form input"), (el) => (el.value = ""));
  await page.keyboard.type("helpers\n");
  await page.waitForFunction(() => document.activeElement.matches('.sheet[data-file="helpers.py"] .cm-content'));
  await page.keyboard.type("limit = 100");
  assert.deepEqual(await tabs(), ["models.py", "main.py", "helpers.py"]);
  await press(own);
  await page.waitForSelector(step(".file-form"));
  await page.keyboard.type("limits\n"); // the name is chosen, the ending is not
  await page.waitForFunction(() => document.activeElement.matches('.sheet[data-file="limits.py"] .cm-content'));
  await page.waitForFunction(() => localStorage.getItem("asyncshelf/async-orm")?.includes("limits.py"));
  await page.reload();
  await page.waitForSelector(step(".cm-content"));
  assert.deepEqual(await tabs(), ["models.py", "main.py", "limits.py"]);
  await page.tap(step('.dock [data-action="run-or-stop"]'));
  await idle(page);
  assert.ok((await page.evaluate(() => window.lastRun)).some((f) => f.name === "limits.py" && f.text === "limit = 100" && !f.role));
  await page.tap(step('[data-view="code"]'));
  await click(page, step('.tab[data-file="limits.py"]'));
  await press(own);
  await page.waitForSelector(step(".file-form"));
  await page.keyboard.press("Escape");
  assert.equal(await page.$(step(".file-form")), null);
  await press(own);
  await page.waitForSelector(step(".file-form"));
  await press(step('.file-form [data-slot="remove"]'));
  assert.deepEqual(await tabs(), ["models.py", "main.py"]);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.file), "models.py");
  await press(step('[data-action="undo"]'));
  assert.deepEqual(await tabs(), ["models.py", "main.py", "limits.py"]);
  assert.equal(await written(page, "limits.py"), "limit = 100");
  await press(step('[data-action="reset"]'));
  assert.deepEqual(await tabs(), ["models.py", "main.py"]);
});

visit("a draft of an older version is restored, and says so", { before: () => {
  localStorage.setItem("asyncshelf/async-orm", JSON.stringify({ version: "0", steps: { 1: { files: { "main.py": "old = 1\n", "gone.py": "x" }, version: "0" } }, practice: {}, test: {} }));
} }, async (page) => {
  assert.equal(await written(page, "main.py"), "old = 1\n");
  assert.equal(await written(page, "gone.py"), "x", "what the lesson no longer has is the learner's own");
  assert.match(await text(page, step("[data-draft]")), /The lesson has changed since you wrote this\./);
  await click(page, step('[data-action="start-fresh"]'));
  assert.notEqual(await written(page, "main.py"), "old = 1\n");
  assert.equal(await visible(page, step('[data-action="start-fresh"]')), false);
  assert.ok(await visible(page, step('[data-action="undo"]')));
});

for (const [name, before, message] of [
  ["corrupt", () => localStorage.setItem("asyncshelf/async-orm", "{broken"), "could not be read"],
  ["of another shape", () => localStorage.setItem("asyncshelf/async-orm", '{"steps":{"1":{"files":{"main.py":7},"hints":"x"}},"practice":[],"test":null}'), ""],
  ["forbidden", () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } }), "does not let the page keep your work"],
  ["full", () => (Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }), "storage is full"],
]) {
  visit(`storage that is ${name} does not stop the page`, { before }, async (page) => {
    await write(page, "main.py", "print(3)\n");
    await run(page);
    assert.equal(await text(page, step(".origin")), "Your run");
    if (message) await seen(page, '.steps [data-slot="storage"]', message);
    else assert.equal(await visible(page, '.steps [data-slot="storage"]'), false);
  });
}

visit("without WebAssembly the page says why Run is off", { before: () => { delete window.WebAssembly; } }, async (page) => {
  assert.match(await text(page, "[data-no-engine]"), /^Run is off: this browser has WebAssembly switched off/);
  assert.equal(await page.$eval(step('.controls [data-action="run"]'), (el) => el.disabled), true);
  assert.ok(await visible(page, "#practice .question"));
  assert.ok(await visible(page, step(".results .failure")));
  await page.evaluate(() => {
    const q = document.querySelector("#practice .question");
    q.querySelector('[data-right="true"] input').click();
    q.querySelector('[data-action="answer"]').click();
  });
  assert.equal(await text(page, "#practice .question .answer-word"), "Right.");
});

test("offline, Run says so and can be tried again", async () => {
  const page = await open(b, s.url + LESSON);
  try {
    await page.setOfflineMode(true);
    await click(page, step('.controls [data-action="run"]'));
    await idle(page);
    await seen(page, step(".messages .notice"), "You are offline");
    await page.setOfflineMode(false);
    await run(page);
    assert.equal(await text(page, step(".origin")), "Your run");
  } finally {
    await close(page);
  }
});

for (const [query, title] of [["?step=9", "There is no step “9”"], ["?step=<b>", "There is no step “<b>”"], ["?theme=pink", "There is no theme “pink”"], ["#step-x%", "There is no step “x%”"]]) {
  visit(`a wrong address gets a message: ${query}`, { query }, async (page) => {
    assert.equal(await text(page, ".problem-title"), title);
    assert.ok(await page.$('#step-1[data-current="true"]'), "the lesson is there all the same");
    assert.equal((await page.$$(".problem li")).length, query.includes("step") ? 4 : 0);
  });
}

for (const path of ["", "deep/path/", `deep/path/${LESSON}`]) test(`the lesson works at /${path}`, async () => {
  const page = await open(b, s.url + path);
  try {
    await run(page);
    assert.equal(await text(page, step(".origin")), "Your run");
    assert.deepEqual(page.problems, []);
  } finally {
    await close(page);
  }
});

visit("a link brings the step and the code to somebody else, who can have their own back", { query: "#step-2" }, async (page) => {
  await page.evaluate(() => (navigator.clipboard.writeText = async (link) => { window.copied = link; }));
  const main = () => written(page, "main.py");
  const type = (program) => page.$eval(step('.sheet[data-file="main.py"] textarea'), (el, value) => {
    el.value = value;
    el.dispatchEvent(new Event("input"));
  }, program);
  await type("shared = 'é <b>'\n");
  await click(page, '[data-action="share"]');
  await seen(page, '[data-slot="share-word"]', "Copied");
  const link = await page.evaluate(() => window.copied);
  assert.match(link, /#step-2&code=[\w%]+$/);
  await type("mine = 1\n");
  await page.goto(`${s.url}${LESSON}#step-1`);
  await page.goto(link);
  assert.ok(await visible(page, "#step-2"));
  assert.equal(await main(), "shared = 'é <b>'\n");
  assert.equal(await page.evaluate(() => location.hash), "#step-2");
  await click(page, step('[data-action="undo"]'));
  assert.equal(await main(), "mine = 1\n");
  await page.goto(`${s.url}${LESSON}#step-2&code=%`);
  await seen(page, ".problem-title", "The code in this address cannot be read");
  assert.equal(await main(), "mine = 1\n");
});

visit("an address opens its step and theme", { query: "?theme=dark#step-3" }, async (page) => {
  assert.ok(await page.$('#step-3[data-current="true"]'));
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await page.goto(`${s.url}${LESSON}?step=2`);
  assert.ok(await visible(page, "#step-2"));
  assert.ok(await page.$eval("#steps", (el) => Math.abs(el.getBoundingClientRect().top) < 100), "the step is in sight");
});

visit("the theme is chosen and kept", {}, async (page) => {
  await click(page, '[data-action="theme"]');
  await click(page, '[data-action="theme"]');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await page.reload();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
});

visit("the keyboard runs, and leaves the editor by Escape then Tab", {}, async (page) => {
  await write(page, "main.py", "print(1)\n");
  await page.keyboard.down("Control");
  await page.keyboard.press("Enter");
  await page.keyboard.up("Control");
  await seen(page, step(".origin"), "Your run");
  await page.focus(step('.results-body'));
  await page.evaluate((s) => (document.querySelector(s).textContent = ""), step(".origin"));
  await page.keyboard.down("Control");
  await page.keyboard.press("Enter");
  await page.keyboard.up("Control");
  await seen(page, step(".origin"), "Your run");
  await page.focus(step('.sheet[data-shown="true"] .cm-content'));
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains("cm-content")), "Tab indents");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => !document.activeElement.classList.contains("cm-content")), "Escape, then Tab, leaves");
  await page.focus(step('.results [role="tab"][aria-selected="true"]'));
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-selected")), "true");
});

for (const width of [320, 375, 768, 1100, 1600]) {
  visit(`nothing sticks out sideways at ${width} px`, { width, height: 700, touch: width < 600 }, async (page) => {
    await page.evaluate(() => {
      for (const d of document.querySelectorAll("details")) d.open = true;
      for (const q of document.querySelectorAll("#practice .question")) {
        q.querySelector('[data-right="false"] input').click();
        q.querySelector('[data-action="answer"]').click();
      }
      document.querySelector('[data-action="start-test"]').click();
    });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0);
  });
}

for (const width of [375, 640, 1280]) {
  visit(`text at twice its size is readable at ${width} px`, { width, height: 800 }, async (page) => {
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    // A table and a field may need to be scrolled at 375 px; what is read and pressed may not.
    const wide = await page.$$eval(`main :is(h1, h2, h3, p, li, .button):not(.lab *)`, (all) => all.filter((el) => el.getClientRects().length && el.getBoundingClientRect().right > innerWidth + 1).map((el) => el.textContent.trim()));
    assert.deepEqual(wide, []);
    for (const button of width < 640 ? [".dock .primary", '.dock [data-action="check"]'] : [".controls .primary", ".controls .check"]) {
      const cut = await page.$eval(step(button), (el) => Math.max(el.scrollWidth - el.clientWidth, el.getBoundingClientRect().right - innerWidth));
      assert.ok(cut <= 0, `${button} is cut by ${cut} px`);
    }
  });
}

visit("a result moves nothing on the page", {}, async (page) => {
  const boxes = () => page.$$eval(step(".bench-code, .bench-result, .results-body, .bench-verdict, .controls"), (all) => all.map((el) => {
    const { top, height } = el.getBoundingClientRect();
    return [Math.round(top + scrollY), Math.round(height)];
  }));
  await page.focus(step("textarea"));
  await page.waitForSelector(step(".cm-content"));
  await page.evaluate(() => scrollTo(0, document.querySelector("#steps").offsetTop));
  const before = await boxes();
  await page.evaluate((s) => document.querySelector(s).click(), step('.controls [data-action="run"]'));
  await idle(page);
  assert.deepEqual(await boxes(), before);
  await page.evaluate((s) => document.querySelector(s).click(), step('.controls [data-action="check"]'));
  await seen(page, step(".verdict strong"), "Not yet");
  assert.deepEqual(await boxes(), before);
});

for (const [name, width, height] of [["wide", 1280, 640], ["medium", 800, 640]]) {
  visit(`in a low window, ${name}, the answer of Check and of Run comes into sight, and no further than it must`, { width, height }, async (page) => {
    const box = (selector) => page.$eval(step(selector), (el) => el.getBoundingClientRect().toJSON());
    const inSight = async (selector, part) => {
      const { top, bottom } = await box(selector);
      const head = await page.$eval("html", (el) => parseFloat(getComputedStyle(el).scrollPaddingTop));
      assert.ok(top >= head - 1 && top + (part ?? bottom - top) <= height + 1, `${selector} is at ${top}…${bottom} of ${head}…${height}`);
    };
    const press = async (selector) => {
      await page.$eval(step(selector), (el) => el.click());
      await idle(page);
      await page.evaluate(() => new Promise(requestAnimationFrame));
    };
    const check = '.controls [data-action="check"]';
    /** below puts something so that its top is just under the window. */
    const below = (selector) => page.$eval(step(selector), (el) => scrollBy(0, el.getBoundingClientRect().top - innerHeight + 5));
    for (const motion of ["reduce", "no-preference"]) {
      await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: motion }]);
      await below(".bench-verdict");
      await press(check);
      await seen(page, step(".verdict strong"), "Not yet");
      if (motion === "no-preference") await page.waitForFunction((sel) => document.querySelector(sel).getBoundingClientRect().bottom <= innerHeight + 1, { timeout: 3000 }, step("[data-verdict]"));
      await inSight("[data-verdict]");
    }
    await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
    const before = await page.evaluate(() => scrollY);
    await press(check);
    const moved = Math.abs((await page.evaluate(() => scrollY)) - before);
    assert.ok(moved <= 2, `the page moved by ${moved} px though the verdict was in sight`); // the last of the smooth scrolling may be a pixel
    await page.$eval(step("[data-solution]"), (el) => (el.open = true));
    await page.$eval(step('[data-action="use-solution"]'), (el) => el.click());
    await below(".bench-verdict");
    await press(check);
    await seen(page, step(".verdict strong"), "Passed");
    await inSight("[data-verdict]");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.action), "next-step");
    if (name === "medium") {
      await below(".bench-result");
      await press('.controls [data-action="run"]');
      await inSight(".bench-result", 200);
    }
  });
}

visit("on a phone the bar runs and switches between code and result", { width: 375, height: 700, touch: true }, async (page) => {
  assert.ok(await visible(page, step(".bench-code")));
  await click(page, step('.dock [data-action="run-or-stop"]'));
  await seen(page, step(".origin"), "Your run");
  assert.ok(await visible(page, step(".bench-result")));
  await click(page, step('.view-switch [data-view="code"]'));
  assert.ok(await visible(page, step(".bench-code")));
  const inSight = (selector) => page.waitForFunction((at, dock) => {
    const { top } = document.querySelector(at).getBoundingClientRect();
    return top >= 0 && top + 40 < document.querySelector(dock).getBoundingClientRect().top;
  }, { timeout: 5000 }, step(selector), step(".dock"));
  for (const [button, answer] of [['[data-action="run-or-stop"]', ".bench-result"], ['[data-action="check"]', ".verdict strong"], ['[data-view="code"]', ".bench-code"]]) {
    await page.evaluate(() => scrollTo(0, document.querySelector("#steps").offsetTop));
    await page.tap(step(`.dock ${button}`));
    await idle(page);
    await inSight(answer);
  }
  await page.tap(step("textarea"));
  await page.waitForSelector(step(".cm-content"));
  await page.tap(step('.sheet[data-shown="true"] .cm-content'));
  await page.waitForSelector(step(".keys"), { visible: true });
  await page.tap(step('.key[data-key="["]'));
  assert.match(await page.$eval(step('.sheet[data-shown="true"] .cm-content'), (el) => el.textContent), /\[/);
});

visit("on a phone the first press after typing counts, wherever the page stands", { width: 375, height: 700, touch: true }, async (page) => {
  await page.tap(step("textarea"));
  const code = step('.sheet[data-shown="true"] .cm-content');
  await page.waitForSelector(code, { visible: true });
  const check = step('.dock [data-action="check"]');
  await page.$eval(check, (el) => el.addEventListener("click", () => (window.pressed = true)));
  for (const press of ["tap", "click"]) {
    for (const block of ["start", "center", "end"]) {
      await page.tap(step('.view-switch [data-view="code"]'));
      await page.focus(code);
      await page.$eval(code, (el, block) => el.scrollIntoView({ block }), block);
      await page.waitForSelector(step(".keys"), { visible: true });
      await page.evaluate(() => (window.pressed = false));
      const { x, y, width, height } = await (await page.$(check)).boundingBox();
      const at = [x + width / 2, y + height / 2];
      await (press === "tap" ? page.touchscreen.tap(...at) : page.mouse.click(...at, { delay: 50 }));
      await page.waitForFunction(() => window.pressed, { timeout: 5000 }).catch(() => assert.fail(`a ${press} with the editor's ${block} in sight did nothing`));
      await idle(page);
      await page.waitForSelector(step(".keys"), { hidden: true });
    }
  }
});

visit("a tab that is chosen is in sight in its list", { width: 320, height: 640, touch: true }, async (page) => {
  await page.tap(step('button[data-view="result"]'));
  await page.$eval(step('.results [role="tab"][data-panel="database"]'), (el) => el.click());
  const cut = () => page.$eval(step('.results [role="tab"][aria-selected="true"]'), (el) => {
    const box = el.closest('[role="tablist"]').getBoundingClientRect();
    const { left, right } = el.getBoundingClientRect();
    return Math.max(box.left - left, right - Math.min(box.right, innerWidth));
  });
  assert.ok((await cut()) < 1, "the tab is cut off");
  await page.$eval(step('.results [role="tab"][data-panel="rows"]'), (el) => el.click());
  assert.ok((await cut()) < 1, "the first tab is cut off");
});

visit("a recorded result and one's own look different", {}, async (page) => {
  const style = () => page.$eval(step(".origin"), (el) => getComputedStyle(el).fontStyle);
  assert.equal(await style(), "italic");
  await run(page);
  assert.equal(await style(), "normal");
});
