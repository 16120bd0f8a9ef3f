package engine_test

import (
	"strings"
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine"
)

// TestThreadsTakeTurns: where computing takes time, threads share the interpreter in slices of 5 ms, as CPython's do.
func TestThreadsTakeTurns(t *testing.T) {
	const clock = `import threading, time
start = time.perf_counter()
def ms():
    return round((time.perf_counter() - start) * 1000)
def work(n):
    total = 0
    for i in range(n):
        total += i
    return total
`
	for _, c := range []struct {
		name, main, want string
		cost             time.Duration
	}{
		{"two threads compute 20 ms each", `
def run(name):
    work(500_000)
    print(name, ms())
threads = [threading.Thread(target=run, args=(n,)) for n in "ab"]
for t in threads: t.start()
for t in threads: t.join()
`, "a 35\nb 40\n", 20},
		{"one that sleeps is let on 5 ms after it woke", `
def sleeps():
    for _ in range(3):
        time.sleep(0.010)
        print("woke", ms())
t = threading.Thread(target=sleeps)
t.start()
work(1_500_000)
print("computed", ms())
t.join()
`, "woke 15\nwoke 30\nwoke 45\ncomputed 60\n", 20},
		// The thread begins before the loop turns to tick() at 5 ms.
		{"the event loop goes on while another thread computes", `
import asyncio
async def tick():
    for _ in range(3):
        await asyncio.sleep(0.010)
        print("tick", ms())
async def main():
    ticking = asyncio.create_task(tick())
    await asyncio.to_thread(work, 1_500_000)
    print("computed", ms())
    await ticking
asyncio.run(main())
`, "tick 20\ntick 35\ntick 50\ncomputed 60\n", 20},
		{"a thread that has only just begun to wait does not cut another short", `
def late():
    print("late", ms())
def run():
    work(150_000)
    threading.Thread(target=late).start()
    work(75_000)
    print("computed", ms())
t = threading.Thread(target=run)
t.start()
t.join()
`, "late 6\ncomputed 9\n", 20},
		{"computing that costs nothing is done before anything else", `
def run(name):
    work(500_000)
    print(name, ms())
threads = [threading.Thread(target=run, args=(n,)) for n in "ab"]
for t in threads: t.start()
for t in threads: t.join()
`, "a 0\nb 0\n", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, program(clock+c.main), engine.Options{StepCost: c.cost})
			if r.Stdout != c.want {
				t.Errorf("got %q, want %q; %s", r.Stdout, c.want, r.Stderr)
			}
		})
	}
}

// TestThreadsTogether has threads hand each other things while each turn is as short as can be: what they share must not break, and two runs are the same.
func TestThreadsTogether(t *testing.T) {
	const main = `import asyncio, queue, threading
from concurrent.futures import ThreadPoolExecutor, as_completed

def busy():
    for i in range(3000):
        pass

q = queue.Queue(maxsize=3)
got = []
def produce(k):
    for i in range(5):
        busy()
        q.put((k, i))
def consume():
    while (item := q.get()) is not None:
        busy()
        got.append(item)
        q.task_done()
makers = [threading.Thread(target=produce, args=(k,)) for k in range(3)]
takers = [threading.Thread(target=consume) for _ in range(2)]
for t in makers + takers: t.start()
for t in makers: t.join()
q.join()
for t in takers: q.put(None)
for t in takers: t.join()
print(len(got), sorted(got) == [(k, i) for k in range(3) for i in range(5)])

lock, n = threading.Lock(), 0
def add():
    global n
    for _ in range(10):
        with lock:
            m = n
            busy()
            n = m + 1
with ThreadPoolExecutor(4) as pool:
    jobs = [pool.submit(add) for _ in range(8)]
    print(len(list(as_completed(jobs))), n)

barrier, semaphore, inside, most = threading.Barrier(4), threading.Semaphore(2), 0, 0
def meet():
    global inside, most
    busy()
    barrier.wait()
    with semaphore:
        inside += 1
        most = max(most, inside)
        busy()
        inside -= 1
threads = [threading.Thread(target=meet) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(most)

async def main():
    return await asyncio.gather(*(asyncio.to_thread(sum, range(k)) for k in range(20)), *(asyncio.to_thread(busy) for _ in range(5)))
print(len(asyncio.run(main())))
`
	first := run(t, program(main), engine.Options{StepCost: 10 * time.Microsecond, Trace: true})
	if want := "15 True\n8 80\n2\n25\n"; first.Stdout != want {
		t.Fatalf("got %q, want %q; %s", first.Stdout, want, first.Stderr)
	}
	if again := run(t, program(main), engine.Options{StepCost: 10 * time.Microsecond}); again.VirtualMS != first.VirtualMS || !strings.HasPrefix(again.Stdout, "15 True") {
		t.Errorf("the second run took %v ms, the first %v ms", again.VirtualMS, first.VirtualMS)
	}
}

// TestSwitchInterval: how long those slices are is the program's to say.
func TestSwitchInterval(t *testing.T) {
	const main = `import sys, threading

def turns(interval):
    sys.setswitchinterval(interval)
    log = []
    def compute(who):
        for _ in range(20_000):
            log.append(who)
    threads = [threading.Thread(target=compute, args=(who,)) for who in "AB"]
    for t in threads: t.start()
    for t in threads: t.join()
    return sum(a != b for a, b in zip(log, log[1:]))

default = sys.getswitchinterval()
print(default, turns(default), turns(0.02), turns(1), sys.getswitchinterval())
for wrong in (0, -1, "x"):
    try:
        sys.setswitchinterval(wrong)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
`
	// Each computes for some 40 ms: its loop's instructions take a microsecond each.
	const want = `0.005 17 3 1 1.0
ValueError switch interval must be strictly positive
ValueError switch interval must be strictly positive
TypeError must be real number, not str
`
	if r := run(t, program(main), engine.Options{StepCost: time.Microsecond}); r.Stdout != want {
		t.Errorf("got\n%s%v", r.Stdout, r.Error)
	}
}
