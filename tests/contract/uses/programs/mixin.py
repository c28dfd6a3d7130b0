from flochat import Flochat


class Tagging:
    def tag(self, name):
        return self.client.flow.tags.create(name)  #@ tag-gone=breaks tag-color=breaks


class App(Tagging):
    def __init__(self):
        self.client = Flochat()

    @property
    def owner(self):
        return self.client.account.me()  #@ me-gone=breaks

    def run(self):
        print(self.owner.name, self.tag("x").name)  #@ tag-name=adapts


App().run()
