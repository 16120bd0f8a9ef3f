// Firefox and WebKit (Safari's engine), for what may differ between browsers: each as {open, resize, evaluate, type, picture, close}, or null where it isn't installed.

import { spawn } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import puppeteer from "puppeteer-core";

/** KEYS are WebDriver's characters for keys that write nothing. */
export const KEYS = { Enter: "\uE007", Tab: "\uE004", Escape: "\uE00C", ArrowLeft: "\uE012", ArrowUp: "\uE013", ArrowRight: "\uE014", ArrowDown: "\uE015" };
const NAMES = Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [key, name]));

const firefoxes = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"];

/** launchFirefox starts Firefox, which FIREFOX names or the usual places hold. */
export async function launchFirefox() {
  const executablePath = firefoxes.find((path) => path && existsSync(path));
  if (!executablePath) return null;
  const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
  const page = await browser.newPage();
  return {
    open: (url) => page.goto(url),
    resize: (width, height) => page.setViewport({ width, height }),
    /** evaluate calls a function in the page, or runs a script that is given as text. */
    evaluate: (f, ...args) => page.evaluate(f, ...args),
    /** type presses the keys of a text, one after the other, into what has the focus; keys are WebDriver's characters for those without one. */
    async type(text) {
      for (const key of text) await page.keyboard.press(NAMES[key] ?? key);
    },
    picture: (path) => page.screenshot({ path }),
    close: () => browser.close(),
  };
}

/** launchWebKit starts WebKitGTK's test browser on a display of its own, over WebDriver. */
export async function launchWebKit() {
  const driver = "/usr/bin/WebKitWebDriver";
  const binary = miniBrowser();
  if (!binary || ![driver, "/usr/bin/xvfb-run"].every((path) => existsSync(path))) return null;
  const port = await freePort();
  // Its sandbox needs rights that containers don't have; it shows only our own page.
  const env = { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" };
  const server = spawn("/usr/bin/xvfb-run", ["-a", driver, `--port=${port}`], { env, stdio: "ignore", detached: true });
  const end = () => {
    try {
      process.kill(-server.pid); // and the processes that it started
    } catch {
      // ended already
    }
  };
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (value?.error) throw new Error(`WebKit: ${value.error}: ${value.message}`);
    return value;
  };
  try {
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary, args: ["--automation"] } } };
    const { sessionId } = await retry(() => call("POST", "/session", { capabilities }));
    const session = `/session/${sessionId}`;
    await call("POST", `${session}/timeouts`, { script: 120_000 });
    return {
      open: (url) => call("POST", `${session}/url`, { url }),
      resize: (width, height) => call("POST", `${session}/window/rect`, { width, height }),
      async evaluate(f, ...args) {
        if (typeof f === "string") return call("POST", `${session}/execute/sync`, { script: f, args });
        const script = `const done = arguments[arguments.length - 1]; const args = [...arguments].slice(0, -1);
          Promise.resolve().then(() => (${f})(...args)).then((value) => done({ value }), (e) => done({ failed: String(e) + "\\n" + (e && e.stack) }));`;
        const result = await call("POST", `${session}/execute/async`, { script, args });
        if (result?.failed) throw new Error(result.failed);
        return result?.value;
      },
      async type(text) {
        const actions = [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
        await call("POST", `${session}/actions`, { actions: [{ type: "key", id: "keyboard", actions }] });
      },
      async picture(path) {
        writeFileSync(path, Buffer.from(await call("GET", `${session}/screenshot`), "base64"));
      },
      async close() {
        await call("DELETE", session).catch(() => {});
        end();
      },
    };
  } catch (e) {
    end();
    throw e;
  }
}

function miniBrowser() {
  for (const lib of existsSync("/usr/lib") ? readdirSync("/usr/lib") : []) {
    const path = join("/usr/lib", lib, "webkit2gtk-4.1", "MiniBrowser");
    if (existsSync(path)) return path;
  }
  return null;
}

/** freePort is a port that nobody listens on. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** retry tries until the driver answers. */
async function retry(call) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (e) {
      if (attempt === 50) throw e;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
