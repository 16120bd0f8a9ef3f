VERSION = (5, 2, 0, "final", 0)
__version__ = "5.2"


def get_version():
    return "5.2"


def setup(set_prefix=True):
    """The playground has set up Django before the program starts; what is left is what the program's own settings say of logging."""
    from django.conf import settings

    if settings.LOGGING:
        from django.utils.log import configure_logging

        configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
