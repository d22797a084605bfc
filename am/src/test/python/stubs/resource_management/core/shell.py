"""Runs commands as Ambari's shell does, less the change of user; those of the directory TEST_BIN come first."""

import os
import subprocess
import threading

from resource_management.core.exceptions import ExecuteTimeoutException


def call(command, quiet=False, user=None, env=None, path=None, timeout=None):
    everything = dict(os.environ, TEST_USER=user or '', **(env or {}))
    everything['PATH'] = os.pathsep.join([os.environ['TEST_BIN']] + list(path or []))
    running = subprocess.Popen(
        command, shell=not isinstance(command, (list, tuple)), env=everything,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    late = []
    timer = threading.Timer(timeout or 3600, lambda: (late.append(1), running.kill()))
    timer.start()
    try:
        said = running.communicate()[0].decode('utf-8')
    finally:
        timer.cancel()
    if late:
        raise ExecuteTimeoutException('timed out')
    return running.returncode, said
