// The way back from the packed form of a module (wasm/build/postlink/pack.go, which says what the codes mean and why) to WebAssembly.

const name = "asyncshelf.packed";

const Stream = { Labels: 0, Calls: 1, Narrow: 2, Wide: 3, Places: 4, Stack: 5, Offsets: 6, Locals: 7, Rest: 8, Ops: 9, After: 10 } as const;
const streams = 11;

const code = 10;
const element = 9;
// Marks from here on stand for functions that only call what is at their place in the table, 0xff if it is in the last of the parts.
const firstStubMark = 0xf0;
const endCode = 0xf1;
const epilogueCode = 0xf2;

/** natural is the alignment of each load and store, from i32.load (28) on. */
const natural = Uint8Array.of(2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2);

/** What an operand of an opcode is read from: a stream, or -1 for none. */
const operands = new Int8Array(256).fill(-1);
operands[0x0c] = operands[0x0d] = Stream.Labels;
operands[0x10] = Stream.Calls;
for (let op = 0x20; op <= 0x24; op++) operands[op] = Stream.Locals;
for (let op = 0x28; op <= 0x3e; op++) operands[op] = Stream.Offsets;
operands[0x41] = Stream.Narrow;
operands[0x42] = Stream.Wide;

const damaged = () => new Error("The engine's file arrived damaged. Run tries again.");

/** unpack gives the module's bytes. */
export function unpack(packed: Uint8Array): Uint8Array {
  const unpacker = new Unpacker();
  const module = unpacker.add(packed);
  unpacker.end();
  return module;
}

/** headLength is more than what stands before the streams. */
const headLength = 128;

/**
 * Unpacker unpacks a module while it arrives: each function when its opcodes are there. A module that is not packed is given as it is: the build leaves it so when it does
 * not know the Go that made it.
 */
export class Unpacker {
  /** packed is what has arrived; once the head is there, with room for all. */
  private packed = new Uint8Array(headLength);
  private arrived = 0;
  private plain = false;
  private work: Generator<Uint8Array, Uint8Array, number> | null = null;
  private done = false;

  /** add takes what has arrived and gives what follows of the module, which may be nothing. It throws when it sees that the file is damaged. */
  add(chunk: Uint8Array): Uint8Array {
    try {
      return this.plain ? chunk : this.unpack(chunk);
    } catch (e) {
      throw e instanceof RangeError ? damaged() : e;
    }
  }

  private unpack(chunk: Uint8Array): Uint8Array {
    if (!this.work) {
      const head = chunk.subarray(0, headLength - this.arrived);
      this.packed.set(head, this.arrived);
      this.arrived += head.length;
      if (this.arrived < headLength) return nothing;
      chunk = chunk.subarray(head.length);
      if (this.packed[8] !== 0) {
        this.plain = true;
        const all = new Uint8Array(headLength + chunk.length);
        all.set(this.packed);
        all.set(chunk, headLength);
        return all;
      }
      const { sizes, start, length } = readHead(this.packed);
      const all = new Uint8Array(sizes.reduce((a, b) => a + b, start));
      all.set(this.packed);
      this.packed = all;
      this.work = unpacking(all, sizes, start, length);
      this.work.next(0);
    }
    if (this.arrived + chunk.length > this.packed.length) throw damaged();
    this.packed.set(chunk, this.arrived);
    this.arrived += chunk.length;
    const { value, done } = this.work.next(this.arrived);
    this.done = !!done;
    return value;
  }

  /** end is to be called when everything has arrived. It throws when that is not the whole file. */
  end(): void {
    if (!this.plain && !this.done) throw new Error("The engine's file arrived only in part. Run tries again.");
  }
}

const nothing = new Uint8Array(0);

/** readHead tells how long the streams are, where they start, and how long the module is. */
function readHead(packed: Uint8Array) {
  let p = 8;
  const uint = () => {
    let v = 0;
    for (let shift = 0; ; shift += 7) {
      const b = packed[p++];
      v |= (b & 0x7f) << shift;
      if (!(b > 0x7f)) return v >>> 0; // nor past the end, where b is undefined
    }
  };
  p++; // the section's kind
  uint();
  const named = uint();
  if (new TextDecoder().decode(packed.subarray(p, p + named)) !== name) throw damaged();
  p += named;
  const length = uint();
  const sizes = Array.from({ length: streams }, uint);
  return { sizes, start: p, length };
}

/** unpacking is given how much of packed is there, again and again, and gives what follows of the module. */
function* unpacking(packed: Uint8Array, sizes: number[], start: number, length: number): Generator<Uint8Array, Uint8Array, number> {
  const out = new Uint8Array(length);
  const at = new Int32Array(streams);
  for (let i = 0; i < streams; i++) {
    at[i] = start;
    start += sizes[i];
  }
  const end = at[Stream.Rest] + sizes[Stream.Rest];
  const opsEnd = at[Stream.After];

  let o = 0; // where out goes on
  const uint = (stream: number) => {
    let v = 0;
    for (let shift = 0; ; shift += 7) {
      const b = packed[at[stream]++];
      v |= (b & 0x7f) << shift;
      if (!(b > 0x7f)) return v;
    }
  };
  /** count is a number of things that take a byte each at least, so that a damaged file cannot keep us busy. */
  const count = (stream: number) => {
    const n = uint(stream);
    if (n < 0 || n > out.length - o) throw damaged();
    return n;
  };
  const sint = (stream: number) => {
    let v = 0;
    for (let shift = 0; ; ) {
      const b = packed[at[stream]++];
      v |= (b & 0x7f) << shift;
      shift += 7;
      if (!(b > 0x7f)) return b & 0x40 && shift < 32 ? v | (-1 << shift) : v;
    }
  };
  const putUint = (v: number) => {
    for (; v > 0x7f; v >>>= 7) out[o++] = (v & 0x7f) | 0x80;
    out[o++] = v;
  };
  const putSint = (v: number) => {
    for (; v > 63 || v < -64; v >>= 7) out[o++] = (v & 0x7f) | 0x80;
    out[o++] = v & 0x7f;
  };
  /** copy copies bytes of the rest. */
  const copy = (n: number) => {
    out.set(packed.subarray(at[Stream.Rest], at[Stream.Rest] + n), o);
    at[Stream.Rest] += n;
    o += n;
  };
  const padded = (where: number, v: number, n: number) => {
    for (let i = 0; i < n - 1; i++, v >>>= 7) out[where + i] = (v & 0x7f) | 0x80;
    out[where + n - 1] = v;
  };
  /** leb copies a number of a stream as it stands. */
  const leb = (stream: number) => {
    let i = at[stream];
    let b;
    do out[o++] = b = packed[i++];
    while (b > 0x7f);
    at[stream] = i;
  };

  let given = 0;
  /** part is what has been unpacked since the last time. */
  const part = () => out.subarray(given, (given = o));
  let arrived = 0;
  while (arrived < at[Stream.Ops]) arrived = yield nothing;
  /** whole is where the last function that is all there ends in the opcodes, of which none is like those at a function's end. */
  const whole = () => {
    const last = Math.min(arrived, opsEnd) - 1;
    return Math.max(packed.lastIndexOf(endCode, last), packed.lastIndexOf(epilogueCode, last)) + 1;
  };
  let there = whole();

  out.set(packed.subarray(0, 8));
  o = 8;
  const base = uint(Stream.Rest);
  const first = uint(Stream.Rest);
  const inTable = count(Stream.Rest);
  const nilCheck = uint(Stream.Rest);
  const goType = uint(Stream.Rest);
  const functions = count(Stream.Rest);
  const last = first + functions - 1;

  // The parts of instructions that packed codes stand for. Numbers above a byte's are for what follows from the place.
  let depth = 0;
  let point = 0;
  const putAll = (bytes: readonly number[]) => {
    for (let i = 0; i < bytes.length; i++) out[o++] = bytes[i];
  };
  const pushing = [0x20, 1, 0x41, 8, 0x6b, 0x22, 1, 0x24, 0, 0x20, 1, 0x42];
  const pushed = [0x37, 3, 0, 0x41, 0];
  const afterwards = [0x23, 0, 0x21, 1, 0x0d];
  const opening = [0x23, 0, 0x21, 1, 0x02, 0x40, 0x03, 0x40];
  const spAnd = [0x20, 1, 0x41];
  const returning = [0x6a, 0x24, 0, 0x41, 0, 0x0f];
  const framed = [0x6b, 0x22, 1, 0x24, 0];
  const stackLoad = [0x20, 1, 0x29, 3];
  const stackHalf = [0x20, 1, 0x28, 2];
  const epilogue = [0x01, 0x0b, 0, 0x0b, 0x41, 1, 0x0b];
  const head = (place: number) => {
    point += sint(Stream.Places);
    putAll(pushing);
    // place << 16 | point, of up to 48 bits
    putAddress(place, point);
    putAll(pushed);
  };
  const putAddress = (place: number, low: number) => {
    let v = place * 65536 + low;
    for (; v > 63; v = Math.floor(v / 128)) out[o++] = (v % 128) | 0x80;
    out[o++] = v;
  };
  const tail = () => {
    putAll(afterwards);
    putUint(depth - 1);
  };

  /** special writes what one of the other codes stands for. It is apart from body, which browsers are slow to compile with all this in it. */
  const special = (op: number, place: number) => {
    switch (op) {
      case 0xc5: {
        const n = count(Stream.Rest);
        const kind = packed[at[Stream.Rest]];
        if (kind >= 0x02 && kind <= 0x04) depth++;
        copy(n);
        break;
      }
      case 0xc6: {
        const blocks = count(Stream.Labels);
        putAll(opening);
        for (let i = 0; i < blocks; i++) {
          out[o++] = 0x02;
          out[o++] = 0x40;
        }
        out[o++] = 0x20;
        out[o++] = 0;
        out[o++] = 0x0e;
        const n = count(Stream.Labels);
        putUint(n - 1);
        let label = 0;
        for (let i = 0; i < n; i++) {
          label += (packed[at[Stream.Labels] + (i >> 3)] >> (i & 7)) & 1;
          out[o++] = label;
        }
        at[Stream.Labels] += (n + 7) >> 3;
        out[o++] = 0x0b;
        depth = blocks + 1;
        break;
      }
      case 0xc7:
        head(place);
        break;
      case 0xc8:
        tail();
        break;
      case 0xc9:
        head(place);
        out[o++] = 0x10;
        leb(Stream.Calls);
        tail();
        break;
      case 0xca:
        out[o++] = 0x50;
        out[o++] = 0x04;
        out[o++] = 0x40;
        depth++;
        head(place);
        out[o++] = 0x10;
        putUint(nilCheck);
        tail();
        depth--;
        out[o++] = 0x0b;
        break;
      case 0xcb:
        point += sint(Stream.Places);
        out[o++] = 0x41;
        putSint(point);
        out[o++] = 0x21;
        out[o++] = 0;
        out[o++] = 0x0c;
        putUint(depth - 2);
        break;
      case 0xcc:
        putAll(spAnd);
        leb(Stream.Narrow);
        putAll(returning);
        break;
      case 0xcd:
        putAll(spAnd);
        leb(Stream.Narrow);
        putAll(framed);
        break;
      case 0xce:
        putAll(stackLoad);
        leb(Stream.Stack);
        break;
      case 0xcf:
        putAll(stackHalf);
        leb(Stream.Stack);
        break;
      case 0xd0:
        out[o++] = 0x11;
        putUint(goType);
        out[o++] = 0;
        break;
      default:
        throw damaged();
    }
  };

  const body = (place: number) => {
    depth = 0;
    point = 0;
    // Most codes are handled here, with variables of the loop's own: those that closures share are three times slower.
    let ops = at[Stream.Ops];
    let p = o;
    for (;;) {
      const op = packed[ops++];
      if (op < 0xc5) {
        out[p++] = op;
        const stream = operands[op];
        if (stream >= 0) {
          if (stream === Stream.Offsets) out[p++] = natural[op - 0x28];
          let i = at[stream];
          let b;
          do out[p++] = b = packed[i++];
          while (b > 0x7f);
          at[stream] = i;
        } else if (op <= 0x04 && op >= 0x02) {
          out[p++] = 0x40;
          depth++;
        } else if (op === 0x0b) {
          depth--;
        }
        continue;
      }
      if (op >= 0xd1 && op <= 0xf0) {
        out[p++] = op < 0xe1 ? 0x20 : 0x21;
        out[p++] = op < 0xe1 ? op - 0xd1 : op - 0xe1;
        continue;
      }
      o = p;
      if (op >= endCode) {
        if (op === endCode) out[o++] = 0x0b;
        else if (op === epilogueCode) putAll(epilogue);
        else throw damaged();
        at[Stream.Ops] = ops;
        return;
      }
      special(op, place);
      p = o;
    }
  };

  while (at[Stream.Rest] < end) {
    const id = packed[at[Stream.Rest]++];
    out[o++] = id;
    const lengthAt = o;
    o += 5;
    if (id === element) {
      putAll([1, 0, 0x41]);
      putSint(base);
      out[o++] = 0x0b;
      putUint(inTable);
      for (let i = 0; i < inTable; i++) putUint(first + i);
    } else if (id === code) {
      const content = uint(Stream.Rest);
      putUint(functions);
      padded(lengthAt, content, 5);
      for (let i = 0; i < functions; i++) {
        const start = o;
        o += 3;
        const locals = packed[at[Stream.Rest]++];
        if (locals >= firstStubMark) {
          putAll([0, 0x10]);
          putUint(last - (0xff - locals));
          putAll([0x20, 0, 0x41]);
          putSint(base + i);
          out[o++] = 0x11;
          putUint(goType);
          putAll([0, 0x0b]);
        } else {
          while (at[Stream.Ops] >= there) {
            if (arrived >= opsEnd) throw damaged();
            o -= 3;
            arrived = yield part();
            o += 3;
            there = whole();
          }
          copy(locals);
          body(base + i);
        }
        padded(start, o - start - 3, 3);
      }
      if (o !== lengthAt + 5 + content) throw damaged();
    } else {
      copy(count(Stream.Rest));
    }
    padded(lengthAt, o - lengthAt - 5, 5);
  }
  for (;;) {
    const more = packed.subarray(at[Stream.After], arrived);
    if (more.length > out.length - o) throw damaged();
    out.set(more, o);
    o += more.length;
    at[Stream.After] += more.length;
    if (arrived === packed.length) break;
    arrived = yield part();
  }
  if (o !== out.length) throw damaged();
  return part();
}
