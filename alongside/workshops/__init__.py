"""Workshops: a room of people who assess together, live, each on their own phone, and nobody left out.

Words: a *workshop* is all meetings about one assessment and how they are looked after; a *session* is one meeting, with
two facilitators, one of them there for lived experience, and an *agenda* of challenges. A *step* says which *phase* a
session is in, and for which challenge; the newest counts. Somebody who came in is an *attendance*, with a *table*. The
*console* is the facilitators' screen, the *big screen* everybody's, the *phone* a participant's.
"""
