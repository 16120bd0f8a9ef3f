// The worker: it runs the engine beside SQLite and passes messages between them and the page.

import "wasm_exec";
import { EngineHost } from "./engine.ts";
import { Rest, fetchNow } from "./rest.ts";
import { FromWorker, ToWorker, type PageMessage, type WorkerMessage } from "./protocol.ts";

const post = (message: PageMessage) => postMessage(message);

const rest = (file: string) => new Rest(() => fetchNow(new URL(file, location.href)));

let engine: EngineHost | null = null;

addEventListener("message", ({ data }: MessageEvent<WorkerMessage>) => {
  switch (data.type) {
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
