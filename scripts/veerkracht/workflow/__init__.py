"""What the rules need around their work: followed imports, logs, remarks on the input."""
