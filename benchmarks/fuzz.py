"""Change samples at random for a bounded time, in search of an input that a reader does not survive.

``python benchmarks/fuzz.py --seconds 60``. Inputs are read in this process, by the function that the reading process runs:
an exception it does not foresee is what is looked for, and hypothesis shrinks what it finds. Native code that dies would
end this process, which is why the program itself reads elsewhere.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from hostile import mutate
from samples import SAMPLES

from recoupe.model import Article
from recoupe.readers.formats import read_source
from recoupe.readers.source import HEAD_BYTES, FileTooLarge, Source, UnpackedTooLarge

ROUND = 200
MIN_BYTES = 8


def check(name: str, data: bytes) -> None:
    """Read an input; raises AssertionError where what comes is not as it must be."""
    source = Source(name, Path(name).stem, data[:HEAD_BYTES], io.BytesIO(data))
    count = 0
    try:
        for item in read_source(source, name):
            count += 1
            if isinstance(item, Article):
                assert any(map(str.isalnum, item.text)), "an empty article"
                item.text.encode("utf-8")
    except (FileTooLarge, UnpackedTooLarge):
        return
    assert count, "neither an article nor a reason"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    end = time.monotonic() + options.seconds
    tried = 0

    @settings(
        max_examples=ROUND, deadline=None, database=None, phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck)
    )  # fmt: skip
    @given(
        st.sampled_from(sorted(SAMPLES)), st.lists(st.integers(0, 16).filter(lambda kind: kind != 8), max_size=4), st.randoms(use_true_random=False),
        st.binary(max_size=60), st.floats(0.0, 1.0),
    )  # fmt: skip
    def change_and_read(name: str, kinds: list[int], chance: object, inserted: bytes, place: float) -> None:
        nonlocal tried
        tried += 1
        data = SAMPLES[name]
        for kind in kinds:
            data = mutate(data, kind, chance) if len(data) > MIN_BYTES else data  # type: ignore[arg-type]
        cut = int(len(data) * place)
        check(name, data[:cut] + inserted + data[cut:])

    while time.monotonic() < end:
        change_and_read()
    print(f"{tried} inputs in {options.seconds:.0f} s, nothing found")


if __name__ == "__main__":
    main()
