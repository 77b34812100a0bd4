# Money: one option changes every figure, its unit and its name; what has no rate is refused.
one() { entente "$@" --csv | head -2; }
one bill GBR
one bill GBR --currency EUR
one bill GBR --currency national
one bill GBR --currency EUR --years --by 2026
one bill --currency PLN --vs hague-2025 brussels-2025 GBR
entente bill --years --currency EUR GBR --by 2026 | grep -c 'USD.*bn\|bn USD'
entente bill GBR POL --currency national | grep -E '^(GBR|POL|SELECTED)'
entente bill GBR --currency EUR --json | grep -oE '"(currency|extra_bn|average_bn|extra_eur_bn)": [^,]*' | sort -u
one aid GBR
one aid GBR --currency USD
entente aid GBR --currency GBP --json | grep -oE '"[a-z_]*gbp[a-z_]*": [0-9.]*' | head -3
entente bill --currency YEN
entente aid --currency XAU
entente bill --vs hague-2025 brussels-2025 --currency national
entente bill --json --currency national
