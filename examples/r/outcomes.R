# Read what a run left behind: entente run brussels-2025 --vs status-quo-2024 --out results
#   Rscript outcomes.R results/results.sqlite
# Needs the package RSQLite (Debian: r-cran-rsqlite).
library(RSQLite)
arguments <- commandArgs(trailingOnly = TRUE)
db <- dbConnect(SQLite(), arguments[1], flags = SQLITE_RO)

# Quantiles of every outcome, state and month, within a bin, are a table; world 0 is the scenario, 1 the baseline.
last_year <- dbGetQuery(db, "select max(at) as at from quantile where outcome = 'capability.europe'")$at
bands <- dbGetQuery(db, "select at as year, world, p5, p50, p95 from quantile
                         where outcome = 'capability.europe' and at in ('2026', '2030', ?)
                         order by world, at", params = list(last_year))
cat("European ready land forces, brigade equivalents\n")
print(bands, digits = 3, row.names = FALSE)

# Every future of an outcome: blocks of 256 doubles a column, missing values are NaN.
futures <- as.integer(dbGetQuery(db, "select value from run where key = 'futures'")$value)
values_of <- function(key, world, column) {
  blocks <- dbGetQuery(db, "select f.data from future f join outcome o on o.id = f.outcome
                            where o.key = ? and f.world = ? order by f.block",
                       params = list(key, world))$data
  columns <- dbGetQuery(db, "select columns from outcome where key = ?", params = list(key))$columns
  one <- function(block) matrix(readBin(block, "double", 256 * columns, endian = "little"),
                                nrow = 256)[, column]
  unlist(lapply(blocks, one))[seq_len(futures)]
}
spread <- function(x) sprintf("median %.1f (5-95 %%: %.1f to %.1f)", median(x, na.rm = TRUE),
                              quantile(x, 0.05, na.rm = TRUE), quantile(x, 0.95, na.rm = TRUE))
last <- dbGetQuery(db, "select columns from outcome where key = 'capability.europe'")$columns
scenario <- values_of("capability.europe", 0, last)
baseline <- values_of("capability.europe", 1, last)
cat(sprintf("Last year, %d futures: %s\n", futures, spread(scenario)))
if (any(!is.na(baseline))) # a run alone has none
  cat(sprintf("Paired difference from the baseline: %s\n", spread(scenario - baseline)))

# The mean is the same from the table and from the futures; quantiles of the table come from bins, so that
# parts of a run can be merged. result.json has the exact ones, as computed above.
mean_stored <- dbGetQuery(db, "select mean from quantile where outcome = 'capability.europe'
                               and world = 0 and at = ?", params = list(last_year))$mean
stopifnot(length(mean_stored) == 1,
          abs(mean_stored - mean(scenario, na.rm = TRUE)) < 1e-9 * abs(mean_stored))
invisible(dbDisconnect(db))
