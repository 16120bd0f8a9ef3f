// Chromium and a small web server, for everything that is tested or measured in a browser.

import { createServer } from "node:http";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import puppeteer from "puppeteer-core";

// The headless shell is Chromium's engine without windows and tabs: it opens a page in a third of the time.
const shell = "/usr/bin/chromium-headless-shell";
const whole = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".css": "text/css; charset=utf-8",
};

/**
 * launch starts the Chromium that CHROMIUM names or the usual places hold: the headless shell where there is one; to measure what learners meet, the
 * whole browser where there is one.
 */
export async function launch({ measuring = false } = {}) {
  const candidates = measuring ? [...whole, shell] : [shell, ...whole];
  const executablePath = [process.env.CHROMIUM, ...candidates].find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("no Chromium found; install one or name it in the environment variable CHROMIUM");
  return puppeteer.launch({
    executablePath,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

/**
 * serve answers on a free local port from roots, an object of path prefixes and folders (or, for a single path, a file or the text itself as
 * {type, body}). It returns the address and a function to stop it. intercept may answer a request first, to play a bad network.
 */
export async function serve(roots, intercept = () => false) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    if (intercept(path, response)) return;
    const within = (p) => path === p || (typeof roots[p] === "string" && p.endsWith("/") && path.startsWith(p));
    const prefix = Object.keys(roots).filter(within).sort((a, b) => b.length - a.length)[0];
    const root = prefix === undefined ? undefined : roots[prefix];
    try {
      if (root === undefined) throw new Error("nothing there");
      const body = typeof root === "object" ? root.body : await readFile(prefix.endsWith("/") ? join(root, normalize(path.slice(prefix.length))) : root);
      response.writeHead(200, { "Content-Type": root.type ?? types[extname(path)] ?? "application/octet-stream", "Cache-Control": "no-store" });
      response.end(body);
    } catch {
      response.writeHead(404).end("not found");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
