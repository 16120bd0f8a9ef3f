from books.models import User

User.objects.create(username="ana")
User.objects.create(username="bo", is_active=False)
User.objects.create(username="chen")
User.objects.create(username="dia", is_active=False)
