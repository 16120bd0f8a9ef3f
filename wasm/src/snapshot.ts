// The snapshot of the started engine, which the build takes and encodes (wasm/build/postlink/snapshot.go, which says what the streams and marks are): written into the memory of
// a new instance, it makes that go on where the other one was.

import type { GoGlue } from "./sqlite/go.ts";

const section = "asyncshelf.snapshot";

const Mark = { Pointer: 0xf0, Skip: 0xf1, Wide: 0xf3 } as const;
const pageShift = 13;
const maxPages = 256;

/** What Go's glue for JavaScript knows of a program that runs. */
interface Running extends GoGlue {
  _inst: WebAssembly.Instance;
  mem: DataView;
  _values: unknown[];
  _goRefCounts: number[];
  _ids: Map<unknown, number>;
  _idPool: number[];
}

/** resume makes an instance that has not run a started program, and tells whether its module has a snapshot for that. */
export function resume(module: WebAssembly.Module, instance: WebAssembly.Instance, glue: GoGlue): boolean {
  const [content] = WebAssembly.Module.customSections(module, section);
  if (!content) return false;
  const { mem, ...exports } = instance.exports as unknown as { mem: WebAssembly.Memory } & Record<string, WebAssembly.Global>;
  const bytes = new Uint8Array(content);
  const view = new DataView(content);
  let p = 0;
  const uint = () => {
    let v = 0;
    for (let shift = 0; ; shift += 7) {
      const b = bytes[p++];
      v |= (b & 0x7f) << shift;
      if (b < 0x80) return v >>> 0;
    }
  };

  for (let i = 0, n = uint(); i < n; i++, p += 8) {
    const global = exports[`global${i}`];
    global.value = typeof global.value === "bigint" ? view.getBigInt64(p, true) : view.getInt32(p, true);
  }

  const go = glue as Running;
  go._inst = instance;
  go.mem = new DataView(mem.buffer);
  go.exited = false;
  // The first seven are the glue's own.
  go._values = [NaN, 0, null, true, false, globalThis, go];
  go._goRefCounts = go._values.map(() => Infinity);
  go._idPool = [];
  for (let i = 0, n = uint(); i < n; i++) {
    const length = uint();
    const place = new TextDecoder().decode(bytes.subarray(p, p + length));
    p += length;
    go._values.push(place.split(".").reduce<any>((o, name) => o[name], globalThis));
    go._goRefCounts.push(uint());
  }
  go._ids = new Map(go._values.slice(1).map((value, i) => [value, i + 1]));

  const dicts = new Uint32Array(uint());
  let last = 0;
  for (let i = 0; i < dicts.length; i++) dicts[i] = last += uint(); // in words
  const low = uint();
  const lengths = [uint(), uint(), uint()];
  const memory = new Uint32Array(mem.buffer);
  writeWords(bytes, p, lengths, low, memory);
  for (const d of dicts) fillDict(memory, new Uint8Array(mem.buffer), d * 2);
  return true;
}

/** writeWords writes what the three streams of lengths say, which lie one after the other from p on. low is where the heap begins. */
function writeWords(bytes: Uint8Array, p: number, lengths: readonly number[], low: number, memory: Uint32Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const end = p + lengths[0];
  let pointer = end;
  let wide = end + lengths[1];
  const pages = new Uint32Array(maxPages); // the last one pointed into first
  const targets = new Uint32Array(memory.length >>> (pageShift - 2)); // the last in each page
  const high = memory.length * 4;
  for (let at = 0; p < end; p += 4, at += 2) {
    const v = view.getUint32(p, true);
    switch (v >>> 24) {
      case Mark.Skip:
        at += 2 * (v & 0xffffff) - 2;
        break;
      case Mark.Wide:
        memory[at] = view.getUint32(wide, true);
        memory[at + 1] = view.getUint32(wide + 4, true);
        wide += 8;
        break;
      case Mark.Pointer: {
        const i = bytes[pointer];
        const far = bytes[pointer + 1] | (bytes[pointer + 2] << 8);
        pointer += 3;
        const page = pages[i];
        pages.copyWithin(1, 0, i);
        pages[0] = page;
        memory[at] = targets[page] += ((far >>> 1) ^ -(far & 1)) * 8;
        memory[at + 1] = 0;
        break;
      }
      default:
        memory[at] = v;
        memory[at + 1] = 0; // it may be a word of the data
        if (v >= low && v < high && v % 8 === 0) {
          pages.copyWithin(1, 0, maxPages - 1);
          pages[0] = v >>> pageShift;
          targets[pages[0]] = v;
        }
    }
  }
}

// The layout of a dict and of a str (wasm/build/postlink/snapshot_dict.go), in words of four bytes.
const Dict = { Index: 0, IndexLength: 2, Entries: 6, Length: 8, Bloom: 14 } as const;
const Entry = { Hash: 0, Key: 4, Words: 10 } as const;
const Str = { Text: 0, Length: 2, Hash: 4 } as const;

/** fillDict works out what a dict knows of its keys: their hashes, the table made of these, and which of 64 bits they set. */
function fillDict(words: Uint32Array, bytes: Uint8Array, dict: number): void {
  const size = words[dict + Dict.IndexLength];
  const table = words.subarray(words[dict + Dict.Index] >>> 2).subarray(0, size).fill(0xffffffff);
  const n = words[dict + Dict.Length];
  for (let i = 0, entry = words[dict + Dict.Entries] >>> 2; i < n; i++, entry += Entry.Words) {
    const key = words[entry + Entry.Key] >>> 2;
    // FNV-1a in 64 bits, of which the prime has two parts: 2^40 and 435.
    let [low, high] = [0x84222325, 0xcbf29ce4];
    for (let at = words[key + Str.Text], end = at + words[key + Str.Length]; at < end; at++) {
      low = (low ^ bytes[at]) >>> 0;
      const product = low * 435;
      high = (high * 435 + Math.floor(product / 0x100000000) + ((low << 8) >>> 0)) % 0x100000000;
      low = product >>> 0;
    }
    low = (low ^ high) >>> 0;
    if ((low === 0 && high === 0) || (low === 0xffffffff && high === 0xffffffff)) [low, high] = [2, 0];
    for (const at of [key + Str.Hash, entry + Entry.Hash]) [words[at], words[at + 1]] = [low, high];
    const bit = low & 63;
    words[dict + Dict.Bloom + (bit >> 5)] |= 1 << (bit & 31);
    if (size === 0) continue;
    let j = low & (size - 1);
    while (table[j] !== 0xffffffff) {
      low = ((low >>> 5) | (high << 27)) >>> 0;
      high >>>= 5;
      j = (Math.imul(j, 5) + low + 1) & (size - 1);
    }
    table[j] = i;
  }
}
