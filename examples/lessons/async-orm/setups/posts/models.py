from django.db import models


class Post(models.Model):
    title = models.CharField(max_length=100)
    published = models.BooleanField(default=False)

    def __str__(self):
        return self.title
