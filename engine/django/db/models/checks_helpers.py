"""What the checks of date fields compute with datetime."""

import datetime

from django.conf import settings
from django.utils import timezone


def fixed_moment(value):
    now = timezone.now()
    if not settings.USE_TZ:
        now = timezone.make_naive(now) if timezone.is_aware(now) else now
    if isinstance(value, datetime.datetime):
        if timezone.is_aware(value) != timezone.is_aware(now):
            now = timezone.make_naive(now, datetime.timezone.utc) if timezone.is_aware(now) else timezone.make_aware(now)
        return abs(value - now) <= datetime.timedelta(days=1)
    if isinstance(value, datetime.date):
        return abs(value - now.date()) <= datetime.timedelta(days=1)
    if isinstance(value, datetime.time):
        moment = datetime.datetime.combine(now.date(), value.replace(tzinfo=None))
        return abs(moment - now.replace(tzinfo=None)) <= datetime.timedelta(seconds=10)
    return False
