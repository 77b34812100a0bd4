#!/bin/bash
# The same run over MPI: one job, rank 0 keeps the store and writes the report.
#     sbatch --ntasks=64 --time=01:00:00 mpi.sh
set -eu
again=()
[ -e "${OUT:-results}/results.sqlite.part" ] && again=(--resume)
mpirun -n "${SLURM_NTASKS:-2}" "${ENTENTE:-entente}" run "${SCENARIO:-brussels-2025}" \
    --futures "${FUTURES:-1000000}" --store "${STORE:-summary}" --out "${OUT:-results}" "${again[@]}"
