// The shapes of query that are met most, and programs that time what Django does for each: building the query, compiling its SQL, running that, making instances. The
// programs are run natively and in the browser; what a part takes is the difference between two of them.

const models = `from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=100)


class Book(models.Model):
    title = models.CharField(max_length=100)
    pages = models.IntegerField()
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="books")
`;

const seed = `from books.models import Author, Book

authors = [Author.objects.create(name=f"Author {n}") for n in range(5)]
for n in range(10):
    Book.objects.create(title=f"Book {n}", pages=n * 100, author=authors[n % 5])
`;

export const shapes = {
  "all()": "Book.objects.all()",
  "filter(pk=3)": "Book.objects.filter(pk=3)",
  "filter(pages__gte=400)": "Book.objects.filter(pages__gte=400)",
  "filter().order_by()[:3]": "Book.objects.filter(title__contains='k').order_by('-pages')[:3]",
  "exclude()": "Book.objects.exclude(title='Book 3')",
  "filter(Q | Q)": "Book.objects.filter(Q(pages__lt=200) | Q(title__startswith='Book 9'))",
  "filter(author__name=…)": "Book.objects.filter(author__name='Author 2')",
  "select_related()": "Book.objects.select_related('author')",
  "annotate(Count())": "Author.objects.annotate(n=Count('books'))",
  "values()": "Book.objects.values('title', 'pages')",
};

const head = "from django.db import connection\nfrom django.db.models import Count, Q\nfrom books.models import Author, Book\n\n";

/** programs are main.py for each part, doing it n times. */
const programs = {
  build: (expression, n) => `${head}for _ in range(${n}):\n    ${expression}\n`,
  compile: (expression, n) => `${head}for _ in range(${n}):\n    ${expression}.query.sql_with_params()\n`,
  run: (expression, n) => `${head}sql, params = ${expression}.query.sql_with_params()\nwith connection.cursor() as cursor:\n    for _ in range(${n}):\n        cursor.execute(sql, params)\n        cursor.fetchall()\n`,
  all: (expression, n) => `${head}for _ in range(${n}):\n    list(${expression})\n`,
};

/** many are programs about ten thousand instances, each with what it does beside. */
export const many = {
  "10,000 instances from the database": {
    limit: 60,
    main: (n) => `${head}Author.objects.bulk_create([Author(name="a") for _ in range(10000)])\nfor _ in range(${n}):\n    list(Author.objects.all())\n`,
  },
  "bulk_create() of 10,000": {
    limit: 150,
    main: (n) => `${head}authors = [Author(name="a") for _ in range(10000)]\nfor _ in range(${n}):\n    Author.objects.bulk_create(authors)\n    for author in authors:\n        author.pk = None\n`,
  },
};

const turns = 3;

/** files are a program's files. */
export const files = (main) => [
  { name: "models.py", text: models },
  { name: "seed.py", text: seed },
  { name: "main.py", text: main },
];

/**
 * measure gives, by shape, microseconds for each part; run runs files and gives the milliseconds that took. A part that is the difference of two is at least 0.
 */
export async function measure(run, times) {
  const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];
  const per = async (main) => {
    const all = [];
    for (let i = 0; i < turns; i++) all.push(((await run(files(main(times)))) - (await run(files(main(0))))) / times);
    return Math.max(0, median(all) * 1000);
  };
  // What is done for the first time takes longer, in a browser by far.
  for (const expression of Object.values(shapes)) await run(files(programs.all(expression, times)));
  const out = {};
  for (const [label, expression] of Object.entries(shapes)) {
    const took = {};
    for (const [part, program] of Object.entries(programs)) took[part] = await per((n) => program(expression, n));
    const { build, compile, run: ran, all } = took;
    out[label] = { build, compile: Math.max(0, compile - build), run: ran, instances: Math.max(0, all - Math.max(build, compile) - ran), all };
  }
  return out;
}
