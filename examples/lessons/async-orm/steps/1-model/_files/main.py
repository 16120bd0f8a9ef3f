from books import models

# This program lists the fields of Book. There is nothing to change in it.
if hasattr(models, "Book"):
    for field in models.Book._meta.fields:
        print(f"{field.name}: {type(field).__name__}")
else:
    print("There is no Book in models.py yet.")
