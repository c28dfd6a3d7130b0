from flask import Flask, g, request

from flochat import Flochat

app = Flask(__name__)


def client() -> Flochat:
    if "client" not in g:
        g.client = Flochat()
    return g.client


@app.route("/tags")
def tags():
    return [tag.name for tag in client().flow.tags.list(name=request.args.get("q"))]  #@ tag-name=adapts tags-filter=adapts tags-filter-length=breaks


@app.post("/me")
def me():
    return {"name": g.client.account.me().name}  #@ me-gone=breaks
