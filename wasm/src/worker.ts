// The worker: it runs the engine beside SQLite and passes messages between them and the page.

import "wasm_exec";
import { Compilation } from "./compilation.ts";
import { EngineHost } from "./engine.ts";
import { Rest, fetchNow } from "./rest.ts";
import { FromWorker, ToWorker, type CompileMessage, type PageMessage, type WorkerMessage } from "./protocol.ts";

const post = (message: PageMessage) => postMessage(message);

const rest = (...files: string[]) =>
  new Rest(
    ...files.map((file) => () => {
      post({ type: FromWorker.Loading });
      return fetchNow(new URL(file, location.href));
    }),
  );

let compilation: Compilation | null = null;

/** compile is here rather than in the page because it takes a while. */
function compile({ attempt, bytes }: CompileMessage): void {
  if (compilation?.attempt !== attempt) {
    compilation?.end();
    const current = (compilation = new Compilation(attempt));
    current.module.then(
      (module) => post({ type: FromWorker.Compiled, module }),
      (e: unknown) => {
        if (current !== compilation) return;
        const old = e instanceof WebAssembly.CompileError;
        post({ type: FromWorker.Died, text: e instanceof Error ? e.message : String(e), reason: old ? "unsupported" : "load" });
      },
    );
  }
  compilation.add(bytes);
}

let engine: EngineHost | null = null;

addEventListener("message", ({ data }: MessageEvent<WorkerMessage>) => {
  switch (data.type) {
    case ToWorker.Compile:
      compile(data);
      break;
    case ToWorker.Start:
      engine = new EngineHost(post, { engine: rest("engine.more.wasm", "engine.rest.wasm"), sqlite: rest("sqlite3.rest.wasm") });
      void engine.start(data.engine, data.sqlite);
      break;
    case ToWorker.Ping:
      post({ type: FromWorker.Pong, id: data.id });
      break;
    default:
      engine?.send(data);
  }
});
