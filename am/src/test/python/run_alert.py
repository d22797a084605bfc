"""run_alert.py SCRIPT: configurations and parameters as JSON from standard input; state and text as JSON in the last line."""

import json
import os
import sys

sys.path.insert(0, os.path.dirname(sys.argv[1]))
alert = __import__(os.path.basename(sys.argv[1])[:-3])
given = json.load(sys.stdin)
# As Ambari's agent: a token without a value is left out.
configurations = {}
for token in alert.get_tokens():
    key = token[2:-2].split('/')
    value = given['site'].get(key[0])
    if len(key) == 2:
        value = (value or {}).get(key[1])
    if value is not None:
        configurations[token] = value
state, texts = alert.execute(configurations, given['parameters'], 'host.example.com')
print(json.dumps({'state': state, 'text': texts[0]}))
