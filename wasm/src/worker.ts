// The worker: it runs the engine beside SQLite and passes messages between them and the page.

import "wasm_exec";
import { EngineHost } from "./engine.ts";
import { Rest, fetchNow } from "./rest.ts";
import { isPacked, unpack } from "./unpack.ts";
import { FromWorker, ToWorker, type PageMessage, type WorkerMessage } from "./protocol.ts";

const post = (message: PageMessage) => postMessage(message);

const rest = (file: string) => new Rest(() => {
  post({ type: FromWorker.Loading });
  return fetchNow(new URL(file, location.href));
});

/** compile is here rather than in the page because it takes a while. */
async function compile(bytes: Uint8Array): Promise<void> {
  try {
    const module = await WebAssembly.compile((isPacked(bytes) ? unpack(bytes) : bytes) as BufferSource);
    post({ type: FromWorker.Compiled, module });
  } catch (e) {
    const old = e instanceof WebAssembly.CompileError;
    post({ type: FromWorker.Died, text: e instanceof Error ? e.message : String(e), reason: old ? "unsupported" : "load" });
  }
}

let engine: EngineHost | null = null;

addEventListener("message", ({ data }: MessageEvent<WorkerMessage>) => {
  switch (data.type) {
    case ToWorker.Compile:
      void compile(new Uint8Array(data.bytes));
      break;
    case ToWorker.Start:
      engine = new EngineHost(post, { engine: rest("engine.rest.wasm"), sqlite: rest("sqlite3.rest.wasm") });
      void engine.start(data.engine, data.sqlite);
      break;
    case ToWorker.Ping:
      post({ type: FromWorker.Pong, id: data.id });
      break;
    default:
      engine?.send(data);
  }
});
