package object

import "weak"

// This file keeps a bytearray from being resized while a memoryview shows its memory. CPython counts the views; here those that are still there are asked
// for where it matters, and only in programs that notice the end of objects (finalize.go): elsewhere a view that nobody has any more could not be told from
// one in use.

// An export is the hold of a memoryview, and of those made from it, on the memory of a bytearray. It lasts as long as one of them does that has not been
// released.
type export struct{ of *ByteArray }

// maxExportChecks is how often a run asks the collector which views are left; a program that goes on making views and resizing is not kept waiting.
const maxExportChecks = 200

// hold notes that m shows o's memory.
func (m *MemoryView) hold(t *Thread, o Object) {
	a, ok := Native(o).(*ByteArray)
	if !ok || !t.RT.FinalizersEnabled() {
		return
	}
	t.RT.DropTemporaries()
	m.export = &export{a}
	a.exports = append(a.exports, weak.Make(m.export))
}

func (m *MemoryView) release() { m.released, m.export = true, nil }

// MayResize is the error of changing a bytearray's size while a view shows it.
func (a *ByteArray) MayResize(t *Thread) error {
	if len(a.exports) == 0 {
		return nil
	}
	return a.askExports(t)
}

func (a *ByteArray) askExports(t *Thread) error {
	if t.RT.exportChecks++; t.RT.exportChecks > maxExportChecks {
		a.exports = nil
		return nil
	}
	t.RT.Collect()
	left := a.exports[:0]
	for _, w := range a.exports {
		if w.Value() != nil {
			left = append(left, w)
		}
	}
	if a.exports = left; len(left) == 0 {
		return nil
	}
	return Errorf(BufferErrorType, "Existing exports of data: object cannot be re-sized")
}
