// Writes the compressed copies of files: standard input has pairs of a file and its copy, whose ending says how it is compressed. Node's library does it rather than one in
// Go since it works on several files at a time and can be told more about them.

import { readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** brotli takes a window of 4 MB: a larger one gains nothing here and takes a telephone four times the memory. */
async function brotli(data, path) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
  };
  const ways = await Promise.all(waysFor(path).map((way) => promisify(brotliCompress)(data, { params: { ...params, ...way } })));
  return ways.reduce((best, other) => (other.length < best.length ? other : best));
}

/**
 * waysFor are parameters to try. What repeats in the engine's memory lies a multiple of four or eight bytes apart, and in SQLite's module as in fonts: that saves
 * 6 KB of 1.4 MB. Which is best changes with each build. What comes after the first parts is seldom loaded, so that the same for all is enough.
 */
function waysFor(path) {
  if (/\.(more|rest)\.wasm$/.test(path)) return [{ [constants.BROTLI_PARAM_NPOSTFIX]: 3 }];
  if (!path.endsWith(".wasm")) return [{}];
  return [{ [constants.BROTLI_PARAM_NPOSTFIX]: 2 }, { [constants.BROTLI_PARAM_NPOSTFIX]: 3 }, { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT }];
}

const copies = JSON.parse(readFileSync(0, "utf8"));
await Promise.all(
  copies.map(async ([file, copy]) => {
    const data = readFileSync(file);
    writeFileSync(copy, copy.endsWith(".br") ? await brotli(data, file) : await promisify(gzip)(data, { level: constants.Z_BEST_COMPRESSION }));
  }),
);
