"""What is left out, and why, in plain words. The page, the manifest and the reference page all say exactly this."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.archive.rules.kinds import Reason

ANSWERS = Reason(
    _("Single answers and choices, and reasons that were not shared"),
    _(
        "Nobody but the person who gave one may ever see it. What was shown to everybody is in the file. Where an "
        "assessment is still open, people answer again what was not shown yet."
    ),
)
WAITING = Reason(
    _("Evidence and reasons that wait to be shown with the answers"),
    _("They open together with the answers they belong to, and those do not move. Their writers add them again."),
)
STILL_OPEN = Reason(
    _("Who takes part in an assessment that is still open"),
    _("Everybody joins it again, and the count of who came starts again. What was shown so far stays."),
)
WHO_ANSWERED = Reason(
    _("Which account took part in an assessment, by which way in, when, and what that person chose for their group"),
    _(
        "How many people of each group came is in the file, because the record says so. Who they were is theirs to "
        "tell. Each moment is replaced by the moment the assessment was started."
    ),
)
SMALL_GROUPS = Reason(
    _("The group beside a shared reason, where the group is small"),
    _("With so few people it would say who wrote it. Pages do not show it either."),
)
WRITERS = Reason(
    _("Who wrote a statement about a plan, or an answer to an order of priorities"),
    _("Pages show the words and the point of view, and no name. After the move the same person could speak twice."),
)
PRIVATE_LOG = Reason(
    _("Lines of the log about single people who take part, who choose, or who write a statement"),
    _("They would tell who joined, came back, left or wrote, and when. All other lines of the log are in the file."),
)
SECRETS = Reason(
    _("What links and typed codes are checked against"),
    _("Whoever had it could try to come in. Codes to come back to an assessment end with the move."),
)
OPEN_INVITATIONS = Reason(
    _("Invitations to the partnership and ways into assessments that are still open"),
    _("Their links and codes work in this installation only. Invite people again after the move."),
)
LIVE_LINKS = Reason(
    _("Links to a record that still work"),
    _("They work in this installation only. Make them again after the move."),
)
SEALED = Reason(
    _("Answers to feedback that are still sealed, fewer than eight for each team"),
    _("Only the key of this installation opens them, and nobody may before eight have come together."),
)
CARDS = Reason(
    _("Which cards and links for feedback let an answer in, or still can"),
    _("They work in this installation only. Print new cards after the move."),
)
COUNTS = Reason(
    _("Exact counts of answers to feedback"),
    _("They can tell of very few people. What was published of them, rounded, is in the file; counting begins anew."),
)
UNREAD = Reason(
    _("People’s own words to a team that nobody has read yet"),
    _("Their writers were told who takes names out of them first. Read them here before you move."),
)
DESKS = Reason(
    _("What is shared with the desk of a commissioner at present"),
    _("It is a copy for readers who are named in this installation. Share it again after the move."),
)
CREDENTIALS = Reason(
    _("Passwords, codes of the second factor, passkeys and recovery codes"),
    _(
        "They open accounts. After the move everybody chooses “Forgotten your password” to get a new one, and sets "
        "up a second factor again."
    ),
)
SESSIONS = Reason(
    _("Who is signed in, when somebody last was, and counters against guessing"),
    _("They belong to this installation and mean nothing in another."),
)
MAIL = Reason(
    _("Mail, sent or waiting"),
    _("It may hold links that open something, and nobody should get it a second time."),
)
SITE = Reason(
    _("Who looks after the whole site, and tables that only the software needs"),
    _("They are not the partnership’s. Whoever runs the other installation makes an administrator there."),
)
NUMBERS = Reason(
    _("The numbers of the lines of the log"),
    _("Every installation counts its own. The order of the lines stays."),
)
SEALS = Reason(
    _("The seals over the log"),
    _("They are made with the secret key of this installation. The other one seals the lines again with its own."),
)
OTHERS = Reason(
    _("Everything of other partnerships"),
    _("It is not yours. Only people and organisations that something of yours names come along."),
)

# In the order in which a reader meets them.
FOR_PEOPLE = (
    ANSWERS, WAITING, STILL_OPEN, WHO_ANSWERED, SMALL_GROUPS, WRITERS, OPEN_INVITATIONS, LIVE_LINKS, SEALED, CARDS,
    COUNTS, UNREAD, DESKS, CREDENTIALS, OTHERS,
)  # fmt: skip
FOR_TECHNICIANS = (PRIVATE_LOG, SECRETS, SESSIONS, MAIL, SITE, SEALS, NUMBERS)
EVERYTHING = (*FOR_PEOPLE, *FOR_TECHNICIANS)
