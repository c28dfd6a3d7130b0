from flochat import Flochat

partner = Flochat("master")
client = partner.for_flow("f12", workspace_id=7)
quick = client.with_options(timeout=5)
print(quick.account.me().name)  #@ me-gone=breaks
for flow in ("f1", "f2"):
    one = partner.for_flow(flow, workspace_id=1).with_options(max_retries=0)
    one.flow.tags.create("x")  #@ tag-gone=breaks tag-color=breaks
