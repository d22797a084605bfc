def get_kinit_path(paths=None):
    return 'kinit'
