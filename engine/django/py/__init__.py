VERSION = (5, 2, 0, "final", 0)
__version__ = "5.2"


def get_version():
    return "5.2"


def setup(set_prefix=True):
    """The playground has set up Django before the program starts."""
