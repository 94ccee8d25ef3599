"""The wijk beside the city: gaps, course, scores and margins on the index."""
