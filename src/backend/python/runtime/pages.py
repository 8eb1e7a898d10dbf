"""Listings that come in pages: outputs one after another, and the items in them.

Each page is a call of its own, made when it is asked for, so that a listing left early leaves
nothing open. This must not know a service or how calls are sent.
"""

from __future__ import annotations

from collections import deque
from copy import copy
from functools import wraps
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .errors import PaginationError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
    from typing import ParamSpec

    P = ParamSpec("P")

Out = TypeVar("Out")
Item = TypeVar("Item")

REMEMBERED = 100
"""How many tokens a listing remembers, so that one which goes in circles ends with an error."""


class BarePager(Generic[Out]):
    """How an operation whose pages have no items of their own is called page after page.

    Attributes:
        name: The method that gives one page.
        parameter: The attribute of the input, and the keyword, that takes the token.
        token: Takes the token of the next page out of an output.
        given: The keyword that takes the whole input as an object; empty where there is none.
    """

    __slots__ = ("given", "name", "parameter", "token")

    def __init__(
        self, name: str, parameter: str, token: Callable[[Out], object], given: str = "input"
    ) -> None:
        self.name = name
        self.parameter = parameter
        self.token = token
        self.given = given

    def pages(self, method: Callable[P, Out]) -> Callable[P, BarePages[Out]]:
        """Make a method that returns all pages.

        Args:
            method: A method that returns one page.

        Returns:
            A function that is called in the same ways.
        """

        @wraps(method)
        def all_pages(*args: P.args, **kwargs: P.kwargs) -> BarePages[Out]:
            return BarePages(method, self, args, kwargs)

        return all_pages

    def async_pages(
        self, method: Callable[P, Coroutine[Any, Any, Out]]
    ) -> Callable[P, AsyncBarePages[Out]]:
        """Make a method that returns all pages.

        Args:
            method: A coroutine method that returns one page.

        Returns:
            A function that is called in the same ways, without `await`.
        """

        @wraps(method)
        def all_pages(*args: P.args, **kwargs: P.kwargs) -> AsyncBarePages[Out]:
            return AsyncBarePages(method, self, args, kwargs)

        return all_pages


class Pager(BarePager[Out], Generic[Out, Item]):
    """How an operation is called page after page.

    Attributes:
        items: Takes the items out of an output.
    """

    __slots__ = ("items",)

    def __init__(
        self,
        name: str,
        parameter: str,
        token: Callable[[Out], object],
        items: Callable[[Out], Iterable[Item] | None],
        given: str = "input",
    ) -> None:
        super().__init__(name, parameter, token, given)
        self.items = items

    def pages(self, method: Callable[P, Out]) -> Callable[P, Pages[Out, Item]]:
        """Make a method that returns all pages.

        Args:
            method: A method that returns one page.

        Returns:
            A function that is called in the same ways.
        """

        @wraps(method)
        def all_pages(*args: P.args, **kwargs: P.kwargs) -> Pages[Out, Item]:
            return Pages(method, self, args, kwargs)

        return all_pages

    def async_pages(
        self, method: Callable[P, Coroutine[Any, Any, Out]]
    ) -> Callable[P, AsyncPages[Out, Item]]:
        """Make a method that returns all pages.

        Args:
            method: A coroutine method that returns one page.

        Returns:
            A function that is called in the same ways, without `await`.
        """

        @wraps(method)
        def all_pages(*args: P.args, **kwargs: P.kwargs) -> AsyncPages[Out, Item]:
            return AsyncPages(method, self, args, kwargs)

        return all_pages


class _Walk(Generic[Out]):
    """Where a listing has come to.

    Attributes:
        args: The positional arguments of the next call.
        kwargs: Its keywords.
    """

    __slots__ = ("_error", "_more", "_pager", "_seen", "args", "kwargs")

    def __init__(
        self, pager: BarePager[Out], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        self.args = args
        self.kwargs = kwargs
        self._pager = pager
        self._more = True
        self._error: PaginationError | None = None
        given = self._given()
        start = (
            kwargs.get(pager.parameter) if given is None else getattr(given, pager.parameter, None)
        )
        self._seen: deque[object] = deque([start], maxlen=REMEMBERED)

    def _given(self) -> Any:
        return self.args[0] if self.args else self.kwargs.get(self._pager.given)

    def goes_on(self) -> bool:
        """Say whether another page is to be called for.

        Raises:
            PaginationError: If the service gave a token that it had given before.
        """
        if self._error is not None:
            raise self._error
        return self._more

    def turn(self, output: Out) -> None:
        """Find out what comes after a page.

        Args:
            output: The page.
        """
        pager = self._pager
        token = pager.token(output)
        if not token:
            self._more = False
            return
        if token in self._seen:
            self._error = PaginationError(
                f"{pager.name}: the service gave the same token twice, so the listing has no end",
                token=token,
            )
        self._seen.append(token)
        given = self._given()
        if given is None:
            self.kwargs = {**self.kwargs, pager.parameter: token}
            return
        again = copy(given)
        setattr(again, pager.parameter, token)
        if self.args:
            self.args = (again, *self.args[1:])
        else:
            self.kwargs = {**self.kwargs, pager.given: again}


class _Turning(Generic[Out]):
    """The pages of one listing from first to last."""

    __slots__ = ("_method", "_walk")

    def __init__(self, method: Callable[..., Out], walk: _Walk[Out]) -> None:
        self._method = method
        self._walk = walk

    def __iter__(self) -> Iterator[Out]:
        return self

    def __next__(self) -> Out:
        walk = self._walk
        if not walk.goes_on():
            raise StopIteration
        output = self._method(*walk.args, **walk.kwargs)
        walk.turn(output)
        return output


class _AsyncTurning(Generic[Out]):
    """The pages of one listing from first to last."""

    __slots__ = ("_method", "_walk")

    def __init__(self, method: Callable[..., Coroutine[Any, Any, Out]], walk: _Walk[Out]) -> None:
        self._method = method
        self._walk = walk

    def __aiter__(self) -> AsyncIterator[Out]:
        return self

    async def __anext__(self) -> Out:
        walk = self._walk
        if not walk.goes_on():
            raise StopAsyncIteration
        output = await self._method(*walk.args, **walk.kwargs)
        walk.turn(output)
        return output


class _AsyncItems(Generic[Out, Item]):
    """The items of one listing from first to last.

    Not an asynchronous generator: one that is left early waits for somebody to close it.
    """

    __slots__ = ("_found", "_items", "_pages")

    def __init__(
        self, pages: AsyncIterator[Out], items: Callable[[Out], Iterable[Item] | None]
    ) -> None:
        self._pages = pages
        self._items = items
        self._found: Iterator[Item] = iter(())

    def __aiter__(self) -> AsyncIterator[Item]:
        return self

    async def __anext__(self) -> Item:
        while True:
            for item in self._found:
                return item
            self._found = iter(self._items(await anext(self._pages)) or ())


class BarePages(Generic[Out]):
    """All pages of a listing; loop over it, and each page is called for when its turn comes.

    Every loop begins with the first page again.
    """

    __slots__ = ("_arguments", "_method", "_pager")

    def __init__(
        self,
        method: Callable[..., Out],
        pager: BarePager[Out],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        self._method = method
        self._pager = pager
        self._arguments = (args, kwargs)

    def __iter__(self) -> Iterator[Out]:
        """Give the pages.

        Raises:
            PaginationError: If the service gives a token that it had given before.
        """
        return _Turning(self._method, _Walk(self._pager, *self._arguments))

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}({self._pager.name})"


class Pages(BarePages[Out], Generic[Out, Item]):
    """All pages of a listing; loop over it for pages, over `items()` for what they hold.

    Each page is called for when its turn comes. Every loop begins with the first page again.
    """

    __slots__ = ("_items",)

    def __init__(
        self,
        method: Callable[..., Out],
        pager: Pager[Out, Item],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        super().__init__(method, pager, args, kwargs)
        self._items = pager.items

    def items(self) -> Iterator[Item]:
        """Give the items of all pages one by one; those of a map are pairs of key and value.

        Raises:
            PaginationError: If the service gives a token that it had given before.
        """
        for page in self:
            yield from self._items(page) or ()


class AsyncBarePages(Generic[Out]):
    """All pages of a listing; loop over it, and each page is called for when its turn comes.

    Every loop begins with the first page again.
    """

    __slots__ = ("_arguments", "_method", "_pager")

    def __init__(
        self,
        method: Callable[..., Coroutine[Any, Any, Out]],
        pager: BarePager[Out],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        self._method = method
        self._pager = pager
        self._arguments = (args, kwargs)

    def __aiter__(self) -> AsyncIterator[Out]:
        """Give the pages.

        Raises:
            PaginationError: If the service gives a token that it had given before.
        """
        return _AsyncTurning(self._method, _Walk(self._pager, *self._arguments))

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}({self._pager.name})"


class AsyncPages(AsyncBarePages[Out], Generic[Out, Item]):
    """All pages of a listing; loop over it for pages, over `items()` for what they hold.

    Each page is called for when its turn comes. Every loop begins with the first page again.
    """

    __slots__ = ("_items",)

    def __init__(
        self,
        method: Callable[..., Coroutine[Any, Any, Out]],
        pager: Pager[Out, Item],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        super().__init__(method, pager, args, kwargs)
        self._items = pager.items

    def items(self) -> AsyncIterator[Item]:
        """Give the items of all pages one by one; those of a map are pairs of key and value.

        Raises:
            PaginationError: If the service gives a token that it had given before.
        """
        return _AsyncItems(aiter(self), self._items)
