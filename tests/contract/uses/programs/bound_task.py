from celery import Celery, Task

from flochat import Flochat

app = Celery()


class ChatTask(Task):
    @property
    def chat(self):
        return Flochat()


@app.task(bind=True, base=ChatTask)
def welcome(self, ns):
    person = self.chat.subscribers.get(ns)
    self.chat.account.me()  #@ me-gone=breaks
    return person.last_message_type  #@ last-type=adapts


@app.task(bind=True)
def load(self, ns):
    return Flochat().subscribers.get(ns)


welcome.delay("f1u1")
print(load.delay("f1u1").get().last_message_type)  #@ last-type=adapts
