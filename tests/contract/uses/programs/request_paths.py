from flochat import Flochat

TAGS = "/flow/tags"
client = Flochat()
rows = client.request("GET", TAGS, query={"name": "VIP"})["data"]  #@ tags-filter=adapts tags-filter-length=breaks
for row in rows:
    print(row["name"])  #@ tag-name=breaks
made = client.request("POST", "/flow/create-tag", json={"name": "x"})  #@ tag-gone=breaks tag-color=breaks
print(made.get("name"))  #@ tag-name=adapts
flow = "f1"
client.request("GET", f"/flow/other/{flow}")
client.request("GET", "/me")  #@ me-gone=breaks
client.request("POST", "/flow/settings/set-default-ai-provider", json={"ai_provider": "groq"})  #@ provider=breaks
