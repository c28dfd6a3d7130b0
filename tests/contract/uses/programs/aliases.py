from flochat import Flochat as Client

c = Client()
tags = c.flow.tags
create = tags.create
first = create("A")  #@ tag-gone=breaks tag-color=breaks
second = tags.create(name="B")  #@ tag-gone=breaks tag-color=breaks
labels = {first.name, second.name}  #@ tag-name=adapts
