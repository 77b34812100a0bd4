# What can be set, what is uncertain, what is reported.
entente levers us
entente levers pledge.shape --json
entente assumptions deterrence.lambda deterrence.base_russia
entente outcomes posture --csv
entente levers --unused
entente levers pledge.by_yer; echo "exit $?"
entente assumptions deterrence.lamda; echo "exit $?"
entente outcomes postures; echo "exit $?"
