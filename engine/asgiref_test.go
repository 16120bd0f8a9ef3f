package engine_test

import (
	"context"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine"
)

// What asgiref promises beside what Django uses of it: which thread a function gets and what that is called, executors and contexts of the program's own, locals
// that go along into threads and tasks, and what a cancellation reaches.
func TestAsgiref(t *testing.T) {
	head := `import asyncio, contextvars, threading, time
from concurrent.futures import ThreadPoolExecutor
from asgiref.local import Local
from asgiref.sync import ThreadSensitiveContext, async_to_sync, sync_to_async

def who():
    return threading.current_thread().name

async def awho():
    return who()

`
	for _, c := range []struct{ name, main, want string }{
		{"names of threads", `
async def main():
    print(who(), await sync_to_async(who)(), await sync_to_async(who, thread_sensitive=False)(), await asyncio.to_thread(who))
    async with ThreadSensitiveContext():
        print(await sync_to_async(who)())
    print(await sync_to_async(lambda: repr(threading.current_thread()).split(",")[0])())
asyncio.run(main())
print(async_to_sync(awho)(), ThreadPoolExecutor(1).submit(who).result())
`, "MainThread ThreadPoolExecutor-0_0 asyncio_0 asyncio_0\nThreadPoolExecutor-1_0\n<Thread(ThreadPoolExecutor-0_0\nThreadPoolExecutor-2_0 ThreadPoolExecutor-3_0\n"},
		{"the loop at its making", `
async def main():
    print(await asyncio.to_thread(async_to_sync(awho)))
asyncio.run(main())
`, "MainThread\n"},
		{"an executor", `
async def main():
    pool = ThreadPoolExecutor(1, thread_name_prefix="mine")
    print(await sync_to_async(who, thread_sensitive=False, executor=pool)())
asyncio.run(main())
`, "mine_0\n"},
		{"it would deadlock", `
def nested():
    return asyncio.run(sync_to_async(who)())
async def main():
    try:
        await sync_to_async(nested)()
    except RuntimeError as e:
        print(e)
    print(await sync_to_async(who)())
asyncio.run(main())
`, "Single thread executor already being used, would deadlock\nThreadPoolExecutor-0_0\n"},
		{"contexts", `
var = contextvars.ContextVar("var", default=0)
def more():
    var.set(var.get() + 1)
async def amore():
    more()
async def main():
    mine = contextvars.copy_context()
    await asyncio.gather(sync_to_async(more, context=mine)(), sync_to_async(more, context=mine)())
    print(var.get(), mine[var])
    await sync_to_async(more)()
    print(var.get())
asyncio.run(main())
async_to_sync(amore)()
print(var.get())
`, "0 2\n1\n1\n"},
		{"locals", `
here = Local()
strict = Local(thread_critical=True)
def set_both():
    here.x, strict.x = "thread", "thread"
async def main():
    here.x, strict.x = "task", "task"
    await sync_to_async(set_both)()
    print(here.x, strict.x)
    async def child():
        here.x = "child"
    await asyncio.create_task(child())
    print(here.x, hasattr(here, "y"))
    seen = []
    thread = threading.Thread(target=lambda: seen.append(hasattr(here, "x")))
    thread.start()
    thread.join()
    print(seen)
    del here.x
    try:
        here.x
    except AttributeError:
        print("gone")
asyncio.run(main())
`, "thread task\nthread False\n[False]\ngone\n"},
		{"a cancellation that is not accepted", `
async def view(started):
    started.set_result(None)
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        print("goes on")
        await asyncio.sleep(1)
        return "done"
async def main():
    started = asyncio.get_running_loop().create_future()
    async with ThreadSensitiveContext():
        task = asyncio.create_task(sync_to_async(lambda: async_to_sync(view)(started))())
        await started
        task.cancel()
        print(await task)
        task = asyncio.create_task(sync_to_async(time.sleep, thread_sensitive=False)(9))
        await asyncio.sleep(1)
        task.cancel()
        print(await asyncio.gather(task, return_exceptions=True))
asyncio.run(main())
`, "goes on\ndone\n[CancelledError('')]\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := engine.Run(context.Background(), engine.Program{Files: []engine.File{{Name: "main.py", Text: head + c.main}}}, engine.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if r.Error != nil || r.Stdout != c.want {
				t.Errorf("printed %q, error %+v", r.Stdout, r.Error)
			}
		})
	}
}
