import datetime


def _clock(duration, after_hours, after_minutes):
    """The part of a duration that is less than a day; seconds with their fraction, if there is any."""
    minutes, seconds = divmod(duration.seconds, 60)
    text = f"{minutes // 60:02d}{after_hours}{minutes % 60:02d}{after_minutes}{seconds:02d}"
    return f"{text}.{duration.microseconds:06d}" if duration.microseconds else text


def duration_string(duration):
    days = f"{duration.days} " if duration.days else ""
    return days + _clock(duration, ":", ":")


def duration_iso_string(duration):
    size = abs(duration)
    sign = "" if size == duration else "-"
    return f"{sign}P{size.days}DT{_clock(size, 'H', 'M')}S"


def duration_microseconds(delta):
    return delta // datetime.timedelta(microseconds=1)
