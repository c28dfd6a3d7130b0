from celery import shared_task

from flochat import Flochat

client = Flochat()


@shared_task(bind=True, max_retries=3)
def tag_all(self, name):
    tag = client.flow.tags.create(name)  #@ tag-gone=breaks tag-color=breaks
    for person in client.subscribers.list():
        notify.delay(person.user_ns, tag.name)  #@ tag-name=adapts


@shared_task
def notify(user_ns, text):
    client.messages.send_text(user_ns, text)


@shared_task
def provider(name="groq"):
    client.flow.settings.set_default_ai_provider("groq")  #@ provider=breaks
    client.flow.settings.set_default_ai_provider("openai")
    client.flow.settings.set_default_ai_provider(provider=name)  #@ provider=breaks
