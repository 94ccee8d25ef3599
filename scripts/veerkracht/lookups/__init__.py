"""What sections and claims may ask of the tables."""
