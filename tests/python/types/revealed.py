"""What checkers say the types of calls, results, iterators and errors are.

Behind `reveal_type` stands what both say; where they differ, what mypy says, then `;` and what
pyright says. mypy names the modules of classes, which are left out here.
"""

from __future__ import annotations

from typing import reveal_type

import acme_notes
import kitchen
import notes
import todoclient
from kitchen import models as k
from notes import models as m
from todoclient.models import CreateTodoInput


def results(client: todoclient.Client) -> None:
    reveal_type(client.todos.create(title="a"))  # CreateTodoOutput
    reveal_type(client.create_todo(CreateTodoInput(title="a")))  # CreateTodoOutput
    reveal_type(client.todos.list().items)  # list[TodoSummary]
    reveal_type(client.todos.get(id="1").title)  # str


async def results_async(client: todoclient.AsyncClient) -> None:
    reveal_type(await client.todos.list(limit=3))  # ListTodosOutput
    reveal_type((await client.todos.list()).total)  # int


def iterators(client: notes.Client) -> None:
    stream = client.follow_notes()
    reveal_type(stream)  # EventStream[ChangesMoved | ChangesUnknown, FollowNotesOutput]
    for event in stream:
        reveal_type(event)  # ChangesMoved | ChangesUnknown
    with client.follow_notes() as events:
        reveal_type(events.output)  # FollowNotesOutput


async def iterators_async(client: notes.AsyncClient) -> None:
    async for event in client.follow_notes():
        reveal_type(event)  # ChangesMoved | ChangesUnknown


def literals(markup: m.MarkupLiteral, value: m.PutNoteInput) -> None:
    reveal_type(markup)  # Literal['plain'] | Literal['old'] | str; str | Literal['plain', 'old']
    reveal_type(value.markup)  # str | None
    reveal_type(m.Markup.PLAIN)  # Literal[Markup.PLAIN]
    reveal_type(m.Markup.PLAIN.value)  # Literal['plain']; str
    reveal_type(m.Markup.values)  # frozenset[str]


def unions(value: m.Place) -> None:
    reveal_type(value)  # PlaceName | PlacePoint | PlaceUnknown
    if value.type == "point":
        reveal_type(value.value)  # Point


def errors(client: acme_notes.Client) -> None:
    try:
        client.put_note(id="a", text="b")
    except acme_notes.NoteIsLocked as error:
        reveal_type(error)  # NoteIsLocked
        reveal_type(error.until)  # datetime | None
        reveal_type(error.status_code)  # int
        reveal_type(error.code)  # str
    except (acme_notes.RateLimitError, acme_notes.APITimeoutError) as error:
        reveal_type(error)  # RateLimitError | APITimeoutError


def others(client: kitchen.Client) -> None:
    reveal_type(client.download().body)  # ByteStream
    reveal_type(kitchen.response_metadata(client.put_empty()).request_id)  # str | None
    reveal_type(client.with_raw_response.put_empty())  # RawResponse[PutEmptyOutput]
    reveal_type(k.Everything.from_dict({}))  # Everything
