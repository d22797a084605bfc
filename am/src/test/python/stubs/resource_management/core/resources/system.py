import os
import time

from resource_management.core import shell
from resource_management.core.exceptions import Fail


def Execute(command, user=None, path=None, tries=1, try_sleep=0, not_if=None, only_if=None):
    if not_if and shell.call(not_if, path=path)[0] == 0 or only_if and shell.call(only_if, path=path)[0] != 0:
        return
    for _ in range(tries):
        code, said = shell.call(command, user=user, path=path)
        if code == 0:
            return
        time.sleep(try_sleep)
    raise Fail('Execution of {0} returned {1}. {2}'.format(command, code, said))


def File(path, content=None, action='create', owner=None, group=None, mode=None):
    if action == 'delete':
        if os.path.exists(path):
            os.remove(path)
        return
    with open(path, 'w') as out:
        out.write(getattr(content, 'content', content))


def Directory(paths, **ignored):
    for path in paths if isinstance(paths, (list, tuple)) else [paths]:
        if not os.path.isdir(path):
            os.makedirs(path)
