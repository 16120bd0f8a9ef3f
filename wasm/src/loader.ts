// Loading and compiling the WebAssembly modules, with progress in bytes and another try when the network fails.

import { compileResponse } from "./compile.ts";
import { ShelfError } from "./errors.ts";
import { FromWorker, ToWorker, type PageMessage, type WorkerMessage } from "./protocol.ts";

/** SIZES are the uncompressed sizes of the modules, put in by the build: a compressed response doesn't tell. */
declare const SIZES: Record<string, number>;

/** Part names what is being loaded. */
export type Part = "engine" | "sqlite";

/** Progress is how far loading has come, over all parts together; part is the one that moved. */
export interface Progress {
  loaded: number;
  total: number;
  part: Part;
}

export interface Modules {
  engine: WebAssembly.Module;
  sqlite: WebAssembly.Module;
  /** worker has compiled the engine and has nothing more to do; whoever starts an engine first takes it, since starting a worker takes a while. */
  worker?: Worker;
}

const files: Record<Part, string> = { engine: "engine.wasm", sqlite: "sqlite3.wasm" };
const parts: Part[] = ["engine", "sqlite"];

const tooOld = "This browser's WebAssembly is too old to run the code. A newer version of the browser will do.";

/** pauses are how long to wait before each further try, in milliseconds. */
const pauses = [300, 1500];

/** A Loading is one download that several shelves on a page may be waiting for. */
interface Loading {
  modules: Promise<Modules>;
  loaded: Record<Part, number>;
  total: number;
  watchers: Set<(p: Progress) => void>;
}

const loadings = new Map<string, Loading>();

/** loadModules returns the compiled modules under base. They are loaded once a page; after a failure the next call tries again. */
export function loadModules(base: URL, onProgress?: (p: Progress) => void): Promise<Modules> {
  if (typeof WebAssembly !== "object" || typeof WebAssembly.compile !== "function") {
    return Promise.reject(new ShelfError("unsupported", "This browser cannot run the code: it has no WebAssembly, or it is switched off. The text and the quiz work without it."));
  }
  let loading = loadings.get(base.href);
  if (!loading) {
    loading = begin(base);
    loadings.set(base.href, loading);
    loading.modules.catch(() => loadings.delete(base.href));
  }
  if (onProgress) {
    const { watchers, modules } = loading;
    watchers.add(onProgress);
    const done = () => watchers.delete(onProgress);
    modules.then(done, done);
  }
  return loading.modules;
}

function begin(base: URL): Loading {
  const loading: Loading = {
    modules: Promise.resolve() as never,
    loaded: { engine: 0, sqlite: 0 },
    total: parts.reduce((sum, part) => sum + (SIZES[files[part]] ?? 0), 0),
    watchers: new Set(),
  };
  const load = <T>(part: Part, receive: (r: Response) => Promise<T>) =>
    retried(new URL(files[part], base), receive, (bytes) => {
      loading.loaded[part] = bytes;
      const loaded = loading.loaded.engine + loading.loaded.sqlite;
      // Never more than all, should the sizes be of another build.
      for (const watch of loading.watchers) watch({ loaded, total: Math.max(loaded, loading.total), part });
    });
  // The worker starts while the file is on its way.
  const compiler = new Compiler(new URL("worker.js", base));
  loading.modules = Promise.all([
    load("engine", (r) => compiler.compile(r.body!)),
    load("sqlite", compileResponse),
  ]).then(([engine, sqlite]) => ({ engine, sqlite, worker: compiler.worker }));
  loading.modules.catch(() => compiler.worker.terminate());
  return loading;
}

/** Compiler is a worker that makes a module of the engine's file, which is packed. */
class Compiler {
  readonly worker: Worker;
  /** broken resolves when the worker cannot run, which may be long before there is something to compile. */
  private readonly broken: Promise<ShelfError>;
  private attempts = 0;

  constructor(url: URL) {
    this.worker = new Worker(url, { name: "asyncshelf" });
    this.broken = new Promise((resolve) => {
      this.worker.onerror = (e) => {
        e.preventDefault();
        resolve(new ShelfError("load", `The file ${url.pathname.slice(url.pathname.lastIndexOf("/") + 1)} could not be loaded. Run tries again.`));
      };
    });
  }

  /** compile makes a module of a file while it arrives. It rejects as the file's stream does, and with a ShelfError for what another try would not mend. */
  async compile(file: ReadableStream<Uint8Array>): Promise<WebAssembly.Module> {
    const { worker } = this;
    const attempt = ++this.attempts;
    const module = new Promise<WebAssembly.Module>((resolve, reject) => {
      void this.broken.then(reject);
      worker.onmessage = ({ data }: MessageEvent<PageMessage>) => {
        if (data.type === FromWorker.Compiled) resolve(data.module);
        else if (data.type === FromWorker.Died) reject(new ShelfError(data.reason, data.reason === "unsupported" ? tooOld : data.text));
      };
    });
    const reader = file.getReader();
    const send = async () => {
      for (;;) {
        const { done, value } = await reader.read();
        const bytes = value ? owned(value) : null;
        worker.postMessage({ type: ToWorker.Compile, attempt, bytes } satisfies WorkerMessage, bytes ? [bytes] : []);
        if (done) return module;
      }
    };
    return Promise.race([module, send()]);
  }
}

/** owned is the buffer of what a stream gave, without anything else. */
function owned(chunk: Uint8Array): ArrayBuffer {
  const { buffer } = chunk.byteLength === chunk.buffer.byteLength ? chunk : chunk.slice();
  return buffer as ArrayBuffer;
}

/** retried fetches a file, again if the network fails, and gives what receive makes of it. */
async function retried<T>(url: URL, receive: (r: Response) => Promise<T>, onBytes: (n: number) => void): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await fetchCounted(url, receive, onBytes);
    } catch (e) {
      if (e instanceof ShelfError) throw e;
      if (e instanceof WebAssembly.CompileError) throw new ShelfError("unsupported", tooOld, { cause: e });
      if (attempt >= pauses.length || (e instanceof Missing && e.forGood)) {
        const file = url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
        const why = e instanceof Missing ? `the server answered ${e.status}` : "there is no connection, or it broke off";
        throw new ShelfError("load", `The file ${file} could not be loaded: ${why}. Run tries again.`, { cause: e });
      }
      await new Promise((resolve) => setTimeout(resolve, pauses[attempt]));
    }
  }
}

/** Missing is an answer of the server that isn't the file. */
class Missing extends Error {
  constructor(readonly status: number) {
    super(`status ${status}`);
  }

  /** forGood tells whether asking again is pointless. */
  get forGood(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 408 && this.status !== 429;
  }
}

/** fetchCounted fetches a file and tells how much of it is there. */
async function fetchCounted<T>(url: URL, receive: (r: Response) => Promise<T>, onBytes: (n: number) => void): Promise<T> {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Missing(response.status);
  let bytes = 0;
  let broken: unknown = null;
  const reader = response.body.getReader();
  const counted = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        onBytes((bytes += value.length));
        controller.enqueue(value);
      } catch (e) {
        broken = e;
        controller.error(e);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
  try {
    return await receive(new Response(counted, { headers: { "Content-Type": "application/wasm" } }));
  } catch (e) {
    // A download that broke off looks like a broken module to some browsers.
    throw broken ?? e;
  }
}
