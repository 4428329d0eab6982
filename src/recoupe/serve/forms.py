"""What a form of ours sent: its fields, once it is known to be ours."""

from __future__ import annotations

import hmac

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from recoupe.serve.room import room_of

MOST_FILES = 2000
MOST_FIELDS = 60
MOST_FIELD_BYTES = 2_500_000


async def read_form(request: Request) -> FormData:
    """The fields and files of a form; refuses (403) one that does not carry the key of our pages."""
    form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=MOST_FIELD_BYTES)
    if not hmac.compare_digest(field(form, "key").encode(), room_of(request).door.form_key.encode()):
        await form.close()
        raise HTTPException(403, "This can only be sent from the pages of this dossier.")
    return form


def field(form: FormData, name: str) -> str:
    """One field of a form, without blanks around it; "" where it was not sent."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def files(form: FormData, name: str) -> list[UploadFile]:
    """The files of a form under one name; those without a name were not chosen."""
    return [item for item in form.getlist(name) if isinstance(item, UploadFile) and item.filename]


def way_back(form: FormData) -> str:
    """The page a form was sent from: an address within the room, "/" for any other."""
    back = field(form, "back")
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable() else "/"
