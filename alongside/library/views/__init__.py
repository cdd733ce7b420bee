"""The pages of the library: reading editions, changing a draft."""
