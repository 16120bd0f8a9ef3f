// What tests and benchmarks import: the pieces that no page needs by themselves.

export { EngineHost } from "./engine.ts";
export { EventLog } from "./events.ts";
export { FromWorker, ToWorker } from "./protocol.ts";
export { Rest } from "./rest.ts";
export { resume } from "./snapshot.ts";
export { SqliteHost } from "./sqlite/host.ts";
export { Growing, Memory, copyBytes } from "./sqlite/memory.ts";
export * as wire from "./sqlite/wire.ts";
export { writeFunctions } from "./functions.ts";
export { unpack } from "./unpack.ts";
export { tick } from "./tick.ts";
