"""Starts and stops the monitor: a small server that gives what all running jobs measure in one place."""

import os

from resource_management.core.exceptions import Fail
from resource_management.core.resources.system import Directory, Execute, File
from resource_management.core.source import StaticFile
from resource_management.libraries.functions.check_process_status import check_process_status
from resource_management.libraries.script.script import Script

START_SECONDS = 30


class DracoMonitor(Script):

    def install(self, env):
        self.configure(env)

    def configure(self, env, upgrade_type=None, config_dir=None):
        import params
        env.set_params(params)
        Directory(params.monitor_home, mode=0o755, create_parents=True)
        Directory([params.monitor_log_dir, params.monitor_pid_dir], owner=params.draco_user, group=params.user_group,
                  mode=0o755, create_parents=True)
        File(os.path.join(params.monitor_home, 'job_metrics.py'), content=StaticFile('job_metrics.py'), mode=0o644)

    def start(self, env, upgrade_type=None):
        import params
        self.configure(env)
        words = ['ambari-python-wrap', os.path.join(params.monitor_home, 'job_metrics.py'),
                 '--port', str(params.monitor_port), '--pid-file', params.monitor_pid_file]
        for address in params.resource_managers:
            words += ['--resource-manager', address]
        if params.security_enabled:
            words += ['--keytab', params.monitor_keytab, '--principal', params.monitor_principal, '--kinit', params.kinit]
        log = os.path.join(params.monitor_log_dir, 'monitor.log')
        running = 'test -f {0} && kill -0 $(cat {0})'.format(quoted(params.monitor_pid_file))
        Execute('{0} >> {1} 2>&1 < /dev/null &'.format(' '.join(quoted(word) for word in words), quoted(log)),
                user=params.draco_user, path=params.command_path, not_if=running)
        try:
            Execute(running, user=params.draco_user, path=params.command_path, tries=START_SECONDS, try_sleep=1)
        except Fail:
            raise Fail('expected the monitor to run {0} s after it was started, it does not: {1} says why'.format(
                START_SECONDS, log))

    def stop(self, env, upgrade_type=None):
        import params
        env.set_params(params)
        pid_file = quoted(params.monitor_pid_file)
        Execute('kill $(cat {0})'.format(pid_file), user=params.draco_user, path=params.command_path,
                only_if='test -f {0} && kill -0 $(cat {0})'.format(pid_file))
        File(params.monitor_pid_file, action='delete')

    def status(self, env):
        # Not by params: for a look Ambari tells less than for a command.
        draco_env = Script.get_config()['configurations']['draco-env']
        check_process_status(os.path.join(draco_env['monitor_pid_dir'], 'draco-monitor.pid'))


def quoted(word):
    return "'" + word.replace("'", "'\\''") + "'"


if __name__ == '__main__':
    DracoMonitor().execute()
