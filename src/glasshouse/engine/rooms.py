"""Where the time of a month goes: its rooms with a clock between them.

The functions of ``month.py`` are taken as they are written, and a line that reads the processor's counter is put behind
every call of a room. So nothing is said twice, and the month that people live carries no clock.
"""

import ast
import inspect
import time
from collections.abc import Callable, Iterator
from typing import Any

import llvmlite.binding as llvm
import numba
import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

from glasshouse.base.compiled import OPTIONS
from glasshouse.engine import month
from glasshouse.engine.simulator import Simulator

CLOCKED = (month.judge_all, month.simulate_month)  # the first is called by the second


@intrinsic  # type: ignore[untyped-decorator]
def ticks(typing: Any) -> Any:
    """The counter of the processor, which runs at a constant rate."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        counter = ir.FunctionType(ir.IntType(64), ())
        if llvm.get_process_triple().startswith(("aarch64", "arm64")):  # the cycle counter there is not for users
            return builder.asm(counter, "mrs $0, cntvct_el0", "=r", (), side_effect=True)
        return builder.call(builder.module.declare_intrinsic("llvm.readcyclecounter", (), counter), ())

    return types.int64(), generate


@numba.njit  # type: ignore[untyped-decorator]
def read_clock() -> int:
    """The counter of the processor now."""
    return ticks()  # type: ignore[no-any-return]


class Clocked:
    """The month compiled with a clock behind every room: half a minute or more.

    Attributes
    ----------
    rooms : list of str
        Their names, in the order of the month.
    spent : int64 array
        Ticks of each room so far.
    """

    def __init__(self) -> None:
        self.rooms: list[str] = []
        names = dict(vars(month)) | {"ticks": ticks}
        for room in CLOCKED:
            exec(compile(self._with_clocks(room), f"<{room.__name__}, clocked>", "exec"), names)
            names[room.__name__] = numba.njit(nogil=True, **OPTIONS)(names[room.__name__])
        self._simulate: Callable[..., None] = names[CLOCKED[-1].__name__]
        self.spent: npt.NDArray[np.int64] = np.zeros(len(self.rooms), np.int64)

    def simulate(self, *handed: Any) -> None:
        """Live a month as ``month.simulate_month`` does, by the clock."""
        self._simulate(*handed, self.spent)

    def _with_clocks(self, room: Any) -> ast.Module:
        """A function as it is written, with one parameter more: where the ticks of each room are added up."""
        tree = ast.parse(inspect.getsource(room.py_func))
        (function,) = tree.body
        assert isinstance(function, ast.FunctionDef)
        function.decorator_list = []
        function.args.args.append(ast.arg("spent"))
        function.body = [*_lines("last = ticks()"), *self._timed(function.body)]
        return ast.fix_missing_locations(tree)

    def _timed(self, body: list[ast.stmt]) -> Iterator[ast.stmt]:
        for one in body:
            if isinstance(one, ast.If | ast.For):
                one.body = list(self._timed(one.body))
            name = _called(one)
            if name == CLOCKED[0].__name__:
                one.value.args.append(ast.Name("spent", ast.Load()))  # type: ignore[attr-defined]
            yield one
            if name == CLOCKED[0].__name__:
                yield from _lines("last = ticks()")
            elif name is not None:
                self.rooms.append(name)
                yield from _lines(f"now = ticks()\nspent[{len(self.rooms) - 1}] += now - last\nlast = now")


def nanoseconds(simulator_with: Callable[[Callable[..., None]], Simulator], months: int) -> dict[str, float]:
    """Nanoseconds a person-month of each room on one core, in the order of the month: of each the least of all months.

    Parameters
    ----------
    simulator_with : function from a month to a Simulator
        People who live by it, on one thread; their first month is not counted.
    """
    clocked = Clocked()
    with simulator_with(clocked.simulate) as simulator:
        simulator.begin()
        simulator.simulate(0)
        began, first, taken = time.perf_counter_ns(), read_clock(), []
        for number in range(1, months + 1):
            clocked.spent[:] = 0
            simulator.simulate(number)
            taken.append(clocked.spent.copy())
        a_tick = (time.perf_counter_ns() - began) / (read_clock() - first)
        least = np.min(taken, axis=0) * a_tick / simulator.people
    return dict(zip(clocked.rooms, least.tolist(), strict=True))


def _called(statement: ast.stmt) -> str | None:
    """The function of the month that a statement calls and does nothing else, if it is a room or a lane loop."""
    call = getattr(statement, "value", None)
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return None
    return call.func.id if hasattr(getattr(month, call.func.id, None), "py_func") else None


def _lines(text: str) -> list[ast.stmt]:
    return ast.parse(text).body
