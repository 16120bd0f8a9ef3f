// The descriptions of the engine's functions, for Go's garbage collector: the build writes them as columns and leaves out what follows a rule
// (wasm/build/postlink/functions.go, which says what each column is).

const section = "asyncshelf.functions";

const columnNumber = 0;
const columnPlace = 1;
const columnPrograms = 2;
const columnHeap = 3;
const columnLengths = 4;
const columnWords = 5;
const fixedWords = 11;
const columnTables = columnWords + fixedWords;
const maxTables = 16;
const columnData = columnTables + maxTables;
const columnCount = columnData + maxTables;

const wordEntry = 0;
const wordProgram = 4;
const wordTables = 7;
const wordBytes = 10;
const noData = 0xffffffff;

const bucketWords = 5;
const bucketShift = 4; // sixteen buckets a function

/** writeFunctions puts the descriptions into the memory of an instance that has not run yet. A module without the section needs nothing. */
export function writeFunctions(module: WebAssembly.Module, memory: WebAssembly.Memory): void {
  const [content] = WebAssembly.Module.customSections(module, section);
  if (!content) return;
  const bytes = new Uint8Array(content);
  const places = new Uint32Array(columnCount + 1); // where each column goes on; the last is where the head does
  const head = columnCount;
  const uint = (c: number) => {
    let v = 0;
    for (let shift = 0; ; shift += 7) {
      const b = bytes[places[c]++];
      v |= (b & 0x7f) << shift;
      if (b < 0x80) return v >>> 0;
    }
  };
  const signed = (c: number) => {
    const v = uint(c);
    return (v >>> 1) ^ -(v & 1);
  };
  const table = uint(head) >> 2; // in words, as everything below
  const n = uint(head);
  const first = uint(head);
  const programs = uint(head); // in bytes
  const buckets = uint(head) >> 2;
  const bucketCount = uint(head);
  const described = uint(head);
  const lengths = Array.from({ length: columnCount }, () => uint(head));
  lengths.reduce((at, length, c) => (places[c] = at) + length, places[head]);

  const words = new Uint32Array(memory.buffer);
  for (let i = 0, at = buckets; i < bucketCount; i++, at += bucketWords) words[at] = i >> bucketShift;
  for (let i = 0; i < n; i++) words[table + 2 * i] = first + i;

  const all = new Uint8Array(memory.buffer);
  const programNames = new Pieces(bytes.length);
  let programsEnd = 1;
  programNames.add(0);
  const program = (c: number) => {
    const code = uint(c);
    if (code !== 0) return programNames.again(code);
    const offset = programsEnd + signed(columnPrograms);
    programsEnd = programEnd(all, programs + offset) - programs;
    return programNames.add(offset);
  };
  const dataNames = new Pieces(bytes.length);
  let dataEnd = 0;
  const data = (c: number) => {
    const code = uint(c);
    if (code !== 0) return dataNames.again(code);
    const gap = uint(columnHeap);
    if (gap === noData) return dataNames.add(noData);
    const offset = dataEnd + ((gap >>> 1) ^ -(gap & 1));
    dataEnd = offset + 4 * uint(columnLengths);
    return dataNames.add(offset);
  };

  let number = -1;
  let at = table;
  for (let k = 0; k < described; k++) {
    number += uint(columnNumber);
    at += signed(columnPlace);
    words[table + 2 * number + 1] = (at - table) << 2;
    const f = at;
    for (let w = 0; w < fixedWords; w++) {
      const c = columnWords + w;
      words[at++] = w === wordEntry ? signed(c) + first + number : w === wordProgram ? program(c) : uint(c);
    }
    for (let i = 0, tables = words[f + wordTables]; i < tables; i++) words[at++] = program(columnTables + i);
    for (let i = 0, count = words[f + wordBytes] >>> 24; i < count; i++) words[at++] = data(columnData + i);
  }
}

/** Pieces are the pieces of a heap that have been named, the latest last. */
class Pieces {
  private readonly named: Uint32Array;
  private length = 0;

  constructor(room: number) {
    this.named = new Uint32Array(room);
  }

  add(piece: number): number {
    return (this.named[this.length++] = piece);
  }

  /** again names a piece once more: the latest but code - 1. */
  again(code: number): number {
    const { named, length } = this;
    const at = length - code;
    const piece = named[at];
    named.copyWithin(at, at + 1, length);
    named[length - 1] = piece;
    return piece;
  }
}

/** programEnd is where the program at a place in the table of programs ends: it is pairs of numbers, until the first of a pair that isn't the first one is 0. */
function programEnd(bytes: Uint8Array, at: number): number {
  for (let k = 0; ; k++) {
    if (k > 0 && k % 2 === 0 && bytes[at] === 0) return at + 1;
    while (bytes[at++] >= 0x80);
  }
}
