"""The board summary: two pages for people who are busy and wary, and who can help.

How it is worded. Of each sentence we ask: is it true, is it kind, is it needed?

* True: it says only what was recorded, who was asked, and who was not there. "Stuck" and "not started" are what people
  wrote down, or that nobody wrote anything; the page does not guess why. A difference between two times is followed
  by its caution.
* Kind: it names organisations where something is asked of them, and people only where they signed. It praises nobody
  and blames nobody. What is overdue is said with what would help.
* Needed: it is there because a board can do something with it. So there are no totals over challenges, no colours of
  a traffic light, no ranks, no percentages, and no figure that could be put on another slide by itself.

What does not fit on two pages is shortened with a mark, and where a list is cut the summary says so and says where
the rest is. Words: a summary is *told* in full (`telling`), then made to *fit* (`fitting`).
"""
