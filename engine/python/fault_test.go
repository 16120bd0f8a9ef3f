package python_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// TestFault runs programs that meet a fault of the engine's: native code that panics.
func TestFault(t *testing.T) {
	const src = `import asyncio

def depth(n):
    return broken(n) if n == 0 else depth(n - 1)

for call in (broken, lambda: depth(5), lambda: sorted([2, 1], key=broken), lambda: list(map(broken, [1]))):
    try:
        call()
    except SystemError as e:
        print(e)

async def later():
    await asyncio.sleep(0)
    broken()

async def main():
    print(await asyncio.gather(later(), later(), return_exceptions=True))

asyncio.run(main())

def recurse(n):
    return recurse(n + 1)

for _ in range(1500):
    try:
        depth(3)
    except SystemError:
        pass
try:
    recurse(0)
except RecursionError as e:
    print(e)
depth(1)
`
	var out bytes.Buffer
	faults := 0
	m := python.New(python.Options{Stdout: &out, Stderr: &out, Fault: func(p any, stack []byte) { faults++ }})
	m.Runtime().Builtins.SetName("broken", &object.Builtin{Name: "broken", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		return args[len(args)+1], nil
	}})
	err := m.RunMain("main.py", src)
	if err == nil {
		t.Fatal("no error")
	}
	const fault = "runtime error: index out of range [2] with length 1 (a fault of the playground, not of your code)"
	want := strings.Replace(fault, "[2] with length 1", "[1] with length 0", 1) + "\n" + strings.Repeat(fault+"\n", 3)
	got := out.String()
	if !strings.HasPrefix(got, want) || strings.Count(got, "SystemError('runtime error") != 2 || !strings.HasSuffix(got, "maximum recursion depth exceeded\n") {
		t.Errorf("it printed\n%s", got)
	}
	if faults != 1507 {
		t.Errorf("%d faults were reported, not 1507", faults)
	}
	trace := m.FormatException(err)
	if !strings.Contains(trace, "line 33, in <module>\n    depth(1)\n") || !strings.HasSuffix(trace, "SystemError: "+fault+"\n") {
		t.Errorf("the traceback is\n%s", trace)
	}
}
