package vm

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// opCount counts in the instruction itself: linked code belongs to one run.
func opCount(m *machine, in *Instr) *Instr {
	in.imm++
	return in.next
}

// countsBefore tells for each pc how many of the instructions up to it only count: they are charged to nobody, so that a traced run takes the
// same time. It is nil for code that doesn't count.
func countsBefore(co *compile.Code) []int32 {
	var counts []int32
	n := int32(0)
	for i := range co.Instrs {
		if co.Instrs[i].Op == compile.OpCount {
			if n++; counts == nil {
				counts = make([]int32, len(co.Instrs)+1)
			}
		}
		if counts != nil {
			counts[i+1] = n
		}
	}
	return counts
}

// LineCount is how often a line's statement began to run.
type LineCount struct {
	File  string
	Line  int
	Count int64
}

// LineCounts gives the counts of the code that was compiled to count, in no order. A line of several statements has the largest of their counts.
func LineCounts(rt *object.Runtime) []LineCount {
	type key struct {
		file string
		line int
	}
	most := map[key]int64{}
	for _, c := range stateOf(rt).codes {
		if strings.HasPrefix(c.Code.Filename, FrozenPrefix) {
			continue
		}
		for i := range c.Code.Instrs {
			if in := &c.Code.Instrs[i]; in.Op == compile.OpCount {
				k, n := key{c.Code.Filename, int(in.Pos.Line)}, int64(0)
				if c.instrs != nil {
					n = c.instrs[i].imm
				}
				most[k] = max(most[k], n)
			}
		}
	}
	out := make([]LineCount, 0, len(most))
	for k, n := range most {
		out = append(out, LineCount{k.file, k.line, n})
	}
	return out
}
