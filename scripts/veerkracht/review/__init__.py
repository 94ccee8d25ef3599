"""What a reviewer gets: what was read, what changed since the last edition, remarks on the text."""
