"""Taking a file in: encrypted piece by piece as it comes, nothing in clear on any disk, little in memory."""

from __future__ import annotations

import hashlib
import hmac
import logging
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.db import transaction
from django.http import HttpRequest

from cases import context
from cases.files.cleaning.kinds import HEAD_BYTES
from cases.files.limits import LARGEST
from cases.files.places import ORIGINAL, fingerprint_key, place_of, store
from cases.files.store import Draft
from cases.files.streams import Sealer, new_key

logger = logging.getLogger(__name__)
FIELD = "file"


class ReceivedFile(UploadedFile):
    """A file that lies encrypted under a key which only this object has, until an attachment takes it over.

    `problem` says why nothing was kept: too-large or storage.
    """

    size: int

    def __init__(self, *, name: str, receiver: Receiver) -> None:
        super().__init__(name=name, size=receiver.size)
        self.attachment_id, self.key = receiver.attachment_id, receiver.key
        self.fingerprint, self.head = receiver.fingerprint, bytes(receiver.head)
        self.problem = receiver.problem
        self._draft = receiver.draft

    @property
    def object_name(self) -> str:
        """The object that an attachment points to; none where there was a problem."""
        return self._draft.name if self._draft else ""

    def complete(self) -> None:
        """Put the object in its place, for the attachment that this transaction writes."""
        if self._draft is None:
            raise ValueError("Nothing was kept of this file: its problem says why.")
        self._draft.complete()
        transaction.on_commit(partial(setattr, self, "_draft", None))

    def close(self) -> None:
        """Remove what no attachment took over; called when the request is over."""
        if self._draft is not None:
            self._draft.abandon()
            self._draft = None


class Receiver:
    """Encrypts one file of a case as it comes in; after a problem it only counts."""

    def __init__(self, case: Any, *, most: int = LARGEST) -> None:
        self.attachment_id, self.key = uuid.uuid4(), new_key()
        self.size, self.head, self.problem = 0, bytearray(), ""
        self.draft: Draft | None = None
        self._most = most
        self._sealer = Sealer(self.key, place_of(self.attachment_id, ORIGINAL))
        self._digest = hmac.new(fingerprint_key(case), digestmod=hashlib.sha256)

    @property
    def fingerprint(self) -> str:
        return self._digest.hexdigest()

    def take(self, piece: bytes) -> None:
        """Take the next piece."""
        self.size += len(piece)
        if self.size > self._most:
            self.give_up("too-large")
        if self.problem:
            return
        self.head += piece[: HEAD_BYTES - len(self.head)]
        self._digest.update(piece)
        self._write(lambda: self._sealer.update(piece))

    def finish(self, name: str) -> ReceivedFile:
        """Return the whole file."""
        if not self.problem:
            self._write(self._sealer.finish)
        return ReceivedFile(name=name, receiver=self)

    def give_up(self, problem: str) -> None:
        """Keep nothing of it."""
        self.problem = self.problem or problem
        if self.draft is not None:
            self.draft.abandon()
            self.draft = None

    def _write(self, sealed: Callable[[], bytes]) -> None:
        try:
            if self.draft is None:
                self.draft = store().new()
            self.draft.write(sealed())
        except OSError:
            logger.exception("a file could not be written")
            self.give_up("storage")


class DroppingHandler(FileUploadHandler):
    """Lets files pass by: pages of work that take none keep none."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Forget it."""

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Say that there was one, so that its sender can be told that it wasn't kept."""
        return UploadedFile(name="-", size=file_size)


class SealingHandler(DroppingHandler):
    """Takes the one file of a form for a case; further ones pass by."""

    def __init__(self, request: HttpRequest, *, case: Any) -> None:
        super().__init__(request)
        self._case, self._sender = case, cast(AbstractBaseUser, request.user)
        self._receiver: Receiver | None = None
        self._is_done = False

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        """Begin, where it is the file of the form."""
        super().new_file(field_name, *args, **kwargs)
        self._receiver = None
        if field_name == FIELD and not self._is_done:
            self._receiver = Receiver(self._case)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Encrypt it."""
        if self._receiver:
            self._receiver.take(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Hand the file over to the form; of others nothing."""
        if self._receiver is None:
            return None
        received, self._receiver, self._is_done = self._receiver.finish(self.file_name or "-"), None, True
        return received

    def upload_interrupted(self) -> None:
        """Keep nothing of what broke off."""
        if self._receiver:
            self._receiver.give_up("interrupted")

    def upload_complete(self) -> None:
        """Let the database go on knowing who sends: it may have taken longer than a word lasts."""
        context.renew(self._sender)


def accept_file(request: HttpRequest, *, case: Any) -> None:
    """Take the file that a request brings, which must not have been read yet, for a case.

    Call it once it is known that the sender may add files to the case.
    """
    request.upload_handlers = [SealingHandler(request, case=case)]
