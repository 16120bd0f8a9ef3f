// Package message reads what the page sends to the engine; wasm/src/protocol.ts describes each message.
package message

import (
	"github.com/asyncshelf/asyncshelf/engine/lesson"
	"github.com/asyncshelf/asyncshelf/engine/plainjson"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// A Message asks for a job, or for its end. What is JSON here is read by who needs it.
type Message struct {
	Type string
	ID   int32

	Files   []lesson.File // of the learner's program
	Latency []byte        // as latency.Model has it; nil: none was given
	// StepCost is the simulated time of an instruction in nanoseconds; nil: none was given.
	StepCost *float64
	Limits   Limits
	// Trace asks for a traced run; Timeline for one whose events are not wanted, only the timeline made of them.
	Trace, Timeline bool

	Lesson     string
	LessonData []byte // nil: the lesson was sent before
	Step       string

	// Options are a comparison's: compare.LoadOptions or compare.BothOptions.
	Options []byte

	SQL    string
	Params []sqlite.Value
}

// Limits bound a run.
type Limits struct {
	Steps, Memory, Output int64
	Recursion             int
}

// Read reads a message. With an error, it is what could be read of it.
func Read(text []byte) (*Message, error) {
	m := &Message{}
	r := plainjson.NewReader(text)
	r.Object(func(key string) {
		switch key {
		case "type":
			m.Type = r.Text()
		case "id":
			m.ID = int32(r.Int())
		case "files":
			m.Files = lesson.ReadFiles(r)
		case "latency":
			m.Latency = r.Raw()
		case "stepCost":
			m.StepCost = readOptional(r)
		case "limits":
			m.Limits = readLimits(r)
		case "trace":
			switch string(r.Raw()) {
			case "true":
				m.Trace = true
			case `"timeline"`:
				m.Timeline = true
			}
		case "lesson":
			m.Lesson = r.Text()
		case "lessonData":
			m.LessonData = r.Raw()
		case "step":
			m.Step = r.Text()
		case "options":
			m.Options = r.Raw()
		case "sql":
			m.SQL = r.Text()
		case "params":
			r.Array(func() { m.Params = append(m.Params, r.Any()) })
		default:
			r.Skip()
		}
	})
	return m, r.End()
}

func readOptional(r *plainjson.Reader) *float64 {
	if r.Null() {
		return nil
	}
	n := r.Number()
	return &n
}

func readLimits(r *plainjson.Reader) (l Limits) {
	r.Object(func(key string) {
		switch key {
		case "steps":
			l.Steps = r.Int()
		case "memory":
			l.Memory = r.Int()
		case "output":
			l.Output = r.Int()
		case "recursion":
			l.Recursion = int(r.Int())
		default:
			r.Skip()
		}
	})
	return l
}
