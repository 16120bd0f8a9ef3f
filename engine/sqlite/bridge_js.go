//go:build js

package sqlite

import (
	"context"
	"math"
	"time"
	"unsafe"
)

// The browser's driver. SQLite runs beside this program as a WebAssembly module of its own, and the host in JavaScript
// (wasm/src/sqlite) stands between the two.
//
// A statement crosses in one call: hostStart hands the host a request in this program's memory, and the host runs it there and then and puts the reply in
// the buffer, as long as the worker's event loop has had a turn a moment ago. When that is due, or the statement takes longer than a turn, hostStart
// returns at once and the rest is a Promise: the goroutine parks on a channel, which lets the loop turn, so that a Stop is heard; when the Promise settles,
// the host calls sqlite_done, and the goroutine goes on. (Every statement used to be a Promise. Parking and waking up were a fifth of a short query's time.)
//
// The calls are wasmimport and wasmexport rather than syscall/js: they pass addresses instead of objects, which
// measures 23 ns instead of some microseconds a call, and 4 µs instead of 10 µs a Promise. It also makes Go functions callable from SQL for
// less than 0.1 µs each, so that each of Django's SQL functions can be written once, in Go, for both drivers.

//go:wasmimport sqlite open
func hostOpen() int32

//go:wasmimport sqlite close
func hostClose(db int32)

//go:wasmimport sqlite start
func hostStart(db, op int32, request unsafe.Pointer, requestLen int32, reply unsafe.Pointer, replyCap int32) int32

//go:wasmimport sqlite fetch
func hostFetch(db int32, to unsafe.Pointer)

//go:wasmimport sqlite interrupt
func hostInterrupt(db int32)

//go:wasmimport sqlite limits
func hostLimits(db int32, steps, memory, result float64, length, variables int32)

//go:wasmimport sqlite clock
func hostClock(db int32, millis float64)

//go:wasmimport sqlite function
func hostFunction(db int32, name unsafe.Pointer, nameLen, nArg, flags, kind, id int32) int32

// Operations of hostStart.
const (
	opRun         = 0
	opScript      = 1
	opSerialize   = 2
	opDeserialize = 3
)

// replyCap is the room for replies; a larger one is fetched in a second, synchronous call.
const replyCap = 64 << 10

// requestKeep is the largest request buffer kept for the next statement.
const requestKeep = 1 << 20

// A bridge is the driver of one database.
type bridge struct {
	db      int32
	limits  Limits
	stmts   stmtCache[[]Column]
	request []byte
	reply   []byte
	done    chan int32
	funcs   bridgeFuncs
	clock   func() time.Time // nil: the machine's
}

var bridges = map[int32]*bridge{}

func openDriver(context.Context) (driver, error) {
	db := hostOpen()
	if db < 0 {
		return nil, newError(CodeCantOpen, "", "SQLite could not be started")
	}
	b := &bridge{db: db, limits: Limits{Steps: -1, Result: -1}, reply: make([]byte, replyCap), done: make(chan int32, 1)}
	bridges[db] = b
	return b, nil
}

//go:wasmexport sqlite_done
func sqliteDone(db, replyLen int32) {
	if b := bridges[db]; b != nil {
		b.done <- replyLen
	}
}

// cross sends what is in b.request and waits for the answer.
func (b *bridge) cross(ctx context.Context, op int32) (wireReply, error) {
	if len(b.request) == 0 {
		b.request = append(b.request, 0) // an address is wanted, even of nothing
	}
	if b.clock != nil {
		hostClock(b.db, float64(b.clock().UnixMilli()))
	}
	n := hostStart(b.db, op, unsafe.Pointer(&b.request[0]), int32(len(b.request)), unsafe.Pointer(&b.reply[0]), int32(len(b.reply)))
	if n < 0 {
		n = b.wait(ctx)
	}
	if cap(b.request) > requestKeep {
		b.request = nil
	}
	reply := b.reply
	if int(n) > len(reply) {
		reply = make([]byte, n)
		hostFetch(b.db, unsafe.Pointer(&reply[0]))
	}
	r, err := decodeReply(reply[:n])
	if err != nil {
		return r, err
	}
	if r.Kind == replyError {
		return r, b.error(r)
	}
	return r, nil
}

// wait waits for a statement that takes its time, and interrupts it when ctx ends. A select over both would bring Go's select into every page, for this alone.
func (b *bridge) wait(ctx context.Context) (replyLen int32) {
	interrupted := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		hostInterrupt(b.db)
		close(interrupted)
	})
	replyLen = <-b.done
	if !stop() {
		<-interrupted // or it would hit the statement after this
	}
	return replyLen
}

func (b *bridge) error(r wireReply) error {
	switch r.Limit {
	case wireCancelled:
		return errCancelled()
	case wireSteps:
		return errSteps(b.limits.Steps)
	case wireResult:
		return errResult(b.limits.Result)
	}
	if r.Err.Code == CodeNoMem {
		return errMemory()
	}
	return r.Err
}

func (b *bridge) run(ctx context.Context, sql string, sets [][]Value, keepRows bool) (*ResultSet, error) {
	q := wireQuery{Sets: sets, KeepRows: keepRows, Millis: millisLeft(ctx)}
	q.Slot = b.stmts.find(sql)
	prepare := q.Slot < 0
	if prepare {
		q.Slot = b.stmts.claim(sql, forget)
		q.SQL = sql
	}
	b.request = appendQuery(b.request[:0], q)
	r, err := b.cross(ctx, opRun)
	slot := &b.stmts.slots[q.Slot]
	switch {
	case err == nil && r.Kind == replyRows:
		if !keepRows {
			r.Result.Columns = nil
		} else if r.HasColumns {
			slot.stmt = r.Result.Columns
		} else {
			r.Result.Columns = slot.stmt
		}
		return r.Result, nil
	case err == nil && r.Kind == replyBindings:
		err = errBindings(r.Want, len(sets[0]))
	case err == nil && r.Kind == replySeveral:
		err = errOneStatement()
	}
	if prepare {
		// Whether the host got as far as a prepared statement, this side doesn't know; the next run sends the text again.
		b.stmts.drop(q.Slot, forget)
	}
	return nil, err
}

// forget is all there is to evicting here: the host finalises a statement when its slot gets another.
func forget([]Column) {}

// millisLeft is the time that ctx leaves, 0 for no end. While SQLite runs nothing else does, so ctx could not end it.
func millisLeft(ctx context.Context) float64 {
	deadline, ok := ctx.Deadline()
	if !ok {
		return 0
	}
	return max(float64(time.Until(deadline))/1e6, 0.001)
}

func (b *bridge) script(ctx context.Context, sql string) (inTransaction bool, err error) {
	b.request = le.AppendUint64(b.request[:0], math.Float64bits(millisLeft(ctx)))
	b.request = append(b.request, sql...)
	r, err := b.cross(ctx, opScript)
	return r.InTransaction, err
}

func (b *bridge) interrupt() { hostInterrupt(b.db) }

func (b *bridge) serialize() ([]byte, error) {
	b.request = b.request[:0]
	r, err := b.cross(context.Background(), opSerialize)
	return append([]byte(nil), r.Bytes...), err
}

func (b *bridge) deserialize(data []byte) error {
	b.request = append(b.request[:0], 0) // one byte before the data, so that there is always one
	b.request = append(b.request, data...)
	_, err := b.cross(context.Background(), opDeserialize)
	return err
}

func (b *bridge) setLimits(l Limits) error {
	b.limits = l
	hostLimits(b.db, float64(l.Steps), float64(max(l.Memory, 0)), float64(l.Result), limitArg(l.Length), limitArg(l.Variables))
	return nil
}

func limitArg(n int) int32 {
	const most = 1<<31 - 1
	if n < 0 || n > most {
		return most
	}
	return int32(n)
}

func (b *bridge) setClock(now func() time.Time) error {
	if b.clock = now; now == nil {
		hostClock(b.db, math.NaN())
	}
	return nil
}

func (b *bridge) close() error {
	hostClose(b.db)
	delete(bridges, b.db)
	return nil
}
