"""What researchers and the municipality deliver, read and checked into canonical tables."""
