"""
Serves what Draco's running jobs measure, at /prom, in Prometheus's text format.

ApplicationMasters come and go, on hosts and ports that nobody knows beforehand. So the ResourceManager is asked which jobs run,
and each job's page, through the ResourceManager's proxy, for its metrics; each sample gets the label application. Runs on Python
2.7 and 3, with nothing but their libraries; on clusters with Kerberos it needs kinit and curl.
"""

import argparse
import json
import os
import re
import ssl
import subprocess
import sys
import tempfile
import time

try:
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from urllib.request import urlopen
except ImportError:
    from BaseHTTPServer import BaseHTTPRequestHandler, HTTPServer
    from urllib2 import urlopen

PATIENCE_SECONDS = 5
TICKET_SECONDS = 4 * 3600
MOST_JOBS = 100
OWN = 'draco_monitor_'
MOST_BYTES = 1024 * 1024
SAMPLE = re.compile(r'^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(.*)\})?[ \t]+(\S+)([ \t]+-?[0-9]+)?$')
COMMENT = re.compile(r'^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) ')
APPLICATION = re.compile(r'^application_[0-9]+_[0-9]+$')


class Plain(object):
    """Asks without credentials."""

    def get(self, url):
        options = {'timeout': PATIENCE_SECONDS}
        if url.startswith('https:'):
            options['context'] = ssl._create_unverified_context()
        answer = urlopen(url, **options)
        try:
            return answer.read(MOST_BYTES).decode('utf-8', 'replace')
        finally:
            answer.close()


class Negotiating(object):
    """Asks by SPNEGO, with tickets of its own that it renews from the keytab."""

    def __init__(self, kinit, keytab, principal, clock=time.time):
        self.login = [kinit, '-kt', keytab, principal]
        self.clock = clock
        self.logged_in_at = None
        self.environment = dict(os.environ, KRB5CCNAME=os.path.join(tempfile.mkdtemp(prefix='draco-monitor-'), 'tickets'))

    def get(self, url):
        if self.logged_in_at is None or self.clock() - self.logged_in_at > TICKET_SECONDS:
            subprocess.check_call(self.login, env=self.environment)
            self.logged_in_at = self.clock()
        said = subprocess.check_output(
            ['curl', '--silent', '--show-error', '--fail', '--insecure', '--location', '--negotiate', '--user', ':',
             '--max-time', str(PATIENCE_SECONDS), '--max-filesize', str(MOST_BYTES), url], env=self.environment)
        return said[:MOST_BYTES].decode('utf-8', 'replace')


def running_jobs(web, resource_managers):
    """The address of the ResourceManager that answers, and the ids of the jobs that run."""
    tried = []
    for address in resource_managers:
        try:
            answer = json.loads(web.get(address + '/ws/v1/cluster/apps?applicationTypes=DRACO&states=RUNNING'))
            found = (answer['apps'] or {}).get('app') or []
            ids = [app['id'] for app in found if APPLICATION.match(str(app['id']))]
            return address, sorted(ids)[-MOST_JOBS:]
        except Exception as error:
            tried.append('{0}: {1}'.format(address, error))
    raise IOError('no ResourceManager answers: ' + '; '.join(tried))


def metrics(web, resource_managers):
    """All of it, as one text. A metric of several jobs stands together, as the format demands."""
    families = {}
    try:
        address, ids = running_jobs(web, resource_managers)
        add(families, 'draco_monitor_resource_manager_up', '', '1')
        add(families, 'draco_monitor_jobs', '', str(len(ids)))
    except IOError as error:
        log(error)
        add(families, 'draco_monitor_resource_manager_up', '', '0')
        address, ids = None, []
    for application in ids:
        try:
            take(families, application, web.get('{0}/proxy/{1}/prom'.format(address, application)))
            up = '1'
        except Exception as error:
            log('{0}: {1}'.format(application, error))
            up = '0'
        add(families, 'draco_monitor_job_up', label(application), up)
    lines = []
    for name in sorted(families):
        comments, samples = families[name]
        lines += ['# {0} {1} {2}'.format(kind, name, comments[kind]) for kind in ('HELP', 'TYPE') if kind in comments]
        lines += samples
    return '\n'.join(lines) + '\n'


def take(families, application, text):
    """A job's samples, with its id; the first job's HELP and TYPE stand for all. What is no sample is left out."""
    for line in text.splitlines():
        comment = COMMENT.match(line)
        if comment and not comment.group(2).startswith(OWN):
            family(families, comment.group(2))[0].setdefault(comment.group(1), line[comment.end():])
            continue
        sample = SAMPLE.match(line)
        if sample and not sample.group(1).startswith(OWN):
            own = sample.group(3)
            labels = label(application) + (',' + own.strip().rstrip(',') if own and own.strip() else '')
            add(families, sample.group(1), labels, sample.group(4))


def label(application):
    return 'application="{0}"'.format(application)


def family(families, name):
    return families.setdefault(name, ({}, []))


def add(families, name, labels, value):
    family(families, name)[1].append('{0}{1} {2}'.format(name, '{' + labels + '}' if labels else '', value))


def log(what):
    sys.stderr.write('{0} {1}\n'.format(time.strftime('%Y-%m-%d %H:%M:%S'), what))
    sys.stderr.flush()


def server(port, web, resource_managers):
    """Listens on the port (0: any); one request at a time, for one asker."""

    class Page(BaseHTTPRequestHandler):

        def do_GET(self):
            if self.path.split('?')[0] != '/prom':
                self.send_error(404)
                return
            body = metrics(web, resource_managers).encode('utf-8')
            self.send_response(200)
            self.send_header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said):
            """Scrapes are not logged."""

    return HTTPServer(('', port), Page)


def main():
    parser = argparse.ArgumentParser(description='Serves the metrics of running Draco jobs.')
    parser.add_argument('--port', type=int, required=True)
    parser.add_argument('--resource-manager', action='append', required=True, help='e.g. http://rm.example.com:8088')
    parser.add_argument('--pid-file')
    parser.add_argument('--keytab')
    parser.add_argument('--principal')
    parser.add_argument('--kinit', default='kinit')
    given = parser.parse_args()
    web = Negotiating(given.kinit, given.keytab, given.principal) if given.keytab else Plain()
    listening = server(given.port, web, given.resource_manager)
    if given.pid_file:
        with open(given.pid_file, 'w') as out:
            out.write(str(os.getpid()))
    log('listening on port {0}'.format(listening.server_address[1]))
    listening.serve_forever()


if __name__ == '__main__':
    main()
