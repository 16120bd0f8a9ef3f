// The practice quiz and the test.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { browser, click, close, LESSON, open, seen, site, text } from "./harness.mjs";

let b, s;
before(async () => {
  [b, s] = await Promise.all([browser(), site()]);
});
after(async () => {
  await b?.close();
  s?.close();
});

async function lesson(act) {
  const page = await open(b, s.url + LESSON);
  try {
    await act(page);
    assert.deepEqual(page.problems, []);
  } finally {
    await close(page);
  }
}

const shown = (page, selector) => page.$eval(selector, (el) => el.getClientRects().length > 0);

test("the right options are not all in one place", () => lesson(async (page) => {
  const places = await page.$$eval(".question", (all) => all.map((q) => [...q.querySelectorAll(".option")].findIndex((o) => o.dataset.right === "true")));
  assert.equal(places.length, 15);
  assert.ok(new Set(places).size >= 3, `right options are at ${places}`);
}));

test("a practice question: hint before, everything explained after", () => lesson(async (page) => {
  const q = "#practice .question:first-child";
  assert.ok(await shown(page, `${q} .question-hint`));
  assert.equal(await shown(page, `${q} .why`), false);
  assert.equal(await shown(page, `${q} [data-review]`), false);
  await click(page, `${q} [data-action="answer"]`);
  assert.equal(await text(page, `${q} .answer-word`), "Choose one first.");
  await click(page, `${q} .option[data-right="false"] .option-label`);
  await click(page, `${q} [data-action="answer"]`);
  assert.equal(await text(page, `${q} .answer-word`), "Not right: see why below.");
  assert.ok((await page.$$eval(`${q} .why`, (all) => all.every((el) => el.getClientRects().length > 0 && el.textContent.trim() !== ""))), "every option says why");
  for (const part of [".solution-steps li", ".review-facts dt"]) assert.ok(await shown(page, `${q} ${part}`), part);
  const facts = await page.$$eval(`${q} .review-facts dt`, (all) => all.map((el) => el.textContent));
  assert.deepEqual(facts, ["Answer", "Quick check", "Common mistakes"]);
  assert.equal(await text(page, '[data-slot="practice-progress"]'), "0 / 5 questions");
}));

test("the practice quiz goes to 5 / 5 and is kept", () => lesson(async (page) => {
  const ids = await page.$$eval("#practice .question", (all) => all.map((q) => q.id));
  for (const id of ids) {
    await click(page, `#${id} .option[data-right="true"] .option-label`);
    await click(page, `#${id} [data-action="answer"]`);
    assert.equal(await text(page, `#${id} .answer-word`), "Right.");
  }
  assert.equal(await text(page, '[data-progress] [data-slot="questions"]'), "5 / 5 questions");
  await page.waitForFunction(() => localStorage.getItem("asyncshelf/async-orm")?.includes("practice"));
  await page.reload();
  assert.equal(await text(page, '[data-progress] [data-slot="questions"]'), "5 / 5 questions");
}));

test("Run for an option that is code", () => lesson(async (page) => {
  const q = await page.$eval("#practice .question:has([data-snippet])", (el) => el.id);
  await page.evaluate((id) => {
    const el = document.getElementById(id);
    el.querySelector('[data-right="false"] input').click();
    el.querySelector('[data-action="answer"]').click();
  }, q);
  await click(page, `#${q} [data-action="run-snippet"]`);
  await page.waitForSelector(`#${q} .outcome[data-recorded="false"] :is(.printed, .failure)`, { visible: true });
  // The line of an error is marked where the program stands to be read; a line that is not there is no link.
  const frame = { file: "main.py", line: 3, func: "main", text: "x" };
  await page.evaluate((f) => (window.nextResult = { stdout: "", queries: [], warnings: [], real_ms: 1, virtual_ms: 0, error: { type: "TypeError", message: "no", ...f, frames: [{ ...f, line: 5 }, f], hint: "", traceback: "" } }), frame);
  for (const [part, marked] of [[`#${q}`, null], ['[data-snippet="try/await-all"]', "3"]]) {
    await click(page, `${part} [data-action="run-snippet"]`);
    await page.waitForSelector(`${part} [data-recorded="false"] .failure`);
    assert.deepEqual(await page.$$eval(`${part} .failure .line-link`, (all) => all.map((el) => el.disabled)), Array(3).fill(!marked), part);
    if (!marked) continue;
    const line = () => page.$eval(`${part} .code`, (el) => el.style.getPropertyValue("--line"));
    assert.equal(await line(), marked);
    await click(page, `${part} .frames .line-link`);
    assert.equal(await line(), "5");
  }
}));

/** take answers the whole test; choose picks an option of each question. */
async function take(page, choose) {
  await click(page, '[data-action="start-test"]');
  const ids = await page.$$eval("#test .question", (all) => all.map((q) => q.id));
  for (const [i, id] of ids.entries()) {
    await page.waitForSelector(`#${id}[data-current="true"]`, { visible: true });
    await click(page, `#${id} .option${choose(i)} .option-label`);
    if (i < ids.length - 1) await click(page, '[data-action="next-question"]');
  }
  await click(page, '[data-action="finish-test"]');
  await page.waitForSelector(".score", { visible: true });
}

test("the test to 10 / 10", () => lesson(async (page) => {
  await take(page, () => '[data-right="true"]');
  assert.equal(await text(page, ".score-total"), "10 of 10 right");
  assert.deepEqual(await page.$$eval(".level-score", (all) => all.map((el) => el.textContent.replace(/\s+/g, " ").trim())), ["Easy 4 of 4", "Medium 3 of 3", "Hard 3 of 3"]);
  assert.equal(await shown(page, ".score-review"), false);
  await page.waitForFunction(() => JSON.parse(localStorage.getItem("asyncshelf/async-orm"))?.test.done);
  await page.reload();
  assert.equal(await text(page, ".score-total"), "10 of 10 right");
}));

test("the test to a middling score, with its advice", () => lesson(async (page) => {
  await take(page, (i) => (i % 2 === 0 ? '[data-right="true"]' : '[data-option="-"]'));
  assert.equal(await text(page, ".score-total"), "5 of 10 right");
  assert.ok((await text(page, ".score-advice")).length > 10);
  const links = await page.$$eval(".score-review a", (all) => all.map((a) => a.getAttribute("href")));
  assert.ok(links.length > 0 && links.every((h) => /^#step-[1-4]$/.test(h)), String(links));
  await click(page, ".score-review a");
  assert.ok(await page.$(`${links[0]}[data-current="true"]`), "the advice leads to its step");
  await click(page, '[data-action="retake-test"]');
  assert.equal(await text(page, '[data-slot="test-progress"]'), "0 / 10 questions");
}));

test("finishing early says what is missing", () => lesson(async (page) => {
  await click(page, '[data-action="start-test"]');
  await click(page, '[data-go-question]:is(li:last-child *)');
  await click(page, '[data-action="finish-test"]');
  await seen(page, '[data-slot="test-word"]', "Not answered yet: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10.");
}));

test("either door first", () => lesson(async (page) => {
  assert.equal(await page.$$eval("[data-open-door]", (all) => all.length), 2);
  await click(page, '[data-open-door="test"]');
  await page.waitForSelector("#test[data-state='running'] .question[data-current='true']", { visible: true });
}));
