// The descriptions of the engine's functions, for Go's garbage collector: the build writes them as differences and leaves out what follows a rule
// (wasm/build/postlink/delta.go).

const section = "asyncshelf.functions";
const none = 0x80000000;
const wordTables = 7;
const wordArgs = 2;
const wordBytes = 10;
const fixedWords = 11;
const bucketWords = 5;
const bucketsPerFunction = 16;

/** addDifferences makes the descriptions whole in the memory of an instance that has not run yet. A module without the section needs nothing. */
export function addDifferences(module: WebAssembly.Module, memory: WebAssembly.Memory): void {
  const [content] = WebAssembly.Module.customSections(module, section);
  if (!content) return;
  const bytes = new Uint8Array(content);
  let at = 0;
  const uint = () => {
    let v = 0;
    for (let shift = 0; ; shift += 7) {
      const b = bytes[at++];
      v |= (b & 0x7f) << shift;
      if (b < 0x80) return v;
    }
  };
  const table = uint() >> 2; // in words, as everything below
  const n = uint();
  const buckets = uint() >> 2;
  const bucketCount = uint();
  const words = new Uint32Array(memory.buffer);
  for (let i = 0; i < bucketCount; i++) words[buckets + bucketWords * i] = (i / bucketsPerFunction) | 0;
  const last = new Uint32Array(1024);
  let entry = 0;
  let offset = 0;
  for (let i = table; i < table + 2 * n; i += 2) {
    entry = (words[i] += entry) >>> 0;
    if (words[i + 1] === 0) continue;
    offset = (words[i + 1] += offset) >>> 0;
    const f = table + (offset >> 2);
    // How many words there are is known when the first ones are whole.
    for (let k = 0, length = fixedWords; k < length; k++) {
      if (k === wordArgs) continue;
      if (k === wordBytes) {
        length += (words[f + wordTables] & 0xff) + (words[f + k] >>> 24);
      } else if (words[f + k] === none) {
        words[f + k] = 0xffffffff;
      } else {
        last[k] = words[f + k] += last[k];
      }
    }
  }
}
