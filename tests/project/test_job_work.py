"""What a job tells of how far it is."""

from __future__ import annotations

from vizsla.progress import Progress
from vizsla.project.job_work import JobWork
from vizsla.project.training_job import STAGES


def test_a_training_is_told_as_one_whole_that_never_goes_back() -> None:
    work = JobWork("0", {}, STAGES)
    shares = []
    for stage in ("embedding", *STAGES):
        for done in (0, 2, 4):
            work.progress(Progress(stage, done, 4, None))
            shares.append(work.told().share)
    assert shares == sorted(shares)
    assert (shares[0], shares[2], shares[-1]) == (0.0, 0.5, 1.0)
    assert [each.text for each in work.told().log] == ["embedding", *STAGES]


def test_a_training_without_new_examples_begins_at_its_first_stage() -> None:
    work = JobWork("0", {}, STAGES)
    work.progress(Progress("choosing the regularisation", 0, 4, None))
    assert 0 < work.told().share < 0.1
    assert work.told().seconds_left is None
    work.progress(Progress("testing", 1, 2, None))
    left = work.told().seconds_left
    assert left is not None
    assert left >= 0


def test_other_work_counts_each_stage_from_the_start() -> None:
    work = JobWork("0", {"a": 1})
    work.progress(Progress("packing", 3, 4, 1.5))
    told = work.told()
    assert (told.share, told.stage, told.seconds_left) == (0.75, "packing", 1.5)
    work.progress(Progress("writing", 0, 4, None))
    assert work.told().share == 0.0
