from django.db import models


# Write the class Book here.
