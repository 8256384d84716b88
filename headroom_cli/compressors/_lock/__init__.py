"""How lock files are read, and said a package a row: the parts of `lock`."""
