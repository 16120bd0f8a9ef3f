// What the browser tests share: a built site, a browser, pages in known states.

import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript";
import { launch } from "../../wasm/exec/browser.mjs";

export const web = dirname(dirname(fileURLToPath(import.meta.url)));
export const LESSON = "lessons/async-orm/index.html";

/** site builds the tests' site, or what a command of Go's builds, and serves it; close ends the server. The folder is a new one unless the command names one. */
export async function site(...command) {
  const dir = mkdtempSync(join(tmpdir(), "asyncshelf-site-"));
  const args = command.length > 0 ? [...command] : ["run", "./test/testsite", "-serve"];
  if (!args.includes("-o")) args.push("-o", dir);
  const server = spawn("go", args, { cwd: web, stdio: ["pipe", "pipe", "inherit"], detached: true });
  const url = await new Promise((found, failed) => {
    server.once("exit", (code) => failed(new Error(`the site's server ended with ${code}`)));
    createInterface({ input: server.stdout }).on("line", (line) => {
      const address = /http:\/\/\S+\//.exec(line)?.[0];
      if (address) found(address);
    });
  });
  return {
    url,
    close() {
      server.removeAllListeners("exit");
      server.stdin.end();
      try {
        process.kill(-server.pid); // go run and the program that it runs
      } catch {
        // it has ended by itself
      }
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** browser starts Chromium. */
export const browser = launch;

/**
 * open loads an address in a browser context of its own. Options: width,
 * height, touch, dark, js, before (run in the page before any script).
 * The page's errors are collected in page.problems.
 */
export async function open(b, url, o = {}) {
  const context = await b.createBrowserContext();
  const page = await context.newPage();
  await page.emulateFocusedPage(true); // one that is not in front hears nothing of a focus
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") page.problems.push(message.text());
  });
  await page.setViewport({ width: o.width ?? 1280, height: o.height ?? 900, hasTouch: o.touch ?? false, isMobile: o.touch ?? false });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: o.dark ? "dark" : "light" }, { name: "prefers-reduced-motion", value: "reduce" }]);
  if (o.js === false) await page.setJavaScriptEnabled(false);
  if (o.before) await page.evaluateOnNewDocument(o.before);
  await page.goto(url, { waitUntil: "load" });
  return page;
}

export async function close(page) {
  await page.browserContext().close();
}

/** step is a selector inside the step that is shown. */
export const step = (selector) => `.step[data-current="true"] ${selector}`;

/** text is the text of the first element that matches. */
export const text = (page, selector) => page.$eval(selector, (el) => el.textContent.replace(/\s+/g, " ").trim());

/** seen waits until an element that matches has a text. */
export async function seen(page, selector, wanted) {
  try {
    await page.waitForFunction((s, w) => [...document.querySelectorAll(s)].some((el) => el.textContent.includes(w)), { timeout: 10_000 }, selector, wanted);
  } catch {
    const found = await page.$$eval(selector, (all) => all.map((el) => el.textContent)).catch(() => []);
    throw new Error(`${selector} never had ${JSON.stringify(wanted)}; it has ${JSON.stringify(found)}`);
  }
}

/** click presses the first visible element that matches. */
export async function click(page, selector) {
  await page.waitForSelector(selector, { visible: true, timeout: 10_000 });
  await page.$eval(selector, (el) => el.scrollIntoView({ block: "center" }));
  await page.click(selector);
}

/** write replaces a file's text in the editor of the shown step. */
export async function write(page, file, program) {
  await click(page, step(`.editor [role="tab"][data-file="${file}"]`));
  const sheet = step(`.sheet[data-file="${file}"]`);
  if (!(await page.$(`${sheet} .cm-content`))) {
    await page.focus(`${sheet} textarea`);
    await page.waitForSelector(`${sheet} .cm-content`, { visible: true });
  }
  await page.focus(`${sheet} .cm-content`);
  await page.keyboard.down("Control");
  await page.keyboard.press("KeyA");
  await page.keyboard.up("Control");
  // Pasting keeps the indentation that typing would add to.
  await page.$eval(`${sheet} .cm-content`, (el, value) => {
    const data = new DataTransfer();
    data.setData("text/plain", value);
    el.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, program);
}

/** written is the text of a file of the shown step, in the editor or, before that is there, in the text area. */
export const written = (page, file) => page.$eval(step(`.sheet[data-file="${file}"]`), (el) => {
  const code = el.querySelector(".cm-content");
  return code ? [...code.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n") : el.querySelector("textarea").value;
});

/** run presses Run and waits until the run has ended. */
export async function run(page, where = ".controls") {
  await click(page, step(`${where} [data-action^="run"]`));
  await idle(page);
}

export async function check(page) {
  await click(page, step('.controls [data-action="check"]'));
  await idle(page);
}

export async function idle(page) {
  await page.waitForSelector(step('.bench[data-state="idle"]'), { timeout: 20_000 });
}

/** axe gives the accessibility faults of a page, in a line each. */
export async function axe(page, context) {
  const source = readFileSync(join(web, "node_modules", "axe-core", "axe.min.js"), "utf8");
  await page.evaluate(source);
  const { violations } = await page.evaluate((c) => window.axe.run(c ?? document, { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }), context);
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary.split("\n").slice(1).join(";").trim()}`));
}

/** modules gives src/NAME.ts as modules of Node, for tests of pure functions. */
export async function modules(...names) {
  const dir = mkdtempSync(join(tmpdir(), "asyncshelf-src-"));
  for (const file of readdirSync(join(web, "src"))) {
    const source = readFileSync(join(web, "src", file), "utf8");
    const { outputText } = ts.transpileModule(source, { compilerOptions: { target: "ES2022", module: "ESNext", verbatimModuleSyntax: false } });
    writeFileSync(join(dir, file.replace(/\.ts$/, ".mjs")), outputText.replace(/from "\.\/(\w+)"/g, 'from "./$1.mjs"'));
  }
  const loaded = await Promise.all(names.map((name) => import(pathToFileURL(join(dir, `${name}.mjs`)).href)));
  rmSync(dir, { recursive: true, force: true });
  return loaded;
}
