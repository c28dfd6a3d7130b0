from flochat import Flochat


class Ours(Flochat):
    def vip(self):
        return self.flow.tags.create("VIP")  #@ tag-gone=breaks tag-color=breaks

    def who(self):
        return self.account.me()  #@ me-gone=breaks


with Ours() as ours:
    print(ours.vip().name)  #@ tag-name=adapts
    print(ours.subscribers.get("f1u1").last_message_type)  #@ last-type=adapts
