package lesson

// This file defines what is compared in a lesson: package engine/compare says what the comparisons mean, and reads the same JSON.

// A Lab is a program of a few views or functions that the learner puts to the test, and may change.
type Lab struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	HTML  HTML   `json:"html"`
	Files []File `json:"files"`
	Open  string `json:"open"` // the file to show first
	Seed  string `json:"seed"` // the text of seed.py; "" for none
	// Load is a load for its views, Both what runs both ways; one of them is there.
	Load *Load `json:"load,omitempty"`
	Both *Both `json:"both,omitempty"`

	Dir string `json:"-"` // the folder that the lab was read from
}

// Program gives everything that a run of the lab needs, as a step's does.
func (l *Lab) Program() []File {
	s := Step{Files: l.Files, Seed: l.Seed}
	return s.Program(nil)
}

// A Load is a number of requests and the ways of serving them.
type Load struct {
	Requests int     `json:"requests"`
	Rate     float64 `json:"rate"`
	Arrivals string  `json:"arrivals"` // "random", "even" or "together"
	Seed     int     `json:"seed"`
	Ways     []Way   `json:"ways"`
}

// A Way is a way of serving a view.
type Way struct {
	Label   string `json:"label"`
	Server  string `json:"server"` // "wsgi" or "asgi"
	View    string `json:"view"`
	Workers int    `json:"workers,omitempty"`
}

// Both is a number of callers and the functions that they call.
type Both struct {
	Callers int    `json:"callers"`
	Calls   []Call `json:"calls"`
	// Files are the author's, for functions that are not the learner's; a file of the same name that the learner has comes first.
	Files []File `json:"files,omitempty"`
}

// A Call is a function that is called without arguments.
type Call struct {
	Label string `json:"label"`
	Func  string `json:"func"`
}

// LabByID finds a lab; nil when there is none.
func (l *Lesson) LabByID(id string) *Lab {
	for i := range l.Labs {
		if l.Labs[i].ID == id {
			return &l.Labs[i]
		}
	}
	return nil
}
