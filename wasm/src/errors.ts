// The one kind of error that the public API throws.

/**
 * Why something of ours failed: "unsupported" (no WebAssembly, or too old), "load" (a file did not arrive), "start" (the engine did not
 * start), "crashed" (it ended by itself), "closed" (close() was called), "failed" (a job came to no result; the message says why).
 */
export type Reason = "unsupported" | "load" | "start" | "crashed" | "closed" | "failed";

/** ShelfError carries a message that may be shown to a learner as it is. */
export class ShelfError extends Error {
  override readonly name = "ShelfError";

  constructor(readonly reason: Reason, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}
