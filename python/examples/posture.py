"""What fewer US forces in Europe change: the same futures with three levels of the lever."""

import entente


def main() -> None:
    print("US posture  European ready land forces 2030  odds of attack, Baltic, 2030")
    for share in (1.0, 0.5, 0.0):
        result = entente.run("status-quo-2024", futures=1024, set={"us.posture_europe": share})
        forces = result.mean("capability.europe", 2030)
        odds = result.mean("deterrence.odds_ratio", "baltic", 2030)
        print(f"{share:10.1f}  {forces:32.1f}  {odds:29.2f}")


if __name__ == "__main__":
    main()
