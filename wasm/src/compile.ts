// Compiling WebAssembly as it comes from the network.

/** compileResponse compiles while bytes arrive, whatever type the server calls them. */
export async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  if (WebAssembly.compileStreaming) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}
