class Fail(Exception):
    pass


class ExecuteTimeoutException(Fail):
    pass


class ClientComponentHasNoStatus(Fail):
    pass


class ComponentIsNotRunning(Fail):
    pass
