// The page in Firefox and in WebKit (Safari's engine): the real lesson with the real engine, run, checked, its timeline walked by keyboard, and at 320 px,
// light and dark. What does not depend on the browser is tested in Chromium alone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { KEYS, launchFirefox, launchWebKit } from "../../wasm/exec/others.mjs";
import { LESSON, site, step, web } from "./harness.mjs";

const axeSource = readFileSync(join(web, "node_modules", "axe-core", "axe.min.js"), "utf8");

/** narrowest is how narrow a window may be made. */
const narrowest = { Firefox: 320, WebKit: 450 };

let s;
before(async () => {
  s = await site("run", "./cmd/shelf", "serve", "-no-compress", "-addr", "127.0.0.1:0");
});
after(() => s?.close());

for (const [name, launch] of [
  ["Firefox", launchFirefox],
  ["WebKit", launchWebKit],
]) {
  describe(name, () => {
    let b;
    before(async () => {
      b = await launch();
    });
    after(() => b?.close());

    /** visit opens a page and acts on it, unless the browser is missing. */
    const visit = (title, path, act) =>
      test(title, async (t) => {
        if (!b) return t.skip(`${name} is not installed`);
        await b.open("about:blank"); // another fragment alone would not load the page anew
        await b.open(s.url + path);
        await found(step("")); // the scripts have run
        await act();
      });

    /** click presses what a selector finds, once it is there. */
    const click = async (selector) => {
      await found(selector);
      await b.evaluate((sel) => [...document.querySelectorAll(sel)].find((el) => el.getClientRects().length > 0).click(), selector);
    };
    const text = (selector) => b.evaluate((sel) => document.querySelector(sel)?.textContent.replace(/\s+/g, " ").trim() ?? "", selector);

    /** found waits until an element that matches is shown, and has the text if one is given. */
    const found = async (selector, wanted = "") => {
      const shown = await b.evaluate(
        async (sel, wanted) => {
          const there = () => [...document.querySelectorAll(sel)].some((el) => el.getClientRects().length > 0 && el.textContent.includes(wanted));
          for (const end = performance.now() + 30_000; !there() && performance.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 50));
          return there();
        },
        selector,
        wanted,
      );
      assert.ok(shown, `${selector} never had ${JSON.stringify(wanted)}; it has ${JSON.stringify(await text(selector))}`);
    };

    visit("a step runs, and the timeline is walked by keyboard", `${LESSON}#step-4`, async () => {
      await b.evaluate((sel) => (document.querySelector(sel).open = true), step("[data-solution]"));
      await click(step('[data-action="use-solution"]'));
      await click(step('.controls [data-action="run"]'));
      await found(step('.results[data-origin="run"]'));
      await found(step('.bench[data-state="idle"]'));
      await click(step('.results [data-panel="timeline"][role="tab"]'));
      await found(step(".tl-stage svg .tl-base"));
      await b.evaluate((sel) => document.querySelector(sel).focus(), step(".tl-stage"));
      await b.type(KEYS.ArrowDown + KEYS.ArrowRight);
      await found(step('.timeline [data-slot="what"]'), ":");
      const first = await text(step('.timeline [data-slot="what"]'));
      await b.type(KEYS.ArrowRight);
      assert.notEqual(await text(step('.timeline [data-slot="what"]')), first);
    });

    visit("a step is failed, solved and passed", `${LESSON}#step-1`, async () => {
      await click(step('.controls [data-action="check"]'));
      await found(step(".verdict strong"), "Not yet");
      await b.evaluate((sel) => (document.querySelector(sel).open = true), step("[data-solution]"));
      await click(step('[data-action="use-solution"]'));
      await click(step('.controls [data-action="check"]'));
      await found(step(".verdict strong"), "Passed");
      await b.evaluate(() => localStorage.clear());
    });

    visit("many visitors are served four ways, and a request's life is told by keyboard", LESSON, async () => {
      await b.evaluate(() => (document.querySelector('.lab [name="requests"]').value = "5"));
      await click('.lab [data-action="compare"]');
      await found(".lab .way-table", "5 of 5");
      await b.evaluate(() => document.querySelector(".lab .way-picture").focus());
      await b.type(KEYS.ArrowDown + KEYS.ArrowDown);
      await found(".lab .way-details", "Sync view, WSGI: request 2 arrived");
    });

    visit("typing reaches the editor, and Escape and Tab leave it", `${LESSON}#step-1`, async () => {
      const focus = async (selector) => {
        await found(selector);
        await b.evaluate((sel) => document.querySelector(sel).focus(), selector);
      };
      const sheet = step(".sheet:not([hidden])");
      await focus(`${sheet} :is(textarea, .cm-content)`); // the editor is there at once where a draft was kept
      await focus(`${sheet} .cm-content`);
      await b.type("zz = 1");
      await found(`${sheet} .cm-content`, "zz = 1");
      await b.type(KEYS.Escape + KEYS.Tab);
      assert.equal(await b.evaluate(() => document.activeElement.closest(".cm-editor") === null), true, "the focus is still in the editor");
      await b.evaluate(() => localStorage.clear());
    });

    visit("it fits 320 px", LESSON, async () => {
      const over = await b.evaluate(async (url) => {
        document.body.innerHTML = `<iframe title="lesson" style="width:320px;height:640px;border:0" src="${url}"></iframe>`;
        const frame = document.querySelector("iframe");
        await new Promise((resolve) => (frame.onload = resolve));
        return frame.contentDocument.documentElement.scrollWidth - frame.contentWindow.innerWidth;
      }, s.url + LESSON);
      assert.ok(over <= 0, `${over} px too wide`);
    });

    for (const theme of ["light", "dark"]) {
      visit(`it fits a narrow window, ${theme}, and axe finds nothing`, `${LESSON}#step-4`, async () => {
        await b.resize(320, 640);
        await b.evaluate((theme) => (document.documentElement.dataset.theme = theme), theme);
        const [width, wide] = await b.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
        assert.ok(wide <= width, `${wide} px in a window of ${width}`);
        assert.ok(width <= narrowest[name], `the window has ${width} px`);
        await b.evaluate(axeSource);
        const faults = await b.evaluate(async () => {
          const { violations } = await axe.run(document, { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
          return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}`));
        });
        assert.deepEqual(faults, []);
        if (process.env.PICTURES) await b.picture(join(process.env.PICTURES, `${name}-${theme}.png`));
        await b.resize(1280, 900);
      });
    }
  });
}
