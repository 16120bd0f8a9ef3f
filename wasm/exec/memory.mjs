// What the memory of a Go program says, for train.mjs: which functions its goroutines are in the middle of, and which read-only data it leads to. The table is
// what the build says of the program: where its functions begin in the module's table (base) and how many there are (count), where its read-only data lie (low, high) and
// its tables of methods (tables).

/** Where the runtime's description of a goroutine (runtime.g) has its stack and where it stands there, in words; one of the registers saved is the description's own address. */
const G = { low: 0, high: 1, sp: 7, self: 9 };

/**
 * waiting gives the functions that goroutines are in the middle of: those whose return addresses (a function's place in the table, then a number above 0) are on their stacks.
 * The garbage collector goes through their frames, so it has to know of them.
 */
export function waiting(memory, { base, count }) {
  const words = new BigUint64Array(memory);
  const found = new Set();
  for (let i = 0; i + G.self < words.length; i++) {
    if (words[i + G.self] !== BigInt(8 * i)) continue;
    const [low, high, sp] = [G.low, G.high, G.sp].map((k) => Number(words[i + k]) / 8);
    if (!(low > 0 && low < sp && sp <= high && high <= words.length)) continue;
    for (const word of words.subarray(sp, high)) {
      const number = Number(word >> 16n) - base;
      if (number >= 0 && number < count && (word & 0xffffn) !== 0n) found.add(number);
    }
  }
  if (found.size === 0) throw new Error("the runtime keeps its goroutines in another way than is known here");
  return found;
}

/** reached adds to a map the addresses of read-only data that memory holds, with the word behind each, which is the length if it is a text. */
export function reached(memory, { low, high, tables }, map = new Map()) {
  const words = new Uint32Array(memory);
  for (let i = 0; i < words.length; i += 2) {
    i += 2 * methodTables(words, i, tables.length);
    const at = words[i];
    if (at < low || at >= high || words[i + 1] !== 0 || (4 * i >= low && 4 * i < high)) continue;
    map.set(at, Math.max(map.get(at) ?? 0, words[i + 3] === 0 ? words[i + 2] : 0));
  }
  return map;
}

/**
 * methodTables gives the length, in words of eight bytes, of the runtime's table of all tables of methods (runtime.itabTableType), if it is here: its size, how many are in it, and
 * they. It leads to types that nobody may have.
 */
function methodTables(words, i, least) {
  const size = words[i];
  const count = words[i + 2];
  const first = i + 4;
  if (size < 512 || (size & (size - 1)) !== 0 || count < least || count > size || first + 2 * size > words.length) return 0;
  let found = 0;
  for (let k = first; k < first + 2 * size; k += 2) if (words[k] !== 0) found++;
  return found === count ? size + 2 : 0;
}
