"""Comparing teams by what people said: off until both sides turn it on, made of releases only, frozen, never a league.

Words: a *turn* switches comparing on or off for one edition of a survey; it is on when a lead and a lived-experience
co-lead both stand by it. A *comparison* takes the newest release of each team that is in no other comparison, and
freezes all that its pages show. A *measure* is one question: the share of people who gave one of the answers that count
as a yes. *Outside* is said of a team only if it holds for whatever exact numbers the rounded ones stand for. The
*groups* are people of all compared teams together who said the same of themselves; no team is told apart there.
"""
