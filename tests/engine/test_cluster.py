"""A Dask cluster of two workers, one of which is killed, gives the bytes of one process."""

import os
import signal
import threading
import time

import pytest

from flashdeck.app.building import BuildOrder, build_anew
from flashdeck.app.workers import cluster_pool
from flashdeck.errors import MissingEngineError
from flashdeck.settings import Settings

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def cluster(without_tool):
    try:
        from distributed import LocalCluster
    except ImportError:
        without_tool("Dask distributed is not installed")
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None) as local:
        yield local


@pytest.fixture(scope="module")
def episodes(example, tmp_path_factory):
    lines = [line for line in example.read_text(encoding="utf-8").splitlines() if line][4:]
    folder = tmp_path_factory.mktemp("episodes")
    paths = [folder / f"part {number}.txt" for number in range(4)]
    for number, path in enumerate(paths):
        path.write_text("\n".join(lines[number * 70 : (number + 1) * 70]) + "\n", encoding="utf-8")
    return tuple(paths)


def build(episodes, folder, address=None):
    report, _ = build_anew(BuildOrder(episodes, Settings(deck="All", output=folder), cluster=address))
    return report.paths[0].read_bytes()


def test_workers_of_a_cluster_give_the_same_bytes_when_one_is_killed(cluster, episodes, tmp_path):
    victim = next(iter(cluster.workers.values())).process.pid

    def kill():
        time.sleep(1)
        os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    from_cluster = build(episodes, tmp_path / "cluster", cluster.scheduler_address)
    killer.join()

    assert from_cluster == build(episodes, tmp_path / "alone")


def test_an_address_without_a_scheduler_is_told():
    with pytest.raises(MissingEngineError, match="no Dask scheduler answers"):
        cluster_pool("tcp://127.0.0.1:1")
