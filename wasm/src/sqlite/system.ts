// What SQLite needs from its surroundings besides files: the clock, chance and mathematics.

import type { Memory } from "./memory.ts";

/** julianEpoch is 1970-01-01 in milliseconds of the Julian day count, which SQLite computes with. */
const julianEpoch = 210866760000000n;

/** Clock is the time that SQL sees, in milliseconds since 1970; NaN is the machine's. */
export interface Clock {
  now: number;
}

/** systemImports are the imports of that kind. memory is a function because the instance comes after its imports. */
export function systemImports(memory: () => Memory, clock: Clock): WebAssembly.ModuleImports {
  return {
    go_randomness(_vfs: number, length: number, out: number): number {
      crypto.getRandomValues(memory().refresh().bytes(out, length));
      return length;
    },
    go_current_time_64(_vfs: number, out: number): number {
      memory().refresh().view.setBigInt64(out, julianEpoch + BigInt(Number.isNaN(clock.now) ? Date.now() : clock.now), true);
      return 0;
    },
    go_localtime(tm: number, seconds: bigint): number {
      const view = memory().refresh().view;
      const date = new Date(Number(seconds) * 1000);
      const year = date.getFullYear();
      const day = Math.round((Date.UTC(year, date.getMonth(), date.getDate()) - Date.UTC(year, 0, 1)) / 86_400_000);
      const winter = Math.max(new Date(year, 0, 1).getTimezoneOffset(), new Date(year, 6, 1).getTimezoneOffset());
      const fields = [
        date.getSeconds(), date.getMinutes(), date.getHours(), date.getDate(), date.getMonth(), year - 1900,
        date.getDay(), day, date.getTimezoneOffset() < winter ? 1 : 0,
      ];
      fields.forEach((field, i) => view.setInt32(tm + 4 * i, field, true));
      return 0;
    },
    // Nothing here is ever locked, so nothing waits.
    go_sleep: () => 0,
    go_busy_timeout: () => 0,
    go_log: () => {},

    log: Math.log, log2: Math.log2, log10: Math.log10, exp: Math.exp, pow: Math.pow,
    fmod: (x: number, y: number) => x % y,
    sin: Math.sin, cos: Math.cos, tan: Math.tan, asin: Math.asin, acos: Math.acos, atan: Math.atan, atan2: Math.atan2,
    sinh: Math.sinh, cosh: Math.cosh, tanh: Math.tanh, asinh: Math.asinh, acosh: Math.acosh, atanh: Math.atanh,
  };
}
