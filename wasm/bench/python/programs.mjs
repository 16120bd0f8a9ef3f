// The programs that the engines run, each leaving its answer in a variable of that name. They keep to what Skulpt and Brython know, except where the row is
// about something that they lack.

export const programs = {
  "fib(24)": `
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
answer = fib(24)
`,
  "a million turns of arithmetic": `
def turns():
    a = 0
    for i in range(1000000):
        a = (a + i * 3) % 1000003
    return a
answer = turns()
`,
  "building strings": `
def build():
    parts = []
    text = ''
    for i in range(30000):
        parts.append(str(i) + '-' + 'x' * (i % 7))
        text += 'ab'
    joined = ','.join(parts)
    return len(joined) + len(text) + joined.count('9-') + len(joined.upper().split(','))
answer = build()
`,
  "dicts and lists": `
def work():
    counts = {}
    for i in range(100000):
        key = 'k%d' % (i % 1000)
        counts[key] = counts.get(key, 0) + i
    rows = [[k, v] for k, v in counts.items()]
    total = 0
    for k, v in rows:
        total += v
    grid = [[0] * 100 for _ in range(100)]
    for y in range(100):
        for x in range(100):
            grid[y][x] = x * y
    return total + sum([sum(row) for row in grid])
answer = work()
`,
  sorting: `
def work():
    seed = 12345
    values = []
    for _ in range(30000):
        seed = (seed * 1103515245 + 12345) % 2147483648
        values.append(seed)
    a = sorted(values)
    b = sorted(values, key=lambda v: -v)
    values.sort(key=lambda v: v % 1000)
    return a[100] + b[100] + values[100]
answer = work()
`,
  "method calls": `
class Counter:
    def __init__(self):
        self.n = 0
    def add(self, k):
        self.n += k
        return self
    def get(self):
        return self.n
class Double(Counter):
    def add(self, k):
        return Counter.add(self, 2 * k)
def work():
    c = Double()
    for i in range(150000):
        c.add(i).get()
    return c.get()
answer = work()
`,
  generators: `
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
def odd(values):
    for v in values:
        if v % 2:
            yield v
answer = sum(odd(count(200000)))
`,
  exceptions: `
def risky(i):
    if i % 3 == 0:
        raise ValueError(i)
    return i
def work():
    caught = 0
    for i in range(60000):
        try:
            caught += risky(i) % 2
        except ValueError:
            caught += 3
    return caught
answer = work()
`,
};

/** awaits is for the engines that know coroutines; each starts main in its own way. */
export const awaits = `
async def one(i):
    return i
async def main():
    total = 0
    for i in range(10000):
        total += await one(i)
    return total
`;
