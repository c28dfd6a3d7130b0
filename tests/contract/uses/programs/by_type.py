import sys

from flochat import Flochat, Label

client = Flochat()
for label in client.team.labels.list():
    client.team.labels.delete(label)  #@ label-by-id-gone=breaks
    client.team.labels.delete(label.id)  #@ label-by-id-gone=breaks
    client.team.labels.delete(label.name)  #@ label-by-name-gone=breaks
client.team.labels.delete(7)  #@ label-by-id-gone=breaks
client.team.labels.delete("VIP")  #@ label-by-name-gone=breaks
client.team.labels.delete(int(sys.argv[1]))  #@ label-by-id-gone=breaks
client.team.labels.delete(f"from {sys.argv[1]}")  #@ label-by-name-gone=breaks
client.team.labels.delete(str(sys.argv[1]))  #@ label-by-name-gone=breaks
client.team.labels.delete(open("it").read())  #@ label-by-id-gone=breaks label-by-name-gone=breaks


def by_id(number: int, name: str, either: int | str, nothing_said, label: Label | int):
    client.team.labels.delete(number)  #@ label-by-id-gone=breaks
    client.team.labels.delete(name)  #@ label-by-name-gone=breaks
    client.team.labels.delete(either)  #@ label-by-id-gone=breaks label-by-name-gone=breaks
    client.team.labels.delete(nothing_said)  #@ label-by-id-gone=breaks label-by-name-gone=breaks
    client.team.labels.delete(label)  #@ label-by-id-gone=breaks


def rebound(first: int, second: int, third: int, fourth: int, rows: list[str]):
    first = open("it").read()
    client.team.labels.delete(first)  #@ label-by-id-gone=breaks label-by-name-gone=breaks
    for second in rows:
        client.team.labels.delete(second)  #@ label-by-id-gone=breaks label-by-name-gone=breaks
    if third := input():
        client.team.labels.delete(third)  #@ label-by-id-gone=breaks label-by-name-gone=breaks
    match rows:
        case [fourth]:
            client.team.labels.delete(fourth)  #@ label-by-id-gone=breaks label-by-name-gone=breaks


def of_another_name(int, label):
    client.team.labels.delete(int(label))  #@ label-by-id-gone=breaks label-by-name-gone=breaks
