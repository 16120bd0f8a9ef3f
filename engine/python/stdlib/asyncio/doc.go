// Package asyncio is Python's asyncio on the machine's virtual clock: loop, handles, futures and tasks in Go (as CPython has them
// in C), the rest (gather, locks, queues, task groups, timeouts, runners) in Python of our own under py/.
//
// The order in which callbacks run is CPython's: a loop iteration polls (here: parks the thread until the
// earliest timer or a wake-up), moves the timers that are due to the ready queue, and runs as many
// handles as were ready then. Tasks are woken by a call_soon of their own, never directly. Programs that print are equal to the letter
// only because of this.
//
// There is no I/O: sockets, subprocesses and signals are not part of the playground and say so.
package asyncio
