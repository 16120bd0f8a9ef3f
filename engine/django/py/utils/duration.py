import datetime


def _clock(duration, form):
    """The part of a duration that is less than a day; seconds with their fraction, if there is any."""
    hours, rest = divmod(duration.seconds, 3600)
    fraction = duration.microseconds
    return form.format(hours, *divmod(rest, 60), f".{fraction:06d}" if fraction else "")


def duration_string(duration):
    days = f"{duration.days} " if duration.days else ""
    return days + _clock(duration, "{:02d}:{:02d}:{:02d}{}")


def duration_iso_string(duration):
    size = abs(duration)
    sign = "" if size == duration else "-"
    return f"{sign}P{size.days}DT{_clock(size, '{:02d}H{:02d}M{:02d}{}S')}"


def duration_microseconds(delta):
    return delta // datetime.timedelta(microseconds=1)
