// Running a GOOS=js program beside the SQLite host, the same in Node and in a browser.

/**
 * runGo runs a compiled Go program to its end and returns its exit code. The global Go must be there (wasm_exec.js).
 *
 * @param {object} o program and sqlite are compiled modules, SqliteHost is the class, argv and env are the program's.
 */
export async function runGo({ program, sqlite, SqliteHost, argv, env = {} }) {
  const go = new globalThis.Go();
  let code = 0;
  go.argv = argv;
  go.env = env;
  go.exit = (c) => {
    code = c;
  };
  const crashed = (error) => {
    throw error;
  };
  const host = new SqliteHost(sqlite, { crashed, slow: () => {} });
  go.importObject.sqlite = host.imports();
  const instance = await WebAssembly.instantiate(program, go.importObject);
  host.attach(instance, go);
  await go.run(instance);
  return code;
}

/** captureOutput makes Go's standard output and standard error go to a text, which the returned function gives. To be called after wasm_exec.js is there. */
export function captureOutput() {
  const decoder = new TextDecoder();
  let text = "";
  const write = (bytes) => {
    text += decoder.decode(bytes, { stream: true });
    return bytes.length;
  };
  globalThis.fs.writeSync = (_fd, bytes) => write(bytes);
  globalThis.fs.write = (_fd, bytes, offset, length, _position, callback) => callback(null, write(bytes.subarray(offset, offset + length)));
  return () => text;
}
