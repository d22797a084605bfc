import json
import os


class Script(object):
    """The configuration is the file TEST_COMMAND."""

    @staticmethod
    def get_config():
        with open(os.environ['TEST_COMMAND']) as read:
            return json.load(read)

    @staticmethod
    def get_tmp_dir():
        return os.environ['TEST_TMP']

    @staticmethod
    def get_stack_root():
        return '/no/stack'
