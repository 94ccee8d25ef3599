"""The finished publications: PDF, web, style guide."""
