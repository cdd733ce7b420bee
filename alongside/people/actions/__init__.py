"""What people do to people: one verb, one function, one file per aggregate."""
