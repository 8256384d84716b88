"""What can be said shorter of a test run: the parts of `test_output`."""
