from resource_management.libraries.script.script import Script


def default(path, otherwise):
    found = Script.get_config()
    for part in path.strip('/').split('/'):
        if part not in found:
            return otherwise
        found = found[part]
    return found
