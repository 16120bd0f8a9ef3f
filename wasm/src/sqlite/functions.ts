// SQL functions written in Go: SQLite calls the imports below, which hand the arguments over and bring the result back, synchronously.

import type { GoSide } from "./go.ts";
import { big, type Instance } from "./instance.ts";
import { copyBytes } from "./memory.ts";
import { Call, Kind, Tag } from "./wire.ts";

/** fixed is the size of an encoded value without its text. */
const fixed = 9;

/** Functions runs the Go functions of one database. */
export class Functions {
  private groups = 0;
  private ids = new Map<number, number>(); // group → function, for the inverse, which SQLite doesn't name again

  constructor(private readonly handle: number, private readonly go: GoSide, private readonly sqlite: () => Instance) {}

  /** register makes function id callable as name. SQLite keeps id + 1, as 0 means none to it. */
  register(db: number, name: Uint8Array, nArg: number, flags: number, kind: number, id: number): number {
    const { c } = this.sqlite();
    const ptr = this.sqlite().store(name);
    if (ptr === 0) return 7;
    const create =
      kind === Kind.Scalar ? c.sqlite3_create_function_go
      : kind === Kind.Window ? c.sqlite3_create_window_function_go
      : c.sqlite3_create_aggregate_function_go;
    const rc = create(db, ptr, nArg, flags, id + 1);
    c.sqlite3_free(ptr);
    return rc;
  }

  imports(): WebAssembly.ModuleImports {
    return {
      go_func: (ctx: number, app: number, nArg: number, args: number) => {
        this.result(ctx, this.call(Call.Scalar, app - 1, 0, nArg, args));
      },
      go_step: (_ctx: number, agg: number, app: number, nArg: number, args: number) => {
        const group = this.group(agg, app);
        this.call(Call.Step, this.ids.get(group)!, group, nArg, args);
      },
      go_inverse: (_ctx: number, group: number, nArg: number, args: number) => {
        this.call(Call.Inverse, this.ids.get(group)!, group, nArg, args);
      },
      go_value: (ctx: number, agg: number, app: number, final: number) => {
        const group = this.group(agg, app);
        this.result(ctx, this.call(final ? Call.Final : Call.Value, this.ids.get(group)!, group, 0, 0));
        if (final) this.ids.delete(group);
      },
      go_destroy: () => {},
    };
  }

  /** group is the number of the aggregation whose place in SQLite's memory is agg; app is set when it has none yet. */
  private group(agg: number, app: number): number {
    const view = this.sqlite().mem.refresh().view;
    if (app === 0) return view.getInt32(agg, true);
    const group = ++this.groups;
    this.ids.set(group, app - 1);
    // Without a place (no rows, or no memory) the group lives for this call only.
    if (agg !== 0) view.setInt32(agg, group, true);
    return group;
  }

  /** call encodes nArg values for Go, calls it, and returns the length of the result that is then in the scratch space. */
  private call(call: number, id: number, group: number, nArg: number, args: number): number {
    const { c, mem } = this.sqlite();
    let to = this.go.scratchFor(nArg * fixed);
    let at = 0;
    for (let i = 0; i < nArg; i++) {
      const value = mem.refresh().view.getInt32(args + 4 * i, true);
      const tag = c.sqlite3_value_type(value);
      const left = (nArg - i) * fixed;
      switch (tag) {
        case Tag.Integer:
          this.go.mem.view.setBigInt64(to + at + 1, c.sqlite3_value_int64(value), true);
          this.go.mem.u8[to + at] = tag;
          at += fixed;
          break;
        case Tag.Float:
          this.go.mem.view.setFloat64(to + at + 1, c.sqlite3_value_double(value), true);
          this.go.mem.u8[to + at] = tag;
          at += fixed;
          break;
        case Tag.Text:
        case Tag.Blob: {
          const ptr = tag === Tag.Text ? c.sqlite3_value_text(value) : c.sqlite3_value_blob(value);
          const length = c.sqlite3_value_bytes(value);
          to = this.keep(to, at, at + length + left);
          this.go.mem.u8[to + at] = tag;
          this.go.mem.view.setUint32(to + at + 1, length, true);
          copyBytes(this.go.mem.u8, to + at + 5, mem.refresh().u8, ptr, length);
          at += 5 + length;
          break;
        }
        default:
          this.go.mem.u8[to + at++] = Tag.Null;
      }
    }
    const length = this.go.exports.sqlite_call(this.handle, call, id, group, nArg, at);
    mem.refresh();
    return length;
  }

  /** keep makes room for length bytes, taking along the first ones that are written already. */
  private keep(to: number, written: number, length: number): number {
    const moved = this.go.scratchFor(length);
    if (moved !== to) this.go.mem.u8.copyWithin(moved, to, to + written);
    return moved;
  }

  /** result gives SQLite what Go left in the scratch space. */
  private result(ctx: number, length: number): void {
    const { c } = this.sqlite();
    const at = this.go.scratchFor(length);
    const { u8, view } = this.go.mem;
    switch (u8[at]) {
      case Tag.Integer:
        return c.sqlite3_result_int64(ctx, view.getBigInt64(at + 1, true));
      case Tag.Float:
        return c.sqlite3_result_double(ctx, view.getFloat64(at + 1, true));
      case Tag.Null:
        return c.sqlite3_result_null(ctx);
    }
    const size = view.getUint32(at + 1, true);
    const ptr = this.sqlite().store(u8, at + 5, size);
    if (ptr === 0) return c.sqlite3_result_error_nomem(ctx);
    switch (u8[at]) {
      case Tag.Text:
        return c.sqlite3_result_text_go(ctx, ptr, big(size));
      case Tag.Blob:
        return c.sqlite3_result_blob_go(ctx, ptr, big(size));
      default:
        c.sqlite3_result_error(ctx, ptr, size);
        c.sqlite3_free(ptr);
    }
  }
}
