"""The commissioner's desk: what providers chose to share with a commissioning organisation, and nothing else.

Words: a *share* is a partnership's decision to share with one of its commissioners; a *copy* is what it released on a
day. The desk reads copies only, never a partnership's own rows, and puts no two providers' stages side by side. When
a share is taken back its copies are deleted. A *reader* may open the desk of an organisation: the site's
administrators name them, so that no partnership can let anybody see what another shared.
"""
