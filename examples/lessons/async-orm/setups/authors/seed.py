from books.models import Author, Book

toni = Author.objects.create(name="Toni Morrison")
mary = Author.objects.create(name="Mary Shelley")
Book.objects.create(title="Beloved", author=toni)
Book.objects.create(title="Jazz", author=toni)
Book.objects.create(title="Frankenstein", author=mary)
