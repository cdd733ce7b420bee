"""Team feedback: what people experience of a team, asked without a name, counted eight at a time, published as it was.

Words: an *asking* is one survey asked for one team between two days. A *ticket* lets one answer in, once: a *card*
that was printed, or a ticket that a link or a ward tablet draws. An answer lies *sealed* in the inbox until eight have
come together; an *opening* then adds them to the *counts*, and nothing of a single person is left. A *release* is what
everybody may read of the counts: rounded, frozen, never a live figure. A *reply* says what a team did about it.
"""
