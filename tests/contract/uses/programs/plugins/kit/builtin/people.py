from .. import emit, listen, plugin


@plugin
class People:
    def run(self, chat):
        chat.account.me()  #@ me-gone=breaks
        for person in chat.subscribers.list():
            emit(person)


@listen
def seen(person):
    print(person.last_message_type)  #@ last-type=adapts
