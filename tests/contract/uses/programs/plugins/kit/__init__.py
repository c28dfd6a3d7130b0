class Registry(dict):
    def start(self, client):
        for kind in self.values():
            kind().run(client)


registry = Registry()
listeners = []


def plugin(kind):
    registry[kind.__name__] = kind
    return kind


def listen(function):
    listeners.append(function)
    return function


def emit(subject):
    for listener in listeners:
        listener(subject)
