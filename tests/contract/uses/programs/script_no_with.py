import flochat

client = flochat.Flochat(max_retries=3)
me = client.account.me()  #@ me-gone=breaks
print(me.name)
tags = client.flow.tags.list()  #@ tags-filter-required=breaks
names = sorted(tag.name for tag in tags)  #@ tag-name=breaks
client.close()
