print "tags"
client.account.me()
