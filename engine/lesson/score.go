package lesson

// This file grades a quiz. The page does the same sum in its own script,
// because a quiz must work where WebAssembly does not; a test keeps both to
// the same table.

// A Score is the result of a quiz.
type Score struct {
	Right   int          `json:"right"`
	Total   int          `json:"total"`
	ByLevel []LevelScore `json:"by_level"` // easy, medium, hard; levels without questions are left out
	Review  []Review     `json:"review"`   // the steps that teach what was missed, in order
	Advice  HTML         `json:"advice,omitempty"`
}

// A LevelScore is the part of a score that one level made.
type LevelScore struct {
	Level string `json:"level"`
	Right int    `json:"right"`
	Total int    `json:"total"`
}

// A Review points at a step for the questions that were missed.
type Review struct {
	Step      string   `json:"step"`
	Title     string   `json:"title"`
	Questions []string `json:"questions"` // their IDs
	Topics    []string `json:"topics"`
}

// Grade scores answers, a map from question ID to option ID. A question that
// is not answered counts as missed.
func (l *Lesson) Grade(q *Quiz, answers map[string]string) Score {
	s := Score{Total: len(q.Questions), ByLevel: []LevelScore{}, Review: []Review{}}
	levels := map[string]*LevelScore{}
	missed := map[string]*Review{}
	for _, level := range []string{Easy, Medium, Hard} {
		levels[level] = &LevelScore{Level: level}
	}
	for i := range q.Questions {
		question := &q.Questions[i]
		level := levels[question.Level]
		if level == nil {
			continue // the loader refuses other levels
		}
		level.Total++
		if right := question.Right(); right != nil && answers[question.ID] == right.ID {
			level.Right++
			s.Right++
			continue
		}
		r := missed[question.Teaches]
		if r == nil {
			r = &Review{Step: question.Teaches}
			missed[question.Teaches] = r
		}
		r.Questions = append(r.Questions, question.ID)
		r.Topics = append(r.Topics, question.Topic)
	}
	for _, name := range []string{Easy, Medium, Hard} {
		if levels[name].Total > 0 {
			s.ByLevel = append(s.ByLevel, *levels[name])
		}
	}
	for i := range l.Steps {
		if r := missed[l.Steps[i].ID]; r != nil {
			r.Title = l.Steps[i].Title
			s.Review = append(s.Review, *r)
		}
	}
	if s.Total > 0 {
		share := float64(s.Right) / float64(s.Total)
		for _, a := range q.Advice {
			if share >= a.From {
				s.Advice = a.Text
				break
			}
		}
	}
	return s
}

// Right is the question's right option.
func (q *Question) Right() *Option {
	for i := range q.Options {
		if q.Options[i].Right {
			return &q.Options[i]
		}
	}
	return nil
}
