"""Trains LeNet for about a minute on the digits that come with Draco, with three workers of which one lies."""

import contextlib
import glob
import json
import os
import shutil
import tempfile
import zipfile

from resource_management.core import shell
from resource_management.core.exceptions import ExecuteTimeoutException
from resource_management.core.exceptions import Fail
from resource_management.core.logger import Logger
from resource_management.libraries.script.script import Script

from draco_client import require_distribution

DIGITS = 'org/draco/layout/idx/mnist/'
DATASET = 'digits'
LAST_LINES = 30


class ServiceCheck(Script):

    def service_check(self, env):
        import params
        env.set_params(params)
        require_distribution(params)
        if params.security_enabled:
            run(params, [params.kinit, '-kt', params.smokeuser_keytab, params.smokeuser_principal],
                'kinit of {0} fails'.format(params.smokeuser_principal))
        prepare(params)
        train(params)


def prepare(params):
    """The digits, unless an earlier check has left them."""
    place = '{0}/datasets/{1}'.format(params.service_check_root, DATASET)
    code, _ = call(params, ['hdfs', 'dfs', '-test', '-e', place + '/manifest.json'])
    if code == 0:
        return
    run(params, ['hdfs', 'dfs', '-rm', '-r', '-f', '-skipTrash', place], 'what an earlier check has left cannot be deleted')
    digits = tempfile.mkdtemp(prefix='draco-digits-', dir=params.tmp_dir)
    try:
        os.chmod(digits, 0o755)
        unpack_digits(params.draco_home, digits)
        run(params,
            draco(params) + ['prepare', '--dataset', DATASET, '--source', digits, '--root', params.service_check_root],
            'the digits cannot be written to {0}'.format(params.service_check_root))
    finally:
        shutil.rmtree(digits)


def unpack_digits(home, directory):
    for jar in glob.glob(os.path.join(home, 'lib', '*hdfs-layout*.jar')):
        with contextlib.closing(zipfile.ZipFile(jar)) as archive:
            for name in archive.namelist():
                if name.startswith(DIGITS) and name.endswith('-ubyte.gz'):
                    with open(os.path.join(directory, name[len(DIGITS):]), 'wb') as out:
                        out.write(archive.read(name))
    found = len(os.listdir(directory))
    if found != 4:
        raise Fail('{0}/lib: expected the digits (4 files below {1} in the jar of hdfs-layout), found {2}; is the '
                   'distribution complete?'.format(home, DIGITS, found))


def train(params):
    steps = str(params.service_check_steps)
    said = run(params,
               draco(params) + ['train', '--root', params.service_check_root, '--dataset', DATASET, '--workers', '3',
                                '--worker-fail', '1', '--max-steps', steps, '--eval-freq', steps,
                                '--queue', params.service_check_queue, '--java-home', params.draco_java_home,
                                '--name', 'draco service check', '--tags', 'draco-service-check', '--json'],
               'the job fails')
    outcome = last_object(said)
    if outcome is None or outcome.get('final_step') != params.service_check_steps:
        raise Fail('the job: expected final_step {0} in the last line, found {1}; it said:\n{2}'.format(
            steps, outcome, ending(said)))
    if not outcome.get('suspects'):
        raise Fail('the job: expected suspects, for one worker lied at each step, found none; it said:\n{0}'.format(ending(said)))
    Logger.info('Draco trained {0} steps in {1} s, with its liar caught; accuracy {2}'.format(
        steps, outcome.get('seconds'), outcome.get('test_accuracy')))


def draco(params):
    """The command that users type."""
    if params.submit_with == 'yarn-jar':
        return ['yarn', 'jar', os.path.join(params.draco_home, 'draco.jar')]
    return [os.path.join(params.draco_home, 'bin', 'draco')]


def run(params, command, failure):
    code, said = call(params, command)
    if code != 0:
        raise Fail('{0} (exit code {1}): {2}\n{3}\n{4}'.format(failure, code, ' '.join(command), ending(said), advice(said)))
    return said


def call(params, command):
    """As the smoke user, with the cluster's configuration and our Java."""
    try:
        code, said = shell.call(
            command,
            user=params.smokeuser,
            env={'JAVA_HOME': params.draco_java_home, 'HADOOP_CONF_DIR': params.hadoop_conf_dir},
            path=params.command_path,
            timeout=params.service_check_timeout,
            quiet=False)
    except ExecuteTimeoutException:
        raise Fail('expected an end within {0} s, found none: {1}\nIs there room in the queue {2}? '
                   'yarn application -list -appTags draco-service-check shows the job, which may still run; service_check_timeout gives it longer'
                   .format(params.service_check_timeout, ' '.join(command), params.service_check_queue))
    return code, said or ''


def advice(said):
    if 'compiled by a more recent version' in said or 'UnsupportedClassVersionError' in said:
        return ('yarn starts on a Java older than 17, whatever JAVA_HOME says: hadoop-env or yarn-env sets it. '
                'Set submit_with to bin/draco, or their JAVA_HOME only where it is not set')
    if 'queue' in said.lower():
        return 'Is service_check_queue a queue that the smoke user may submit to?'
    return 'What the job logged: yarn logs -applicationId ID, with the ID above'


def last_object(said):
    for line in reversed(said.splitlines()):
        if line.startswith('{'):
            try:
                return json.loads(line)
            except ValueError:
                return None
    return None


def ending(said):
    return '\n'.join(said.splitlines()[-LAST_LINES:])


if __name__ == '__main__':
    ServiceCheck().execute()
