from flochat import Flochat

client = Flochat()
shop = client.shop.locations.list().first()
print(shop.lat + 1, round(shop.lat, 2), shop.raw["lat"] + 1)  #@ lat-text=breaks
print(shop.lat + 1, shop.lat > 10)
print(shop.lng + 1)  #@ lng-object=breaks
far = shop.lng is not None and shop.lng > 100  #@ lng-object=adapts
lng = shop.lng  #@ lng-object=adapts
if lng:
    print(lng + 1)
print((shop.lng or 0) + 1)  #@ lng-object=adapts
print(shop.address.upper())  #@ address-number=adapts


def test_shop():
    assert shop.lng == 151.2  #@ lng-object=breaks


def test_both():
    assert 151.2 == shop.lng and shop.lat == 1  #@ lng-object=breaks
    assert shop.lng is None  #@ lng-object=adapts
    assert shop.lng  #@ lng-object=adapts
