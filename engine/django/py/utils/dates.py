from django.utils.translation import gettext_lazy as _

_days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_months = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)

WEEKDAYS = {i: _(name) for i, name in enumerate(_days)}
WEEKDAYS_ABBR = {i: _(name[:3]) for i, name in enumerate(_days)}
MONTHS = {i: _(name) for i, name in enumerate(_months, start=1)}
MONTHS_3 = {i: _(name[:3].lower()) for i, name in enumerate(_months, start=1)}
MONTHS_AP = dict(enumerate(("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."), start=1))
MONTHS_ALT = dict(MONTHS)
