import unittest

from flochat import Flochat


class TagTest(unittest.TestCase):
    client: Flochat

    @classmethod
    def setUpClass(cls):
        cls.shared = Flochat()

    def setUp(self):
        self.client = Flochat()
        self.addCleanup(self.client.close)

    def test_name(self):
        tag = self.client.flow.tags.create("x")  #@ tag-gone=breaks tag-color=breaks
        self.assertEqual(tag.name, "x")  #@ tag-name=adapts
        self.assertTrue(self.shared.account.me())  #@ me-gone=breaks
