// A view of a WebAssembly memory that stays usable when the memory grows.

/** Memory gives typed views of a WebAssembly memory. Growth detaches them; refresh() after any call that may have grown it. */
export class Memory {
  u8!: Uint8Array<ArrayBuffer>;
  i32!: Int32Array;
  view!: DataView;

  constructor(readonly memory: WebAssembly.Memory) {
    this.refresh();
  }

  /** refresh makes the views anew if the memory has grown. A detached array has the length 0, which is cheap to see. */
  refresh(): this {
    if (!this.u8 || this.u8.length === 0) {
      const buffer = this.memory.buffer as ArrayBuffer;
      this.u8 = new Uint8Array(buffer);
      this.i32 = new Int32Array(buffer);
      this.view = new DataView(buffer);
    }
    return this;
  }

  /** bytes is the part of the memory from ptr on. */
  bytes(ptr: number, length: number): Uint8Array<ArrayBuffer> {
    return this.u8.subarray(ptr, ptr + length);
  }

  /** cstring returns the bytes of a text that ends with a zero. */
  cstring(ptr: number): Uint8Array<ArrayBuffer> {
    return ptr === 0 ? new Uint8Array(0) : this.bytes(ptr, this.u8.indexOf(0, ptr) - ptr);
  }
}

/** shortCopy is the length below which a loop is faster than making a view for set(). */
const shortCopy = 48;

/** copyBytes copies length bytes between two arrays. */
export function copyBytes(to: Uint8Array, at: number, from: Uint8Array, start: number, length: number): void {
  if (length < shortCopy) {
    for (let i = 0; i < length; i++) to[at + i] = from[start + i];
  } else {
    to.set(from.subarray(start, start + length), at);
  }
}

/** Bytes are the first length bytes of an array: a view of them would be an object more for every statement. */
export interface Bytes {
  readonly bytes: Uint8Array;
  readonly length: number;
}

/** Growing is a byte buffer that doubles as needed and is used again after reset(). */
export class Growing implements Bytes {
  bytes: Uint8Array<ArrayBuffer>;
  length = 0;

  constructor(private readonly initial: number) {
    this.bytes = new Uint8Array(initial);
  }

  /** push appends length bytes of from and returns where they begin. */
  push(from: Uint8Array, start: number, length: number): number {
    const at = this.length;
    this.room(length);
    copyBytes(this.bytes, at, from, start, length);
    this.length = at + length;
    return at;
  }

  /** pushU32 appends one number, little-endian. */
  pushU32(n: number): void {
    this.room(4);
    for (let i = 0; i < 4; i++) this.bytes[this.length++] = n >>> (8 * i);
  }

  private room(length: number): void {
    if (this.length + length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.length + length));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
  }

  /** reset empties the buffer, and gives back what an unusually large result took. */
  reset(): void {
    this.length = 0;
    if (this.bytes.length > 16 * this.initial) this.bytes = new Uint8Array(this.initial);
  }
}
