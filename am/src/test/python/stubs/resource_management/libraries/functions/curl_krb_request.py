"""Answers from the address without credentials, and prints with which it was to ask."""

try:
    from urllib.request import urlopen
except ImportError:
    from urllib2 import urlopen

DEFAULT_KERBEROS_KINIT_TIMER_MS = 14400000
KERBEROS_KINIT_TIMER_PARAMETER = 'kerberos.kinit.timer'


def curl_krb_request(tmp_dir, keytab, principal, url, cache_file_prefix, krb_exec_search_paths, return_only_http_code,
                     caller_label, user, connection_timeout=10, ca_certs=None, kinit_timer_ms=0):
    print('KERBEROS {0} {1} as {2}'.format(principal, keytab, user))
    return urlopen(url).read().decode('utf-8'), None, 1
