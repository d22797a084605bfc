"""
Draco's jobs as the ResourceManager sees them: which have failed lately, which wait for a container, which run and get no further.

Runs in Ambari's agent, on Python 2.7 (Ambari 2.7) and 3. YARN says how far a job is, not since when; so what was seen is kept in a
file between two looks, and a job counts as stuck only from the first look on.
"""

import json
import logging
import os
import ssl
import tempfile
import time

try:
    from urllib.request import Request, urlopen
except ImportError:
    from urllib2 import Request, urlopen

APPLICATION_TYPE = 'DRACO'

HTTP_POLICY = '{{yarn-site/yarn.http.policy}}'
ADDRESS = '{{yarn-site/yarn.resourcemanager.webapp.address}}'
ADDRESS_TLS = '{{yarn-site/yarn.resourcemanager.webapp.https.address}}'
HA_ENABLED = '{{yarn-site/yarn.resourcemanager.ha.enabled}}'
HA_IDS = '{{yarn-site/yarn.resourcemanager.ha.rm-ids}}'
SECURITY_ENABLED = '{{cluster-env/security_enabled}}'
SMOKE_USER = '{{cluster-env/smokeuser}}'
SMOKE_KEYTAB = '{{cluster-env/smokeuser_keytab}}'
SMOKE_PRINCIPAL = '{{cluster-env/smokeuser_principal_name}}'
SEARCH_PATHS = '{{kerberos-env/executable_search_paths}}'
YARN_SITE = '{{yarn-site}}'

MINUTE_MS = 60 * 1000
HOUR_MS = 60 * MINUTE_MS
MOST_NAMED = 5
MOST_BYTES = 8 * 1024 * 1024

LOG = logging.getLogger('ambari_alerts')


class Unreachable(Exception):
    """No ResourceManager answered; the message says which were asked and what came."""


def get_tokens():
    """What Ambari is to put into the configurations of execute."""
    return (HTTP_POLICY, ADDRESS, ADDRESS_TLS, HA_ENABLED, HA_IDS, SECURITY_ENABLED, SMOKE_USER, SMOKE_KEYTAB,
            SMOKE_PRINCIPAL, SEARCH_PATHS, YARN_SITE)


def execute(configurations=None, parameters=None, host_name=None):
    """Returns the state (OK, WARNING, CRITICAL, UNKNOWN) and a list of one text."""
    if not configurations:
        return 'UNKNOWN', ['no configuration was given to the script: expected yarn-site']
    parameters = parameters or {}
    now = int(time.time() * 1000)
    try:
        hours = number(parameters, 'failed.hours', 6.0)
        apps = running_and_waiting(configurations, parameters)
        apps += ended_since(configurations, parameters, now - int(hours * HOUR_MS))
    except Unreachable as unreachable:
        return 'UNKNOWN', [str(unreachable)]
    except ValueError as unreadable:
        return 'UNKNOWN', ['what a ResourceManager or a parameter says cannot be read: {0}'.format(unreadable)]
    return judge(apps, parameters, now, seen_before(state_file(parameters)))


def judge(apps, parameters, now, seen):
    """The state of these applications; keeps what was seen."""
    stuck_ms = number(parameters, 'stuck.minutes', 20.0) * MINUTE_MS
    waiting_ms = number(parameters, 'waiting.minutes', 30.0) * MINUTE_MS
    running = [app for app in apps if app.get('state') == 'RUNNING']
    since = dict((app['id'], unchanged_since(app, seen, now)) for app in running)
    remember(state_file(parameters), since)
    stuck = [app for app in running if now - since[app['id']][1] >= stuck_ms]
    waiting = [app for app in apps
               if app.get('state') in ('NEW', 'NEW_SAVING', 'SUBMITTED', 'ACCEPTED')
               and now - app.get('startedTime', now) >= waiting_ms]
    failed = [app for app in apps if failed_itself(app)]
    says = []
    if stuck:
        says.append('{0} without progress: {1}'.format(jobs(stuck), names(stuck)))
    if failed:
        says.append('{0} failed in the last {1:g} h: {2}'.format(
            jobs(failed), number(parameters, 'failed.hours', 6.0), names(failed)))
    if waiting:
        says.append('{0} waiting for a container: {1}'.format(jobs(waiting), names(waiting)))
    if not says:
        return 'OK', ['{0} running, none failed or stuck'.format(jobs(running))]
    critical = stuck or (failed and len(failed) >= number(parameters, 'failed.critical', 3))
    return ('CRITICAL' if critical else 'WARNING'), ['; '.join(says)]


def failed_itself(app):
    """Killed ones were killed by somebody, who knows."""
    return app.get('state') == 'FAILED' or (app.get('state') == 'FINISHED' and app.get('finalStatus') == 'FAILED')


def jobs(apps):
    return '{0} job{1}'.format(len(apps), '' if len(apps) == 1 else 's')


def names(apps):
    """The latest ones first, for a page."""
    latest = sorted(apps, key=lambda app: app.get('startedTime', 0), reverse=True)
    said = ['{0} ({1})'.format(ascii_text(app['id']), ascii_text(app.get('user', '?'))) for app in latest[:MOST_NAMED]]
    return ', '.join(said) + (', ...' if len(apps) > MOST_NAMED else '')


def ascii_text(text):
    """Ambari's agent on Python 2 takes no other."""
    return str(text.encode('ascii', 'replace').decode('ascii'))


def unchanged_since(app, seen, now):
    """Its progress and since when it has been that, in milliseconds."""
    progress = float(app.get('progress', 0))
    before = seen.get(app['id'])
    if before is not None and before[0] == progress and before[1] <= now:
        return [progress, before[1]]
    return [progress, now]


def state_file(parameters):
    directory = parameters.get('state.directory')
    if not directory:
        agents = '/var/lib/ambari-agent/data'
        directory = agents if os.access(agents, os.W_OK) else tempfile.gettempdir()
    return os.path.join(directory, 'draco_jobs_alert.json')


def seen_before(path):
    """What an earlier look has left; nothing if it is missing or is not what one of ours would be."""
    try:
        with open(path) as stored:
            seen = json.load(stored)
        return dict((str(key), [float(value[0]), int(value[1])]) for key, value in seen.items())
    except (IOError, OSError):
        return {}
    except (ValueError, TypeError, AttributeError, IndexError, KeyError):
        LOG.warning('[Alert][draco_jobs] %s cannot be read; progress is watched anew', path)
        return {}


def remember(path, since):
    """Written aside and renamed, so that a look never finds half of it."""
    try:
        handle, aside = tempfile.mkstemp(prefix='draco_jobs_alert', dir=os.path.dirname(path))
        with os.fdopen(handle, 'w') as stored:
            json.dump(since, stored)
        os.rename(aside, path)
    except (IOError, OSError) as error:
        LOG.warning('[Alert][draco_jobs] cannot write %s, so no job will count as stuck: %s', path, error)


def running_and_waiting(configurations, parameters):
    return applications(configurations, parameters, 'states=NEW,NEW_SAVING,SUBMITTED,ACCEPTED,RUNNING')


def ended_since(configurations, parameters, since_ms):
    return applications(configurations, parameters, 'states=FINISHED,FAILED&finishedTimeBegin={0}'.format(since_ms))


def applications(configurations, parameters, query):
    """Draco's applications. Asks each ResourceManager until one answers for the cluster; one on standby does not."""
    tried = []
    for address in addresses(configurations):
        url = '{0}/ws/v1/cluster/apps?applicationTypes={1}&{2}'.format(address, APPLICATION_TYPE, query)
        try:
            answer = json.loads(fetch(configurations, parameters, url))
            apps = answer.get('apps')
            if 'apps' in answer:
                found = (apps or {}).get('app') or []
                return [app for app in found if isinstance(app, dict) and 'id' in app]
            tried.append('{0}: an answer without apps'.format(address))
        except ValueError:
            tried.append('{0}: not JSON; perhaps on standby'.format(address))
        except Exception as error:
            tried.append('{0}: {1}'.format(address, error))
    raise Unreachable('no ResourceManager answers: {0}'.format('; '.join(tried) or 'yarn-site names none'))


def addresses(configurations):
    """Of the ResourceManagers' REST API, with the scheme."""
    tls = str(configurations.get(HTTP_POLICY, 'HTTP_ONLY')).upper() == 'HTTPS_ONLY'
    scheme = 'https://' if tls else 'http://'
    if str(configurations.get(HA_ENABLED, '')).lower() == 'true' and configurations.get(HA_IDS):
        # The names of these keys hold a ResourceManager's id, so Ambari hands over the whole of yarn-site.
        site = configurations.get(YARN_SITE) or {}
        key = 'yarn.resourcemanager.webapp.https.address.' if tls else 'yarn.resourcemanager.webapp.address.'
        several = [site.get(key + one.strip()) for one in configurations[HA_IDS].split(',')]
        found = [scheme + one for one in several if one]
        if found:
            return found
    one = configurations.get(ADDRESS_TLS if tls else ADDRESS)
    return [scheme + one] if one else []


def fetch(configurations, parameters, url):
    """The body, as text. By SPNEGO, as Ambari's own alerts do, where the cluster has Kerberos."""
    patience = number(parameters, 'connection.timeout', 5.0)
    secure = str(configurations.get(SECURITY_ENABLED, 'false')).lower() == 'true'
    if secure and configurations.get(SMOKE_KEYTAB) and configurations.get(SMOKE_PRINCIPAL):
        return fetch_with_kerberos(configurations, parameters, url, patience)
    options = {'timeout': patience}
    if url.startswith('https:'):
        # As Ambari's own scripts: the cluster's certificates are often its own.
        options['context'] = ssl._create_unverified_context()
    answer = urlopen(Request(url, headers={'Accept': 'application/json'}), **options)
    try:
        return answer.read(MOST_BYTES).decode('utf-8')
    finally:
        answer.close()


def fetch_with_kerberos(configurations, parameters, url, patience):
    from resource_management.core.environment import Environment
    from resource_management.libraries.functions.curl_krb_request import curl_krb_request
    from resource_management.libraries.functions.curl_krb_request import DEFAULT_KERBEROS_KINIT_TIMER_MS
    from resource_management.libraries.functions.curl_krb_request import KERBEROS_KINIT_TIMER_PARAMETER
    body, error, _ = curl_krb_request(
        Environment.get_instance().tmp_dir, configurations[SMOKE_KEYTAB], configurations[SMOKE_PRINCIPAL], url,
        'draco_jobs_alert', configurations.get(SEARCH_PATHS), False, 'Draco Jobs', configurations.get(SMOKE_USER),
        connection_timeout=max(1, int(patience)),
        kinit_timer_ms=parameters.get(KERBEROS_KINIT_TIMER_PARAMETER, DEFAULT_KERBEROS_KINIT_TIMER_MS))
    if not body:
        raise Unreachable(str(error or 'an empty answer'))
    return body


def number(parameters, name, otherwise):
    return float(parameters.get(name, otherwise))
