"""settings.configure(), with which a script that is all of a project begins."""

from django.core.signals import setting_changed

_done = "_configured_by_program"


def configure(settings, default_settings, options):
    """Takes the settings of a script for those of the playground. That can be done once, as in Django."""
    if _done in settings.__dict__:
        raise RuntimeError("Settings already configured.")
    for name in options:
        if not name.isupper():
            raise TypeError("Setting %r must be uppercase." % name)
    settings.__dict__[_done] = True
    given = {name: getattr(default_settings, name) for name in dir(default_settings) if name.isupper()} if default_settings is not None else {}
    given.update(options)
    settings.__dict__.update(given)
    for name, value in given.items():
        setting_changed.send(sender=type(settings), setting=name, value=value, enter=True)
