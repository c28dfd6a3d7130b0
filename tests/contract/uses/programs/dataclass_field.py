from dataclasses import dataclass, field

from flochat import Flochat


@dataclass
class Job:
    client: Flochat
    label: str = "VIP"
    seen: list[str] = field(default_factory=list)

    def run(self):
        tag = self.client.flow.tags.create(self.label)  #@ tag-gone=breaks tag-color=breaks
        self.seen.append(tag.name)  #@ tag-name=adapts


Job(Flochat()).run()
