// The way back from the packed form of a module (wasm/build/postlink/pack.go, which says what the codes mean and why) to WebAssembly.

const name = "asyncshelf.packed";

const Stream = { Rest: 0, Ops: 1, Wide: 2, Narrow: 3, Calls: 4, Locals: 5, Offsets: 6, Stack: 7, Labels: 8, Places: 9 } as const;
const streams = 10;

const code = 10;
const element = 9;
const stubMark = 0xff;

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

/** isPacked tells a packed module from one that can be compiled as it is, by its first section. */
export function isPacked(bytes: Uint8Array): boolean {
  return bytes[8] === 0;
}

/** unpack gives the module's bytes. What is no packed module is an error. */
export function unpack(packed: Uint8Array): Uint8Array {
  let p = 8;
  const header = () => {
    let v = 0;
    for (let shift = 0; ; shift += 7) {
      const b = packed[p++];
      v |= (b & 0x7f) << shift;
      if (b < 0x80) return v >>> 0;
    }
  };
  if (packed[p++] !== 0) throw new Error("the engine's file is damaged");
  header();
  const length = header();
  if (new TextDecoder().decode(packed.subarray(p, p + length)) !== name) throw new Error("the engine's file is damaged");
  p += length;
  const out = new Uint8Array(header());
  const sizes = Array.from({ length: streams }, header);
  const at = new Int32Array(streams);
  for (let i = 0; i < streams; i++) {
    at[i] = p;
    p += sizes[i];
  }
  const end = at[Stream.Rest] + sizes[Stream.Rest];
  if (p !== packed.length) throw new Error("the engine's file is not all there");

  let o = 0; // where out goes on
  const uint = (stream: number) => {
    let v = 0;
    for (let shift = 0; ; shift += 7) {
      const b = packed[at[stream]++];
      v |= (b & 0x7f) << shift;
      if (b < 0x80) return v;
    }
  };
  const sint = (stream: number) => {
    let v = 0;
    for (let shift = 0; ; ) {
      const b = packed[at[stream]++];
      v |= (b & 0x7f) << shift;
      shift += 7;
      if (b < 0x80) return b & 0x40 && shift < 32 ? v | (-1 << shift) : v;
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

  out.set(packed.subarray(0, 8));
  o = 8;
  const base = uint(Stream.Rest);
  const first = uint(Stream.Rest);
  const inTable = uint(Stream.Rest);
  const nilCheck = uint(Stream.Rest);
  const goType = uint(Stream.Rest);
  const functions = uint(Stream.Rest);
  const ready = first + functions - 1;

  // The parts of instructions that packed codes stand for. Numbers above a byte's are for what follows from the place.
  let depth = 0;
  let point = 0;
  const putAll = (bytes: readonly number[]) => {
    for (let i = 0; i < bytes.length; i++) out[o++] = bytes[i];
  };
  const pushing = [0x20, 1, 0x41, 8, 0x6b, 0x22, 1, 0x24, 0, 0x20, 1, 0x42];
  const pushed = [0x37, 3, 0, 0x41, 0];
  const afterwards = [0x23, 0, 0x21, 1, 0x0d];
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
      switch (op) {
        case 0xc5: {
          const n = uint(Stream.Rest);
          const kind = packed[at[Stream.Rest]];
          if (kind >= 0x02 && kind <= 0x04) depth++;
          copy(n);
          break;
        }
        case 0xc6: {
          const blocks = uint(Stream.Labels);
          putAll([0x23, 0, 0x21, 1, 0x02, 0x40, 0x03, 0x40]);
          for (let i = 0; i < blocks; i++) {
            out[o++] = 0x02;
            out[o++] = 0x40;
          }
          out[o++] = 0x20;
          out[o++] = 0;
          out[o++] = 0x0e;
          const n = uint(Stream.Labels);
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
          putAll([0x20, 1, 0x41]);
          leb(Stream.Narrow);
          putAll([0x6a, 0x24, 0, 0x41, 0, 0x0f]);
          break;
        case 0xcd:
          putAll([0x20, 1, 0x41]);
          leb(Stream.Narrow);
          putAll([0x6b, 0x22, 1, 0x24, 0]);
          break;
        case 0xce:
          putAll([0x20, 1, 0x29, 3]);
          leb(Stream.Stack);
          break;
        case 0xcf:
          putAll([0x20, 1, 0x28, 2]);
          leb(Stream.Stack);
          break;
        case 0xd0:
          out[o++] = 0x11;
          putUint(goType);
          out[o++] = 0;
          break;
        case 0xf1:
          out[o++] = 0x0b;
          at[Stream.Ops] = ops;
          return;
        case 0xf2:
          putAll([0x01, 0x0b, 0, 0x0b, 0x41, 1, 0x0b]);
          at[Stream.Ops] = ops;
          return;
        default:
          throw new Error("the engine's file is damaged");
      }
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
      putUint(functions);
      for (let i = 0; i < functions; i++) {
        const start = o;
        o += 3;
        const locals = packed[at[Stream.Rest]++];
        if (locals === stubMark) {
          putAll([0, 0x10]);
          putUint(ready);
          putAll([0x20, 0, 0x41]);
          putSint(base + i);
          out[o++] = 0x11;
          putUint(goType);
          putAll([0, 0x0b]);
        } else {
          copy(locals);
          body(base + i);
        }
        padded(start, o - start - 3, 3);
      }
    } else {
      copy(uint(Stream.Rest));
    }
    padded(lengthAt, o - lengthAt - 5, 5);
  }
  if (o !== out.length) throw new Error("the engine's file is damaged");
  return out;
}
