// Go's glue for JavaScript, which the build takes from the Go installation.
declare module "wasm_exec";
