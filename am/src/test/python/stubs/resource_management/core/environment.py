import os


class Environment(object):

    tmp_dir = os.environ.get('TEST_TMP')

    @staticmethod
    def get_instance():
        return Environment()

    def set_params(self, params):
        pass
