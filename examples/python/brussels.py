"""What brussels-2025 changes against the policy of 2024: an outcome, the bill of one ally, claims."""

import entente

result = entente.run("brussels-2025", baseline="status-quo-2024", futures=1024)
band = result["posture.shortfall", 2030]
change = result.change("posture.shortfall", 2030)
cost = result.bill.in_currency("USD")["GBR"]
print(f"{band.median:.6g} ({band.low:.6g} to {band.high:.6g}) brigades missing in 2030")
print(f"{change.median:.6g} ({change.low:.6g} to {change.high:.6g}) more than before")
print(f"{cost.sum_bn:.6g} billion US dollars for the United Kingdom")
for claim in result.claims:
    print(f"{claim.verdict}: {claim.says}")
