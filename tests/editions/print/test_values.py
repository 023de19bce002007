"""What goes to a worker and comes back: pickled, keyed, the same bytes each time."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace

from editions.print.books import ROOT, here, look, master, noted
from makeready.core.model import Overlong
from makeready.editions.print.plan.units import plan_units
from makeready.editions.print.values import LayoutJob, Resources, digest_job


def job(seed: int = 0) -> tuple[LayoutJob, Resources]:
    planned = plan_units(master((noted(3, 2, 9, seed=seed),)), look())
    unit = planned.units[-1]
    return LayoutJob(unit=unit, recto=True, labels=(), overlong=Overlong.CARRY), planned.resources


def test_a_job_and_its_sheet_survive_pickling() -> None:
    first, resources = job()
    laid = here(resources, [first])[0]
    assert pickle.loads(pickle.dumps(laid)) == laid
    assert pickle.loads(pickle.dumps((first, resources))) == (first, resources)


def test_a_sheet_is_the_same_whatever_was_laid_out_before() -> None:
    first, resources = job()
    other, _ = job(seed=3)
    alone = here(resources, [first])[0]
    after = here(resources, [other, first])[1]
    assert alone == after


def test_the_material_tells_jobs_apart() -> None:
    first, resources = job()
    jobs = (
        first,
        replace(first, recto=False),
        replace(first, labels=(("c1", "5"),)),
        replace(first, overlong=Overlong.END),
        replace(first, unit=replace(first.unit, markup=first.unit.markup + " ")),
    )
    assert len({digest_job(each, resources) for each in jobs}) == len(jobs)
    assert digest_job(first, resources) == digest_job(job()[0], resources)


def test_binding_does_not_load_the_layout_engine() -> None:
    loaded = "sys.exit('weasyprint' in sys.modules)"
    code = f"import sys; from makeready.editions.print import edition; {loaded}"
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, env={"PYTHONPATH": str(ROOT / "src")}
    )
    assert done.returncode == 0
