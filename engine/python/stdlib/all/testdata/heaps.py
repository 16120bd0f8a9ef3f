# heapq and bisect: lists that stay heaps, and lists that stay sorted, also with items that cannot be compared.
import bisect
import heapq


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


numbers = [(i * 37) % 23 for i in range(23)]
heap = list(numbers)
heapq.heapify(heap)
print(heap)
print([heapq.heappop(heap) for _ in range(len(heap))])
for n in numbers[:8]:
    heapq.heappush(heap, n)
    print(heap)
print(heapq.heappushpop(heap, -1), heapq.heappushpop(heap, 99), heap)
print(heapq.heapreplace(heap, -1), heapq.heapreplace(heap, 98), heap)
print(heapq.heappushpop([], 5), attempt(heapq.heapreplace, [], 5), attempt(heapq.heappop, []), sep="\n")
print(attempt(heapq.heapify, (1, 2)), attempt(heapq.heappush, {}, 1), attempt(heapq.heapify, [1, "a"]), attempt(heapq.heappush, [1], None), sep="\n")

# Heaps of the largest.
heap = list(numbers)
heapq._heapify_max(heap)
print(heap)
print(heapq._heappop_max(heap), heapq._heapreplace_max(heap, 3), heap)

print(heapq.nsmallest(3, numbers), heapq.nlargest(3, numbers))
print(heapq.nsmallest(2, numbers, key=lambda n: -n), heapq.nlargest(2, numbers, key=lambda n: -n))
print(heapq.nsmallest(0, numbers), heapq.nlargest(-1, numbers), heapq.nsmallest(1, [], key=len), heapq.nsmallest(100, [2, 1]), heapq.nlargest(1, iter([2, 3])))
words = ["bb", "a", "ccc", "dd"]
print(heapq.nsmallest(2, words, key=len), heapq.nlargest(3, words, key=len), heapq.nlargest(1, words, key=len))
print(list(heapq.merge([1, 4, 7], [2, 4], [], [0, 9])), list(heapq.merge("ca", "b", reverse=True)), list(heapq.merge(["a", "ccc"], ["bb"], key=len)))
print(attempt(lambda: list(heapq.merge([1], ["a"]))), attempt(list, heapq.merge([2], [1, 3])))


# Equal ones stay in the order in which they came.
class Job:
    def __init__(self, rank, name):
        self.rank, self.name = rank, name

    def __lt__(self, other):
        return self.rank < other.rank

    def __repr__(self):
        return f"{self.name}{self.rank}"


jobs = [Job(r, n) for r, n in ((2, "a"), (1, "b"), (2, "c"), (1, "d"))]
heap = []
for job in jobs:
    heapq.heappush(heap, job)
print(heap, heapq.nsmallest(3, jobs), heapq.nlargest(3, jobs), list(heapq.merge(sorted(jobs), [Job(1, "e"), Job(2, "f")])))


# A comparison that changes the heap under way.
class Nasty:
    def __lt__(self, other):
        heap.clear()
        return False


heap = [Nasty(), Nasty(), Nasty()]
print(attempt(heapq.heapify, heap), attempt(heapq.heappush, [Nasty()], Nasty()), heap)

# Sorted lists.
a = [1, 2, 2, 2, 5]
for x in (0, 1, 2, 3, 5, 6):
    print(x, bisect.bisect_left(a, x), bisect.bisect_right(a, x), bisect.bisect(a, x), bisect.bisect_left(a, x, 1, 3), bisect.bisect(a, x, lo=2))
b = list(a)
bisect.insort(b, 2)
bisect.insort_left(b, 3)
bisect.insort_right(b, -1, 1)
print(b)
print(bisect.bisect_left(words, 2, key=len), bisect.bisect(["a", "bb", "ccc"], 2, key=len), bisect.bisect(["a", "bb", "ccc"], 2, hi=1, key=len))
c = ["a", "ccc"]
bisect.insort(c, "bb", key=len)
bisect.insort_left(c, "dd", key=len)
print(c)
print(attempt(bisect.bisect, a, 1, -1), attempt(bisect.bisect, a, "x"), attempt(bisect.bisect, 5, 1), attempt(bisect.bisect), attempt(bisect.insort, (1,), 1), attempt(bisect.bisect, a, 1, 0, 9), attempt(bisect.bisect, a, 9, 0, 99), sep="\n")


class Records(list):
    def insert(self, i, x):
        print("insert", i, x)
        super().insert(i, x)


r = Records([1, 3])
bisect.insort(r, 2)
print(r)
