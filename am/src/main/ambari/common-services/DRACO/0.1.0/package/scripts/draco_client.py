"""Draco's client: puts the distribution and the properties of metrics where jobs are submitted."""

import os

from resource_management.core.exceptions import ClientComponentHasNoStatus
from resource_management.core.exceptions import Fail
from resource_management.core.resources.system import Directory, Execute, File
from resource_management.core.source import InlineTemplate
from resource_management.libraries.script.script import Script


class DracoClient(Script):

    def install(self, env):
        import params
        env.set_params(params)
        if not os.path.isfile(os.path.join(params.draco_home, 'draco.jar')):
            unpack(params)
        self.configure(env)

    def configure(self, env, upgrade_type=None, config_dir=None):
        import params
        env.set_params(params)
        require_distribution(params)
        File(os.path.join(config_dir or params.hadoop_conf_dir, 'hadoop-metrics2-draco.properties'),
             content=InlineTemplate(params.metrics_content),
             owner='root',
             group=params.user_group,
             mode=0o644)

    def status(self, env):
        raise ClientComponentHasNoStatus()


def unpack(params):
    """The archive, aside and then at its place, if its sum is the one that was given."""
    if not params.draco_archive:
        raise Fail('draco_home: expected draco.jar in {0}, found none; unpack draco-VERSION.tar.gz there, or name its '
                   'address in draco_archive'.format(params.draco_home))
    if len(params.draco_archive_sha256) != 64:
        raise Fail('draco_archive_sha256: expected 64 hexadecimal digits, found "{0}"; what sha256sum prints for {1}'
                   .format(params.draco_archive_sha256, params.draco_archive))
    fetched = os.path.join(params.tmp_dir, 'draco-{0}.tar.gz'.format(params.draco_archive_sha256))
    Execute(('curl', '--fail', '--silent', '--show-error', '--location', '--output', fetched, params.draco_archive),
            path=params.command_path, tries=3, try_sleep=5)
    File(fetched + '.sum', content='{0}  {1}\n'.format(params.draco_archive_sha256, fetched))
    Execute(('sha256sum', '--check', '--status', fetched + '.sum'), path=params.command_path)
    Directory(params.draco_home, create_parents=True, mode=0o755)
    Execute(('tar', '--extract', '--gzip', '--strip-components=1', '--no-same-owner', '--file', fetched,
             '--directory', params.draco_home), path=params.command_path)
    File(fetched, action='delete')
    File(fetched + '.sum', action='delete')


def require_distribution(params):
    for name in ('draco.jar', 'draco-containers.tar.gz', 'lib'):
        if not os.path.exists(os.path.join(params.draco_home, name)):
            raise Fail('draco_home: expected {0} in {1}, found none; is the distribution complete?'.format(
                name, params.draco_home))
    if not os.access(os.path.join(params.draco_java_home, 'bin', 'java'), os.X_OK):
        raise Fail('draco_java_home: expected bin/java in {0}, found none; name a Java 17 or later'.format(
            params.draco_java_home))


if __name__ == '__main__':
    DracoClient().execute()
