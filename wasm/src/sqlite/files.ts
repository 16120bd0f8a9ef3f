// SQLite's files, which all live in memory: scratch files, and the one through which a database is serialised.

import type { Memory } from "./memory.ts";

const CANTOPEN = 14;
const FULL = 13;
const NOTFOUND = 12;
const IOERR_SHORT_READ = 522;
const IOERR_NOMEM = 3082;
const OPEN_MAIN_DB = 0x100;

/** exchangeName is the only name under which a database file may be opened; serialising and deserialising go through it. */
export const exchangeName = "exchange";

/** A MemoryFile is the content of one open or named file. */
class MemoryFile {
  bytes = new Uint8Array(0);
  length = 0;

  /** resize sets the length, zero-filling what is new. */
  resize(length: number): void {
    if (length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.bytes.length));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    } else if (length < this.length) {
      this.bytes.fill(0, length, this.length);
    }
    this.length = length;
  }
}

/** Files is SQLite's file system. limit bounds what all files together may hold, in bytes. */
export class Files {
  limit = Infinity;
  private named = new Map<string, MemoryFile>();
  private open = new Map<number, MemoryFile>();
  private next = 1;

  constructor(private readonly memory: () => Memory) {}

  /** put makes content the file to be opened as exchangeName. */
  put(content: Uint8Array): void {
    const file = new MemoryFile();
    file.bytes = content.slice();
    file.length = content.length;
    this.named.set(exchangeName, file);
  }

  /** take returns the content of the file exchangeName and forgets it, with what SQLite may have left beside it. */
  take(): Uint8Array<ArrayBuffer> {
    const file = this.named.get(exchangeName);
    this.named.clear();
    return file ? file.bytes.subarray(0, file.length) : new Uint8Array(0);
  }

  private name(ptr: number): string {
    return new TextDecoder().decode(this.memory().refresh().cstring(ptr));
  }

  /** file is the open file behind SQLite's sqlite3_file, whose second word is our number for it. */
  private file(ptr: number): MemoryFile {
    return this.open.get(this.memory().refresh().view.getInt32(ptr + 4, true))!;
  }

  private total(): number {
    let sum = 0;
    for (const file of new Set([...this.named.values(), ...this.open.values()])) sum += file.bytes.length;
    return sum;
  }

  imports(): WebAssembly.ModuleImports {
    const memory = this.memory;
    return {
      go_vfs_find: () => 0,
      go_open: (_vfs: number, zName: number, file: number, flags: number, outFlags: number): number => {
        const name = zName === 0 ? "" : this.name(zName);
        if (flags & OPEN_MAIN_DB && name !== exchangeName) return CANTOPEN;
        let content = this.named.get(name);
        if (!content) {
          content = new MemoryFile();
          if (name !== "") this.named.set(name, content);
        }
        this.open.set(this.next, content);
        const view = memory().refresh().view;
        view.setInt32(file + 4, this.next++, true);
        if (outFlags !== 0) view.setInt32(outFlags, flags, true);
        return 0;
      },
      go_close: (file: number): number => {
        this.open.delete(memory().refresh().view.getInt32(file + 4, true));
        return 0;
      },
      go_delete: (_vfs: number, zName: number): number => {
        this.named.delete(this.name(zName));
        return 0;
      },
      go_access: (_vfs: number, zName: number, _flags: number, out: number): number => {
        memory().view.setInt32(out, this.named.has(this.name(zName)) ? 1 : 0, true);
        return 0;
      },
      go_full_pathname: (_vfs: number, zName: number, room: number, out: number): number => {
        const mem = memory().refresh();
        const name = mem.cstring(zName);
        if (name.length >= room) return CANTOPEN;
        mem.u8.copyWithin(out, zName, zName + name.length + 1);
        return 0;
      },
      go_read: (ptr: number, to: number, length: number, at: bigint): number => {
        const file = this.file(ptr);
        const start = Number(at);
        const there = Math.max(0, Math.min(length, file.length - start));
        const target = memory().bytes(to, length);
        target.set(file.bytes.subarray(start, start + there));
        if (there === length) return 0;
        target.fill(0, there);
        return IOERR_SHORT_READ;
      },
      go_write: (ptr: number, from: number, length: number, at: bigint): number => {
        const file = this.file(ptr);
        const start = Number(at);
        const end = start + length;
        if (end > file.bytes.length && this.total() + end - file.bytes.length > this.limit) return FULL;
        try {
          if (end > file.length) file.resize(end);
        } catch {
          return IOERR_NOMEM;
        }
        file.bytes.set(memory().bytes(from, length), start);
        return 0;
      },
      go_truncate: (ptr: number, size: bigint): number => {
        this.file(ptr).resize(Number(size));
        return 0;
      },
      go_file_size: (ptr: number, out: number): number => {
        memory().view.setBigInt64(out, BigInt(this.file(ptr).length), true);
        return 0;
      },
      go_check_reserved_lock: (_ptr: number, out: number): number => {
        memory().refresh().view.setInt32(out, 0, true);
        return 0;
      },
      go_sync: () => 0,
      go_lock: () => 0,
      go_unlock: () => 0,
      go_file_control: () => NOTFOUND,
      go_sector_size: () => 4096,
      go_device_characteristics: () => 0,
    };
  }
}
