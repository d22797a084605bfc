"""run_command.py SCRIPT CLASS COMMAND: what Ambari's agent does for one command; what fails is said in the last line."""

import os
import sys

sys.path.insert(0, os.path.dirname(sys.argv[1]))
from resource_management.core.environment import Environment
from resource_management.core.exceptions import Fail

script = __import__(os.path.basename(sys.argv[1])[:-3])
try:
    getattr(getattr(script, sys.argv[2])(), sys.argv[3])(Environment())
    print('DONE')
except Fail as failed:
    print('FAILED ' + str(failed))
    sys.exit(1)
