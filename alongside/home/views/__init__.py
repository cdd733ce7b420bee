"""Pages of this room, one file per kind of reader."""
