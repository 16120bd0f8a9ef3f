package lesson

import "slices"

// This file defines what a lesson is made of. The JSON form of Lesson is
// what the page and the worker read, so a field may be added but none may
// be renamed or change its meaning.

// HTML is text that the loader has rendered and escaped: it may go into a
// page as it is. Everything else in a lesson is plain text and must be
// escaped where it is shown.
type HTML string

// A File is one file of a learner's program.
type File struct {
	Name string `json:"name"`
	Text string `json:"text"`
	// Role is "" for a file that the learner edits, "seed" for the rows that
	// are there before the program starts, "readonly" for one shown only.
	Role string `json:"role,omitempty"`
}

// A Place is where in the lesson's folder something is written, for the author who has to mend it. It stays out of the page.
type Place struct {
	File string
	Line int // from 1; 0 for the file as a whole
}

// A Lesson is a guided project of a few steps with the prose around it, a
// practice quiz, a test, and try-its that correct common beliefs.
type Lesson struct {
	ID string `json:"id"`
	// Version is the declared version, "+" and a hash of everything in the
	// lesson's folder that a learner can meet. Drafts and progress are kept
	// under it, so a corrected lesson never shows a stale draft.
	Version string `json:"version"`
	Title   string `json:"title"`
	Summary string `json:"summary"`
	Lang    string `json:"lang"`   // of the prose, "en"
	Django  string `json:"django"` // what the claims were checked against, "5.2"

	Intro    HTML      `json:"intro"`    // the opening, above the doors
	Doors    []Door    `json:"doors"`    // the ways in; none is forced
	Scenario Section   `json:"scenario"` // the app and the goal
	Why      Section   `json:"why"`      // why it matters, in the world and at work
	Learns   []HTML    `json:"learns"`   // what is learned, one line each
	Concepts []Section `json:"concepts"` // short explanations, some with a program

	Steps    []Step  `json:"steps"`
	Practice Quiz    `json:"practice"`
	Test     Quiz    `json:"test"`
	TryIts   []TryIt `json:"try_its"`
	Labs     []Lab   `json:"labs,omitempty"`
	Closing  HTML    `json:"closing"` // shown when all steps are passed

	// Seed is the text of seed.py for every step that does not say
	// otherwise; Step.Seed is what a step really runs with.
	Seed string `json:"seed"`
}

// A Door is a way into the lesson.
type Door struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	Text        HTML   `json:"text"`
	Action      string `json:"action"` // the words on its button
	Target      string `json:"target"` // "concepts", "steps", "practice", "test", "try_its" or "labs"
	Recommended bool   `json:"recommended,omitempty"`
}

// A Section is a titled piece of prose, perhaps with a program to run.
type Section struct {
	ID    string   `json:"id"`
	Title string   `json:"title"`
	HTML  HTML     `json:"html"`
	Run   *Program `json:"run,omitempty"`
}

// A Step is one task of the guided project.
type Step struct {
	ID     string `json:"id"`     // "1"; what Check takes
	Number int    `json:"number"` // from 1
	Title  string `json:"title"`
	Goal   string `json:"goal"` // one plain sentence
	Task   HTML   `json:"task"` // the instruction
	Files  []File `json:"files"`
	Open   string `json:"open"` // the file to show first
	Seed   string `json:"seed"` // the text of seed.py; "" for none

	Hints    []HTML `json:"hints"` // opened one at a time
	Solution []File `json:"solution"`
	Explain  HTML   `json:"explain"` // shown beside the solution
	Passed   HTML   `json:"passed"`  // what a learner who passes has done

	// Both is what the learner may run both ways; nil for nothing.
	Both *Both `json:"both,omitempty"`

	// Checks is the Python source of the step's unittest classes.
	Checks File `json:"checks"`

	// Mistakes and Variants prove the checks; they stay out of the page.
	Mistakes []Mistake `json:"-"`
	Variants []Variant `json:"-"`

	Dir string `json:"-"` // the folder that the step was read from
}

// Program gives everything that a run of the step needs: the learner's files
// (nil means the starter's) and the seed.
func (s *Step) Program(files []File) []File {
	if files == nil {
		files = s.Files
	}
	out := make([]File, 0, len(files)+1)
	for _, f := range files {
		if f.Name != seedName {
			out = append(out, f)
		}
	}
	if s.Seed != "" {
		out = append(out, File{Name: seedName, Text: s.Seed, Role: "seed"})
	}
	return out
}

// Lay puts files over others, keeping the order of those underneath, and
// leaves some out.
func Lay(under, over []File, without []string) []File {
	out := []File{}
	index := map[string]int{}
	for _, list := range [][]File{under, over} {
		for _, f := range list {
			if i, ok := index[f.Name]; ok {
				out[i] = f
				continue
			}
			index[f.Name] = len(out)
			out = append(out, f)
		}
	}
	return slices.DeleteFunc(out, func(f File) bool { return slices.Contains(without, f.Name) })
}

const seedName = "seed.py"

// A Mistake is a wrong program that beginners write, with the very sentence
// that the check must answer it with.
type Mistake struct {
	ID      string
	Title   string
	Files   []File // laid over the solution
	Remove  []string
	Message string
	File    string // where the verdict must point; "" is not compared
	Line    int
	At      Place
}

// A Variant is a right program that differs from the solution.
type Variant struct {
	ID     string
	Title  string
	Files  []File // laid over the solution
	Remove []string
	At     Place
}

// A Quiz is a list of questions with one right option each.
type Quiz struct {
	ID        string     `json:"id"` // "practice" or "test"
	Title     string     `json:"title"`
	Intro     HTML       `json:"intro"`
	Questions []Question `json:"questions"`
	Advice    []Advice   `json:"advice,omitempty"` // by result, best first
}

// Advice is what a learner is told who got at least the share From right.
type Advice struct {
	From float64 `json:"from"` // 0 to 1
	Text HTML    `json:"text"`
}

// Levels of a question, in the order in which a score lists them.
const (
	Easy   = "easy"
	Medium = "medium"
	Hard   = "hard"
)

// A Question is one question of a quiz.
type Question struct {
	ID      string   `json:"id"`
	Level   string   `json:"level"`
	Prompt  HTML     `json:"prompt"`
	Code    string   `json:"code,omitempty"` // Python shown under the prompt
	Run     *Program `json:"run,omitempty"`  // what that code does; for after the answer
	Options []Option `json:"options"`

	Hint       HTML   `json:"hint"`         // offered before the answer
	Solution   []HTML `json:"solution"`     // two steps, after the answer
	Answer     HTML   `json:"final_answer"` // in one sentence
	QuickCheck HTML   `json:"quick_check"`  // one line to remember
	Mistakes   []HTML `json:"mistakes"`     // the common ones
	Teaches    string `json:"teaches"`      // ID of the step that teaches it
	Topic      string `json:"topic"`        // in two or three words, for the review
}

// An Option is one answer offered.
type Option struct {
	ID    string   `json:"id"` // "a", "b", …
	Text  HTML     `json:"text"`
	Code  string   `json:"code,omitempty"` // set when the option is code
	Right bool     `json:"right"`
	Why   HTML     `json:"why"`
	Run   *Program `json:"run,omitempty"` // what it really does
}

// A Program is a complete small program with what it is known to do.
type Program struct {
	Files []File `json:"files"` // with seed.py, if any
	// Expect is declared by the author and proved by Verify.
	Expect Outcome `json:"expect"`
	// Setup is the folder that gave models.py and seed.py, At where the rest is written.
	Setup string `json:"-"`
	At    Place  `json:"-"`
}

// An Outcome is what running a program shows.
type Outcome struct {
	Stdout  string `json:"stdout"`
	Error   string `json:"error,omitempty"`   // "TypeError: …"; "" when it ends well
	Line    int    `json:"line,omitempty"`    // of the error, in main.py
	Queries *int   `json:"queries,omitempty"` // how many statements were sent; nil: not compared
	Warning string `json:"warning,omitempty"` // part of a warning, such as "was never awaited"
}

// A TryIt sets a common claim against what Django does.
type TryIt struct {
	ID    string  `json:"id"`
	Title string  `json:"title"`
	Claim HTML    `json:"claim"`
	Truth HTML    `json:"truth"`
	Run   Program `json:"run"`
	Step  string  `json:"step"` // ID of the step it belongs to
}

// StepByID finds a step; nil when there is none.
func (l *Lesson) StepByID(id string) *Step {
	for i := range l.Steps {
		if l.Steps[i].ID == id {
			return &l.Steps[i]
		}
	}
	return nil
}
