"""How logs are said by templates: the parts of `log`."""
