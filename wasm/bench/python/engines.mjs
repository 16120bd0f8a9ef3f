// How each engine is loaded in a page, and how it runs a program and gives back what that printed.

/** script loads a classic script. */
function script(src) {
  return new Promise((resolve, reject) => {
    const s = document.createElement("script");
    s.src = src;
    s.onload = resolve;
    s.onerror = () => reject(new Error(`${src} could not be loaded`));
    document.head.append(s);
  });
}

export const engines = {
  async AsyncShelf() {
    const { createShelf } = await import("/assets/shelf.js");
    const shelf = await createShelf({ baseURL: "/assets/" });
    return {
      start: "import asyncio\nanswer = asyncio.run(main())\n",
      async run(text) {
        // The limits are there for learners' mistakes; a benchmark makes none.
        const r = await shelf.run({ files: [{ name: "main.py", text }], latency: 0, limits: { steps: 1e12, memory: 2 ** 30 } }).result;
        if (r.error) throw new Error(r.error.traceback);
        return r.stdout;
      },
    };
  },

  async Pyodide() {
    const { loadPyodide } = await import("/pyodide/pyodide.mjs");
    const pyodide = await loadPyodide({ indexURL: "/pyodide/" });
    let printed = "";
    pyodide.setStdout({ batched: (line) => (printed += line + "\n") });
    return {
      start: "answer = await main()\n",
      async run(text) {
        printed = "";
        await pyodide.runPythonAsync(text);
        return printed;
      },
    };
  },

  async Skulpt() {
    await script("/skulpt/skulpt.min.js");
    await script("/skulpt/skulpt-stdlib.js");
    const { Sk } = globalThis;
    return {
      start: null, // it has no coroutines
      async run(text) {
        let printed = "";
        const read = (name) => {
          if (Sk.builtinFiles?.files[name] === undefined) throw new Error(`no file ${name}`);
          return Sk.builtinFiles.files[name];
        };
        Sk.configure({ output: (s) => (printed += s), read, __future__: Sk.python3, execLimit: Number.POSITIVE_INFINITY, yieldLimit: null });
        await Sk.misceval.asyncToPromise(() => Sk.importMainWithBody("<stdin>", false, text, true));
        return printed;
      },
    };
  },

  async Brython() {
    await script("/brython/brython.min.js");
    await script("/brython/brython_stdlib.js");
    const { __BRYTHON__, brython } = globalThis;
    if (brython) brython();
    let n = 0;
    return {
      start: "from browser import aio\nasync def _all():\n    global answer\n    answer = await main()\n    print(answer)\naio.run(_all())\n",
      late: true, // what it starts ends after the program
      async run(text) {
        const log = console.log;
        let printed = "";
        console.log = (...words) => (printed += words.join(" ") + "\n");
        try {
          __BRYTHON__.runPythonSource(text, `bench${++n}`);
          for (let i = 0; i < 10_000 && printed === ""; i++) await new Promise((resolve) => setTimeout(resolve));
        } finally {
          console.log = log;
        }
        return printed;
      },
    };
  },
};
