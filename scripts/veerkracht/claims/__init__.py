"""What the monitor would like to say, and whether the data carry it."""
