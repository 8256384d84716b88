"""How search results are read, said and thinned: the parts of `search`."""
