"""How requests are sent: settings, hooks, the retry policy, the quota, and the two runtimes."""
