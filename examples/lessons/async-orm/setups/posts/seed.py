from books.models import Post

Post.objects.create(title="A draft")
Post.objects.create(title="Hello, world", published=True)
Post.objects.create(title="Second thoughts", published=True)
