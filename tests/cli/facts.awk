# What a line of output says apart from its words: figures, keys, quoted names, files, options, codes
# of states, the command that speaks. Lines that stand in the script itself (`script`) are its own
# findings and stay whole; a line without facts is left out. Words may change, facts may not.
#   awk -v script=NAME.sh -v mark=1 -f facts.awk OUTPUT
BEGIN {
    while ((getline line < script) > 0) source = source line "\n"
    split("NATO GDP EUR USD CSV JSON HTML SQL SVG MPI THE AND NOT", plain, " ")
    for (i in plain) is_plain[plain[i]] = 1
    word = "[A-Za-z0-9_]"
    pattern[1] = "^entente [a-z]+:"                                      # who speaks
    pattern[2] = "^\"[A-Za-z0-9_]+\":"                                   # a member of JSON
    pattern[3] = "^'[^' ]+'"                                             # a quoted name
    pattern[4] = "^--[a-z][a-z-]*"                                       # an option
    pattern[5] = "^[A-Za-z0-9][A-Za-z0-9-]*([._\\/\\[][A-Za-z0-9_.\\/\\[\\]-]*[A-Za-z0-9\\]])+"   # keys, files
    pattern[6] = "^[a-z]+-[0-9a-z-]*[0-9]"                               # a scenario of a year
    pattern[7] = "^[-+]?[0-9]+(,[0-9][0-9][0-9])*(\\.[0-9]+)?(e[-+]?[0-9]+)?"         # a figure
    pattern[8] = "^[A-Z][A-Z][A-Z]"                                      # a state
    pattern[9] = "^[A-Za-z0-9_.\\[\\]-]+\\?"                              # a word that is offered
    n_patterns = 9
}
# The fact at the start of `rest`; `before` is the character ahead of it.
function fact_at(rest, before,    i, found, next_char) {
    if (before !~ word && match(rest, pattern[9])) return substr(rest, 1, RLENGTH - 1)
    for (i = 1; i < n_patterns; i++) {
        if (!match(rest, pattern[i])) continue
        found = substr(rest, 1, RLENGTH)
        next_char = substr(rest, RLENGTH + 1, 1)
        if (before ~ word && i != 2) continue
        if (i == 8 && (next_char ~ word || found in is_plain)) continue
        return found
    }
    return ""
}
{
    if ($0 == "") next
    if (index(source, $0) && length($0) > 3 && $0 ~ /[a-z]/) { print mark "| = " $0; next }
    out = ""; rest = $0; before = ""
    while (rest != "") {
        found = fact_at(rest, before)
        if (found != "") {
            gsub(/ /, "_", found)
            out = out " " found
            step = length(found)
        } else step = 1
        before = substr(rest, step, 1)
        rest = substr(rest, step + 1)
    }
    if (out != "") print mark "|" out
}
