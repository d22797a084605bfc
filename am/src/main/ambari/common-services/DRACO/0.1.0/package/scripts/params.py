"""What Ambari's commands are told, by the names that scripts and templates use."""

import os

from resource_management.libraries.functions import conf_select
from resource_management.libraries.functions import get_kinit_path
from resource_management.libraries.functions.default import default
from resource_management.libraries.script.script import Script

config = Script.get_config()
tmp_dir = Script.get_tmp_dir()

draco_env = config['configurations']['draco-env']
cluster_env = config['configurations']['cluster-env']

draco_home = draco_env['draco_home']
draco_archive = draco_env.get('draco_archive', '').strip()
draco_archive_sha256 = draco_env.get('draco_archive_sha256', '').strip().lower()
draco_java_home = draco_env['draco_java_home']
draco_user = draco_env['draco_user']
user_group = cluster_env['user_group']

hadoop_conf_dir = conf_select.get_hadoop_conf_dir()
stack_root = Script.get_stack_root()
command_path = [
    os.path.join(stack_root, 'current', 'hadoop-yarn-client', 'bin'),
    os.path.join(stack_root, 'current', 'hadoop-hdfs-client', 'bin'),
    '/usr/sbin', '/sbin', '/usr/local/bin', '/usr/bin', '/bin']

security_enabled = str(cluster_env.get('security_enabled', 'false')).lower() == 'true'
smokeuser = cluster_env['smokeuser']
smokeuser_keytab = cluster_env.get('smokeuser_keytab')
smokeuser_principal = cluster_env.get('smokeuser_principal_name')
kinit = get_kinit_path(default('/configurations/kerberos-env/executable_search_paths', None))

# The service check.
submit_with = draco_env['submit_with']
service_check_queue = draco_env['service_check_queue']
service_check_steps = int(draco_env['service_check_steps'])
service_check_timeout = int(draco_env['service_check_timeout'])
service_check_root = '{0}/user/{1}/draco-service-check'.format(
    config['configurations']['core-site']['fs.defaultFS'].rstrip('/'), smokeuser)

# The monitor.
monitor_port = int(draco_env['monitor_port'])
monitor_log_dir = draco_env['monitor_log_dir']
monitor_pid_dir = draco_env['monitor_pid_dir']
monitor_pid_file = os.path.join(monitor_pid_dir, 'draco-monitor.pid')
monitor_home = os.path.join(draco_home, 'monitor')
monitor_keytab = draco_env.get('draco_keytab', '')
monitor_principal = draco_env.get('draco_principal_name', '')

yarn_site = config['configurations']['yarn-site']
yarn_tls = yarn_site.get('yarn.http.policy', 'HTTP_ONLY') == 'HTTPS_ONLY'
_key = 'yarn.resourcemanager.webapp.https.address' if yarn_tls else 'yarn.resourcemanager.webapp.address'
_ids = yarn_site.get('yarn.resourcemanager.ha.rm-ids', '')
_several = [yarn_site.get('{0}.{1}'.format(_key, one.strip())) for one in _ids.split(',') if one.strip()]
resource_managers = ['{0}://{1}'.format('https' if yarn_tls else 'http', address)
                     for address in ([one for one in _several if one] or [yarn_site[_key]])]

# The Ambari Metrics System, of Ambari 2.7 and 3.0; later ones have none.
metrics_collector_hosts = ','.join(default('/clusterHostInfo/metrics_collector_hosts', []))
metrics_collector_port = default(
    '/configurations/ams-site/timeline.metrics.service.webapp.address', '0.0.0.0:6188').split(':')[-1]
metrics_collector_protocol = 'https' if default(
    '/configurations/ams-site/timeline.metrics.service.http.policy', 'HTTP_ONLY') == 'HTTPS_ONLY' else 'http'
metrics_period = default('/configurations/ams-site/timeline.metrics.sink.collection.period', 10)
metrics_content = config['configurations']['draco-metrics2']['content']
