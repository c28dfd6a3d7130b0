from callable_service import core
from callable_service.core import Service
from callable_service.core.settings import KIND

with Service() as service:
    print(service("a@shop.example").last_message_type)  #@ last-type=adapts
    print(service.last.name + "!")  #@ name-retyped=breaks
    print(service["VIP"].name)  #@ tag-name=adapts
    print(getattr(service.last, KIND))  #@ last-type=adapts
core.client.account.me()  #@ me-gone=breaks
core.Service()("b").last_message_type  #@ last-type=adapts
