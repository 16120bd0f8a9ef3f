// Collecting the rows of a statement and writing the reply that Go decodes (engine/sqlite/wire.go).

import type { Instance } from "./instance.ts";
import { Growing, type Bytes } from "./memory.ts";
import { Flag, Tag, errorHeader, rowsHeader } from "./wire.ts";

/** chunkBytes is the size of the area in SQLite's memory into which it writes rows before they are copied out, many at once. */
const chunkBytes = 64 << 10;

/** Rows collects the rows of one statement after the other. Numbers are copied a chunk at a time, texts one by one, as SQLite only lends them for a step. */
export class Rows {
  count = 0;
  width = 0;
  private readonly data = new Growing(chunkBytes);
  private readonly tags = new Growing(chunkBytes / 8);
  private readonly heap = new Growing(chunkBytes);
  private readonly header = new Uint8Array(rowsHeader);
  private readonly view = new DataView(this.header.buffer);
  private chunk = 0;
  private tagsAt = 0; // in the chunk, after the data
  private pending = 0;
  private capacity = 0;

  constructor(private readonly sqlite: Instance) {}

  /** begin empties the collection for rows of width cells. It returns false when there is no memory for the chunk. */
  begin(width: number): boolean {
    this.data.reset();
    this.tags.reset();
    this.heap.reset();
    this.count = this.pending = 0;
    this.width = width;
    if (this.chunk === 0) this.chunk = this.sqlite.alloc(chunkBytes);
    this.capacity = Math.max(1, Math.floor(chunkBytes / (9 * Math.max(1, width))));
    this.tagsAt = this.chunk + this.capacity * width * 8;
    return this.chunk !== 0;
  }

  /** add takes the statement's current row and returns SQLite's result code. */
  add(stmt: number): number {
    const { width, sqlite } = this;
    const data = this.chunk + this.pending * width * 8;
    const tags = this.tagsAt + this.pending * width;
    const rc = sqlite.c.sqlite3_columns_go(stmt, width, tags, data);
    if (rc !== 0) return rc;
    const { u8, i32 } = sqlite.mem.refresh();
    for (let i = 0; i < width; i++) {
      const tag = u8[tags + i];
      if (tag === Tag.Text || tag === Tag.Blob) {
        const cell = (data + 8 * i) >> 2;
        i32[cell] = this.heap.push(u8, i32[cell] >>> 0, i32[cell + 1]);
      }
    }
    this.count++;
    if (++this.pending === this.capacity) this.flush();
    return 0;
  }

  /** weight is the size of the result so far. */
  get weight(): number {
    return this.count * this.width * 9 + this.heap.length;
  }

  private flush(): void {
    const { u8 } = this.sqlite.mem.refresh();
    const cells = this.pending * this.width;
    this.data.push(u8, this.chunk, cells * 8);
    this.tags.push(u8, this.tagsAt, cells);
    this.pending = 0;
  }

  /** reply returns the parts of the reply, in order. columns is the encoded description, if it is to be sent. */
  reply(inTransaction: boolean, columns: Bytes | null, changes: bigint, lastId: bigint): Bytes[] {
    this.flush();
    const { view } = this;
    this.header[1] = (inTransaction ? Flag.Transaction : 0) | (columns ? Flag.Columns : 0);
    view.setUint32(4, this.width, true);
    view.setUint32(8, this.count, true);
    view.setUint32(12, columns ? columns.length : 0, true);
    view.setBigInt64(16, changes, true);
    view.setBigInt64(24, lastId, true);
    view.setUint32(32, this.heap.length, true);
    const header = { bytes: this.header, length: rowsHeader };
    return columns ? [header, this.data, this.tags, columns, this.heap] : [header, this.data, this.tags, this.heap];
  }
}

/** describe encodes the names and declared types of a statement's columns. */
export function describe(sqlite: Instance, stmt: number, width: number): Bytes {
  const out = new Growing(64 * Math.max(1, width));
  for (let i = 0; i < width; i++) {
    const texts = [sqlite.c.sqlite3_column_name(stmt, i), sqlite.c.sqlite3_column_decltype(stmt, i)].map((ptr) => sqlite.mem.refresh().cstring(ptr).slice());
    for (const text of texts) out.pushU32(text.length);
    for (const text of texts) out.push(text, 0, text.length);
  }
  return out;
}

/** plainReply makes a reply that isn't rows. */
export function plainReply(kind: number, flags = 0, limit = 0, first = 0, second = 0, rest = new Uint8Array(0)): Bytes[] {
  const header = new Uint8Array(errorHeader);
  header[0] = kind;
  header[1] = flags;
  header[2] = limit;
  const view = new DataView(header.buffer);
  view.setInt32(4, first, true);
  view.setInt32(8, second, true);
  return [{ bytes: header, length: errorHeader }, { bytes: rest, length: rest.length }];
}
