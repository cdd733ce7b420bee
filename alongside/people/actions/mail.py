"""Write mail into the outbox, and send what waits there."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone

from alongside.audit.actor import Actor
from alongside.people.models import OutboxMail

log = logging.getLogger("alongside.mail")
# A sender that died while sending is taken over after this long.
CLAIM = timedelta(minutes=10)
MOST_ATTEMPTS = 8
# What a mail program posts to the address of `unsubscribe`, without cookies and without a token (RFC 8058, 3.1).
ONE_CLICK = ("List-Unsubscribe", "One-Click")


def post(*, to: str, subject: str, body: str, by: Actor, unsubscribe: str = "") -> OutboxMail:
    """Put one message into the outbox, in the transaction of the change it tells of.

    `unsubscribe` is the address that stops such messages; it must take `ONE_CLICK` as somebody's will.
    """
    return OutboxMail.objects.create(to=to, subject=subject, body=body, unsubscribe=unsubscribe)


def write(template: str, *, to: str, by: Actor, unsubscribe: str = "", **context: Any) -> OutboxMail:
    """Put a message written from a template into the outbox; the template's first line is the subject."""
    subject, _, body = render_to_string(template, context).strip().partition("\n")
    return post(to=to, subject=subject.strip(), body=body.strip() + "\n", by=by, unsubscribe=unsubscribe)


def send_waiting(*, by: Actor, most: int = 20) -> int:
    """Send what waits, outside any transaction; returns how many went. Two senders never take the same message."""
    now = timezone.now()
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM)
    waiting = OutboxMail.objects.filter(free, sent_at=None, attempts__lt=MOST_ATTEMPTS).order_by("created_at")[:most]
    return sum(_send(mail) for mail in waiting)


def headers_of(mail: OutboxMail) -> dict[str, str]:
    """The headers by which a mail program offers to stop such messages (RFC 2369, and RFC 8058 for one press).

    A press without looking is offered only over https, as RFC 8058 asks.
    """
    if not mail.unsubscribe:
        return {}
    found = {"List-Unsubscribe": f"<{mail.unsubscribe}>"}
    if mail.unsubscribe.startswith("https://"):
        found["List-Unsubscribe-Post"] = "=".join(ONE_CLICK)
    return found


def _send(mail: OutboxMail) -> bool:
    """Claim and send one message; a failure leaves it to be tried again."""
    now = timezone.now()
    mine = OutboxMail.objects.filter(pk=mail.pk, claimed_at=mail.claimed_at, sent_at=None)
    if not mine.update(claimed_at=now, attempts=F("attempts") + 1):
        return False
    try:
        EmailMessage(mail.subject, mail.body, to=[mail.to], headers=headers_of(mail)).send()
    except OSError as problem:
        log.warning("Mail %s was not sent and will be tried again: %s", mail.pk, type(problem).__name__)
        return False
    OutboxMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), body="", unsubscribe="")
    return True
