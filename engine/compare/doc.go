// Package compare puts ways of doing the same beside each other, so that what async is good for can be seen and not only be said.
//
// # The load lab
//
// [Load] sends requests to a view of the program, the same ones for each [Way] of serving it: a WSGI server with some worker threads, or an ASGI server, which
// has one event loop. The view is the learner's own, run by the engine; nothing here knows how long it takes. Each way gets a process and a database of its own, the
// requests arrive at the same moments, and statements take what the run's latency says, so that the same options always give the same report.
//
// A server does what the real ones do around Django:
//
//	wsgi  a request waits until a worker is free, first come, first served, and then has it until it is answered. The workers are threads of
//	      one process, so computing in Python is for one of them at a time. An async view gets an event loop of its own, by async_to_sync
//	asgi  a request becomes a task of the event loop as soon as the loop has time. Django runs an async view in that task. A sync view it runs by
//	      sync_to_async(thread_sensitive=True) in the request's ThreadSensitiveContext: on a thread that the request has for itself
//
// Threads that compute take turns of 5 ms, as CPython's do (object.SwitchInterval), so that four requests that compute on four threads are answered together, late,
// and not one after the other.
//
// testdata/real.txtar has what Django's own handlers did with such views; the tests hold the servers to that.
//
// The database answers as many statements at once as it is asked; in reality it has an end too, but that is not what is compared here.
//
// # A request's life
//
// From its arrival to its answer a request is always in one of four states, and the first of these that holds is the one shown:
//
//	db     a statement of its is under way
//	run    it keeps a worker, a thread or the event loop busy: it computes, or sleeps with time.sleep
//	wait   it awaits something else, such as asyncio.sleep, and keeps nobody from anything
//	queue  none of these: it waits for a worker, or for the event loop to have time for it
//
// # Figures
//
// The latency of a request is the time from its arrival to its answer. The p-th percentile of n latencies is the k-th smallest, k = ⌈p·n/100⌉ (nearest rank): a
// latency that a request really had. The throughput is the number of answers by the time from the first arrival to the last answer.
// What must come out of simple views can be reckoned by hand, and the tests do: S is the time of a statement, n requests arrive at once:
//
//	wsgi, W workers, one statement          the k-th is answered after ⌈k/W⌉·S
//	asgi, a sync or an async view           each is answered after S
//	asgi, an async view that blocks for S   the k-th is answered after k·S
//
// # Both ways
//
// [Both] runs two functions, or more, for the same number of callers, traced: an async function as an ASGI server would, each caller with a context of its own; a sync
// function as one WSGI worker would, for one caller after the other. The timelines have one scale.
package compare
