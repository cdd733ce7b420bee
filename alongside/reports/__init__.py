"""What an assessment leaves in people's hands: its record on screen, on paper and in cells; and the paper pack.

Words: the record is *told* once, in words (`telling`), and every form of it is drawn from that; a *share* is a link
to the record for somebody outside; the *pack* is the assessment to fill in by hand. No tables of its own.
"""
