"""The lanes are vector code: each main loop of the month has instructions on whole vectors of lanes in its assembly.

Which registers hold them depends on the processor of the machine that runs the test; one that is not known here fails
the test and says so, rather than pass unseen.
"""

import inspect
import re
from typing import Any

import llvmlite.binding as llvm
import numpy as np
import pytest

from glasshouse.base.draws import draw
from glasshouse.engine.scratch import new_scratch
from glasshouse.life.live import decide_outcomes
from glasshouse.life.livelihood import live_on, may_move
from glasshouse.population.people import STRATA
from glasshouse.population.ties import average_friends
from glasshouse.scheme.judge.accounts import sum_accounts
from glasshouse.scheme.judge.grades import grade_lanes
from glasshouse.scheme.judge.judge import hear, value_records

f32, i16, i32, u32, u64 = np.float32, np.int16, np.int32, np.uint32, np.uint64


def vector_registers() -> str:
    """A pattern for the widest vector registers of this processor.

    Raises
    ------
    AssertionError
        If the processor is of a kind that nobody has looked at yet.
    """
    machine = llvm.get_process_triple().split("-")[0]
    features = llvm.get_host_cpu_features()
    if machine in ("x86_64", "amd64"):
        return r"%[yz]mm\d" if features.get("avx2") else r"%xmm\d"
    assert machine in ("aarch64", "arm64"), (
        f"This processor is a {machine}. Look into the assembly of draw() for instructions on vectors of 32-bit "
        "lanes, and add their registers here."
    )
    return r"\bv\d+\.(?:4s|2d)|\bz\d+\.[sd]"


LOOPS = {one.__name__: one for one in (
    draw, decide_outcomes, value_records, grade_lanes, may_move, live_on, hear, sum_accounts, average_friends,
)}  # fmt: skip

# What the loops are handed, by the names of their parameters: as in the month. The rest are arrays of int32.
NUMBERS = {
    "m": 0, "n": 0, "at": 0, "ages": i32(1), "first": u32(0), "month": u32(0), "purpose": u32(0), "holds": i32(0),
    "slot of hear": i32(0), "mask": i32(0), "relation": i32(0), "worth_of_it": i32(0), "into of hear": i32(0),
    "also": i32(0), "parts": i32(1), "foot": i32(0), "months": 0, "by_grade": i32(0), "which": i32(0), "size": 0,
    "first_block": 0, "block": 0, "real": 0, "low": u32(0), "high": u32(0), "lowest": i32(0), "span": i32(1),
    "bits": i32(7),
}  # fmt: skip
HALVES = {"keys", "lane of draw", "slot", "a of draw", "b of draw", "c of draw", "d"}
WORDS = {"words", "pick", "mark", "alias", "b", "c", "life", "drag"}
SHORT = {"balance", "echo"}
FLOATS = {
    "money", "strain", "likely", "false_from", "falls", "falls_hardship", "slips", "cures", "burden", "needs", "income",
    "job_changes", "usual", "pays", "strain_of_job", "constants", "feeds", "friends", "lives", "falls_below",
    "cures_from",
}  # fmt: skip
LARGEST = STRATA * 128  # of all these arrays


def handed(loop: Any, name: str) -> Any:
    """What a loop is handed for one of its parameters."""
    own = f"{name} of {loop.__name__}"
    if own in NUMBERS or name in NUMBERS:
        return NUMBERS.get(own, NUMBERS.get(name))
    if name in HALVES or own in HALVES:
        return np.zeros(LARGEST, u64)
    kinds = {u32: WORDS, f32: FLOATS, i16: SHORT}
    return np.zeros(LARGEST, next((kind for kind, names in kinds.items() if name in names), i32))


def assemblies_of(loop: Any) -> list[str]:
    """The assembly of a lane loop for what it is handed, and for whatever else it was compiled for in this process."""
    loop(*(handed(loop, name) for name in inspect.signature(loop.py_func).parameters))  # no lane is computed
    return list(loop.inspect_asm().values())


def vector_instructions(text: str) -> list[str]:
    """The instructions of an assembly that compute on whole vectors; mere copies left out."""
    lines = (line.strip() for line in text.splitlines())
    registers = re.compile(vector_registers())
    copies = re.compile(r"v?mov|v?broadcast|v?pxor|v?xorps|vzero|vextract|vinsert|ld1|st1|ldr|str|ldp|stp|dup|mov")
    return [line for line in lines if registers.search(line) and not copies.match(line)]


@pytest.mark.parametrize("name", LOOPS)
def test_a_main_loop_computes_on_vectors_of_lanes(name: str):
    for text in assemblies_of(LOOPS[name]):
        found = vector_instructions(text)
        assert len(found) >= 8, f"{name} has {len(found)} vector instructions on {vector_registers()}: {found}"


def test_a_loop_that_computes_lane_by_lane_is_told_apart():
    scalar = "\tvaddss\t%xmm1, %xmm2, %xmm3\n\taddl\t%eax, %ebx\n\tfadd\ts0, s1, s2\n"
    vector = "\tvpaddd\t%ymm1, %ymm2, %ymm3\n\tadd\tv0.4s, v1.4s, v2.4s\n\tpaddd\t%xmm1, %xmm2\n"
    registers = vector_registers()
    assert vector_instructions(vector)
    assert not vector_instructions(scalar) or registers == r"%xmm\d"


def test_the_scratch_of_a_thread_has_the_types_that_the_loops_are_compiled_for():
    lanes, occasions, records, events, files = new_scratch(1)
    assert {lanes[0][name].dtype for name in ("money", "strain", "friends", "lives")} == {np.dtype(f32)}
    assert {lanes[0][name].dtype for name in ("score", "taint", "marks", "statuses")} == {np.dtype(i32)}
    assert (lanes[0]["balance"].dtype, lanes[0]["drag"].dtype) == (i16, u32)
    assert {one[0][name].dtype for one in (lanes, occasions, events) for name in "abcd"} == {np.dtype(u32)}
    assert records[0]["record"].dtype == i32
    assert files.dtype == u64
