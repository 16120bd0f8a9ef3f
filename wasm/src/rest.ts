// The other parts of a module (wasm/build/postlink): the functions that no lesson of the site calls. They are loaded when one of them is called all the same, up to the one that it is in.

import { ShelfError } from "./errors.ts";

/** sharedModule is the name under which the other parts import what the first exports. */
const sharedModule = "first";

/** Rest is what belongs to the first part of a module, for all instances of that. */
export class Rest {
  private readonly modules: WebAssembly.Module[] = [];
  private readonly attached = new WeakMap<object, number>();
  private readonly loads: (() => BufferSource)[];

  /** Each load gets a part's file at once: the call that needs it is waiting, and neither Go nor C can wait for a Promise in the middle of a call. */
  constructor(...loads: (() => BufferSource)[]) {
    this.loads = loads;
  }

  /** imports are to be given to an instance of the first part, whose exports may be asked for later. */
  imports(exports: () => unknown): WebAssembly.Imports {
    return { shelf: { load_rest: (count: number) => this.attach(exports() as WebAssembly.ModuleImports, count) } };
  }

  /** attach puts functions of the first few parts, or of all, into the first's table and their data into its memory, unless it has done so. Each wants those before it. */
  attach(first: WebAssembly.ModuleImports, count = this.loads.length): void {
    for (let i = this.attached.get(first) ?? 0; i < count; i++) {
      this.modules[i] ??= new WebAssembly.Module(this.loads[i]());
      new WebAssembly.Instance(this.modules[i], { [sharedModule]: first });
      this.attached.set(first, i + 1);
    }
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
