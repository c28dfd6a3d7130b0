"""The models, by area; import them from `flochat`."""
