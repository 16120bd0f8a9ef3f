package datetime

// The proleptic Gregorian calendar. An ordinal counts days; 1 January of year 1 is day 1.

const (
	daysIn400Years = 146097
	daysIn100Years = 36524
	daysIn4Years   = 1461
	maxOrdinal     = 3652059 // 31 December 9999
	epochOrdinal   = 719163  // 1 January 1970
)

var (
	monthDays  = [13]int{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	daysBefore = [13]int{0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}
)

func isLeap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

func daysInMonth(y, m int) int {
	if m == 2 && isLeap(y) {
		return 29
	}
	return monthDays[m]
}

func daysBeforeYear(y int) int {
	y--
	return y*365 + y/4 - y/100 + y/400
}

func daysBeforeMonth(y, m int) int {
	n := daysBefore[m]
	if m > 2 && isLeap(y) {
		n++
	}
	return n
}

func toOrdinal(y, m, d int) int { return daysBeforeYear(y) + daysBeforeMonth(y, m) + d }

// fromOrdinal is the inverse of toOrdinal for ordinals from 1.
func fromOrdinal(n int) (y, m, d int) {
	n--
	n400, n := n/daysIn400Years, n%daysIn400Years
	n100, n := n/daysIn100Years, n%daysIn100Years
	n4, n := n/daysIn4Years, n%daysIn4Years
	n1, n := n/365, n%365
	y = n400*400 + n100*100 + n4*4 + n1 + 1
	if n1 == 4 || n100 == 4 {
		return y - 1, 12, 31
	}
	m = (n + 50) >> 5 // at most one too many
	before := daysBeforeMonth(y, m)
	if before > n {
		m--
		before = daysBeforeMonth(y, m)
	}
	return y, m, n - before + 1
}

// weekday counts from Monday, 0.
func weekday(ordinal int) int { return (ordinal + 6) % 7 }

// isoWeek1Monday is the ordinal of the Monday that begins the ISO year.
func isoWeek1Monday(y int) int {
	first := daysBeforeYear(y) + 1
	wd := weekday(first)
	monday := first - wd
	if wd > 3 {
		monday += 7
	}
	return monday
}

func isoCalendar(y, m, d int) (isoYear, week, day int) {
	n := toOrdinal(y, m, d)
	monday := isoWeek1Monday(y)
	if n < monday {
		y--
		monday = isoWeek1Monday(y)
	} else if n >= monday+364 && n >= isoWeek1Monday(y+1) {
		y++
		monday = isoWeek1Monday(y)
	}
	return y, (n-monday)/7 + 1, weekday(n) + 1
}

// isoProblem says what is wrong with an ISO date.
type isoProblem int

const (
	isoOK isoProblem = iota
	isoBadYear
	isoBadWeek
	isoBadDay
)

// fromISOCalendar gives the ordinal, which may lie beyond the year 9999.
func fromISOCalendar(y, week, day int) (int, isoProblem) {
	if y < MinYear || y > MaxYear {
		return 0, isoBadYear
	}
	if week < 1 || week > 53 || week == 53 && !has53Weeks(y) {
		return 0, isoBadWeek
	}
	if day < 1 || day > 7 {
		return 0, isoBadDay
	}
	return isoWeek1Monday(y) + (week-1)*7 + day - 1, isoOK
}

// has53Weeks: years that begin on a Thursday, and leap years that begin on a Wednesday.
func has53Weeks(y int) bool {
	wd := weekday(daysBeforeYear(y) + 1)
	return wd == 3 || wd == 2 && isLeap(y)
}
