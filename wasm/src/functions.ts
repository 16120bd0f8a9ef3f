// The descriptions of the engine's functions, for Go's garbage collector: the build writes them as columns and leaves out what follows a rule
// (wasm/build/postlink/functions.go, which says what each column is).

const section = "asyncshelf.functions";

const columnNumber = 0;
const columnPlace = 1;
const columnWords = 2;
const fixedWords = 11;
const columnTables = columnWords + fixedWords;
const maxTables = 16;
const columnData = columnTables + maxTables;
const columnCount = columnData + maxTables;
const plainColumns = [columnWords, columnWords + 2, columnWords + 3, columnWords + 7, columnWords + 10];
const wordEntry = 0;
const wordTables = 7;
const wordBytes = 10;

const bucketWords = 5;
const bucketsPerFunction = 16;

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
  const table = uint(head) >> 2; // in words, as everything below
  const n = uint(head);
  const first = uint(head);
  const buckets = uint(head) >> 2;
  const bucketCount = uint(head);
  const described = uint(head);
  const lengths = Array.from({ length: columnCount }, () => uint(head));
  lengths.reduce((at, length, c) => (places[c] = at) + length, places[head]);

  const words = new Uint32Array(memory.buffer);
  for (let i = 0; i < bucketCount; i++) words[buckets + bucketWords * i] = (i / bucketsPerFunction) | 0;
  for (let i = 0; i < n; i++) words[table + 2 * i] = first + i;

  const last = new Uint32Array(columnCount);
  const plain = new Uint8Array(columnCount);
  for (const c of plainColumns) plain[c] = 1;
  const signed = (v: number) => (v >>> 1) ^ -(v & 1);
  const word = (c: number) => {
    const v = (last[c] + signed(uint(c))) >>> 0;
    if (!plain[c]) last[c] = v;
    return v;
  };
  let number = -1;
  let at = table;
  for (let k = 0; k < described; k++) {
    number += signed(uint(columnNumber));
    at += signed(uint(columnPlace));
    words[table + 2 * number + 1] = (at - table) << 2;
    const f = at;
    for (let w = 0; w < fixedWords; w++) words[at++] = word(columnWords + w);
    words[f + wordEntry] += first + number;
    for (let i = 0, tables = words[f + wordTables]; i < tables; i++) words[at++] = word(columnTables + i);
    for (let i = 0, data = words[f + wordBytes] >>> 24; i < data; i++) {
      const v = uint(columnData + i);
      if (v !== 0) last[columnData + i] += signed(v - 1);
      words[at++] = v === 0 ? 0xffffffff : last[columnData + i] - 1;
    }
  }
}
