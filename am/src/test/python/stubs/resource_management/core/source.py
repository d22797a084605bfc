import re


class InlineTemplate(object):
    """Of Jinja: {{name}} and {% if name %}...{% endif %}, with the names of params."""

    def __init__(self, text):
        import params
        text = re.sub(r'\{% if (\w+) %\}\n(.*?)\{% endif %\}\n',
                      lambda found: found.group(2) if getattr(params, found.group(1)) else '', text, flags=re.S)
        self.content = re.sub(r'\{\{(\w+)\}\}', lambda found: str(getattr(params, found.group(1))), text)


class StaticFile(object):
    """One of package/files."""

    def __init__(self, name):
        import os
        import params
        scripts = os.path.dirname(os.path.abspath(params.__file__))
        with open(os.path.join(os.path.dirname(scripts), 'files', name)) as read:
            self.content = read.read()
