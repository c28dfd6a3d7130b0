class CreateTagBody:
    name: str

    @classmethod
    def from_dict(cls, src_dict):
        d = dict(src_dict)
        name = d.pop("name")
        return cls(name=name)
