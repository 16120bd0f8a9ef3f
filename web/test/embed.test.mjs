// Lessons inside other pages.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { axe, browser, close, LESSON, open, seen, site, text } from "./harness.mjs";

let b, s;
before(async () => {
  [b, s] = await Promise.all([browser(), site()]);
});
after(async () => {
  await b?.close();
  s?.close();
});

const PLAIN = "examples/plain.html";

async function host(act, options = {}) {
  const page = await open(b, s.url + PLAIN, options);
  try {
    await page.waitForSelector('async-shelf#threshold[state="ready"]');
    await page.$eval("#query", (el) => el.scrollIntoView());
    await page.waitForSelector('async-shelf#query[state="ready"]');
    await act(page);
    assert.deepEqual(page.problems.filter((p) => !p.includes("favicon") && !p.includes("404")), []);
  } finally {
    await close(page);
  }
}

const frameOf = async (page, id) => (await page.$(`#${id} iframe`)).contentFrame();

test("two steps in one page, each as high as it needs", () => host(async (page) => {
  for (const [id, step] of [["threshold", "2"], ["query", "3"]]) {
    const frame = await frameOf(page, id);
    assert.deepEqual(await frame.$$eval(".step", (all) => all.map((el) => el.dataset.step)), [step]);
    await page.waitForFunction((i) => {
      const f = document.querySelector(`#${i} iframe`);
      return Math.abs(f.getBoundingClientRect().height - f.contentDocument.body.getBoundingClientRect().height) <= 4;
    }, {}, id);
    const scrolls = await frame.evaluate(() => document.documentElement.scrollHeight > innerHeight + 4);
    assert.equal(scrolls, false, "a second scrollbar");
    assert.equal(await frame.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgba(0, 0, 0, 0)");
    assert.ok(await frame.$eval(".frame-foot", (el) => el.getBoundingClientRect().height <= 30), "the footer is one line");
  }
}));

test("the script may be a module too: the lessons are beside it, wherever the page is", async () => {
  const page = await open(b, s.url + LESSON);
  try {
    await page.addScriptTag({ url: `${s.url}embed.js`, type: "module" });
    await page.waitForFunction(() => customElements.get("async-shelf"));
    const address = await page.evaluate(() => {
      const el = document.createElement("async-shelf");
      document.body.append(el);
      return el.querySelector("iframe").src;
    });
    assert.ok(address.startsWith(`${s.url}embed/`), address);
  } finally {
    await close(page);
  }
});

test("the element hears the frame, can ask it to run, stop and reset, and gives and takes its code", () => host(async (page) => {
  await page.evaluate(() => {
    window.heard = [];
    for (const type of ["load", "execute", "result", "error", "check", "step", "score", "complete"]) {
      document.addEventListener(type, (e) => e.target.localName === "async-shelf" && window.heard.push([e.target.id, type, e.detail]));
    }
    document.getElementById("query").run();
  });
  await page.waitForFunction(() => window.heard.some(([, type]) => type === "result"));
  const heard = await page.evaluate(() => window.heard);
  assert.deepEqual(heard.map(([id, type]) => `${id} ${type}`), ["query execute", "query result"]);
  assert.equal(heard[1][2].step, "3");
  assert.ok(Array.isArray(heard[1][2].result.queries));
  const frame = await frameOf(page, "query");
  await frame.focus('.sheet[data-shown="true"] textarea');
  await frame.waitForSelector(".cm-content");
  await page.keyboard.type("# typed\n");
  await page.evaluate(() => document.getElementById("query").reset());
  await frame.waitForFunction(() => ![...document.querySelectorAll(".cm-content")].some((el) => el.textContent.includes("# typed")));
  await page.evaluate(() => document.getElementById("query").check());
  await page.waitForFunction(() => window.heard.some(([, type]) => type === "check"));
  const code = () => page.evaluate(() => document.getElementById("query").code);
  assert.deepEqual(Object.keys(await code()), ["models.py", "queries.py", "main.py"]);
  await page.evaluate(() => (document.getElementById("query").code = { "main.py": "print('pushed')\n", "extra.py": "x = 1\n", "seed.py": "no", "../x.py": "no" }));
  await frame.waitForFunction(() => [...document.querySelectorAll(".cm-content")].some((el) => el.textContent.includes("pushed")));
  await page.waitForFunction(() => "extra.py" in document.getElementById("query").code);
  assert.deepEqual(Object.keys(await code()), ["models.py", "queries.py", "main.py", "extra.py"]);
  await frame.$eval('[data-action="undo"]', (el) => el.click());
  await page.waitForFunction(() => !("extra.py" in document.getElementById("query").code));
}));

test("what is asked before the frame has loaded is done then", async () => {
  const page = await open(b, s.url + PLAIN);
  try {
    const heard = await page.evaluate(() => new Promise((done) => {
      const el = document.createElement("async-shelf");
      el.setAttribute("lesson", "async-orm");
      el.setAttribute("step", "4");
      document.body.append(el);
      el.addEventListener("result", () => done("result"));
      el.run();
    }));
    assert.equal(heard, "result");
  } finally {
    await close(page);
  }
});

test("messages from others are not heard", () => host(async (page) => {
  const before = await page.$eval("#query iframe", (el) => el.style.height);
  await page.evaluate(async () => {
    window.heard = [];
    document.addEventListener("check", (e) => window.heard.push(e.detail));
    const forged = [{ asyncshelf: 1, type: "check", detail: { passed: true } }, { asyncshelf: 1, type: "resize", detail: { height: 9 } }];
    for (const m of forged) window.postMessage(m, "*"); // the source is this window, not the frame
    const other = document.createElement("iframe");
    document.body.append(other);
    for (const m of forged) other.contentWindow.parent.postMessage(m, "*");
    await new Promise((done) => setTimeout(done, 100));
  });
  assert.deepEqual(await page.evaluate(() => window.heard), []);
  assert.equal(await page.$eval("#query iframe", (el) => el.style.height), before);
}));

test("a changed theme reaches the frame without a reload", () => host(async (page) => {
  const frame = await frameOf(page, "query");
  await frame.evaluate(() => (window.same = true));
  await page.$eval("#query", (el) => el.setAttribute("theme", "dark"));
  await frame.waitForFunction(() => document.documentElement.dataset.theme === "dark" && window.same);
}));

test("axe finds nothing in the host and its frames", () => host(async (page) => {
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await axe(await frameOf(page, "query")), []);
}));

test("at 320 px nothing sticks out of the frame", () => host(async (page) => {
  const frame = await frameOf(page, "query");
  assert.equal(await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
}, { width: 320, height: 600 }));

test("the whole project and the quizzes tell when something is reached", async () => {
  const page = await open(b, s.url + PLAIN);
  try {
    const add = (mode) => page.evaluate(async (m) => {
      window.heard = [];
      document.querySelectorAll("async-shelf").forEach((el) => el.remove());
      const el = document.createElement("async-shelf");
      el.setAttribute("lesson", "async-orm");
      el.setAttribute("mode", m);
      el.id = "added";
      for (const type of ["step", "score", "complete"]) el.addEventListener(type, (e) => window.heard.push([type, e.detail]));
      document.body.prepend(el);
      await new Promise((done) => el.addEventListener("load", done));
    }, mode);
    await add("guided");
    let frame = await frameOf(page, "added");
    for (const number of ["1", "2", "3", "4"]) {
      await frame.waitForSelector(`#step-${number}[data-current="true"]`);
      await frame.evaluate((n) => {
        const step = document.getElementById(`step-${n}`);
        step.querySelector("[data-solution]").open = true;
        step.querySelector('[data-action="use-solution"]').click();
        step.querySelector('[data-action="check"]').click();
      }, number);
      await frame.waitForSelector(`#step-${number} .verdict[data-state="passed"]`);
      await frame.$eval(`#step-${number} [data-action="next-step"]`, (el) => el.click());
    }
    await page.waitForFunction(() => window.heard.some(([type]) => type === "complete"));
    const heard = await page.evaluate(() => window.heard);
    assert.deepEqual(heard.map(([type, d]) => `${type} ${d.step ?? d.steps}`), ["step 1", "step 2", "step 3", "step 4", "complete 4"]);
    await add("practice");
    frame = await frameOf(page, "added");
    await frame.evaluate(() => {
      const q = document.querySelector(".question");
      q.querySelector('[data-right="true"] input').click();
      q.querySelector('[data-action="answer"]').click();
    });
    await page.waitForFunction(() => window.heard.some(([type]) => type === "score"));
    assert.deepEqual(await page.evaluate(() => window.heard[0]), ["score", { quiz: "practice", right: 1, total: 5 }]);
  } finally {
    await close(page);
  }
});

for (const [query, title] of [
  ["", "Which lesson?"],
  ["?lesson=nothing", "There is no lesson “nothing”"],
  ["?lesson=../../x", "“../../x” is not a lesson's name"],
  ["?lesson=async-orm&step=9", "There is no step “9”"],
  ["?lesson=async-orm&theme=pink", "There is no theme “pink”"],
  ["?lesson=async-orm&mode=exam", "There is no mode “exam”"],
]) {
  test(`a wrong address gets a message: ${query || "none"}`, async () => {
    const page = await open(b, `${s.url}embed/index.html${query}`);
    try {
      await seen(page, ".problem-title", title);
    } finally {
      await close(page);
    }
  });
}

for (const [mode, selector] of [["practice", "#practice .question"], ["test", "#test .test-start"], ["guided", ".step-nav"]]) {
  test(`mode ${mode}`, async () => {
    const page = await open(b, `${s.url}embed/index.html?lesson=async-orm&mode=${mode}`);
    try {
      await page.waitForSelector(selector, { visible: true });
      assert.deepEqual(page.problems, []);
      assert.ok((await text(page, ".frame-foot")).includes("AsyncShelf"));
      // What is not in the frame is on the lesson's own page.
      if (mode === "guided") assert.deepEqual(await page.$$eval("[data-closing] a", (all) => all.map((a) => [a.target, a.href])), ["practice", "try_its"].map((part) => ["_blank", `${s.url}${LESSON}#${part}`]));
      if (mode !== "test") return;
      // What was missed is taught on the lesson's own page.
      const links = await page.evaluate(() => {
        document.querySelector('[data-action="start-test"]').click();
        for (const el of document.querySelectorAll('.question [data-option="-"] input')) el.click();
        document.querySelector('[data-action="finish-test"]').click();
        return [...document.querySelectorAll(".score-review a")].map((a) => [a.textContent, a.target, a.href]);
      });
      assert.ok(links.length > 1);
      for (const [words, target, href] of links) {
        const [, number] = /^Step (\d): \S/.exec(words);
        assert.deepEqual([target, href], ["_blank", `${s.url}${LESSON}#step-${number}`]);
      }
    } finally {
      await close(page);
    }
  });
}

test("two frames of one lesson do not overwrite each other's work", () => host(async (page) => {
  for (const [id, typed] of [["threshold", "# two\n"], ["query", "# three\n"], ["threshold", "# again\n"]]) {
    const frame = await frameOf(page, id);
    await frame.focus('.sheet[data-shown="true"] :is(textarea, .cm-content)');
    await frame.waitForSelector('.sheet[data-shown="true"] .cm-content');
    await frame.focus('.sheet[data-shown="true"] .cm-content');
    await page.keyboard.type(typed);
    await page.waitForFunction((t) => localStorage.getItem("asyncshelf/async-orm")?.includes(t), {}, typed.trim());
  }
  const { steps } = await page.evaluate(() => JSON.parse(localStorage.getItem("asyncshelf/async-orm")));
  assert.ok(JSON.stringify(steps[2]).includes("# again") && JSON.stringify(steps[3]).includes("# three"), JSON.stringify(steps));
}));
