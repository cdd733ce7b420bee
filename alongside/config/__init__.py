"""Composition only: settings, addresses, the server, what each page's frame shows.

Nothing below imports this room; it is the one that knows them all.
"""
