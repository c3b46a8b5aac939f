"""Times the search index alone: `python -m bench.index PROJECT`.

It is compared with Pagefind, a separate program; ours is a stage of the build.
"""

import gc
import json
import resource
import sys
import time
from pathlib import Path

from bench.launch import UNIT, busy, others_between
from generator.content.reader import read_pages
from generator.core.project_layout import FOLDER
from generator.library.library import Library, library_from_pages
from generator.site.search.build_index import search_files


def index_size(library: Library) -> int:
    """Make every file of the index and write none; their size in bytes."""
    search = search_files(library)
    return sum(len(file.make()) for file in (*search.files, *search.cards))


def main(root: Path) -> None:
    """Print what the index of a project takes, as a `measuring.Reading`."""
    gc.disable()  # as in a build
    library = library_from_pages(read_pages(root / FOLDER).items)
    before, start, began = busy(), time.perf_counter(), time.process_time()
    index_size(library)
    wall, cpu = time.perf_counter() - start, time.process_time() - began
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT / 2**20
    others = others_between(before, busy(), cpu, wall)
    sys.stdout.write(
        json.dumps({"wall": wall, "cpu": cpu, "mib": mib, "others": others})
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
