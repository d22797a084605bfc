import os

from resource_management.core.exceptions import ComponentIsNotRunning


def check_process_status(pid_file):
    try:
        with open(pid_file) as read:
            os.kill(int(read.read()), 0)
    except (IOError, OSError):
        raise ComponentIsNotRunning('not running')
