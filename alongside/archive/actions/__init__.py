"""Take a partnership out, and put one into an empty installation."""
