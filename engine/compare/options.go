package compare

import (
	"fmt"
	"math"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/latency"
)

// Server is a kind of server.
type Server string

// The servers.
const (
	WSGI Server = "wsgi"
	ASGI Server = "asgi"
)

// A Way is a way of serving a view.
type Way struct {
	Label  string `json:"label"`
	Server Server `json:"server"`
	// View is a function of the program's ("book_list", "views.book_list"), a class-based view, or a path of its urlpatterns ("/books/"). A function that takes no
	// request is called once for each.
	View string `json:"view"`
	// Workers is how many threads a WSGI server has; 0 means 4.
	Workers int `json:"workers,omitempty"`
}

// Arrivals says how requests are spread over time.
type Arrivals string

// Arrivals.
const (
	Random   Arrivals = "random"   // independent of each other, as visitors are: a Poisson process
	Even     Arrivals = "even"     // one every 1/rate seconds
	Together Arrivals = "together" // all at once
)

// Bounds of a load.
const (
	MaxRequests = 500
	MaxRate     = 10_000
	MinRate     = 0.01
	MaxWorkers  = 64
	MaxWays     = 8
)

// patience is how long after the last arrival a server is given to answer, in simulated time.
const patience = 10 * time.Minute

// LoadOptions say what load to make.
type LoadOptions struct {
	// Requests is how many there are for each way.
	Requests int `json:"requests"`
	// Rate is how many arrive a second, on average; it does not matter for those that arrive together.
	Rate     float64  `json:"rate"`
	Arrivals Arrivals `json:"arrivals"` // "" means Random
	Seed     uint64   `json:"seed"`
	Ways     []Way    `json:"ways"`
}

// check completes the options, or says what is wrong with them.
func (o *LoadOptions) check() error {
	if o.Arrivals == "" {
		o.Arrivals = Random
	}
	switch {
	case o.Requests < 1 || o.Requests > MaxRequests:
		return fmt.Errorf("The number of requests is %d; it must be from 1 to %d.", o.Requests, MaxRequests)
	case o.Arrivals != Random && o.Arrivals != Even && o.Arrivals != Together:
		return fmt.Errorf("Requests cannot arrive %q; they arrive random, even or together.", string(o.Arrivals))
	case o.Arrivals != Together && !(o.Rate >= MinRate && o.Rate <= MaxRate):
		return fmt.Errorf("The rate is %v requests a second; it must be from %v to %d.", o.Rate, MinRate, MaxRate)
	case len(o.Ways) == 0 || len(o.Ways) > MaxWays:
		return fmt.Errorf("There are %d ways of serving to compare; there must be from 1 to %d.", len(o.Ways), MaxWays)
	}
	o.Ways = append([]Way(nil), o.Ways...)
	for i := range o.Ways {
		if err := o.Ways[i].check(i + 1); err != nil {
			return err
		}
	}
	return nil
}

func (w *Way) check(number int) error {
	name := fmt.Sprintf("way %d", number)
	if w.Label != "" {
		name = fmt.Sprintf("%q", w.Label)
	}
	if w.Server == WSGI && w.Workers == 0 {
		w.Workers = 4
	}
	switch {
	case w.Server != WSGI && w.Server != ASGI:
		return fmt.Errorf("The server of %s is %q; it must be wsgi or asgi.", name, string(w.Server))
	case w.Server == WSGI && (w.Workers < 1 || w.Workers > MaxWorkers):
		return fmt.Errorf("The number of workers of %s is %d; it must be from 1 to %d.", name, w.Workers, MaxWorkers)
	case w.View == "":
		return fmt.Errorf("The view of %s is missing: write the name of a function, such as book_list, or a path, such as /books/.", name)
	}
	if w.Server == ASGI {
		w.Workers = 0
	}
	if w.Label == "" {
		if w.Label = w.View + " under ASGI"; w.Server == WSGI {
			w.Label = w.View + " under WSGI"
		}
	}
	return nil
}

// moments are when the requests arrive, counted from the first, in order and in whole microseconds: the last bits of a logarithm are not the same on every machine.
func (o *LoadOptions) moments() []time.Duration {
	out := make([]time.Duration, o.Requests)
	gap := float64(time.Second) / o.Rate
	r := latency.Random(o.Seed)
	at := 0.0
	for i := range out {
		if i == 0 || o.Arrivals == Together {
			continue
		}
		if o.Arrivals == Even {
			at = gap * float64(i)
		} else {
			at += gap * -math.Log(1-r.Next())
		}
		out[i] = time.Duration(at).Round(time.Microsecond)
	}
	return out
}
