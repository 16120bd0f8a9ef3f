__all__ = ["getpass", "getuser", "GetPassWarning"]


class GetPassWarning(UserWarning):
    pass


def getpass(prompt="Password: ", stream=None):
    raise NotImplementedError("getpass.getpass() is not part of the playground: there is no keyboard to read from; write the value into the program")


def getuser():
    import os

    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        if user := os.environ.get(name):
            return user
    return "learner"
