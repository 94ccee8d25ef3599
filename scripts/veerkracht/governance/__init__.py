"""Who decides, who does the work, what hinders."""
