package datetime

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Arithmetic and comparison of datetimes.

func dateTimeAdd(t *thread, a, b value) (value, error) {
	if d, ok := AsTimedelta(b); ok {
		if _, ok := AsDateTime(a); ok {
			return addTo(t, a, d, 1)
		}
	} else if d, ok := AsTimedelta(a); ok {
		if _, ok := AsDateTime(b); ok {
			return addTo(t, b, d, 1)
		}
	}
	return object.NotImplemented, nil
}

func dateTimeSub(t *thread, a, b value) (value, error) {
	x, ok := AsDateTime(a)
	if !ok {
		return object.NotImplemented, nil
	}
	if d, ok := AsTimedelta(b); ok {
		return addTo(t, a, d, -1)
	}
	y, ok := AsDateTime(b)
	if !ok {
		return object.NotImplemented, nil
	}
	o1, o2, err := offsets(t, a, b, x, y)
	if err != nil {
		return nil, err
	}
	if (o1 == nil) != (o2 == nil) {
		return nil, object.TypeErrorf("can't subtract offset-naive and offset-aware datetimes")
	}
	return FromMicroseconds(difference(x, y, o1, o2)), nil
}

// offsets gives both utcoffsets; two values of one zone are taken as they are, so both are nil then.
func offsets(t *thread, a, b value, x, y *DateTime) (o1, o2 *Timedelta, err error) {
	if x.tz == y.tz {
		return nil, nil, nil
	}
	if o1, err = offsetOf(t, x.tz, strUTCOffset, a); err != nil {
		return nil, nil, err
	}
	o2, err = offsetOf(t, y.tz, strUTCOffset, b)
	return o1, o2, err
}

// difference is x - y in microseconds; the years 1 to 9999 fit 64 bits.
func difference(x, y *DateTime, o1, o2 *Timedelta) int64 {
	us := (x.unix()-y.unix())*1000000 + int64(x.micro) - int64(y.micro)
	if o1 != nil && o2 != nil {
		m, _ := o1.Microseconds()
		n, _ := o2.Microseconds()
		us -= m - n
	}
	return us
}

func dateTimeCompare(t *thread, a, b value, op object.CompareOp) (value, error) {
	y, ok := AsDateTime(b)
	if !ok {
		if dateOf(b) == nil {
			return object.NotImplemented, nil
		}
		switch op {
		case object.EQ:
			return object.False, nil
		case object.NE:
			return object.True, nil
		}
		return nil, object.TypeErrorf("can't compare %s to %s", object.TypeName(a), object.TypeName(b))
	}
	x := dateTimeOf(a)
	o1, o2, err := offsets(t, a, b, x, y)
	if err != nil {
		return nil, err
	}
	if (o1 == nil) != (o2 == nil) {
		switch op {
		case object.EQ:
			return object.False, nil
		case object.NE:
			return object.True, nil
		}
		return nil, object.TypeErrorf("can't compare offset-naive and offset-aware datetimes")
	}
	diff := difference(x, y, o1, o2)
	if diff == 0 && (op == object.EQ || op == object.NE) && x.tz != y.tz {
		// Values in a gap or fold of their zone equal no value of another zone (PEP 495).
		problem, err := foldMatters(t, a, o1)
		if err == nil && !problem {
			problem, err = foldMatters(t, b, o2)
		}
		if err != nil {
			return nil, err
		}
		if problem {
			diff = 1
		}
	}
	c := 0
	if diff < 0 {
		c = -1
	} else if diff > 0 {
		c = 1
	}
	return compare(c, op), nil
}

// foldMatters tells whether o's offset, off, would be another with the other fold.
func foldMatters(t *thread, o value, off *Timedelta) (bool, error) {
	d := dateTimeOf(o)
	if _, fixed := d.tz.(*Timezone); fixed || d.tz == nil {
		return false, nil
	}
	flip := *d
	flip.fold ^= 1
	other, err := offsetOf(t, d.tz, strUTCOffset, &flip)
	if err != nil {
		return false, err
	}
	if other == nil || off == nil {
		return other != off, nil
	}
	return *other != *off, nil
}

func dateTimeHash(t *thread, o value) (int64, error) {
	d := dateTimeOf(o)
	at := o
	if d.fold != 0 {
		plain := *d
		plain.fold = 0
		at = &plain
	}
	off, err := offsetOf(t, d.tz, strUTCOffset, at)
	if err != nil {
		return 0, err
	}
	us := d.unix()*1000000 + int64(d.micro)
	if off != nil {
		n, _ := off.Microseconds()
		us -= n
	}
	return mix(uint64(us)), nil
}
