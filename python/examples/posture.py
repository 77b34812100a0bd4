"""What fewer US forces in Europe change: the same futures with three levels of the lever."""

import entente


def main() -> None:
    with entente.Simulation("status-quo-2024") as s:
        print("US posture  European ready land forces 2030  odds of attack, Baltic, 2030")
        for share in (1.0, 0.5, 0.0):
            s.set_lever("us.posture_europe", share)
            s.run(futures=1024, seed=1, keep=["deterrence.odds_ratio"])
            forces = s.mean("capability.europe", at=2030)
            odds = s.mean("deterrence.odds_ratio", "baltic", 2030)
            print(f"{share:10.1f}  {forces:32.1f}  {odds:29.2f}")


if __name__ == "__main__":
    main()
