"""What can be said shorter of git's output: the parts of `diff`."""
