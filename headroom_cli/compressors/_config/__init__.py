"""How YAML and XML are said shorter: the parts of `config`."""
