package engine_test

import (
	"strings"
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/timeline"
)

// TestLocks holds transactions of several threads to what CPython's sqlite3 did with threads and a file (SQLite 3.40, rollback journal): what each statement
// gave and, to what a real clock can tell, when. SQLite looks at a lock after 1, 3, 8, 18, 33, 53, 78, 103 … ms, which is why they get on later than they could.
func TestLocks(t *testing.T) {
	const head = `import threading, time
from django.conf import settings
from django.db import connection
from books.models import Book

def actors(timeout, **steps):
    settings.DATABASES["default"]["OPTIONS"] = {"timeout": timeout}
    Book.objects.all().delete()
    Book.objects.create(pages=0)
    log, start = [], time.perf_counter()
    def act(who, steps):
        cursor = connection.cursor()
        for at, sql in steps:
            time.sleep(max(0, start + at / 1000 - time.perf_counter()))
            try:
                cursor.execute(sql)
                result = [n for n, in cursor.fetchall()]
            except Exception as e:
                result = f"{type(e).__name__}: {e}"
            log.append((round((time.perf_counter() - start) * 1000), who, sql.split()[0], result))
        connection.close()
    threads = [threading.Thread(target=act, args=a) for a in steps.items()]
    for t in threads: t.start()
    for t in threads: t.join()
    for entry in log:
        if entry[2] != "BEGIN": print(*entry)

W, R = "INSERT INTO books_book (title, pages) VALUES ('', 1)", "SELECT COUNT(*) FROM books_book"
`
	for _, c := range []struct{ name, main, want string }{
		{"a second writer waits", `actors(5, A=[(0, "BEGIN"), (0, W), (100, "COMMIT")], B=[(20, "BEGIN"), (20, W), (20, "COMMIT"), (20, R)])`,
			"0 A INSERT []\n100 A COMMIT []\n123 B INSERT []\n123 B COMMIT []\n123 B SELECT [3]\n"},
		{"one outside of a transaction too", `actors(5, A=[(0, "BEGIN"), (0, W), (100, "COMMIT")], B=[(20, W)])`, "0 A INSERT []\n100 A COMMIT []\n123 B INSERT []\n"},
		{"not for longer than the timeout", `actors(0.2, A=[(0, "BEGIN"), (0, W), (400, "COMMIT")], B=[(20, "BEGIN"), (20, W), (20, "ROLLBACK")])`,
			"0 A INSERT []\n220 B INSERT OperationalError: database is locked\n220 B ROLLBACK []\n400 A COMMIT []\n"},
		{"who came first is not always first", `actors(5, A=[(0, "BEGIN"), (0, W), (110, "COMMIT")], B=[(10, "BEGIN"), (10, W), (10, "COMMIT")], C=[(20, "BEGIN"), (20, W), (30, "COMMIT")], D=[(30, W)])`,
			"0 A INSERT []\n110 A COMMIT []\n113 B INSERT []\n113 B COMMIT []\n123 C INSERT []\n123 C COMMIT []\n133 D INSERT []\n"},
		{"a reader sees what was before", `actors(5, A=[(0, "BEGIN"), (0, W), (0, R), (100, "COMMIT")], B=[(20, R), (150, R)])`,
			"0 A INSERT []\n0 A SELECT [2]\n20 B SELECT [1]\n100 A COMMIT []\n150 B SELECT [2]\n"},
		{"a commit waits for readers' transactions", `actors(5, A=[(0, "BEGIN"), (0, R), (100, "COMMIT")], B=[(20, "BEGIN"), (20, W), (20, "COMMIT")], C=[(40, R)])`,
			"0 A SELECT [1]\n20 B INSERT []\n100 A COMMIT []\n123 B COMMIT []\n143 C SELECT [2]\n"},
		{"and not for longer than the timeout", `actors(0.2, A=[(0, "BEGIN"), (0, R), (400, "COMMIT")], B=[(20, "BEGIN"), (20, W), (20, "COMMIT"), (20, "ROLLBACK"), (20, R)])`,
			"0 A SELECT [1]\n20 B INSERT []\n220 B COMMIT OperationalError: database is locked\n220 B ROLLBACK []\n220 B SELECT [1]\n400 A COMMIT []\n"},
		{"one that has read is refused at once", `actors(5, A=[(0, "BEGIN"), (0, R), (40, W), (60, "ROLLBACK")], B=[(20, "BEGIN"), (20, W), (20, "COMMIT")])`,
			"0 A SELECT [1]\n20 B INSERT []\n40 A INSERT OperationalError: database is locked\n60 A ROLLBACK []\n73 B COMMIT []\n"},
		{"BEGIN alone locks nothing", `actors(5, A=[(0, "BEGIN"), (50, R), (60, W), (70, "COMMIT")], B=[(20, "BEGIN"), (20, W), (20, "COMMIT")])`,
			"20 B INSERT []\n20 B COMMIT []\n50 A SELECT [2]\n60 A INSERT []\n70 A COMMIT []\n"},
		{"BEGIN IMMEDIATE does", `actors(5, A=[(0, "BEGIN IMMEDIATE"), (0, R), (100, "COMMIT")], B=[(20, "BEGIN IMMEDIATE"), (20, W), (20, "COMMIT")])`,
			"0 A SELECT [1]\n100 A COMMIT []\n123 B INSERT []\n123 B COMMIT []\n"},
		{"and lets read what was before", `actors(5, A=[(0, "BEGIN IMMEDIATE"), (0, R), (50, W), (100, "COMMIT")], B=[(20, "BEGIN IMMEDIATE"), (20, R), (130, W), (130, "COMMIT")], C=[(40, R)])`,
			"0 A SELECT [1]\n40 C SELECT [1]\n50 A INSERT []\n100 A COMMIT []\n123 B SELECT [2]\n130 B INSERT []\n130 B COMMIT []\n"},
		{"BEGIN EXCLUSIVE does not", `actors(5, A=[(0, "BEGIN EXCLUSIVE"), (100, "COMMIT")], B=[(20, R)], C=[(30, "BEGIN EXCLUSIVE"), (30, W), (30, "COMMIT")])`,
			"100 A COMMIT []\n108 C INSERT []\n108 C COMMIT []\n123 B SELECT [2]\n"},
		{"nor begins while somebody reads", `actors(5, A=[(0, "BEGIN"), (0, R), (100, "COMMIT")], B=[(20, "BEGIN EXCLUSIVE"), (20, W), (20, "COMMIT")])`,
			"0 A SELECT [1]\n100 A COMMIT []\n123 B INSERT []\n123 B COMMIT []\n"},
		{"BEGIN IMMEDIATE does that", `actors(5, A=[(0, "BEGIN"), (0, R), (100, "COMMIT")], B=[(20, "BEGIN IMMEDIATE"), (20, W), (20, "COMMIT")])`,
			"0 A SELECT [1]\n20 B INSERT []\n100 A COMMIT []\n123 B COMMIT []\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, program(head+c.main+"\n"), engine.Options{})
			if r.Stdout != c.want {
				t.Errorf("got\n%swant\n%s%s", r.Stdout, c.want, r.Stderr)
			}
		})
	}
}

// TestTransactionMode: of two who read before they write, one is refused, unless their transactions lock at their begin, as OPTIONS can ask for.
func TestTransactionMode(t *testing.T) {
	const main = `import threading, time
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from books.models import Book

Book.objects.all().delete()
book = Book.objects.create(pages=0)

def add(who, log):
    try:
        with transaction.atomic():
            mine = Book.objects.get(pk=book.pk)
            time.sleep(0.02)
            mine.pages += 1
            mine.save()
        log.append(who)
    except OperationalError as e:
        log.append(f"{who}: {e}")
    finally:
        connection.close()

for mode in (None, "deferred", "IMMEDIATE", "exclusive"):
    settings.DATABASES["default"]["OPTIONS"] = {"transaction_mode": mode, "init_command": "PRAGMA cache_size = 100; "}
    log = []
    threads = [threading.Thread(target=add, args=(who, log)) for who in "AB"]
    for t in threads: t.start()
    for t in threads: t.join()
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        pass
    print(mode, sorted(log), Book.objects.get().pages, queries[0]["sql"])

settings.DATABASES["default"]["OPTIONS"] = {"transaction_mode": "fast"}
try:
    with transaction.atomic():
        pass
except ImproperlyConfigured as e:
    print(e)
`
	const want = `None ['A', 'B: database is locked'] 1 BEGIN
deferred ['A', 'B: database is locked'] 2 BEGIN DEFERRED
IMMEDIATE ['A', 'B'] 4 BEGIN IMMEDIATE
exclusive ['A', 'B'] 6 BEGIN EXCLUSIVE
settings.DATABASES['default']['OPTIONS']['transaction_mode'] is improperly configured to 'fast'. Use one of 'DEFERRED', 'EXCLUSIVE', 'IMMEDIATE', or None.
`
	if r := run(t, program(main), engine.Options{}); r.Stdout != want {
		t.Errorf("got\n%s%v", r.Stdout, r.Error)
	}
}

// TestLockIsShown: two requests that write in transactions; the second's wait is an event, and a span of its database thread.
func TestLockIsShown(t *testing.T) {
	const main = `import asyncio
from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.db import transaction
from books.models import Book

@transaction.atomic
def write(n):
    Book.objects.create(pages=n)
    Book.objects.create(pages=n)

async def request(n):
    async with ThreadSensitiveContext():
        await sync_to_async(write)(n)

async def main():
    await asyncio.gather(request(1), request(2))
    print(await Book.objects.acount())

asyncio.run(main())
`
	var locks []string
	r := run(t, program(main), engine.Options{Latency: 25 * time.Millisecond, Trace: true, OnEvent: func(e engine.Event) {
		if b, _ := e.MarshalJSON(); e.Kind.String() == "lock" {
			locks = append(locks, string(b))
		}
	}})
	if r.Error != nil || r.Stdout != "8\n" {
		t.Fatalf("%q %v", r.Stdout, r.Error)
	}
	// The first holds the lock for 50 ms; the second looks again at 33 and at 53 ms.
	want := `{"type":"lock","t":53,"task":3,"statement":4,"start":0,"thread":"request-2_0","file":"main.py","line":8}`
	if got := strings.Join(locks, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	found := false
	for _, s := range r.Timeline.Spans {
		if s.Kind == timeline.Queue && strings.Contains(s.Text, "locked") {
			found = s.Start == 0 && s.End == 53*time.Millisecond && r.Timeline.Lanes[s.Lane].Kind == timeline.Thread
		}
	}
	if !found || r.VirtualMS != 53+50+25 {
		t.Errorf("shown: %v; %v ms in all", found, r.VirtualMS)
	}
}
