package zoneinfo

import (
	"strconv"
	"time"
)

// rule is the POSIX form of daylight saving: "CET-1CEST,M3.5.0,M10.5.0/3".
type rule struct {
	std, dst   *info
	start, end change
	diff       int64 // seconds that daylight saving adds; may be negative
}

// change is the day and second of a switch: the n-th weekday of a month (5: the last).
type change struct {
	month, week, weekday int
	second               int64
}

// parseRule reads a rule of the embedded data, which gen.py has taken from the database.
func parseRule(s string) *rule {
	p := &ruleParser{s}
	r := &rule{}
	name, off := p.name(), p.offset()
	r.std = newInfo(-off, 0, name)
	name = p.name()
	dst := r.std.off + 3600
	if p.s != "" && p.s[0] != ',' {
		dst = -p.offset()
	}
	r.diff = int64(dst - r.std.off)
	r.dst = newInfo(dst, int(r.diff), name)
	r.start, r.end = p.change(), p.change()
	return r
}

type ruleParser struct{ s string }

func (p *ruleParser) take(n int) string {
	s := p.s[:n]
	p.s = p.s[n:]
	return s
}

func (p *ruleParser) name() string {
	i := 0
	if p.s[0] == '<' {
		for p.s[i] != '>' {
			i++
		}
		return p.take(i + 1)[1:i]
	}
	for i < len(p.s) && (p.s[i] >= 'A' && p.s[i] <= 'Z' || p.s[i] >= 'a' && p.s[i] <= 'z') {
		i++
	}
	return p.take(i)
}

func (p *ruleParser) number() int {
	i := 0
	for i < len(p.s) && p.s[i] >= '0' && p.s[i] <= '9' {
		i++
	}
	n, _ := strconv.Atoi(p.take(i))
	return n
}

// offset is [+-]hh[:mm[:ss]] in seconds.
func (p *ruleParser) offset() int {
	sign := 1
	if p.s[0] == '-' || p.s[0] == '+' {
		if p.take(1) == "-" {
			sign = -1
		}
	}
	n := p.number() * 3600
	for unit := 60; p.s != "" && p.s[0] == ':'; unit = 1 {
		p.take(1)
		n += p.number() * unit
	}
	return sign * n
}

// change is ,Mm.w.d[/time].
func (p *ruleParser) change() change {
	p.take(2)
	c := change{second: 7200}
	c.month = p.number()
	p.take(1)
	c.week = p.number()
	p.take(1)
	c.weekday = p.number()
	if p.s != "" && p.s[0] == '/' {
		p.take(1)
		c.second = int64(p.offset())
	}
	return c
}

// at is when the change happens in a year, by the clock that shows then, in seconds since 1970.
func (c change) at(year int) int64 {
	first := time.Date(year, time.Month(c.month), 1, 0, 0, 0, 0, time.UTC)
	day := 1 + (c.weekday-int(first.Weekday())+7)%7 + (c.week-1)*7
	if last := first.AddDate(0, 1, -1).Day(); day > last {
		day -= 7
	}
	return first.Unix() + int64(day-1)*86400 + c.second
}

func (r *rule) pick(start, end, sec int64) *info {
	on := start <= sec && sec < end
	if start >= end {
		on = !(end <= sec && sec < start)
	}
	if on {
		return r.dst
	}
	return r.std
}

func (r *rule) local(sec int64, year, fold int) *info {
	start, end := r.start.at(year), r.end.at(year)
	// With fold 0 the part of the year with the smaller offset begins behind the gap and ends behind the overlap; with fold 1 both are
	// taken where they begin.
	if (fold == 1) == (r.diff >= 0) {
		end -= r.diff
	} else {
		start += r.diff
	}
	return r.pick(start, end, sec)
}

func (r *rule) fromUTC(sec int64, year int) (*info, int) {
	start := r.start.at(year) - int64(r.std.off)
	end := r.end.at(year) - int64(r.dst.off)
	from, to := start, start-r.diff
	if r.diff > 0 {
		from, to = end, end+r.diff
	}
	fold := 0
	if from <= sec && sec < to {
		fold = 1
	}
	return r.pick(start, end, sec), fold
}
