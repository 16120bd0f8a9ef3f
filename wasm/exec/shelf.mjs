// A page with the engine built into wasm/dist/full, for the tests in Chromium: it has window.shelf.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, serve } from "./browser.mjs";

const dist = join(dirname(fileURLToPath(import.meta.url)), "..", "dist", "full");

/** openShelf gives the page and a function to end it all; intercept is as in serve. */
export async function openShelf(intercept) {
  const server = await serve({ "/": { type: "text/html", body: "<!doctype html><title>test</title>" }, "/assets/": dist }, intercept);
  const browser = await launch();
  const close = async () => {
    await browser.close();
    server.stop();
  };
  try {
    const page = await browser.newPage();
    await page.goto(server.url + "/");
    await page.evaluate(async () => {
      const { createShelf } = await import("/assets/shelf.js");
      window.shelf = await createShelf({});
    });
    return { page, close };
  } catch (e) {
    await close(); // else the test would not end
    throw e;
  }
}
