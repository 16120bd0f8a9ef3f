package source

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// This file reads quizzes, try-its and the programs in them.

var levels = []string{lesson.Easy, lesson.Medium, lesson.Hard}

func (l *loader) quiz(file, id string, out *lesson.Lesson) lesson.Quiz {
	q := lesson.Quiz{ID: id, Questions: []lesson.Question{}}
	text, ok := l.file(file)
	if !ok {
		l.problem(file, 0, "the file is missing; write title:, intro: and questions: (or questions: [] for none)")
		return q
	}
	if l.opaque[file] {
		return q
	}
	t := l.parseYAML(file, text, 0, "a quiz")
	q.Title = t.text("title", "its title")
	q.Intro = t.html("intro", "a sentence or two about it")
	advice := t.tables("advice", "", "a piece of advice")
	for _, a := range advice {
		q.Advice = append(q.Advice, lesson.Advice{From: a.fraction("from"), Text: a.html("text", "what to tell the learner")})
		if n := len(q.Advice); n > 1 && q.Advice[n-1].From >= q.Advice[n-2].From {
			a.problem(a.line(), "advice goes from the best result down; this one belongs higher")
		}
		a.done()
		if n := len(q.Advice); n == len(advice) && q.Advice[n-1].From > 0 {
			a.problem(a.where("from"), "the last advice is for everybody else; write from: 0, or add one more")
		}
	}
	seen := map[string]bool{}
	for _, t := range t.tables("questions", "a list of questions", "a question") {
		question := l.question(t, out)
		if seen[question.ID] {
			t.problem(t.where("id"), "there is already a question %q; give each its own", question.ID)
		}
		seen[question.ID] = true
		q.Questions = append(q.Questions, question)
	}
	t.done()
	return q
}

func (l *loader) question(t *table, out *lesson.Lesson) lesson.Question {
	q := lesson.Question{
		Options: []lesson.Option{}, Solution: []lesson.HTML{}, Mistakes: []lesson.HTML{},
		ID: t.text("id", "a short name"), Level: t.text("level", "easy, medium or hard"),
		Prompt: t.html("prompt", "what is asked"), Code: t.text("code", ""),
		Hint:       t.html("hint", "a hint, offered before the answer"),
		Answer:     t.html("answer", "the final answer in a sentence"),
		QuickCheck: t.html("quick_check", "one line to remember"),
		Teaches:    t.text("teaches", "the number of the step that teaches it"),
		Topic:      t.text("topic", "two or three words for the review of the result"),
	}
	if q.ID != "" && !isName(q.ID) {
		t.problem(t.where("id"), "%q cannot stand in an address; use small letters, digits and hyphens", q.ID)
	}
	if q.Level != "" && !contains(levels, q.Level) {
		t.problem(t.where("level"), "there is no level %q; write %s", q.Level, quoted(levels))
	}
	if q.Teaches != "" && out.StepByID(q.Teaches) == nil {
		t.problem(t.where("teaches"), "the lesson has no step %q; write the number of a step, %s", q.Teaches, stepNumbers(out))
	}
	steps := t.texts("solution", "a list of two steps that lead to the answer")
	if steps != nil && len(steps) != 2 {
		t.problem(t.where("solution"), "the solution has %d steps; write two", len(steps))
	}
	for _, s := range steps {
		q.Solution = append(q.Solution, l.markdown(t.file, s.line, s.text))
	}
	for _, m := range t.texts("mistakes", "a list of common mistakes") {
		q.Mistakes = append(q.Mistakes, l.markdown(t.file, m.line, m.text))
	}
	setup := t.text("setup", "")
	frame := t.text("frame", "")
	if run := t.table("run", "the question's program"); run != nil {
		p := l.programWith(run, setup, "")
		q.Run = &p
	}
	right, sound := 0, len(l.problems)
	for i, o := range t.tables("options", "a list of four options", "an option") {
		option := l.option(o, i, setup, frame)
		if option.Right {
			right++
		}
		for j, other := range q.Options {
			if option.Code == other.Code && option.Text == other.Text && option.Text+htmlText(option.Code) != "" {
				o.problem(o.line(), "this option says the same as option %d; let each say something else", j+1)
			}
		}
		q.Options = append(q.Options, option)
	}
	if n := len(q.Options); t.has("options") && n != 4 {
		t.problem(t.where("options"), "there are %d options; write four", n)
	} else if n == 4 && right == 0 && sound == len(l.problems) {
		t.problem(t.where("options"), "no option is right; mark one with right: true")
	} else if n == 4 && right > 1 {
		t.problem(t.where("options"), "%d options are right; mark exactly one with right: true", right)
	}
	t.done()
	return q
}

// stepNumbers are the IDs of a lesson's steps, for a message.
func stepNumbers(l *lesson.Lesson) string {
	ids := make([]string, len(l.Steps))
	for i := range l.Steps {
		ids[i] = l.Steps[i].ID
	}
	return quoted(ids)
}

// slot is the line of a question's frame where an option's code goes.
const slot = "<option>"

func (l *loader) option(t *table, i int, setup, frame string) lesson.Option {
	o := lesson.Option{
		ID: string(rune('a' + i%26)), Code: strings.TrimRight(t.text("code", ""), "\n"),
		Right: t.flag("right", false), Why: t.html("why", "why it is right or wrong"),
	}
	o.Text = t.html("text", "")
	if o.Text == "" && o.Code == "" {
		t.problem(t.line(), "the option says nothing; write text: or code:")
	}
	run := t.table("run", "an option's program")
	if run == nil && o.Code != "" {
		t.problem(t.line(), "an option that is code can be run by the learner; write run: with what it prints (stdout:) or the error it ends in (error: and line:)")
	}
	if run != nil {
		main := ""
		if o.Code != "" {
			main = insert(frame, o.Code)
		}
		p := l.programWith(run, setup, main)
		o.Run = &p
	}
	t.done()
	return o
}

// insert puts an option's code into the frame, at the slot's indentation.
func insert(frame, code string) string {
	lines := strings.Split(frame, "\n")
	found := false
	var out []string
	for _, line := range lines {
		if strings.TrimSpace(line) != slot {
			out = append(out, line)
			continue
		}
		found = true
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		for _, c := range strings.Split(code, "\n") {
			if c != "" {
				c = indent + c
			}
			out = append(out, c)
		}
	}
	if !found {
		return ""
	}
	return strings.Join(out, "\n")
}

// program reads a program with what it is known to do.
func (l *loader) program(t *table, setup string) lesson.Program {
	return l.programWith(t, setup, "")
}

// programWith reads a program whose setup and main.py may be given from
// outside, by the question around it.
func (l *loader) programWith(t *table, setup, main string) lesson.Program {
	p := lesson.Program{At: t.place("stdout")}
	if t.has("setup") || setup == "" {
		setup = t.text("setup", "")
	} else {
		t.asked = append(t.asked, "setup")
	}
	if setup != "" {
		files, ok := l.setups[setup]
		if !ok {
			names := make([]string, 0, len(l.setups))
			for name := range l.setups {
				names = append(names, name)
			}
			message := "there is no folder setups/" + setup
			if near := nearest(setup, names); near != "" {
				message += "; did you mean \"" + near + "\"?"
			}
			t.problem(t.where("setup"), "%s", message)
		}
		p.Files = append(p.Files, files...)
		p.Setup = "setups/" + setup
	}
	if models := t.text("models", ""); models != "" {
		p.Files = lesson.Lay(p.Files, []lesson.File{{Name: "models.py", Text: models}}, nil)
	}
	if t.has("main") || main == "" {
		main = t.text("main", "the program (main: |), or let the question have a frame with a line <option>")
	} else {
		t.asked = append(t.asked, "main")
	}
	if main != "" && !strings.HasSuffix(main, "\n") {
		main += "\n"
	}
	p.Files = lesson.Lay(p.Files, []lesson.File{{Name: "main.py", Text: main}}, nil)
	sortFiles(p.Files)
	p.Expect.Stdout = t.text("stdout", "")
	p.Expect.Error = strings.TrimSpace(t.text("error", ""))
	p.Expect.Warning = t.text("warning", "")
	p.Expect.Line = max(t.number("line"), 0)
	if n := t.number("queries"); n >= 0 {
		p.Expect.Queries = &n
	}
	if p.Expect.Error != "" && p.Expect.Line == 0 {
		t.problem(t.where("error"), "a program that ends in an error needs line: as well, counted in main.py")
	}
	t.done()
	return p
}

func (l *loader) tryIts(out *lesson.Lesson) {
	text, ok := l.file("tryits.yaml")
	if !ok {
		return // a lesson may do without
	}
	t := l.parseYAML("tryits.yaml", text, 0, "the list of try-its")
	seen := map[string]bool{}
	for _, item := range t.tables("tryits", "a list of claims", "a try-it") {
		try := lesson.TryIt{
			ID: item.text("id", "a short name"), Title: item.text("title", "its title"),
			Claim: item.html("claim", "what is often said"), Truth: item.html("truth", "what Django does"),
			Step: item.text("step", "the number of the step it belongs to"),
		}
		if seen[try.ID] {
			item.problem(item.where("id"), "there is already a try-it %q; give each its own", try.ID)
		}
		seen[try.ID] = true
		if try.Step != "" && out.StepByID(try.Step) == nil {
			item.problem(item.where("step"), "the lesson has no step %q; write the number of a step, %s", try.Step, stepNumbers(out))
		}
		if run := item.table("run", "a program"); run != nil {
			try.Run = l.program(run, "")
		} else {
			item.missing("run", "the program that shows the truth")
		}
		item.done()
		out.TryIts = append(out.TryIts, try)
	}
	t.done()
}
