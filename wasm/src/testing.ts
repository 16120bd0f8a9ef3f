// What tests and benchmarks import: the pieces that no page needs by themselves.

export { SqliteHost } from "./sqlite/host.ts";
export { Database } from "./sqlite/database.ts";
export { Growing, Memory, copyBytes } from "./sqlite/memory.ts";
export { tick } from "./tick.ts";
export * as wire from "./sqlite/wire.ts";
