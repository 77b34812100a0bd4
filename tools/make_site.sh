#!/usr/bin/env bash
# The documentation as a site, and its checks: every public function is documented, Doxygen has
# nothing to say about pages and headers, and no link inside the site leads nowhere.
#   tools/make_site.sh FOLDER
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1" && site=$(cd "$1" && pwd) || exit 1
cd "$root" || exit 1
command -v doxygen >/dev/null || { echo "doxygen is not installed"; exit 1; }
about() { sed -n "s/^$1(entente VERSION \([0-9.]*\).*/\1/p" CMakeLists.txt; }
settings() {    # EXTRACT_ALL GENERATE_HTML
    sed -e "s#@PROJECT_SOURCE_DIR@#$root#; s#@PROJECT_VERSION@#$(about project)#; s#@ENT_SITE@#$site#" \
        -e "s#@PROJECT_DESCRIPTION@#Open simulation of collective defence#" \
        -e "s#@ENT_EXTRACT_ALL@#$1#; s#@ENT_HTML@#$2#" docs/site/Doxyfile.in
}
bad=0
# Types and members may speak by their names and units; functions may not.
settings NO NO | doxygen - 2>&1 | grep -E '\(function\).*is not documented' && { echo "document these functions in their headers"; bad=1; }
rm -rf "${site:?}"/*
settings YES YES | doxygen - >"$site/doxygen.log" 2>&1
if [ -s "$site/doxygen.log" ]; then cat "$site/doxygen.log"; bad=1; fi
rm -f "$site/doxygen.log"
[ -s "$site/index.html" ] || { echo "no site was made"; exit 1; }
pages=$(find "$site" -name 'md_docs_*.html' | wc -l)
[ "$pages" -ge "$(ls docs/*.md | grep -vc contents)" ] || { echo "only $pages pages of docs/"; bad=1; }
dead=$(cd "$site" && grep -ohE 'href="[^"#:]+\.(html|md|png|c|h|csv|yaml|sh|py|ipynb)["#]' -- md_*.html index.html | sed 's/href="//; s/["#]$//' | sort -u |
    while read -r link; do [ -e "$link" ] || echo "$link"; done)
# A page may point at a file of the repository that is not a page: it is a plain file on the site.
for link in $dead; do
    found=$(git ls-files -- "$link" "docs/$link" "${link#../}" 2>/dev/null | head -n 1)
    [ -n "$found" ] || [ -e "${link#../}" ] || [ -e "docs/$link" ] || { echo "a page links to $link, which is nowhere"; bad=1; }
done
echo "$pages pages, $(ls include/entente/*.h | wc -l) headers: $site/index.html"
exit $bad
