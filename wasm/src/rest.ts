// The second part of a module: the functions that no lesson of the site calls (wasm/build/postlink). It is loaded when one of them is called all the same.

import { ShelfError } from "./errors.ts";

/** sharedModule is the name under which the second part imports what the first exports. */
const sharedModule = "first";

/** Rest is the second part of a module, for all instances of the first. */
export class Rest {
  private module: WebAssembly.Module | null = null;
  private readonly attached = new WeakSet<object>();

  /** load gets the file at once: the call that needs it is waiting, and neither Go nor C can wait for a Promise in the middle of a call. */
  constructor(private readonly load: () => BufferSource) {}

  /** imports are to be given to an instance of the first part, whose exports may be asked for later. */
  imports(exports: () => unknown): WebAssembly.Imports {
    return { shelf: { load_rest: () => this.attach(exports() as WebAssembly.ModuleImports) } };
  }

  /** attach puts the second part's functions into the first's table and its data into the first's memory, unless it has done so. */
  attach(first: WebAssembly.ModuleImports): void {
    if (this.attached.has(first)) return;
    this.module ??= new WebAssembly.Module(this.load());
    new WebAssembly.Instance(this.module, { [sharedModule]: first });
    this.attached.add(first);
  }
}

/** tries is how often a file is asked for before it counts as out of reach. */
const tries = 3;

/**
 * fetchNow loads a file and returns only when it is there, which a worker may do: the page does not notice. (Waiting in a Promise-based way would take
 * Atomics.wait, which needs headers that course sites do not send.)
 */
export function fetchNow(url: URL): ArrayBuffer {
  const file = url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
  let why = "there is no connection, or it broke off";
  for (let i = 0; i < tries; i++) {
    const request = new XMLHttpRequest();
    request.open("GET", url, false);
    request.responseType = "arraybuffer";
    try {
      request.send();
    } catch {
      continue; // the network failed
    }
    if (request.status === 200) return request.response as ArrayBuffer;
    why = `the server answered ${request.status}`;
    if (request.status >= 400 && request.status < 500) break;
  }
  throw new ShelfError("load", `Your code uses a part of the engine that is loaded only when it is needed, and the file ${file} could not be loaded: ${why}. Run tries again.`);
}
