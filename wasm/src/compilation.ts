// Making a module of the engine's file in the worker, while the file arrives.

import { compileResponse } from "./compile.ts";
import { Unpacker } from "./unpack.ts";

/** Compilation is a module in the making: the browser compiles what has been unpacked of it. */
export class Compilation {
  readonly module: Promise<WebAssembly.Module>;
  private readonly unpacker = new Unpacker();
  private controller!: ReadableStreamDefaultController<Uint8Array>;
  private fail!: (error: unknown) => void;
  private failed = false;

  /** attempt tells one download of the file from the one before, which broke off. */
  constructor(readonly attempt: number) {
    const unpacked = new ReadableStream<Uint8Array>({ start: (controller) => void (this.controller = controller) });
    this.module = new Promise((resolve, reject) => {
      this.fail = reject;
      compileResponse(new Response(unpacked, { headers: { "Content-Type": "application/wasm" } })).then(resolve, reject);
    });
  }

  /** add takes the next piece of the file, and null at its end. */
  add(bytes: ArrayBuffer | null): void {
    if (this.failed) return;
    try {
      if (bytes) {
        const part = this.unpacker.add(new Uint8Array(bytes));
        if (part.length > 0) this.controller.enqueue(part);
      } else {
        this.unpacker.end();
        this.controller.close();
      }
    } catch (e) {
      this.end(e);
    }
  }

  /** end gives up. Whoever waits hears why from here: browsers say only that their stream ended. */
  end(why?: unknown): void {
    this.failed = true;
    this.fail(why);
    this.controller.error(why);
  }
}
