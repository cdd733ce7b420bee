"""From what was agreed to what is done: priorities, plans, signatures, cycles of trying and learning, reviews.

Words: people *choose* challenges alone; an *order* puts all of them from first to last and says which are acted on.
A *plan* is Template B for one challenge: *goals*, and *actions* that an organisation owns. Its draft can always be
changed; a *version* is a snapshot that never changes, with its SHA-256. A version is *put forward* by lead or co-lead,
*opened for signature* by the other of the two, and *in force* once every signatory has signed exactly that content.
An *update* says how something goes and never touches a version. A *cycle* is plan, do, study, act. A *review* is held
on the promised date.
"""
