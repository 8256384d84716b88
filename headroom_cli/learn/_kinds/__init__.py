"""What can be learned, one kind a file.

Law: each is a pure function of one moment and of the few before it: `find(moment, past, project)` gives the
episodes that end with this moment.
"""
