class Logger(object):

    @staticmethod
    def info(text):
        print('INFO ' + text)
