"""What goes to a worker and comes back: pickled, keyed, the same bytes each time."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace

from editions.print.books import ROOT, here, look, master, noted
from makeready.core.model import Overlong
from makeready.editions.print.plan.units import plan
from makeready.editions.print.values import Job, Supplies, material


def job(seed: int = 0) -> tuple[Job, Supplies]:
    planned = plan(master((noted(3, 2, 9, seed=seed),)), look())
    unit = planned.units[-1]
    return Job(unit=unit, right=True, labels=(), overlong=Overlong.CARRY), planned.supplies


def test_a_job_and_its_sheet_survive_pickling() -> None:
    first, supplies = job()
    sheet = here(supplies, [first])[0]
    assert pickle.loads(pickle.dumps(sheet)) == sheet
    assert pickle.loads(pickle.dumps((first, supplies))) == (first, supplies)


def test_a_sheet_is_the_same_whatever_was_laid_out_before() -> None:
    first, supplies = job()
    other, _ = job(seed=3)
    alone = here(supplies, [first])[0]
    after = here(supplies, [other, first])[1]
    assert alone == after


def test_the_material_tells_jobs_apart() -> None:
    first, supplies = job()
    jobs = (
        first,
        replace(first, right=False),
        replace(first, labels=(("c1", "5"),)),
        replace(first, overlong=Overlong.END),
        replace(first, unit=replace(first.unit, markup=first.unit.markup + " ")),
    )
    assert len({material(each, supplies) for each in jobs}) == len(jobs)
    assert material(first, supplies) == material(job()[0], supplies)


def test_binding_does_not_load_the_layout_engine() -> None:
    loaded = "sys.exit('weasyprint' in sys.modules)"
    code = f"import sys; from makeready.editions.print import engine; {loaded}"
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, env={"PYTHONPATH": str(ROOT / "src")}
    )
    assert done.returncode == 0
