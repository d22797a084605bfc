import os


def get_hadoop_conf_dir():
    return os.environ['TEST_CONF']
