// Nothing that a learner has written is lost: between tabs, over a link, by
// Back and Forward, by a reload.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { browser, check, click, close, LESSON, open, seen, site, step, text, write, written } from "./harness.mjs";

let b, s;
before(async () => {
  [b, s] = await Promise.all([browser(), site()]);
});
after(async () => {
  await b?.close();
  s?.close();
});

const stored = (page, id) => page.evaluate((i) => JSON.parse(localStorage.getItem("asyncshelf/async-orm") ?? "{}").steps?.[i] ?? {}, id);
/** until waits for something in a page that need not be in front, where nothing is painted. */
const until = (page, condition, ...args) => page.waitForFunction(condition, { polling: 50, timeout: 10_000 }, ...args);
const kept = (page, id, file, program) => until(page, (i, f, p) => JSON.parse(localStorage.getItem("asyncshelf/async-orm") ?? "{}").steps?.[i]?.files?.[f] === p, id, file, program);
const has = async (page, file, program) => {
  for (let i = 0; (await written(page, file)) !== program; i++) {
    assert.ok(i < 100, `${file} is ${await written(page, file)}`);
    await new Promise((done) => setTimeout(done, 50));
  }
};
const note = (page) => page.$eval(step("[data-draft]"), (el) => (el.hidden ? "" : [...el.children].filter((c) => c.getClientRects().length).map((c) => c.textContent).join(" | ")));

/** put types into the text area that is there before the editor: a tab behind another is not painted, and the editor needs that. */
const put = (page, file, program) => page.$eval(step(`.sheet[data-file="${file}"] textarea`), (el, value) => {
  el.value = value;
  el.dispatchEvent(new Event("input"));
}, program);

/** two opens the lesson in two tabs of one browser. */
function two(name, act) {
  test(name, async () => {
    const one = await open(b, s.url + LESSON + "#step-2");
    const other = await one.browserContext().newPage();
    await other.emulateFocusedPage(true);
    await other.goto(s.url + LESSON + "#step-2", { waitUntil: "load" });
    try {
      await act(one, other);
      assert.deepEqual(one.problems, []);
    } finally {
      await close(one);
    }
  });
}

two("two tabs show and keep the same texts, whichever is typed in", async (one, other) => {
  await one.$eval(step('.editor [role="tab"][data-file="models.py"]'), (el) => el.click());
  await put(one, "main.py", "print('one')\n");
  await has(other, "main.py", "print('one')\n");
  assert.equal(await note(other), "Another tab has changed this. | Undo");
  await put(other, "models.py", "x = 'other'\n");
  await kept(one, "2", "models.py", "x = 'other'\n");
  assert.deepEqual((await stored(one, "2")).files, { "main.py": "print('one')\n", "models.py": "x = 'other'\n" });
  await has(one, "models.py", "x = 'other'\n");
  assert.equal(await written(one, "main.py"), "print('one')\n");
  assert.equal(await one.$eval(step('.editor [role="tab"][aria-selected="true"]'), (el) => el.dataset.file), "models.py", "the file that is shown stays");
});

two("what another tab has changed can be taken back", async (one, other) => {
  await put(one, "main.py", "first\n");
  await kept(one, "2", "main.py", "first\n");
  await put(other, "main.py", "second\n");
  await has(one, "main.py", "second\n");
  await one.$eval(step('[data-action="undo"]'), (el) => el.click());
  assert.equal(await written(one, "main.py"), "first\n");
  await kept(other, "2", "main.py", "first\n");
});

two("typing in one tab is never overwritten by the other's echo", async (one, other) => {
  await one.bringToFront();
  await write(one, "main.py", "x = 1\n");
  let typed = "";
  for (let i = 0; i < 12; i++) {
    typed += `${i} `;
    await one.keyboard.type(`${i} `);
    await new Promise((done) => setTimeout(done, 130 + 60 * (i % 4))); // some pauses are long enough to be kept, some are not
  }
  await until(one, (t) => JSON.parse(localStorage.getItem("asyncshelf/async-orm")).steps[2].files["main.py"].includes(t.trim()), typed);
  assert.ok((await written(one, "main.py")).includes(typed.trim()), await written(one, "main.py"));
  await has(other, "main.py", await written(one, "main.py"));
});

two("answers and passed steps of two tabs are kept together", async (one, other) => {
  const answer = (page, n) => page.evaluate((i) => {
    const q = document.querySelectorAll("#practice .question")[i];
    q.querySelector('[data-right="true"] input').click();
    q.querySelector('[data-action="answer"]').click();
  }, n);
  await answer(one, 0);
  await until(one, () => Object.keys(JSON.parse(localStorage.getItem("asyncshelf/async-orm") ?? "{}").practice ?? {}).length === 1);
  await answer(other, 1);
  await until(one, () => Object.keys(JSON.parse(localStorage.getItem("asyncshelf/async-orm")).practice).length === 2);
  await one.reload();
  assert.equal(await text(one, '#practice [data-slot="practice-progress"]'), "2 / 5 questions");
});

test("a learner's own code outlives a link, edits of the link's code, and a reload", async () => {
  const page = await open(b, s.url + LESSON + "#step-2");
  try {
    await write(page, "main.py", "mine = 1\n");
    await kept(page, "2", "main.py", "mine = 1\n");
    await page.goto("about:blank");
    await page.goto(`${s.url}${LESSON}#step-2&code=${Buffer.from('{"main.py":"theirs = 2\\n"}').toString("base64")}`);
    assert.equal(await note(page), "This is the code of the link. | Undo | Keep this");
    await write(page, "main.py", "theirs = 3\n");
    await kept(page, "2", "main.py", "theirs = 3\n");
    assert.equal(await note(page), "This is the code of the link. | Undo | Keep this", "an edit does not take the way back");
    await page.reload();
    assert.equal(await note(page), "This is the code of the link. | Undo | Keep this");
    assert.equal(await written(page, "main.py"), "theirs = 3\n");
    await click(page, step('[data-action="undo"]'));
    assert.equal(await written(page, "main.py"), "mine = 1\n");
    await kept(page, "2", "main.py", "mine = 1\n");
    assert.equal((await stored(page, "2")).before, undefined);
  } finally {
    await close(page);
  }
});

test("a link's code that is kept is the learner's own from then on", async () => {
  const page = await open(b, s.url + LESSON + "#step-2");
  try {
    await write(page, "main.py", "mine = 1\n");
    await page.goto("about:blank");
    await page.goto(`${s.url}${LESSON}#step-2&code=${Buffer.from('{"main.py":"theirs = 2\\n"}').toString("base64")}`);
    await click(page, step('[data-action="keep-draft"]'));
    await page.reload();
    assert.equal(await note(page), "");
    assert.equal(await written(page, "main.py"), "theirs = 2\n");
  } finally {
    await close(page);
  }
});

test("Back, Forward and a reload follow the steps", async () => {
  const page = await open(b, s.url + LESSON);
  const at = () => page.$eval('.step[data-current="true"]', (el) => `${location.hash} ${el.dataset.step}`);
  const shows = (want) => until(page, (w) => `${location.hash} ${document.querySelector('.step[data-current="true"]').dataset.step}` === w, want);
  try {
    await click(page, '[data-step-link="2"]');
    assert.equal(await at(), "#step-2 2");
    await click(page, '[data-step-link="3"]');
    await click(page, step("[data-solution] summary"));
    await click(page, step('[data-action="use-solution"]'));
    await check(page);
    await seen(page, step(".verdict strong"), "Passed");
    await click(page, step('[data-action="next-step"]'));
    assert.equal(await at(), "#step-4 4", "Next step is followed, too");
    await page.reload();
    assert.equal(await at(), "#step-4 4");
    await page.goBack();
    await shows("#step-3 3");
    await page.goBack();
    await shows("#step-2 2");
    await page.goBack();
    await shows(" 1");
    await page.goForward();
    await shows("#step-2 2");
    assert.deepEqual(page.problems, []);
  } finally {
    await close(page);
  }
});
