"""The stream at work: its mappings deliver to the functions, and the console tells the story."""

import contextlib
import threading
import time
from collections.abc import Iterator, Mapping

from local.aws import Aws
from local.console import Story, say
from local.delivery import Delivery
from local.mappings import read_mappings
from local.stream import Stream

GOODBYE_SECONDS = 2.0


@contextlib.contextmanager
def streaming(aws: Aws, stream_arn: str, names: Mapping[str, str]) -> Iterator[None]:
    stopped = threading.Event()

    def tell(text: str) -> None:
        # While we stop, calls that break off are no news.
        if not stopped.is_set():
            say(text)

    stream = Stream(aws, stream_arn)
    deliveries = [Delivery(aws, mapping, stream, tell) for mapping in read_mappings(aws)]
    listeners = [Story(names).listen, *(delivery.receive for delivery in deliveries)]
    threads = [lane for delivery in deliveries for lane in delivery.lanes(stopped)]
    threads.append(threading.Thread(target=stream.follow, args=(listeners, stopped), daemon=True))
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopped.set()
        _join(threads)


def _join(threads: list[threading.Thread]) -> None:
    deadline = time.monotonic() + GOODBYE_SECONDS
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
