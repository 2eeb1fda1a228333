"""Several processes that train one network: `torchrun --nproc-per-node N -m rnnwriter train ...`.

Each worker reads its share of the streams; gradients are averaged (DistributedDataParallel), so
that N workers take the same steps as one with the same total batch. The first worker measures,
saves and reports; what it decides holds for all.
"""

import os
from dataclasses import dataclass

import torch
from torch import Tensor, distributed, nn
from torch.nn.parallel import DistributedDataParallel

from rnnwriter.errors import UserError


@dataclass(frozen=True)
class Workers:
    """This process among `size` that train together; alone it is the first of one."""

    rank: int = 0
    size: int = 1

    @classmethod
    def join(cls) -> "Workers":
        """Join the workers that torchrun started this process for; alone without torchrun.

        Workers on one machine share its threads evenly; alone, PyTorch's own choice holds.
        """
        size = int(os.environ.get("WORLD_SIZE", "1"))
        if size == 1:
            return cls()
        if not distributed.is_initialized():
            distributed.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
            local = int(os.environ.get("LOCAL_WORLD_SIZE", "1"))
            torch.set_num_threads(max((os.cpu_count() or 1) // local, 1))
        return cls(distributed.get_rank(), size)

    @property
    def first(self) -> bool:
        """Whether this worker measures, saves and reports."""
        return self.rank == 0

    def rows(self, batch: int) -> slice:
        """This worker's share of a batch of streams; raises UserError if it does not divide."""
        if batch % self.size:
            raise UserError(
                f"{batch} streams cannot be shared by {self.size} processes; start a number"
                f" of processes that divides {batch}"
            )
        share = batch // self.size
        return slice(self.rank * share, (self.rank + 1) * share)

    def device(self) -> torch.device:
        """Where this worker trains."""
        if torch.cuda.is_available():
            return torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
        return torch.device("cpu")

    def together(self, network: nn.Module) -> nn.Module:
        """`network` so that its gradients are averaged over all workers."""
        return DistributedDataParallel(network) if self.size > 1 else network

    def agreed(self, value: float) -> float:
        """The first worker's `value`."""
        if self.size == 1:
            return value
        shared = torch.tensor([value], dtype=torch.float64, device=self.device())
        distributed.broadcast(shared, src=0)
        return shared.item()

    def mean(self, value: float) -> float:
        """The mean of all workers' values."""
        if self.size == 1:
            return value
        shared = torch.tensor([value], dtype=torch.float64, device=self.device())
        distributed.all_reduce(shared)
        return shared.item() / self.size

    def gathered(self, rows: Tensor) -> Tensor:
        """All workers' `rows` (1, share, width) as (1, batch, width)."""
        if self.size == 1:
            return rows
        parts = [torch.empty_like(rows) for _ in range(self.size)]
        distributed.all_gather(parts, rows.contiguous())
        return torch.cat(parts, dim=1)

    def leave(self) -> None:
        """End the work together."""
        if self.size > 1:
            distributed.destroy_process_group()


ALONE = Workers()
